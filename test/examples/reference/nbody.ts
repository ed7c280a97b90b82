import { arrayAt, scalarAt, type Argument } from '../example.ts';

interface Body {
  readonly mass: number;
  x: number[];
  v: number[];
}

/** Softened distance. */
const distance = (a: Body, b: Body, softening: number): number =>
  Math.hypot(softening, ...a.x.map((value, axis) => value - b.x[axis]!));

function acceleration(bodies: readonly Body[], of: Body, softening: number): number[] {
  return [0, 1, 2].map((axis) =>
    bodies
      .filter((other) => other !== of)
      .map((other) => (other.mass * (other.x[axis]! - of.x[axis]!)) / distance(of, other, softening) ** 3)
      .reduce((sum, term) => sum + term, 0),
  );
}

function energy(bodies: readonly Body[], softening: number): number {
  let sum = 0;
  for (const body of bodies) {
    sum += 0.5 * body.mass * body.v.reduce((square, value) => square + value * value, 0);
    for (const other of bodies) {
      // Every pair is met twice.
      if (other !== body) sum -= (0.5 * body.mass * other.mass) / distance(body, other, softening);
    }
  }
  return sum;
}

/** The relative energy drift, by the position form of the method: x'' from velocities at half steps. */
export function reference(args: readonly Argument[]): number {
  const [position, velocity, mass] = [arrayAt(args, 0), arrayAt(args, 1), arrayAt(args, 2)];
  const [steps, dt, softening] = [scalarAt(args, 4), scalarAt(args, 5), scalarAt(args, 6)];
  const bodies = mass.map((m, i): Body => ({
    mass: m,
    x: position.slice(3 * i, 3 * i + 3),
    v: velocity.slice(3 * i, 3 * i + 3),
  }));
  const kick = (h: number): void => {
    const all = bodies.map((body) => acceleration(bodies, body, softening));
    bodies.forEach((body, i) => (body.v = body.v.map((value, axis) => value + h * all[i]![axis]!)));
  };
  const before = energy(bodies, softening);
  if (steps > 0) kick(dt / 2);
  for (let step = 1; step <= steps; step++) {
    for (const body of bodies) body.x = body.x.map((value, axis) => value + dt * body.v[axis]!);
    kick(step === steps ? dt / 2 : dt);
  }
  return (energy(bodies, softening) - before) / Math.abs(before);
}
