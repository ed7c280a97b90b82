import { execFile, spawn } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackage } from './package.ts';
import { repository, temporaryFolder } from './support.ts';

/** The package as it is published: the program in processes of its own, and what `build` writes. */
let folder: string;
let work: string;
const cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const built = await buildPackage();
  const temporary = await temporaryFolder({});
  folder = built.folder;
  work = temporary.folder;
  cleanUp.push(built.remove, temporary.remove);
});
afterAll(async () => {
  for (const remove of cleanUp) await remove();
});

const execute = promisify(execFile);
const environment = () => ({ ...process.env, FLUXION_CACHE_DIR: path.join(work, 'cache') });

async function fluxion(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = path.join(folder, 'bin/fluxion.js');
  try {
    const result = await execute(process.execPath, [program, ...args], { cwd: work, env: environment() });
    return { code: 0, ...result };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

const example = (name: string) => path.join(repository, 'examples', name);

describe('the program', () => {
  test('prints a gradient, and again from the cache', async () => {
    const args = ['grad', example('rosenbrock.c'), 'rosenbrock', '--at', '[[-1.2, 1.0], 2]'];
    const { code, stdout, stderr } = await fluxion(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^value +24\.19\d+\nd\/dx +\[-215\.\d+, -8[78]\.?\d*\]\nd\/dn +none \(int\)\n$/);
    expect(await readdir(path.join(work, 'cache'))).not.toHaveLength(0);
    expect(await fluxion(...args)).toEqual({ code, stdout, stderr });
  });

  test('exits with 2 after a wrong call, without a stack trace', async () => {
    const { code, stdout, stderr } = await fluxion('grad', 'nofile.c', 'f', '--at', '[1]');
    expect([code, stdout, stderr]).toEqual([2, '', 'error: cannot read nofile.c [FX5002]\n']);
  });

  test('ends quietly when nobody reads on', async () => {
    await writeFile(
      path.join(work, 'long.c'),
      'double sum(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i]; return s; }\n',
    );
    await writeFile(path.join(work, 'long.json'), JSON.stringify([new Array(200_000).fill(0.125), 200_000]));
    const program = path.join(folder, 'bin/fluxion.js');
    const args = [program, 'grad', 'long.c', 'sum', '--at', '@long.json', '--json'];
    const child = spawn(process.execPath, args, {
      cwd: work,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([0, '']);
  });
});

test('what a browser loads imports nothing of Node', async () => {
  const seen = new Set<string>();
  const foreign = new Set<string>();
  const work = ['index.js', 'ir.js'];
  for (let file = work.pop(); file !== undefined; file = work.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = await readFile(path.join(folder, 'dist', file), 'utf8');
    for (const [, fixed, dynamic] of text.matchAll(
      /^(?:import|export)\b[^;]*?["']([^"']+)["'];|\bimport\(["']([^"']+)["']\)/gm,
    )) {
      const name = fixed ?? dynamic!;
      if (name.startsWith('./')) work.push(name.slice(2));
      else foreign.add(name);
    }
  }
  expect(seen.size).toBeGreaterThan(2);
  expect([...foreign].filter((name) => name !== '@yowasp/clang')).toEqual([]);
});

describe('build', () => {
  beforeAll(async () => {
    await writeFile(
      path.join(work, 'physics.c'),
      `#include <math.h>
double energy(const double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * x[i]; return s; }
void spring(const double *x, double *force, double k, int n) { for (int i = 0; i < n; i++) force[i] = -k * x[i]; }
float delete(float x) { return sinf(x); }
static double hidden(double x) { return x; }
double use(double x) { return hidden(x) + 1; }
`,
    );
    const { code, stdout, stderr } = await fluxion('build', 'physics.c', '-o', 'out');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      ['physics.wasm', 'physics.js', 'physics.d.ts'].map((f) => `${path.join('out', f)}\n`).join(''),
    );
  });

  test('the module works in Node with nothing beside it', async () => {
    await writeFile(
      path.join(work, 'out/use.mjs'),
      `import { energy, spring, delete as remove, use } from './physics.js';
const x = Float64Array.of(1, 2, 3);
const force = new Float64Array(3);
spring(x, force, 2, 3);
let message;
try { energy([1], 'a'); } catch (error) { message = \`\${error.name} \${error.code} \${error.message}\`; }
console.log(JSON.stringify({
  energy: energy(x, 3),
  gradient: energy.valueAndGrad(x, 3),
  force: [...force],
  spring: spring.grad(x, force, 2, 3, { seed: [1, 0, 1] }).map((g) => (ArrayBuffer.isView(g) ? [...g] : g)),
  remove: remove.valueAndGrad(0),
  use: use.grad(1),
  message,
}));`,
    );
    const { stdout } = await execute(process.execPath, [path.join(work, 'out/use.mjs')], { cwd: '/' });
    expect(JSON.parse(stdout)).toEqual({
      energy: 14,
      gradient: { value: 14, gradient: [{ 0: 2, 1: 4, 2: 6 }, null] },
      force: [-2, -4, -6],
      spring: [[-2, 0, -2], [0, 0, 0], -4, null], // prettier-ignore
      remove: { value: 0, gradient: [1] },
      use: [1],
      message: 'FluxionError FX5006 n (int) takes an integer, not the string "a" [FX5006]',
    });
  });

  test('the module has no import but the hidden one of Node', async () => {
    const text = await readFile(path.join(work, 'out/physics.js'), 'utf8');
    expect(text).not.toMatch(/^import\b|\bfrom ['"]|\brequire\(/m);
    expect(text.match(/\bimport\(/g)).toHaveLength(1);
  });

  test('the declarations hold for the right use and against the wrong one', async () => {
    await writeFile(
      path.join(work, 'out/typed.ts'),
      `import { energy, spring, delete as remove } from './physics.js';
const value: number = energy([1, 2], 2);
const { gradient } = energy.valueAndGrad(Float64Array.of(1), 1);
const dx: Float64Array = gradient[0];
const dn: null = gradient[1];
const force = new Float64Array(1);
const nothing: void = spring(dx, force, 1, 1);
const [, dforce, dk]: [x: Float64Array, force: Float64Array, k: number, n: null] = spring.grad(dx, force, 1, 1, { seed: { force: [1] } });
const slope: number = remove.grad(1)[0];
// @ts-expect-error a number is no array
energy(1, 2);
// @ts-expect-error an argument is missing
energy([1]);
// @ts-expect-error the arrays of single precision are another type
energy(Float32Array.of(1), 1);
// @ts-expect-error the seed is missing
spring.grad(dx, force, 1, 1);
// @ts-expect-error the output is called otherwise
spring.grad(dx, force, 1, 1, { seed: { x: [1] } });
export { value, dn, nothing, dforce, dk, slope };
`,
    );
    const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
    const flags = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'esnext',
      '--target',
      'es2022',
    ];
    const files = [...flags, '--moduleResolution', 'bundler', '--ignoreConfig', 'out/typed.ts'];
    const check = execute(process.execPath, [tsc, ...files], { cwd: work });
    await expect(check.catch((error: { stdout: string }) => error.stdout)).resolves.toEqual({
      stdout: '',
      stderr: '',
    });
  });

  test('takes what is named, of several files', async () => {
    await writeFile(
      path.join(work, 'a.c'),
      'double inner(double x);\ndouble outer(double x) { return inner(x) * x; }\n',
    );
    await writeFile(path.join(work, 'b.c'), 'double inner(double x) { return x * x; }\n');
    const { code, stderr } = await fluxion(
      'build',
      'a.c',
      'b.c',
      '-o',
      'two',
      '--function',
      'outer',
      '--name',
      'cube',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect((await readdir(path.join(work, 'two'))).sort()).toEqual(['cube.d.ts', 'cube.js', 'cube.wasm']);
    const module = (await import(path.join(work, 'two/cube.js'))) as Record<
      string,
      { grad(x: number): number[] }
    >;
    expect(Object.keys(module)).toEqual(['outer']);
    expect(module['outer']!.grad(2)).toEqual([12]);
  });

  test('a file whose name has spaces and letters beyond ASCII', async () => {
    await writeFile(path.join(work, 'énergie du système.c'), 'double e(double x) { return x * x; }\n');
    const { code, stderr } = await fluxion('build', 'énergie du système.c', '-o', 'mes résultats');
    expect([code, stderr]).toEqual([0, '']);
    const module = (await import(path.join(work, 'mes résultats/énergie du système.js'))) as {
      e: { grad(x: number): number[] };
    };
    expect(module.e.grad(2)).toEqual([4]);
  });
});
