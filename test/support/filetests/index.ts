/** Filetests: see `source.ts` for what they look like. */
import { FluxionError } from '../../../src/diagnostics/index.ts';
import type { Module } from '../../../src/ir/index.ts';
import { printFunction } from '../../../src/text/index.ts';
import { createGradient } from '../../../src/transform/index.ts';
import type { Annotator } from './annotate.ts';
import { annotate } from './annotate.ts';
import { expectValid, observe, parseFileTest } from './derivation.ts';
import type { Derivation } from '../../../src/transform/generate.ts';
import type { FileTest, Stage } from './source.ts';
import { writeFileTest } from './source.ts';
import { actionsAnnotator, activityAnnotator, planAnnotator, shadowsAnnotator } from './stages.ts';

export { readFileTest } from './source.ts';
export type { FileTest } from './source.ts';

const annotators: Readonly<Record<Exclude<Stage, 'transform'>, (d: Derivation) => Annotator>> = {
  activity: activityAnnotator,
  actions: actionsAnnotator,
  shadows: shadowsAnnotator,
  plan: planAnnotator,
};

/** The text of the filetest with the expectations that hold now. */
export function bless(test: FileTest): string {
  if (test.stage === 'transform') return writeFileTest(test, new Map(), new Map(), transformOutput(test));
  const seen = observe(test);
  const none: Annotator = { showsAdded: false, ofInstruction: () => undefined };
  return annotate(test, seen, seen.derivation ? annotators[test.stage](seen.derivation) : none);
}

function transformOutput(test: FileTest): string[] {
  const { module, messages } = transform(test);
  if (messages) return messages;
  return module.functions
    .filter((fn) => !fn.isDeclaration && fn.name?.startsWith('__fluxion_'))
    .flatMap((fn) => printFunction(fn).trim().split('\n'));
}

/** The module with the gradient, verified; or what was reported, and the module as it was before. */
export function transform(test: FileTest): { module: Module; messages?: string[] } {
  const module = parseFileTest(test);
  const fn = module.getFunction(test.fn);
  if (!fn) throw new Error(`${test.name}: there is no function '${test.fn}'`);
  try {
    createGradient(module, fn, test.spec);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    expectValid(test.name, module);
    return { module, messages: error.diagnostics.map((d) => `error ${d.code}: ${d.message}`) };
  }
  expectValid(test.name, module);
  return { module };
}
