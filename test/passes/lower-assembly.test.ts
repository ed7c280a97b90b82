import { expect, it } from 'vitest';
import { lowerAssembly } from '../../src/passes/lower-assembly.ts';
import { parseModule, printFunction } from '../../src/text/index.ts';

it('takes out barriers and writes minima as selects, fused products as calls, and leaves other assembly', () => {
  const fn = parseModule(`
define <2 x double> @f(<2 x double> %a, ptr %p) {
  call void asm sideeffect "", "~{memory}"()
  call void asm "", "=*imr|x,0"(ptr elementtype(<2 x double>) %p, <2 x double> %a)
  %b = call <2 x double> asm "", "=x,0,~{dirflag}"(<2 x double> %a)
  %c = call <2 x double> asm "minpd $1, $0", "=x,x,0,~{flags}"(<2 x double> %b, <2 x double> zeroinitializer)
  %d = call <2 x double> asm "vmaxpd $1, $2, $0", "=x,x,x"(<2 x double> %c, <2 x double> %a)
  %e = call <2 x double> asm "addpd $1, $0", "=x,x,0"(<2 x double> %d, <2 x double> %a)
  %g = call <2 x double> asm "minsd $1, $0", "=x,x,0"(<2 x double> %e, <2 x double> %a)
  %h = call <2 x double> asm "vfmadd231pd $1, $2, $0", "=x,x,x,0,~{flags}"(<2 x double> %a, <2 x double> %e, <2 x double> %g)
  %i = call <2 x double> asm inteldialect "vfmadd231pd $1, $2, $0", "=x,x,x,0"(<2 x double> %a, <2 x double> %e, <2 x double> %h)
  ret <2 x double> %i
}`).getFunction('f')!;
  expect(lowerAssembly(fn)).toBe(true);
  const lines = printFunction(fn).split('\n').map((l) => l.trim().replace(/%\d+/g, '%#')); // prettier-ignore
  expect(lines.slice(1, -2)).toEqual([
    '%# = fcmp olt <2 x double> zeroinitializer, %a',
    '%# = select <2 x i1> %#, <2 x double> zeroinitializer, <2 x double> %a',
    '%# = fcmp ogt <2 x double> %a, %#',
    '%# = select <2 x i1> %#, <2 x double> %a, <2 x double> %#',
    '%e = call <2 x double> asm "addpd $1, $0", "=x,x,0"(<2 x double> %#, <2 x double> %a)',
    '%g = call <2 x double> asm "minsd $1, $0", "=x,x,0"(<2 x double> %e, <2 x double> %a)',
    '%# = call <2 x double> @llvm.fma.v2f64(<2 x double> %a, <2 x double> %e, <2 x double> %g)',
    '%i = call <2 x double> asm inteldialect "vfmadd231pd $1, $2, $0", "=x,x,x,0"(<2 x double> %a, <2 x double> %e, <2 x double> %#)',
    'ret <2 x double> %i',
  ]);
});

it('keeps the order of sums that a barrier stood between', () => {
  const fn = parseModule(`
define double @f(double %x, ptr %p) {
  %a = fadd fast double %x, 0x4330000000000000
  store double %a, ptr %p
  call void asm "", "=*imr|x,0,~{flags}"(ptr elementtype(double) %p, double %a)
  %b = load double, ptr %p
  %c = fadd fast double %b, 0xC330000000000000
  %d = call double asm "", "=x,0"(double %c)
  %e = fsub fast double %d, %x
  ret double %e
}`).getFunction('f')!;
  lowerAssembly(fn);
  const sums = printFunction(fn).split('\n').filter((l) => /fadd|fsub/.test(l)); // prettier-ignore
  expect(sums).toHaveLength(3);
  for (const sum of sums) expect(sum).not.toMatch(/fast|reassoc|contract/);
});
