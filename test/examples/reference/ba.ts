import { arrayAt, scalarAt, type Argument } from '../example.ts';

type Matrix = number[][];

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, entry, k) => sum + entry * b[k]![j]!, 0)));
}

/** The rotation matrix exp([r]×), by its power series. */
function rotationMatrix(r: readonly number[]): Matrix {
  const [x, y, z] = r as [number, number, number];
  const skew = [
    [0, -z, y],
    [z, 0, -x],
    [-y, x, 0],
  ];
  let power = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  let sum = power;
  for (let n = 1; n <= 40; n++) {
    power = multiply(power, skew).map((row) => row.map((entry) => entry / n));
    const term = power;
    sum = sum.map((row, i) => row.map((entry, j) => entry + term[i]![j]!));
  }
  return sum;
}

function project(camera: readonly number[], point: readonly number[]): [number, number] {
  const offset = point.map((value, i) => [value - camera[3 + i]!]);
  const [x, y, z] = multiply(rotationMatrix(camera.slice(0, 3)), offset).flat() as [number, number, number];
  const [focal, u, v, k1, k2] = camera.slice(6) as [number, number, number, number, number];
  const r = Math.hypot(x / z, y / z);
  const distortion = 1 + k1 * r ** 2 + k2 * r ** 4;
  return [u + (focal * distortion * x) / z, v + (focal * distortion * y) / z];
}

/** The residuals, with rotations as matrix exponentials. */
export function reference(args: readonly Argument[]): number[] {
  const [cameras, points, weights] = [arrayAt(args, 0), arrayAt(args, 1), arrayAt(args, 2)];
  const [observations, pixels, n] = [arrayAt(args, 3), arrayAt(args, 4), scalarAt(args, 5)];
  const residuals: number[] = [];
  for (let i = 0; i < n; i++) {
    const [c, p] = [observations[2 * i]!, observations[2 * i + 1]!];
    const [u, v] = project(cameras.slice(11 * c, 11 * c + 11), points.slice(3 * p, 3 * p + 3));
    const w = weights[i]!;
    residuals.push(w * (u - pixels[2 * i]!), w * (v - pixels[2 * i + 1]!), 1 - w * w);
  }
  return residuals;
}
