/** Runs the stages up to the plan on the function of a filetest, and finds the line that each instruction stems from. */
import type { Diagnostic } from '../../../src/diagnostics/index.ts';
import type { BasicBlock, Instruction, Module } from '../../../src/ir/index.ts';
import { Fn } from '../../../src/ir/index.ts';
import { parseModule } from '../../../src/text/index.ts';
import { Differentiation } from '../../../src/transform/differentiate.ts';
import type { Job } from '../../../src/transform/differentiate.ts';
import type { Derivation } from '../../../src/transform/generate.ts';
import { derive } from '../../../src/transform/generate.ts';
import { augmentedType, gradientType, reverseType, shadowedNames } from '../../../src/transform/signature.ts';
import { verifyModule } from '../../../src/verify/index.ts';
import type { FileTest, LineContent } from './source.ts';
import { classifyLines } from './source.ts';

/** Filetests are for the target of the embedded toolchain. */
export const target = [
  'target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"',
  'target triple = "wasm32-unknown-wasip1"',
];

export interface Observation {
  readonly contents: readonly LineContent[];
  /** Undefined when something was reported. */
  readonly derivation: Derivation | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The line of the input, from 0; undefined for what a stage has added. */
  lineOf(inst: Instruction): number | undefined;
  lineOfBlock(block: BasicBlock): number | undefined;
}

/** The module of a filetest as it stands. @throws when it is not valid IR. */
export function parseFileTest(test: FileTest): Module {
  const module = parseModule([...target, ...test.lines].join('\n'), { fileName: test.name });
  expectValid(test.name, module);
  return module;
}

export function expectValid(name: string, module: Module): void {
  const [first] = verifyModule(module);
  if (first) throw new Error(`${name}: ${first.message} (${(first.notes ?? []).join('; ')})`);
}

export function observe(test: FileTest): Observation {
  const contents = classifyLines(test.lines);
  const module = parseModule(tagLines(test, contents), { fileName: test.name });
  expectValid(test.name, module);
  const differentiation = new Differentiation(module);
  const derivation = derive(differentiation, makeJob(module, test));
  const added = new Set<Instruction>(derivation?.shadows.originals.keys());
  const blocks = new Map<string, number>();
  contents.forEach((c, i) => {
    if (c.kind === 'label' && c.fn === test.fn) blocks.set(c.block, i);
  });
  return {
    contents,
    derivation,
    diagnostics: differentiation.diagnostics,
    lineOf: (inst) => (added.has(inst) ? undefined : inst.getMetadata('line')?.numberField('line')),
    lineOfBlock: (block) => (block.name === undefined ? undefined : blocks.get(block.name)),
  };
}

/**
 * Attaches its line number to each instruction: once as a debug location, which diagnostics report, and once under a
 * kind of its own, which nothing but a clone of the instruction takes along.
 */
function tagLines(test: FileTest, contents: readonly LineContent[]): string {
  const nodes = [
    '!90000 = !DIFile(filename: "test.ll", directory: "")',
    '!90001 = distinct !DISubprogram(name: "f", scope: !90000, file: !90000, line: 1, spFlags: DISPFlagDefinition)',
  ];
  const lines = test.lines.map((line, i) => {
    if (contents[i]!.kind !== 'instruction') return line;
    nodes.push(`!${91000 + i} = !DILocation(line: ${i}, column: 1, scope: !90001)`);
    return `${line}, !dbg !${91000 + i}, !line !${91000 + i}`;
  });
  return [...target, ...lines, ...nodes].join('\n');
}

function makeJob(module: Module, test: FileTest): Job {
  const fn = module.getFunction(test.fn);
  if (!fn) throw new Error(`${test.name}: there is no function '${test.fn}'`);
  const { spec } = test;
  const active = spec.returnActivity === 'active';
  const names = shadowedNames(fn, spec.parameters);
  const add = (name: string, type: Fn['valueType']): Fn => module.add(new Fn(name, type, [...names, ...(active ? ['seed'] : [])].slice(0, type.parameters.length))); // prettier-ignore
  if (!test.split) {
    const type = gradientType(fn, spec.parameters, active, spec.primalReturn);
    return { kind: 'combined', fn, spec, target: add('gradient', type) };
  }
  const returnsShadow = fn.returnType.kind === 'pointer';
  const augmented = add('augmented', augmentedType(fn, spec.parameters, returnsShadow));
  const reverse = add('reverse', reverseType(fn, spec.parameters, active && !returnsShadow));
  const split = { parameters: spec.parameters, returnActive: active && !returnsShadow, augmented, reverse };
  return { kind: 'split', fn, split, returnsShadow, argumentsKept: test.kept, unwinds: false };
}
