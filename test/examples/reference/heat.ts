import { arrayAt, scalarAt, type Argument } from '../example.ts';

/** Solves a dense linear system by Gaussian elimination with partial pivoting. */
function solve(matrix: readonly number[][], rhs: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, rhs[i]!]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const candidates = rows.slice(column).map((row) => Math.abs(row[column]!));
    const pivot = column + candidates.indexOf(Math.max(...candidates));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let r = 0; r < n; r++) {
      if (r === column) continue;
      const factor = rows[r]![column]! / rows[column]![column]!;
      for (let c = column; c <= n; c++) rows[r]![c]! -= factor * rows[column]![c]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

/** The misfit, with a dense solver and all boundary values as unknowns of the system. */
export function reference(args: readonly Argument[]): number {
  const [u0, kappa, target] = [arrayAt(args, 0), arrayAt(args, 1), arrayAt(args, 2)];
  const [left, right, n] = [scalarAt(args, 3), scalarAt(args, 4), scalarAt(args, 5)];
  const [steps, dt] = [scalarAt(args, 6), scalarAt(args, 7)];
  const dx = 1 / (n + 1);

  const matrix = Array.from({ length: n + 2 }, (_, i) => {
    const row = new Array<number>(n + 2).fill(0);
    row[i] = 1;
    if (i === 0 || i === n + 1) return row;
    const [west, east] = [(kappa[i - 1]! * dt) / dx ** 2, (kappa[i]! * dt) / dx ** 2];
    row[i - 1] = -west;
    row[i] = 1 + west + east;
    row[i + 1] = -east;
    return row;
  });

  let u = [left, ...u0, right];
  for (let step = 0; step < steps; step++) {
    const next = solve(matrix, u);
    const change = Math.max(...next.slice(1, -1).map((value, i) => Math.abs(value - u[i + 1]!)));
    u = next;
    if (change < 1e-12) break;
  }
  return 0.5 * dx * target.reduce((sum, value, i) => sum + (u[i + 1]! - value) ** 2, 0);
}
