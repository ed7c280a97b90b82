import type { Fn, FunctionType } from '../ir/index.ts';
import { isInteger, scalarOf } from '../ir/index.ts';
import type { CalleeRule } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import { declaredRule } from './declared-rules.ts';
import { constrainedPrefix, findConstrainedRule } from './constrained.ts';
import { intrinsicTable } from './intrinsic-table.ts';
import { findHeaderRule, findLibraryRule } from './library.ts';
import { isTextBytes } from './text-as-bytes.ts';
import { findMathIntrinsicRule, findMathRule, findVectorMathRule, isMathIntrinsic } from './math-rules.ts';

/**
 * The rule of a function that has no body in the module, by its name and type. The caller checks that it has none: a
 * program may define `gamma` or `j1` itself.
 * @returns undefined when nothing is known, or when the type is not that of the function known by this name
 */
export function findCalleeRule(name: string, type: FunctionType): CalleeRule | undefined {
  if (name.startsWith('llvm.')) return findIntrinsicRule(name, type);
  // A leading \1 means: this is the symbol's name as it stands.
  const symbol = name.startsWith('\u0001') ? name.slice(1) : name;
  return findMathRule(symbol, type) ?? findVectorMathRule(symbol, type) ?? findLibraryRule(symbol, type);
}

/**
 * The rule of a function, with or without a body: what the program declares of it comes first, and the bodies of some functions of the C++ library (text, streams) are not
 * looked into.
 */
export function ruleOfFunction(fn: Fn): CalleeRule | undefined {
  const declared = declaredRule(fn);
  if (declared !== undefined) return declared ?? undefined;
  if (fn.isDeclaration) return findCalleeRule(fn.name ?? '', fn.valueType);
  const rule = findHeaderRule(fn.name ?? '', fn.valueType);
  return rule?.kind === 'inactive' && rule.takesText && isTextBytes(fn.parent) ? undefined : rule;
}

function findIntrinsicRule(name: string, type: FunctionType): CalleeRule | undefined {
  if (name.startsWith(constrainedPrefix)) return findConstrainedRule(name, type);
  if (name.startsWith('llvm.x86.')) return intrinsicTable.get(name) ?? testOfVector(type);
  const stem = intrinsicStem(name);
  if (stem === undefined) return undefined;
  return findMathIntrinsicRule(stem, type) ?? intrinsicTable.get(stem);
}

/** Whatever makes a number of a vector without touching memory: signs as bits, comparisons, conversions to integers. */
function testOfVector({ returnType, parameters }: FunctionType): CalleeRule | undefined {
  if (!isInteger(scalarOf(returnType)) || parameters.some((p) => p.kind === 'pointer')) return undefined;
  return {
    kind: 'inactive',
    reason: 'the result is an integer',
    memory: noMemory,
    returns: undefined,
    onlyForIntegers: parameters.every((p) => isInteger(scalarOf(p))),
  };
}

/** One type in an overloaded intrinsic's name: `f64`, `v2f64`, `nxv4i32`, `p0`, `i1`, `s_struct`, `sl_f64f64s`. */
const mangledType =
  /^(?:(?:nx)?v\d+|a\d+)*(?:p\d*|i\d+|f\d+|bf16|ppcf128|s_.+|sl_.*|isVoid|Metadata|x86amx)$/;

/** The intrinsic's name without its types, if it is one that has a rule: `llvm.sin.v2f64` → `llvm.sin`. */
function intrinsicStem(name: string): string | undefined {
  let stem = name;
  for (;;) {
    if (isMathIntrinsic(stem) || intrinsicTable.has(stem)) return stem;
    const dot = stem.lastIndexOf('.');
    if (dot <= 'llvm'.length || !mangledType.test(stem.slice(dot + 1))) return undefined;
    stem = stem.slice(0, dot);
  }
}
