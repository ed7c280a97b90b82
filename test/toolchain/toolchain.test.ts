import { commands } from '@yowasp/clang';
import { describe, expect, test } from 'vitest';
import { CompilerError, createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import type { CompileOptions, OptimisationLevel } from '../../src/toolchain/index.ts';
import { llvmRunner } from '../../src/toolchain/llvm-runner.ts';
import { instantiate } from './support.ts';

const toolchain = createToolchain();
const levels: readonly OptimisationLevel[] = [0, 1, 2, 3];

const numeric = `
#include <math.h>
#include <stdlib.h>
#include <string.h>
double total(const double *x, int n) {
  double *y = malloc(n * sizeof *y), sum = 0;
  memcpy(y, x, n * sizeof *y);
  for (int i = 0; i < n; i++) sum += exp(sin(y[i])) + lgamma(y[i]);
  free(y);
  return sum;
}`;
/** log Γ(1.5) = log(√π / 2) and Γ(1) = 1. */
const expectedTotal = Math.exp(Math.sin(1)) + Math.exp(Math.sin(1.5)) + Math.log(Math.sqrt(Math.PI) / 2);

async function build(
  files: Record<string, string>,
  exports: string[],
  options: Partial<CompileOptions> = {},
) {
  const { ir } = await toolchain.compileToIR(sourceSetOf(files), { level: 2, ...options });
  return instantiate(await toolchain.linkWasm(ir, { exports }));
}

async function failure(work: Promise<unknown>): Promise<CompilerError> {
  const error = await work.then(
    () => new Error('no failure'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CompilerError);
  return error as CompilerError;
}

describe('C to WebAssembly', () => {
  test.each(levels)('libm and malloc are linked statically, -O%i', async (level) => {
    const { call, doubles } = await build({ 'total.c': numeric }, ['total'], { level });
    expect(call['total']!(doubles([1, 1.5]), 2)).toBeCloseTo(expectedTotal, 14);
  });

  test.each(levels)('passes may run on the IR, -O%i', async (level) => {
    const { ir, warnings } = await toolchain.compileToIR(sourceSetOf({ 'total.c': numeric }), { level });
    const text = ir.get('total.c')!;
    expect(warnings).toBe('');
    expect(text).not.toContain('optnone');
    expect(text).not.toMatch(/<\d+ x double>/);
    expect(text).toContain('DILocalVariable(name: "n"');
    expect(text).toContain('!DIFile(filename: "total.c", directory: ".")');
  });

  test('loops are unrolled after differentiation, not before', async () => {
    const source =
      'int f(const int *x) { int s = 0; for (int i = 0; i < 4; i++) s = s * 3 + x[i]; return s; }';
    const { ir } = await toolchain.compileToIR(sourceSetOf({ 'f.c': source }), { level: 2 });
    expect(ir.get('f.c')).toMatch(/^for\.body:/m);
    const { wasm } = await toolchain.linkWasm(ir, { exports: ['f'] });
    const disassembly = await llvmRunner.run({
      args: ['objdump', '-d', 'f.wasm'],
      files: { 'f.wasm': wasm },
    });
    const body = new TextDecoder()
      .decode(disassembly.stdout)
      .split(/<f>:\n/)[1]!
      .split(/\n\n/)[0]!;
    expect(body).toContain('i32.mul');
    expect(body).not.toContain('loop');
  });

  test('-D, -I, -std and further flags reach clang', async () => {
    const files = {
      'f.c':
        '#include "k.h"\n#include <n.h>\ndouble f(void) { auto y = SCALE; return y * K * N + __STDC_VERSION__; }',
      'include/k.h': '#define K 3.0\n',
      'other/n.h': '#define N 5.0\n',
    };
    const options = { includes: ['include', './lib/../other'], defines: ['SCALE=2.5'], std: 'c23' };
    const { call } = await build(files, ['f'], options);
    expect(call['f']!()).toBe(2.5 * 3 * 5 + 202311);
    const simd = { level: 3, extraFlags: ['-msimd128'] } as const;
    const { ir } = await toolchain.compileToIR(sourceSetOf({ 'a.c': numeric }), simd);
    expect(ir.get('a.c')).toContain('+simd128');
  });

  test('a macro with spaces, quotes and a backslash arrives whole', async () => {
    const defines = ['TEXT="a \\"b\\" $c\\\\"'];
    const { call } = await build({ 'f.c': 'int f(int i) { return TEXT[i]; }' }, ['f'], { defines });
    expect(String.fromCharCode(...Array.from({ length: 8 }, (_, i) => call['f']!(i)))).toBe('a "b" $c');
  });

  test('headers are found relative to the file that includes them, also upwards', async () => {
    const files = {
      'sub/f.c': '#include "../common/x.h"\nint f(void) { return X * Y; }',
      'common/x.h': '#include "../y.h"\n#define X 2\n',
      'y.h': '#define Y 21\n',
      // What a file system that ignores `..` would find.
      'sub/common/x.h': '#define X 1\n#define Y 1\n',
    };
    expect((await build(files, ['f'])).call['f']!()).toBe(42);
  });

  test.each(['/usr/include/f.c', 'a b/naïve "x".c', '-dash.c', '../up.c'])('a source at %s', async (path) => {
    const { ir } = await toolchain.compileToIR(sourceSetOf({ [path]: 'int f(int x) { return x + 1; }' }), {
      level: 1,
    });
    const linked = await toolchain.linkWasm(ir, { exports: ['f'] });
    expect((await instantiate(linked)).call['f']!(1)).toBe(2);
  });

  test('C++ with the standard library', async () => {
    const source = `
#include <cmath>
#include <numeric>
#include <vector>
struct Shape { virtual ~Shape() = default; virtual double area() const = 0; };
struct Square final : Shape { double a; explicit Square(double x) : a(x) {} double area() const override { return a * a; } };
static std::vector<double> constructed{1.0, 2.0};
extern "C" double f(const double *x, int n) {
  std::vector<double> v(x, x + n);
  v.push_back(constructed[1]);
  const Shape *s = new Square(std::accumulate(v.begin(), v.end(), 0.0));
  double r = std::sqrt(s->area());
  delete s;
  return r;
}`;
    const { ir } = await toolchain.compileToIR(sourceSetOf({ 'f.cpp': source }), { level: 2, std: 'c++20' });
    const { wasm } = await toolchain.linkWasm(ir, { exports: ['f'] });
    // The C++ library's last resort prints, so the imports are there; nothing here calls them.
    const module = await WebAssembly.compile(wasm);
    const imports: Record<string, Record<string, () => never>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = () => {
        throw new Error(`${name} was called`);
      };
    }
    const { exports } = await WebAssembly.instantiate(module, imports);
    const call = exports as Record<string, (...args: number[]) => number>;
    call['_initialize']!();
    const x = call['malloc']!(16);
    new Float64Array((exports['memory'] as WebAssembly.Memory).buffer, x, 2).set([3, 4]);
    expect(call['f']!(x, 2)).toBe(9);
  });

  test('the IR of x86-64, with the headers of libc and of the C++ library', async () => {
    const files = {
      'total.c': numeric,
      'v.cc': '#include <vector>\nint f(std::vector<int> &v) { return v.at(1); }',
    };
    const { ir } = await toolchain.compileToIR(sourceSetOf(files), { level: 2, target: 'x86_64' });
    for (const text of ir.values()) expect(text).toContain('target triple = "x86_64-unknown-linux-gnu"');
    expect(ir.get('total.c')).toMatch(/define dso_local .*double @total\(/);
    await expect(toolchain.linkWasm(ir, { exports: ['total'] })).rejects.toMatchObject({
      diagnostics: [{ code: 'FX4006' }],
    });
  });
});

describe('the linked module', () => {
  test('memory grows as far as 32 bits reach', async () => {
    const { call, memory } = await build({ 'f.c': 'int f(const char *p, int n) { return p[n - 1]; }' }, [
      'f',
    ]);
    const size = 300e6;
    const address = call['malloc']!(size);
    expect(memory.buffer.byteLength).toBeGreaterThan(size);
    new Uint8Array(memory.buffer)[address + size - 1] = 7;
    expect(call['f']!(address, size)).toBe(7);
    memory.grow(65536 - memory.buffer.byteLength / 65536);
    expect(memory.buffer.byteLength).toBe(2 ** 32);
  });

  test.each([
    [7, 1],
    [9, undefined],
  ])('a stack of 8 MB, of which %i MB are used', async (megabytes, expected) => {
    // Each call looks into its caller's frame, so that the recursion cannot become a loop.
    const source = `
int f(int n, volatile char *caller) {
  volatile char a[1 << 20];
  a[0] = caller ? caller[0] : 1;
  return n > 1 ? f(n - 1, a) : a[0];
}`;
    const { call } = await build({ 'f.c': source }, ['f'], { level: 0 });
    if (expected === undefined) expect(() => call['f']!(megabytes, 0)).toThrow(WebAssembly.RuntimeError);
    else expect(call['f']!(megabytes, 0)).toBe(expected);
  });

  test('exports what was asked for and no more', async () => {
    const { exports } = await build({ 'f.c': 'int f(void) { return 1; } int g(void) { return 2; }' }, ['g']);
    expect(Object.keys(exports).sort()).toEqual([
      '__stack_pointer',
      '_initialize',
      'free',
      'g',
      'malloc',
      'memory',
    ]);
  });

  test('what a program needs from its host is listed', async () => {
    const source =
      '#include <stdio.h>\n#include <stdlib.h>\nvoid f(int x) { printf("%d\\n", x); if (x) exit(1); }';
    const { ir } = await toolchain.compileToIR(sourceSetOf({ 'f.c': source }), { level: 2 });
    const { imports } = await toolchain.linkWasm(ir, { exports: ['f'] });
    expect(new Set(imports.map((i) => i.module))).toEqual(new Set(['wasi_snapshot_preview1']));
    expect(imports.map((i) => i.name)).toEqual(expect.arrayContaining(['fd_write', 'proc_exit']));
  });
});

describe('several sources', () => {
  const files = {
    'a.c':
      'double g(double); static double h(double x) { return x + 1; } double f(double x) { return g(h(x)); }',
    'b.c':
      'extern double scale; __attribute__((noinline)) static double h(double x) { return x * scale; } double g(double x) { return h(x); }',
    'c.c': 'double scale = 10;',
  };

  test('are linked as they are', async () => {
    expect((await build(files, ['f'])).call['f']!(1)).toBe(20);
  });

  test.each([0, 2] as const)(
    'become one module that verifies and keeps both statics, -O%i',
    async (level) => {
      const { ir } = await toolchain.compileToIR(sourceSetOf(files), { level });
      const merged = await toolchain.mergeIR(ir);
      expect(merged).toMatch(/^define .*@f\(/m);
      expect(merged).toMatch(/^define .*@g\(/m);
      expect(merged).toMatch(/^@scale = .*global double/m);
      expect(merged).not.toMatch(/^declare .*@g\(/m);
      const linked = await toolchain.linkWasm(new Map([['all.ll', merged]]), { exports: ['f'] });
      expect((await instantiate(linked)).call['f']!(1)).toBe(20);
    },
  );

  test('two definitions of a function', async () => {
    const twice = { 'a.c': 'int f(void) { return 1; }', 'b.c': 'int f(void) { return 2; }' };
    const { ir } = await toolchain.compileToIR(sourceSetOf(twice), { level: 0 });
    const error = await failure(toolchain.mergeIR(ir));
    expect(error.diagnostics[0]!.code).toBe('FX4003');
    expect(error.stderr).toContain("'f': symbol multiply defined");
  });
});

describe('errors', () => {
  const bad = '#include <math.h>\ndouble f(double x) {\n  int unused;\n  return sine(x) + y;\n}\n';

  test('of the compiler arrive as clang wrote them', async () => {
    const chunks: Uint8Array[] = [];
    const stderr = (bytes: Uint8Array | null) => void (bytes && chunks.push(bytes.slice()));
    const args = ['-O2', '-Wall', '-c', 'bad.c', '-o', 'bad.o'];
    await expect(commands.clang(args, { 'bad.c': bad }, { stderr })).rejects.toThrow();
    const original = Buffer.concat(chunks).toString();
    const options = { level: 2, extraFlags: ['-Wall'] } as const;
    const error = await failure(toolchain.compileToIR(sourceSetOf({ 'bad.c': bad }), options));
    expect(error.stderr).toBe(original);
    expect(error.stderr).toContain("bad.c:4:20: error: use of undeclared identifier 'y'\n");
    expect(error.message).toContain(original);
    expect(error.diagnostics).toMatchObject([{ code: 'FX4001', severity: 'error' }]);
  });

  test('warnings are passed through', async () => {
    const options = { level: 2, extraFlags: ['-Wall'] } as const;
    const source = 'double f(double x) {\n  int unused;\n  return x;\n}\n';
    const { warnings } = await toolchain.compileToIR(sourceSetOf({ 'w.c': source }), options);
    expect(warnings).toContain(
      "w.c:2:7: warning: unused variable 'unused' [-Wunused-variable]\n    2 |   int unused;\n",
    );
  });

  test('of the driver: an unknown flag', async () => {
    const options = { level: 2, extraFlags: ['--no-such-flag'] } as const;
    const error = await failure(toolchain.compileToIR(sourceSetOf({ 'f.c': '' }), options));
    expect(error.stderr).toBe("clang: error: unknown argument: '--no-such-flag'\n");
  });

  test('flags that ask for something else than IR of one file', async () => {
    for (const flag of ['-save-temps', '-E', '-fsyntax-only']) {
      const work = toolchain.compileToIR(sourceSetOf({ 'f.c': 'int f;' }), { level: 2, extraFlags: [flag] });
      await expect(work, flag).rejects.toMatchObject({ diagnostics: [{ code: 'FX4002' }] });
    }
  });

  test('of the linker: a function without a definition, an export that is not there', async () => {
    const { ir } = await toolchain.compileToIR(
      sourceSetOf({ 'a.c': 'int g(int); int f(int x) { return g(x); }' }),
      {
        level: 2,
      },
    );
    const undefinedSymbol = await failure(toolchain.linkWasm(ir, { exports: ['f'] }));
    expect(undefinedSymbol.diagnostics[0]!.code).toBe('FX4003');
    expect(undefinedSymbol.stderr).toBe('wasm-ld: error: a.c.o: undefined symbol: g\n');
    const missing = await failure(toolchain.linkWasm(ir, { exports: ['nothing'] }));
    expect(missing.stderr).toContain('symbol exported via --export not found: nothing\n');
  });

  test('of IR that does not parse', async () => {
    const text = 'target triple = "wasm32-unknown-wasip1"\ndefine i32 @f() {\n  ret i64 0\n}\n';
    const error = await failure(toolchain.linkWasm(new Map([['f.ll', text]]), { exports: ['f'] }));
    expect(error.stderr).toContain("f.ll:3:7: error: value doesn't match function result type");
  });

  test('a header that is nowhere, and nothing to compile', async () => {
    const error = await failure(
      toolchain.compileToIR(sourceSetOf({ 'f.c': '#include "no.h"\n' }), { level: 0 }),
    );
    expect(error.stderr).toContain("f.c:1:10: fatal error: 'no.h' file not found");
    expect(() => sourceSetOf({ 'a.h': '' })).toThrow('FX4007');
    expect(() => sourceSetOf({})).toThrow('FX4007');
    expect(() => sourceSetOf({ 'a.rs': '' })).toThrow('FX4007');
  });
});
