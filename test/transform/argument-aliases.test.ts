import { describe, expect, test } from 'vitest';
import { parseModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';
import { runNativeProgram } from '../support/native-program.ts';
import { nativeTools } from '../support/native.ts';

const tools = nativeTools('global variables that lead to arguments', 'clang');

const levels = ['-O0', '-O2'];

/** The gradient is asked for in the function that has the array, or in one that has a pointer to it. */
const direct = `int main(void) {
  double x[] = {2, 3, 5, 7}, dx[4] = {0};
  set_up(x);
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
  printf("%g %g %g %g", dx[0], dx[1], dx[2], dx[3]);
}`;

const allocated = `int main(int argc, char **argv) {
  double *x = malloc((argc + 3) * sizeof *x), *dx = calloc(argc + 3, sizeof *dx);
  for (int i = 0; i < 4; i++) x[i] = i + 2;
  set_up(x);
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
  printf("%g %g %g %g", dx[0], dx[1], dx[2], dx[3]);
}`;

const wrapped = `__attribute__((noinline)) static void gradient(double *x, double *dx) {
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
}
int main(void) {
  double x[] = {2, 3, 5, 7}, dx[4] = {0};
  set_up(x);
  gradient(x, dx);
  printf("%g %g %g %g", dx[0], dx[1], dx[2], dx[3]);
}`;

const run = (level: string, source: string) =>
  runNativeProgram({
    clang: tools!.clang,
    level,
    source: `#include <stdio.h>
#include <stdlib.h>
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup;
${source}`,
  });

/** Each reads the last two elements of the argument through `kept`. */
const aliases: readonly (readonly [string, string])[] = [
  [
    'into its middle',
    `static double *kept;
static void set_up(double *x) { kept = x + 2; }
double f(double *x) { return x[0] * x[1] * kept[0] * kept[1]; }`,
  ],
  [
    'through memory',
    `static struct Net { double *first, *rest; } *kept;
static void set_up(double *x) {
  kept = malloc(sizeof *kept);
  kept->first = malloc(8);
  *kept->first = 1;
  kept->rest = x + 2;
}
double f(double *x) { return x[0] * x[1] * *kept->first * kept->rest[0] * kept->rest[1]; }`,
  ],
  [
    'in a function without derivatives, whose result is not needed',
    `static struct Net { struct Net *next; double *rest; } *kept;
static void set_up(double *x) {
  kept = calloc(2, sizeof *kept);
  kept->next = kept + 1;
  kept[1].rest = x + 2;
}
static double rest(struct Net *net) { return net->next ? rest(net->next) : net->rest[0] * net->rest[1]; }
double f(double *x) { return x[0] * x[1] + rest(kept); }`,
  ],
  [
    'in a function that is called through a pointer',
    `static struct Net { double (*value)(const struct Net *); double *rest; } *kept;
static double rest(const struct Net *net) { return net->rest[0] * net->rest[1]; }
static void set_up(double *x) {
  kept = malloc(sizeof *kept);
  kept->value = rest;
  kept->rest = x + 2;
}
double f(double *x) { return x[0] * x[1] + kept->value(kept); }`,
  ],
  [
    'in a copy of a struct',
    `static struct Net { int count; double *rest; } *kept;
static void set_up(double *x) {
  kept = malloc(sizeof *kept);
  *kept = (struct Net){2, x + 2};
}
double f(double *x) {
  struct Net copy = *kept;
  double product = x[0] * x[1];
  for (int i = 0; i < copy.count; i++) product *= copy.rest[i];
  return product;
}`,
  ],
];

test('an argument of which it is not seen how far it reaches gives a warning, unless the variable is constant', () => {
  const warnings = (more: string): string[] => {
    const found: string[] = [];
    lowerRequests(
      parseModule(
        `@kept = internal global ptr null
@enzyme_dup = external global i32
${more}
declare void @__enzyme_autodiff(...)
define double @first(ptr %p) {
  %v = load double, ptr %p
  ret double %v
}
define double @f(ptr %x) {
  %k = load ptr, ptr @kept
  %a = call double @first(ptr %k)
  %b = load double, ptr %x
  %c = fmul double %a, %b
  ret double %c
}
define void @gradient(ptr %x, ptr %dx) {
  call void (...) @__enzyme_autodiff(ptr @f, ptr @enzyme_dup, ptr %x, ptr %dx)
  ret void
}`,
        { fileName: 'f.ll' },
      ),
      { warn: ({ code, message }) => found.push(`${code} ${message}`) },
    );
    return found;
  };
  expect(warnings('')).toEqual([
    "FX3103 what is read through the global variable 'kept' counts as constant, even if it leads into the middle of 'x'",
  ]);
  expect(warnings('@__enzyme_inactive_global_kept = global ptr @kept')).toEqual([]);
});

describe.skipIf(!tools)('a global variable that leads to an argument', () => {
  describe.each(levels)('at %s', (level) => {
    test.each(aliases)('%s stops the program', (_, source) => {
      for (const main of [direct, allocated, wrapped]) {
        const { stdout, stderr, signal } = run(level, `${source}\n${main}`);
        expect(stdout).toBe('');
        expect(stderr).toMatch(
          /^fluxion: the global variable 'kept' .*leads to memory that is differentiated/,
        );
        expect(signal).toBe('SIGABRT');
      }
    });

    // The optimiser makes variables of what the struct holds, which the function sets, so that they have shadows.
    test('through memory stops it, or has the shadow, where the function may set the variable', () => {
      const source = `static struct Net { double *rest; } *kept;
static void set_up(double *x) {
  kept = malloc(sizeof *kept);
  kept->rest = x + 2;
}
double f(double *x) {
  if (!kept) set_up(x);
  return x[0] * x[1] * kept->rest[0] * kept->rest[1];
}`;
      const { stdout, stderr } = run(level, `${source}\n${direct}`);
      expect(stdout).toBe(level === '-O0' ? '' : '105 70 42 30');
      if (level === '-O0') expect(stderr).toMatch(/^fluxion: the global variable 'kept' .*leads to memory/);
    });

    test('beside it does not', () => {
      const source = `static struct Net { double *rest; struct Net *next; } *kept;
static double other[2] = {5, 7};
static void set_up(double *x) {
  kept = calloc(1, sizeof *kept);
  kept->rest = other;
}
double f(double *x) {
  double product = x[0] * x[1];
  for (struct Net *at = kept; at; at = at->next) product *= at->rest[0] * at->rest[1];
  return product;
}`;
      expect(run(level, `${source}\n${direct}`).stdout).toBe('105 70 0 0');
    });

    test('after the gradient, or in what is only compared or counts, does not', () => {
      const source = `struct Node { double *value; struct Node *parent; int *count; };
static struct Node *kept;
static void set_up(double *x) {
  kept = calloc(1, sizeof *kept);
  kept->value = x;
  kept->count = (int *)x + 1;
}
double f(double *x) {
  struct Node nodes[2] = {{x, 0}, {x + 1, nodes}};
  return *nodes[1].value * *nodes[1].parent->value * (kept->value == x ? 1 : 2) * (kept->count[0] > 5 ? 1 : 2);
}
double last(void) { return kept->value[1]; }`;
      const main = `${direct.replace('printf(', 'printf("%g ", last()); printf(')}`;
      expect(run(level, `${source}\n${main}`).stdout).toBe('3 3 2 0 0');
    });

    // The array and what the variable points to are pieces of one allocation; how long the array is, the shadow tells.
    test.each(['', 'double **__enzyme_inactive_global_kept = &kept;\n'])(
      'in the memory behind it does not, %s',
      (declaration) => {
        const source = `static double *kept;
${declaration}double f(double *x) { return x[0] * x[1] * kept[0]; }
int main(int argc, char **argv) {
  double *x = malloc((argc + 3) * sizeof *x), dx[${declaration ? 4 : 2}] = {0};
  for (int i = 0; i < 4; i++) x[i] = i + 2;
  kept = x + 2;
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx);
  printf("%g %g", dx[0], dx[1]);
}`;
        expect(run(level, source).stdout).toBe('12 8');
      },
    );

    test.each(['x.data(), dx.data()', '&x[0], &dx[0]'])(
      'into a vector stops the program, not behind it, %s',
      (args) => {
        const source = (rest: string): string => `#include <cstdio>
#include <vector>
template <typename... A> double __enzyme_autodiff(void *, A...);
extern int enzyme_dup;
static std::vector<const double *> kept;
__attribute__((noinline)) static double rest() { return *kept[0]; }
double f(const double *x) { return x[0] * x[1] * rest(); }
int main(int argc, char **) {
  std::vector<double> x(3 + argc), dx(3 + argc), other(3, 5.0);
  for (size_t i = 0; i < x.size(); i++) x[i] = i + 2;
  kept.push_back(${rest});
  __enzyme_autodiff((void *)f, enzyme_dup, ${args});
  printf("%g %g", dx[0], dx[1]);
}`;
        const runCpp = (rest: string) =>
          runNativeProgram({ clang: tools!.clang, level, language: 'c++', source: source(rest) });
        expect(runCpp('&other[0]').stdout).toBe('15 10');
        const { stdout, stderr } = runCpp('&x[2]');
        expect(stdout).toBe('');
        expect(stderr).toMatch(/^fluxion: the global variable 'kept' .*leads to memory/);
      },
    );

    test('that the function sets before it reads there is the argument', () => {
      const source = `static double *kept;
static void set_up(double *x) { kept = x + 2; }
__attribute__((noinline)) static double look(void) { return kept[0] * kept[1]; }
double f(double *x) {
  double before = look();
  kept = x;
  return before * look();
}`;
      for (const main of [direct, allocated, wrapped])
        expect(run(level, `${source}\n${main}`).stdout).toBe(
          main === allocated ? '60 40 30 24' : '105 70 42 30',
        );
    });
  });
});
