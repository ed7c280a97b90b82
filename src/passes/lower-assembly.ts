/**
 * Assembly whose meaning can be told. Without instructions it keeps a compiler from optimising: it passes its only operand on, or
 * does nothing (`asm("" : "+x"(v))`, `asm volatile("" ::: "memory")`); a derivative needs no such barriers. And Eigen writes
 * the minimum and maximum of vectors so, since compilers have exchanged the operands of the intrinsic functions.
 */
import type { CallInst, Fn, InlineAsm } from '../ir/index.ts';
import { InlineAsm as Assembly, IRBuilder, isFloatingPoint, scalarOf, voidType } from '../ir/index.ts';
import { Replacements, eraseInstruction } from './debug-values.ts';

/** One output, in the place of the only input. */
const tiedOutput = /^=[^,*]+,0(?:,~\{[^}]*\})*$/;

/** `minpd $1, $0` of (a, b): b < a ? b : a, in the form of SSE (the result takes the place of b) and of AVX. */
const minimum = /^v?(min|max)[ps][sd] \$1, (?:\$2, )?\$0$/;
const twoInputs = /^=x,x,(?:0|x)(?:,~\{[^}]*\})*$/;

export function lowerAssembly(fn: Fn): boolean {
  const replacements = new Replacements();
  let changed = false;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'call' || !(inst.callee instanceof Assembly)) continue;
    const lower = isEmpty(inst.callee) ? removeBarrier : lowerMinimum;
    changed = lower(inst, inst.callee, replacements) || changed;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

const isEmpty = ({ assembly }: InlineAsm): boolean => unquoted(assembly) === '';

function removeBarrier(call: CallInst, { constraints }: InlineAsm, replacements: Replacements): boolean {
  if (call.type === voidType) {
    eraseInstruction(call);
    return true;
  }
  const [operand] = call.args;
  if (call.argumentCount !== 1 || operand!.type !== call.type || !tiedOutput.test(unquoted(constraints)))
    return false;
  replacements.replace(call, operand!);
  return true;
}

function lowerMinimum(
  call: CallInst,
  { assembly, constraints }: InlineAsm,
  replacements: Replacements,
): boolean {
  const which = minimum.exec(unquoted(assembly))?.[1];
  const [a, b] = call.args;
  if (!which || !twoInputs.test(unquoted(constraints)) || call.argumentCount !== 2) return false;
  // The lower element alone is computed by the forms for scalars.
  if (!isFloatingPoint(scalarOf(call.type)) || a!.type !== call.type || b!.type !== call.type) return false;
  if (/s[sd] /.test(unquoted(assembly)) && call.type.kind === 'vector') return false;
  const builder = new IRBuilder(call.parent!, call);
  builder.debugLocation = call.getMetadata('dbg');
  const isFirst = builder.fcmp(which === 'min' ? 'olt' : 'ogt', b!, a!);
  replacements.replace(call, builder.select(isFirst, b!, a!));
  return true;
}

const unquoted = (text: string): string => text.replaceAll('"', '').trim();
