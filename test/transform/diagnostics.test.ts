import { beforeAll, describe, expect, test } from 'vitest';
import { explainWith, sourceReader } from '../../src/bindings/source-lines.ts';
import { FluxionError, renderDiagnostic } from '../../src/diagnostics/index.ts';
import { parseModule } from '../../src/text/index.ts';
import type { Toolchain } from '../../src/toolchain/index.ts';
import { createToolchain, sourceSetOf } from '../../src/toolchain/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';

const prelude = `#include <math.h>
#include <stdlib.h>
#include <string.h>
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_width;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
`;

interface Case {
  readonly title: string;
  readonly code: string;
  readonly source: string;
  /** In place of the prelude. */
  readonly header?: string;
  readonly text: string;
}

const cases: readonly Case[] = [
  {
    title: 'a function that is defined elsewhere',
    code: 'FX3001',
    source: `double price(double);
double f(double x) {
  return 2 * price(x * x);
}
double df(double x) { return __enzyme_autodiff((void *)f, x); }`,
    text: `program.c:9:14: error: the function 'price' has no body here and no derivative rule [FX3001]
    9 |   return 2 * price(x * x);
      |              ^
  note: a derivative through it would be a guess
  help: compile the source that defines it together with this file
  help: or register a derivative of it (docs/custom-derivatives.md)`,
  },
  {
    title: 'the differentiated function is defined elsewhere',
    code: 'FX3001',
    source: `double price(double);
double df(double x) { return __enzyme_autodiff((void *)price, x); }`,
    text: `program.c:8:30: error: the function 'price' has no body here, so it cannot be differentiated [FX3001]
    8 | double df(double x) { return __enzyme_autodiff((void *)price, x); }
      |                              ^
  help: compile the source that defines it together with this file`,
  },
  {
    title: 'an atomic update of a pointer',
    code: 'FX3002',
    source: `double f(double **x) {
  double *a = __atomic_exchange_n(&x[0], x[1], __ATOMIC_RELAXED);
  return *a * *x[0];
}
double df(double **x, double **dx) { return __enzyme_autodiff((void *)f, enzyme_dup, x, dx); }`,
    text: `program.c:8:15: error: cannot differentiate an atomic update of the bits of a floating-point number or a pointer [FX3002]
    8 |   double *a = __atomic_exchange_n(&x[0], x[1], __ATOMIC_RELAXED);
      |               ^
  note: the LLVM instruction is 'atomicrmw'
  help: rewrite this line, or pass what it computes as an argument that is not differentiated`,
  },
  {
    title: 'arithmetic on bits',
    code: 'FX3002',
    source: `double f(double x) {
  long long bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= ~0xffffLL;
  memcpy(&x, &bits, sizeof bits);
  return x * x;
}
double df(double x) { return __enzyme_autodiff((void *)f, x); }`,
    text: `program.c:10:8: error: cannot differentiate arithmetic on the bits of a floating-point number [FX3002]
   10 |   bits &= ~0xffffLL;
      |        ^
  note: the LLVM instruction is 'and'
  help: rewrite this line, or pass what it computes as an argument that is not differentiated`,
  },
  {
    title: 'memory of unknown contents',
    code: 'FX3003',
    source: `double f(void *to, const void *from, int n) {
  memcpy(to, from, n);
  return 0;
}
double df(void *x, void *dx, void *y, void *dy, int n) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_dup, y, dy, enzyme_const, n);
}`,
    text: `program.c:8:3: error: cannot tell whether the bytes that are moved here are floating-point numbers, integers or pointers [FX3003]
    8 |   memcpy(to, from, n);
      |   ^
  note: nothing is known of the size of its elements
  help: the debug information does not tell either: give variables, members and parameters their real types, not bytes or void
  help: access the memory through a pointer of its real type
  help: copy member by member, so that each is moved as what it is`,
  },
  {
    title: 'a union of a number and a pointer of 32 bits',
    code: 'FX3003',
    source: `struct word { int is_list; union { double number; struct word *list; }; };
double f(const double *x) {
  struct word a, b, c;
  a.is_list = 0, a.number = x[0];
  b.is_list = 1, b.list = &a;
  c = *x > 1 ? a : b;
  return c.is_list ? c.list->number : c.number;
}
double df(double *x, double *dx) { return __enzyme_autodiff((void *)f, enzyme_dup, x, dx); }`,
    text: `program.c:12:16: error: cannot tell whether the 16 bytes that are moved here are floating-point numbers, integers or pointers [FX3003]
   12 |   c = *x > 1 ? a : b;
      |                ^
  note: unknown: bytes 8 to 15
  note: known: integer at bytes 0 to 3
  note: there is a pointer at some times and something else at others: the two are told apart where pointers have 64 bits
  note: its value: debug info: variable 'c' is word
  note: used both as double (a value of type double is stored to it) and as pointer (a value of type ptr is stored to it)
  note: used both as pointer (a value of type ptr is stored to it) and as double (a value of type double is loaded from it)
  help: keep the pointer in a member of its own, or compile for a machine of 64 bits`,
  },
  {
    title: 'a result in constant memory',
    code: 'FX3004',
    source: `double f(const double *x, double *work) {
  work[0] = x[0] * x[1];
  return work[0] * x[0];
}
double df(double *x, double *dx, double *work) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, work);
}`,
    text: `program.c:8:11: error: a value that depends on a differentiated input is stored in memory behind 'work' that was declared constant [FX3004]
    8 |   work[0] = x[0] * x[1];
      |           ^
  note: what is read from there later would count as constant, and the gradient be wrong without a word
  help: give this memory a shadow (enzyme_dup), or do not store differentiated values in it`,
  },
  {
    title: 'an argument too few',
    code: 'FX3006',
    source: `double f(const double *x, int n) {
  return x[0] * n;
}
double df(double *x, double *dx) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
}`,
    text: `program.c:11:10: error: 'f' has 2 parameters: 'n' missing here [FX3006]
   11 |   return __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
      |          ^`,
  },
  {
    title: 'a forgotten shadow',
    code: 'FX3006',
    source: `double f(const double *x, int n) {
  return x[0] * n;
}
double df(double *x, int n) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, enzyme_const, n);
}`,
    text: `program.c:11:10: error: the shadow of 'x' is missing: 'enzyme_const' stands in its place [FX3006]
   11 |   return __enzyme_autodiff((void *)f, enzyme_dup, x, enzyme_const, n);
      |          ^`,
  },
  {
    title: 'a long for an int',
    code: 'FX3006',
    source: `double f(const double *x, long long n) {
  return x[0] * n;
}
double df(double *x, double *dx, int n) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
}`,
    text: `program.c:11:10: error: the argument for 'n' is a 32-bit integer, but 'f' takes a 64-bit integer [FX3006]
   11 |   return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
      |          ^
  help: convert it to the type of the parameter: variable arguments are passed as they are`,
  },
  {
    title: 'a marker that is not there yet',
    code: 'FX3006',
    source: `double f(double x) {
  return x * x;
}
double df(double x) {
  return __enzyme_autodiff((void *)f, enzyme_width, 4, enzyme_out, x);
}`,
    text: `program.c:11:10: error: only one lane is available in reverse mode (enzyme_width) [FX3006]
   11 |   return __enzyme_autodiff((void *)f, enzyme_width, 4, enzyme_out, x);
      |          ^
  note: request the gradient once for each`,
  },
  {
    title: 'an entry point that is not there yet',
    code: 'FX3007',
    source: `double f(double x) {
  return x * x;
}
double df(double x, double dx) {
  return __enzyme_fwddiff((void *)f, enzyme_dup, x, dx);
}`,
    text: `program.c:11:10: error: '__enzyme_fwddiff' is not available yet [FX3007]
   11 |   return __enzyme_fwddiff((void *)f, enzyme_dup, x, dx);
      |          ^
  note: only __enzyme_autodiff is`,
  },
  {
    title: 'a function pointer',
    code: 'FX3008',
    source: `double f(double x, double (*rule)(double)) {
  return rule(x) * x;
}
double df(double x, double (*rule)(double)) {
  return __enzyme_autodiff((void *)f, enzyme_out, x, enzyme_const, rule);
}`,
    text: `program.c:8:10: error: cannot differentiate a call through a function pointer [FX3008]
    8 |   return rule(x) * x;
      |          ^
  note: the called function is not known here
  note: no function of this type has its address taken in this program
  help: compile the source that defines the function together with this file, or call it by its name`,
  },
  {
    title: 'an atomic update of either of two arrays, of which one is constant',
    code: 'FX3009',
    source: `double f(_Atomic double *x, _Atomic double *y, int n) {
  _Atomic double *p = n > 3 ? x : y;
  *p += 1;
  return *p * *p;
}
double df(double *x, double *dx, double *y, int n) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, y, enzyme_const, n);
}`,
    text: `program.c:9:6: error: the pointer 'cond' may lead to constant memory, which has no shadow [FX3009]
    9 |   *p += 1;
      |      ^
  note: which it is can be told while the program runs, but not for this operation
  help: pass the pointer with a shadow (enzyme_dup) instead of constant`,
  },
  {
    title: 'a global variable with pointers in more places than their shadows are made for',
    code: 'FX3010',
    source: `static struct { double *p[2], w; } kept[40][40];
double f(double *x, int n) {
  for (int i = 0; i < n; i++) kept[i][i].p[n & 1] = x + i;
  return *kept[0][0].p[0];
}
double df(double *x, double *dx, int n) {
  return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
}`,
    text: `program.c:13:10: error: the global variable 'kept' holds pointers and is written by the differentiated code [FX3010]
   13 |   return __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
      |          ^
  note: they stand in more places than their shadows can be made for
  help: pass the memory as an argument instead`,
  },
  {
    title: 'a library name that is taken',
    code: 'FX3011',
    header: 'double sinh(double); double __enzyme_autodiff(void *, ...);\n',
    source: `int cosh(int n) { return n + 1; }
double f(double x) {
  return sinh(x) * cosh(2);
}
double df(double x) { return __enzyme_autodiff((void *)f, x); }`,
    text: `program.c:6:30: error: a derivative needs the C library's cosh, but the program has another symbol of that name [FX3011]
    6 | double df(double x) { return __enzyme_autodiff((void *)f, x); }
      |                              ^
  help: rename cosh in the program`,
  },
];

