import type { SourceSpan } from '../diagnostics/index.ts';
import type { Fn, GlobalVariable, Instruction, MDNode } from '../ir/index.ts';

/** The source place of an instruction, from its `!dbg` location: that of the innermost inlined function. */
export function locate(inst: Instruction): SourceSpan | undefined {
  const location = inst.getMetadata('dbg');
  const line = location?.numberField('line');
  // Line 0 marks code that the compiler made up.
  if (!location || !line) return undefined;
  return {
    file: fileOfScope(location.nodeField('scope')),
    line,
    column: location.numberField('column') ?? 0,
  };
}

/** The place of a function's definition. */
export function locateFunction(fn: Fn): SourceSpan | undefined {
  const subprogram = fn.metadata.find(([name]) => name === 'dbg')?.[1];
  const line = subprogram?.numberField('line');
  return subprogram && line ? { file: fileOfScope(subprogram), line, column: 0 } : undefined;
}

/** What the source calls a global variable. */
export const sourceNameOfGlobal = (global: GlobalVariable): string | undefined =>
  debugVariable(global)?.stringField('name');

const debugVariable = (global: GlobalVariable): MDNode | undefined =>
  global.metadata.find(([name]) => name === 'dbg')?.[1]?.nodeField('var');

/** The place of a global variable's definition. */
export function locateGlobal(global: GlobalVariable): SourceSpan | undefined {
  const variable = debugVariable(global);
  const line = variable?.numberField('line');
  return variable && line ? { file: fileOfScope(variable), line, column: 0 } : undefined;
}

/** The function of the source that an instruction was written in: the innermost that was inlined. */
export function enclosingSubprogram(inst: Instruction): MDNode | undefined {
  return subprogramOf(inst.getMetadata('dbg'));
}

/** The functions of the source that an instruction was inlined from, the innermost first; without the one that it is in. */
export function* inlinedSubprograms(inst: Instruction): IterableIterator<MDNode> {
  let location = inst.getMetadata('dbg');
  for (let i = 0; location && i < longestScopeChain; i++) {
    const outer: MDNode | undefined = location.nodeField('inlinedAt');
    const subprogram = outer && subprogramOf(location);
    if (subprogram) yield subprogram;
    location = outer;
  }
}

function subprogramOf(location: MDNode | undefined): MDNode | undefined {
  let at = location?.nodeField('scope');
  for (let i = 0; at && i < longestScopeChain; i++) {
    if (at.tag === 'DISubprogram') return at;
    at = at.nodeField('scope');
  }
  return undefined;
}

/** How deep scopes may nest before we stop looking for a file: metadata may be cyclic. */
const longestScopeChain = 1000;

/** The file of a scope in debug info. */
export function fileOfScope(scope: MDNode | undefined): string | undefined {
  let at = scope;
  for (let i = 0; at && i < longestScopeChain; i++) {
    const name = at.nodeField('file')?.stringField('filename');
    if (name !== undefined) return name;
    at = at.nodeField('scope');
  }
  return undefined;
}
