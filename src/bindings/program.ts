/** From the IR of a program to the IR of the program with its gradients, and the layouts to call both. */
import { diagnosticsOf, fail, FluxionError, type Diagnostic } from '../diagnostics/index.ts';
import type { Fn, Module } from '../ir/index.ts';
import { parseModule, printModule } from '../text/index.ts';
import { createGradient } from '../transform/index.ts';
import { assertValid } from '../verify/index.ts';
import { addGradientEntry, gradientSpec } from './entry.ts';
import { hasFloats, outputArrays, isFloatKind, type FunctionLayout } from './layout.ts';
import { callableFunctions, findFunction } from './lookup.ts';
import { declarationSpan, describeLayout } from './signature.ts';
import { describeSignature } from '../analysis/debug-types.ts';

export interface ProgramOptions {
  /** The functions to export; all that can be called unless given. */
  readonly functions?: readonly string[] | undefined;
  /** Parameters that gradients are wanted for, by function; all that have one unless given. */
  readonly wrt?: Readonly<Record<string, readonly string[]>> | undefined;
  /** False: no gradients are made. */
  readonly gradients?: boolean | undefined;
}

export interface PreparedProgram {
  /** Textual IR with the gradients. */
  readonly ir: string;
  /** Symbols to export when it is linked. */
  readonly exports: readonly string[];
  readonly layouts: readonly FunctionLayout[];
  /** Why a function has no gradient, by name. */
  readonly withoutGradient: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Why a function that is there cannot be called, by name; only when no functions were named. */
  readonly notCallable: ReadonlyMap<string, readonly Diagnostic[]>;
}

/**
 * Differentiates the functions of a program. A function that cannot be differentiated does not hinder the others.
 * @param ir one textual module for wasm32
 * @throws FluxionError when the IR is malformed, or a function that is named is not there or cannot be called.
 */
export function prepareProgram(ir: string, options: ProgramOptions = {}): PreparedProgram {
  const module = parseModule(ir);
  assertValid(module, 'input');
  const withoutGradient = new Map<string, readonly Diagnostic[]>();
  const notCallable = new Map<string, readonly Diagnostic[]>();
  const targets = describeFunctions(module, options, notCallable);
  const layouts = targets.map(({ fn, layout }): FunctionLayout => {
    if (options.gradients === false) return layout;
    try {
      return { ...layout, gradient: addGradient(module, fn, layout) };
    } catch (error) {
      withoutGradient.set(layout.name, diagnosticsOf(error, `differentiating '${layout.name}'`));
      return layout;
    }
  });
  const exports = layouts.flatMap((l) => (l.gradient === null ? [l.primal] : [l.primal, l.gradient]));
  hideAllBut(module, new Set(exports));
  assertValid(module, 'output');
  return { ir: printModule(module), exports, layouts, withoutGradient, notCallable };
}

/** The name of the gradient's entry. */
function addGradient(module: Module, fn: Fn, layout: FunctionLayout): string {
  checkDifferentiable(fn, layout);
  const gradient = createGradient(module, fn, gradientSpec(layout));
  return addGradientEntry(module, fn, gradient, layout).name!;
}

function describeFunctions(
  module: Module,
  options: ProgramOptions,
  notCallable: Map<string, readonly Diagnostic[]>,
): { fn: Fn; layout: FunctionLayout }[] {
  const describe = (name: string, fn: Fn) => {
    return { fn, layout: { ...describeLayout(fn, options.wrt?.[name]), name } };
  };
  const targets: { fn: Fn; layout: FunctionLayout }[] = [];
  if (options.functions) {
    const problems: Diagnostic[] = [];
    for (const name of options.functions) {
      try {
        targets.push(describe(name, findFunction(module, name)));
      } catch (error) {
        problems.push(...diagnosticsOf(error, `looking at '${name}'`));
      }
    }
    if (problems.length > 0) throw new FluxionError(problems);
    return targets;
  }
  for (const [name, fn] of callableFunctions(module)) {
    try {
      targets.push(describe(name, fn));
    } catch (error) {
      const diagnostics = diagnosticsOf(error, `looking at '${name}'`);
      // A wish that cannot be granted is the caller's mistake, not the function's.
      if (diagnostics.some((d) => d.code !== 'FX5007')) throw error;
      notCallable.set(name, diagnostics);
    }
  }
  for (const name of Object.keys(options.wrt ?? {})) findFunction(module, name);
  return targets;
}

/** A gradient that would be empty is refused. */
function checkDifferentiable(fn: Fn, layout: FunctionLayout): void {
  const gives = (layout.result !== null && isFloatKind(layout.result)) || outputArrays(layout).length > 0;
  const takes = layout.parameters.some((p) =>
    p.form === 'scalar' ? isFloatKind(p.kind) : hasFloats(p.element),
  );
  if (gives && takes) return;
  const span = declarationSpan(describeSignature(fn));
  fail('FX5009', `${layout.name} ${gives ? 'takes' : 'gives'} no floating-point number to differentiate`, {
    span,
  });
}

/** Makes all other functions internal, so that LLVM drops what nobody needs. */
function hideAllBut(module: Module, exports: ReadonlySet<string>): void {
  for (const fn of module.functions) {
    const isVisible = fn.linkage === undefined || fn.linkage === 'external';
    if (fn.isDeclaration || !isVisible || exports.has(fn.name ?? '')) continue;
    fn.linkage = 'internal';
    fn.visibility = undefined;
    fn.dllStorage = undefined;
    fn.comdat = undefined;
  }
}
