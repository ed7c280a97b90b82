import fc from 'fast-check';
import type { Edges } from '../analysis/random-cfg.ts';
import { randomEdges } from '../analysis/random-cfg.ts';

const variables = ['a', 'b', 'c', 'd'];

/** A C function made of labels and gotos along the edges, ended by running out of fuel if not before. */
function gotoFunction(name: string, edges: Edges, choices: readonly number[]): string {
  const choose = (i: number, n: number): number => choices[i % choices.length]! % n;
  const lines = [
    `static unsigned ${name}(unsigned a, unsigned b) {`,
    '  unsigned c = 1, d;',
    '  int fuel = 200;',
  ];
  edges.forEach((targets, i) => {
    const [to, from, other] = [3 * i, 3 * i + 1, 3 * i + 2].map((k) => variables[choose(k, 4)]!);
    lines.push(` L${i}:`, `  if (--fuel < 0) return a ^ b ^ c;`);
    // d is written where fuel is left to read it, so that nothing undefined is read.
    lines.push(
      i === 0
        ? '  d = a + 5;'
        : `  ${to} = ${from} * ${1 + 2 * choose(i, 5)}u + (${other} >> ${choose(i + 7, 9)});`,
    );
    if (choose(i + 11, 3) === 0)
      lines.push(`  { unsigned t = ${from}; ${from} = ${other}; ${other} = t + ${i}; }`);
    const [first, second, third] = targets;
    if (first === undefined) lines.push(`  return ${to} + ${from};`);
    else if (third !== undefined) {
      lines.push(`  switch (${other} % 5) { case 0: goto L${first}; case 1: case 3: goto L${second}; default: goto L${third}; }`); // prettier-ignore
    } else if (second !== undefined) lines.push(`  if (${other} & 4) goto L${first}; else goto L${second};`);
    else lines.push(`  goto L${first};`);
  });
  return [...lines, '}'].join('\n');
}

/** A C program of many such functions that prints what they return. */
export function gotoProgram(functions: number, seed: number): string {
  const shapes = fc.sample(
    fc.tuple(randomEdges(10), fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 })),
    {
      seed,
      numRuns: functions,
    },
  );
  const bodies = shapes.map(([edges, choices], i) => gotoFunction(`f${i}`, edges, choices));
  const prints = shapes.map((_, i) => `    printf("${i}: %u %u\\n", f${i}(i, 3), f${i}(i * 77, i));`);
  return ['#include <stdio.h>', ...bodies, 'int main(void) {', '  for (unsigned i = 0; i < 20; i++) {', ...prints, '  }', '  return 0;', '}'].join('\n'); // prettier-ignore
}
