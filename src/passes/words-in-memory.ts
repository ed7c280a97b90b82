/**
 * A word that is a number at one time and an address at another has a shadow in memory only. Functions that are passed such words, or
 * return them, in registers get a copy to which they are passed in variables of the caller's: what they are is left to what is done with memory.
 */
import { isMember } from '../analysis/passed-words.ts';
import type { PassedWords } from '../analysis/passed-words.ts';
import type { Argument, CallInst, CastInst, Fn, Instruction, InvokeInst, Value } from '../ir/index.ts';
import { CallInst as Call, CastInst as Cast, IRBuilder, InvokeInst as Invoke, arrayType, callAttributesOf, cloneFunction, constantInt, functionType, i64, i8, isInstruction, noAttributes, poison, ptr, removeAttributes } from '../ir/index.ts'; // prettier-ignore
import { Replacements, eraseInstruction } from './debug-values.ts';
import { isolateInvoke } from './isolate-invokes.ts';

type Calling = CallInst | InvokeInst;

/** What a function does not do to memory: it does now. */
const ofMemory = new Set(['memory', 'readnone', 'readonly', 'writeonly', 'argmemonly', 'inaccessiblememonly', 'inaccessiblemem_or_argmemonly', 'speculatable']); // prettier-ignore

/** @param callers the functions whose calls are those of the copies */
export function passWordsInMemory(words: ReadonlyMap<Fn, PassedWords>, callers: ReadonlySet<Fn>): void {
  const copies = new Map<Fn, Fn>();
  for (const [fn, passed] of words) copies.set(fn, copyFunction(fn, passed));
  const within = new Set([...callers, ...copies.values()]);
  for (const fn of within) {
    const replacements = new Replacements();
    for (const inst of [...fn.instructions()]) {
      if (inst.opcode !== 'call' && inst.opcode !== 'invoke') continue;
      const callee = inst.callee as Fn;
      const copy = copies.get(callee);
      if (!copy || inst.functionType !== callee.valueType || isFixed(inst)) continue;
      if (inst.opcode === 'invoke') isolateInvoke(inst);
      callCopy(inst, copy, words.get(callee)!, replacements);
    }
    replacements.updateDebugValues(fn);
  }
}

const isFixed = (call: Calling): boolean => call.opcode === 'call' && call.tail === 'musttail';

function copyFunction(fn: Fn, { parameters, results }: PassedWords): Fn {
  const { returnType, valueType } = fn;
  const types = valueType.parameters.map((type, i) => (parameters.has(i) ? ptr : type));
  const type = functionType(returnType, [...types, ...[...results].map(() => ptr)]);
  // Copies of instructions have the types of what they are copied with: here that of a word still.
  const words = new Map([...parameters].map((i) => [i, castOf(fn.args[i]!)]));
  const { fn: copy, map } = cloneFunction(fn, `${fn.name ?? ''}.with.words`, type);
  copy.attributes = removeAttributes(copy.attributes, ofMemory);
  copy.returnAttributes = noAttributes;
  const replacements = new Replacements();
  for (const [i, cast] of words) {
    const arg = copy.args[i]!;
    arg.attributes = noAttributes;
    const copied = map.get(cast) as CastInst;
    const word = new IRBuilder(copy.entry, copied).load(i64, arg, arg.name, 8);
    replacements.replace(copied, word);
    replacements.rename(arg, word);
    cast.replaceAllUsesWith(fn.args[i]!);
    eraseInstruction(cast);
  }
  replacements.updateDebugValues(copy);
  const places = [...results].map((member, i) => ({ member, place: copy.args[types.length + i]! }));
  for (const { terminator } of copy.blocks) if (terminator?.opcode === 'ret') returnInMemory(terminator, places); // prettier-ignore
  return copy;
}

/** A cast to its own type, that stands for an argument wherever it is used. */
function castOf(arg: Argument): CastInst {
  const uses = [...arg.uses()];
  const { entry } = arg.parent!;
  const cast = entry.insertBefore(new Cast('bitcast', arg, arg.type), entry.first!);
  for (const use of uses) use.set(cast);
  return cast;
}

interface ResultPlace {
  readonly member: number;
  readonly place: Value;
}

/** The words are none of what is still returned. */
function returnInMemory(ret: Instruction, places: readonly ResultPlace[]): void {
  if (places.length === 0) return;
  const b = new IRBuilder(ret.parent!, ret);
  b.debugLocation = ret.getMetadata('dbg');
  const value = ret.operand(0);
  const none = constantInt(i64, 0);
  const memberOf = (member: number): Value => (value.type === i64 ? value : b.extractValue(value, [member]));
  for (const { member, place } of places) b.store(memberOf(member), place, 8);
  if (value.type.kind !== 'struct') return ret.setOperand(0, none);
  let result: Value = poison(value.type);
  for (const member of (value.type.elements ?? []).keys()) {
    const isWord = places.some((place) => place.member === member);
    result = b.insertValue(result, isWord ? none : memberOf(member), [member]);
  }
  ret.setOperand(0, result);
}

function callCopy(call: Calling, copy: Fn, words: PassedWords, replacements: Replacements): void {
  const fn = call.parent!.parent!;
  const before = new IRBuilder(call.parent!, call);
  before.debugLocation = call.getMetadata('dbg');
  const args = call.args.map((value, i) => {
    if (!words.parameters.has(i)) return value;
    const place = variable(fn);
    before.store(value, place, 8);
    return place;
  });
  const places = [...words.results].map((member): ResultPlace => ({ member, place: variable(fn) }));
  const made = insertCall(call, copy, [...args, ...places.map(({ place }) => place)], words);
  const [block, at] = made.opcode === 'invoke' ? [made.normal, made.normal.firstNonPhi!] : [made.parent!, made.next!]; // prettier-ignore
  const after = new IRBuilder(block, at);
  after.debugLocation = call.getMetadata('dbg');
  for (const { member, place } of places) {
    const taken = [...call.users()].filter((user): user is Instruction => isInstruction(user) && isMember(user, member)); // prettier-ignore
    if (call.type !== i64 && taken.length === 0) continue;
    const word = after.load(i64, place, call.name, 8);
    if (call.type === i64) return replacements.replace(call, word);
    for (const user of taken) replacements.replace(user, word);
  }
  replacements.replace(call, made);
}

function insertCall(call: Calling, copy: Fn, args: readonly Value[], words: PassedWords): Calling {
  const own = callAttributesOf(call);
  const attributes = {
    ...own,
    returnAttributes: noAttributes,
    functionAttributes: removeAttributes(call.functionAttributes, ofMemory),
    argumentAttributes: call.argumentAttributes.map((list, i) => (words.parameters.has(i) ? noAttributes : list)), // prettier-ignore
  };
  const made = call.opcode === 'invoke'
    ? new Invoke(copy.valueType, copy, args, call.normal, call.unwind, attributes, call.name)
    : new Call(copy.valueType, copy, args, attributes, call.name); // prettier-ignore
  for (const [kind, node] of call.metadata ?? []) made.setMetadata(kind, node);
  return call.parent!.insertBefore(made, call);
}

function variable(fn: Fn): Value {
  const made = new IRBuilder(fn.entry, fn.entry.first).alloca(arrayType(i8, 8));
  made.align = 8;
  return made;
}
