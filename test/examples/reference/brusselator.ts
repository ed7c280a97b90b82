import { arrayAt, scalarAt, type Argument } from '../example.ts';

/** The right-hand side; concentrations as functions of grid indices modulo n. */
function rightHandSide(state: readonly number[], n: number, t: number, rates: readonly number[]): number[] {
  const [a, b, alpha] = rates as [number, number, number];
  const wrap = (i: number): number => (i + n) % n;
  const at = (plane: number, i: number, j: number): number => state[plane * n * n + wrap(i) * n + wrap(j)]!;
  const diffuse = (plane: number, i: number, j: number): number => {
    const second = (minus: number, plus: number): number => (minus - 2 * at(plane, i, j) + plus) * n ** 2;
    const vertical = second(at(plane, i - 1, j), at(plane, i + 1, j));
    return alpha * (vertical + second(at(plane, i, j - 1), at(plane, i, j + 1)));
  };
  return state.map((_, index) => {
    const plane = index < n * n ? 0 : 1;
    const [i, j] = [Math.floor((index % (n * n)) / n), index % n];
    const [u, v] = [at(0, i, j), at(1, i, j)];
    const lit = t >= 1.1 && Math.hypot(j / n - 0.3, i / n - 0.6) <= 0.1;
    const reaction = plane === 0 ? b + u * u * v - (a + 1) * u + (lit ? 5 : 0) : a * u - u * u * v;
    return reaction + diffuse(plane, i, j);
  });
}

/** The state after all steps, by the Runge-Kutta method in its textbook form. */
export function reference(args: readonly Argument[]): number[] {
  let y = arrayAt(args, 0);
  const [n, steps, dt] = [scalarAt(args, 2), scalarAt(args, 3), scalarAt(args, 4)];
  const rates = [scalarAt(args, 5), scalarAt(args, 6), scalarAt(args, 7)];
  const moved = (k: readonly number[], h: number): number[] => y.map((value, i) => value + h * k[i]!);
  for (let step = 0; step < steps; step++) {
    const t = step * dt;
    const k1 = rightHandSide(y, n, t, rates);
    const k2 = rightHandSide(moved(k1, dt / 2), n, t + dt / 2, rates);
    const k3 = rightHandSide(moved(k2, dt / 2), n, t + dt / 2, rates);
    const k4 = rightHandSide(moved(k3, dt), n, t + dt, rates);
    y = y.map((value, i) => value + (dt / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
  }
  return y;
}