let toolchain: Toolchain;

beforeAll(() => {
  toolchain = createToolchain();
});

async function report(source: string): Promise<{ codes: string[]; text: string }> {
  const sources = sourceSetOf({ 'program.c': source });
  const { ir } = await toolchain.compileToIR(sources, { level: 0, extraFlags: ['-w'] });
  const module = parseModule([...ir.values()][0]!);
  const read = sourceReader(sources.sources, sources.workingDirectory);
  try {
    explainWith(read, () => lowerRequests(module));
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return {
      codes: error.diagnostics.map((d) => d.code),
      text: error.diagnostics.map((d) => renderDiagnostic(d)).join('\n'),
    };
  }
  return { codes: [], text: '' };
}

describe('what a C program is told', () => {
  test.each(cases)('$code: $title', async ({ code, header = prelude, source, text }) => {
    const seen = await report(header + source);
    expect(seen.codes).toEqual([code]);
    expect(seen.text).toBe(text);
  });

  test('all that is wrong is told in one run: in other requests, in callees of callees, in malformed requests', async () => {
    const { codes, text } = await report(`${prelude}double price(double);
double rate(double);
__attribute__((noinline)) double inner(double x) { return rate(x) * x; }
__attribute__((noinline)) double outer(double *x) { __asm__("nop" : : "r"(x)); return inner(x[0]); }
double f(double *x) { return price(x[0]) + outer(x); }
double g(double x) { return rate(x); }
double fine(double x) { return x * x; }
double df(double *x, double *dx) { return __enzyme_autodiff((void *)f, x, dx); }
double dg(double x) { return __enzyme_autodiff((void *)g, x); }
double dfine(double x) { return __enzyme_autodiff((void *)fine, x); }
double dmissing(double x) { return __enzyme_autodiff((void *)fine); }`);
    expect(codes.sort()).toEqual(['FX3001', 'FX3001', 'FX3001', 'FX3002', 'FX3006']);
    for (const place of [':9:59:', ':10:53:', ':11:30:', ':12:29:', ':17:36:'])
      expect(text).toContain(`program.c${place}`);
  });

  test('a request behind one that failed is not told once more', async () => {
    const { codes } = await report(`${prelude}double price(double);
double f(double x) { return price(x); }
double df(double x) { return __enzyme_autodiff((void *)f, x); }
double ddf(double x) { return __enzyme_autodiff((void *)df, x); }`);
    expect(codes).toEqual(['FX3001']);
  });
});

describe('a request that does not fit', () => {
  test('leaves no gradient behind', () => {
    const module = parseModule(`declare double @__enzyme_autodiff(ptr, ...)
define double @f(double %x, i64 %n) {
  ret double %x
}
define double @g(double %x, i32 %n) {
  %a = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, i32 %n)
  ret double %a
}
`);
    expect(() => lowerRequests(module)).toThrow('FX3006');
    expect(module.functions.map((fn) => fn.name)).toEqual(['__enzyme_autodiff', 'f', 'g']);
  });
});
