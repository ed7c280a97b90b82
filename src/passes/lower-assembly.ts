/**
 * Assembly whose meaning can be told. Without instructions it keeps a compiler from optimising: it passes its only operand on, or
 * does nothing (`asm("" : "+x"(v))`, `asm volatile("" ::: "memory")`); a derivative needs no such barriers. And Eigen writes
 * the minimum and maximum of vectors so, since compilers have exchanged the operands of the intrinsic functions, and the
 * fused multiplication, since they have chosen forms of the instruction that move more.
 */
import type { CallInst, Fn, InlineAsm, Instruction } from '../ir/index.ts';
import { InlineAsm as Assembly, Flag, IRBuilder, Value, functionType, isInstruction, isFloatingPoint, mangleType, scalarOf, voidType } from '../ir/index.ts'; // prettier-ignore
import { Replacements, eraseInstruction } from './debug-values.ts';

/** One output, in the place of the only input. */
const tiedOutput = /^=[^,*]+,0(?:,~\{[^}]*\})*$/;

/** `minpd $1, $0` of (a, b): b < a ? b : a, in the form of SSE (the result takes the place of b) and of AVX. */
const minimum = /^v?(min|max)[ps][sd] \$1, (?:\$2, )?\$0$/;
const twoInputs = /^=x,x,(?:0|x)(?:,~\{[^}]*\})*$/;

/** `vfmadd231pd $1, $2, $0` of (a, b, c): a * b + c. */
const fusedProduct = /^vfmadd231p[sd] \$1, \$2, \$0$/;
const threeInputs = /^=[xv],[xv],[xv],0(?:,~\{[^}]*\})*$/;

export function lowerAssembly(fn: Fn): boolean {
  const replacements = new Replacements();
  let changed = false;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'call' || !(inst.callee instanceof Assembly)) continue;
    if (isEmpty(inst.callee)) changed = removeBarrier(inst, inst.callee, replacements) || changed;
    else changed = lowerOperation(inst, inst.callee, replacements) || changed;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

const isEmpty = ({ assembly }: InlineAsm): boolean => unquoted(assembly) === '';

function removeBarrier(call: CallInst, { constraints }: InlineAsm, replacements: Replacements): boolean {
  if (call.type === voidType) {
    for (const operand of call.args) keepOrderAround(operand);
    eraseInstruction(call);
    return true;
  }
  const [operand] = call.args;
  if (call.argumentCount !== 1 || operand!.type !== call.type || !tiedOutput.test(unquoted(constraints)))
    return false;
  keepOrder(operand!);
  for (const user of call.users()) keepOrder(user);
  replacements.replace(call, operand!);
  return true;
}

/** A value goes through the barrier, or what a variable holds. */
function keepOrderAround(operand: Value): void {
  keepOrder(operand);
  if (operand.type.kind !== 'pointer') return;
  for (const load of operand.users())
    if (isInstruction(load) && load.opcode === 'load') for (const user of load.users()) keepOrder(user);
}

/** What barriers are there for: `(x + 2^52) - 2^52` is x where sums may be reordered. */
function keepOrder(value: unknown): void {
  if (
    value instanceof Value &&
    isInstruction(value) &&
    'flags' in value &&
    isFloatingPoint(scalarOf(value.type))
  )
    value.flags &= ~(Flag.reassoc | Flag.contract);
}

function lowerOperation(call: CallInst, assembly: InlineAsm, replacements: Replacements): boolean {
  if (!isFloatingPoint(scalarOf(call.type)) || call.args.some((a) => a.type !== call.type)) return false;
  const builder = new IRBuilder(call.parent!, call);
  builder.debugLocation = call.getMetadata('dbg');
  const result = minimumOf(builder, call, assembly) ?? fusedProductOf(builder, call, assembly);
  if (result) replacements.replace(call, result);
  return result !== undefined;
}

function minimumOf(b: IRBuilder, call: CallInst, { assembly, constraints }: InlineAsm): Value | undefined {
  const which = minimum.exec(unquoted(assembly))?.[1];
  const [x, y] = call.args;
  if (!which || !twoInputs.test(unquoted(constraints)) || call.argumentCount !== 2) return undefined;
  // The lower element alone is computed by the forms for scalars.
  if (/s[sd] /.test(unquoted(assembly)) && call.type.kind === 'vector') return undefined;
  const isFirst = b.fcmp(which === 'min' ? 'olt' : 'ogt', y!, x!);
  return b.select(isFirst, y!, x!);
}

function fusedProductOf(
  b: IRBuilder,
  call: CallInst,
  { assembly, constraints, keywords }: InlineAsm,
): Instruction | undefined {
  if (!fusedProduct.test(unquoted(assembly)) || !threeInputs.test(unquoted(constraints))) return undefined;
  // Intel writes the operands in the opposite order.
  if (call.argumentCount !== 3 || call.type.kind !== 'vector' || keywords.includes('inteldialect'))
    return undefined;
  const { type } = call;
  const fma = call.parent!.parent!.parent!.getOrDeclare(`llvm.fma.${mangleType(type)}`, functionType(type, [type, type, type])); // prettier-ignore
  return b.call(fma, [...call.args]);
}

const unquoted = (text: string): string => text.replaceAll('"', '').trim();
