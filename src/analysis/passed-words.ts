/**
 * Words of unions that functions pass on and return in registers: calling conventions make integers of them, though they are a number at one time
 * and an address at another (an interpreter's values). Which parameters and results are such words is found out from what is done with them.
 */
import type { Argument, Fn, Instruction, Value } from '../ir/index.ts';
import {
  Argument as ArgumentClass,
  CallBase,
  Fn as FnClass,
  doubleType,
  i64,
  isInstruction,
} from '../ir/index.ts';
import type { TypeInfo } from './types/index.ts';

/** Of a function; a result is 0, or a member of the struct that is returned. */
export interface PassedWords {
  readonly parameters: Set<number>;
  readonly results: Set<number>;
}

/** @param typesOf the types of one of the functions */
export function findPassedWords(fns: readonly Fn[], typesOf: (fn: Fn) => TypeInfo): Map<Fn, PassedWords> {
  if (!fns.some(makesBitsOfNumbers)) return new Map();
  return new WordSearch(fns, typesOf).run();
}

/** Without the bits of numbers there is no word that may be one. */
function makesBitsOfNumbers(fn: Fn): boolean {
  for (const inst of fn.instructions())
    if (inst.opcode === 'bitcast' && (inst.type === doubleType || inst.operand(0).type === doubleType))
      return true;
  return false;
}

/** The members of what a function returns that may be words. */
function resultWords({ returnType: type }: Fn): number[] {
  if (type === i64) return [0];
  const members = type.kind === 'struct' ? (type.elements ?? []) : [];
  return members.flatMap((member, i) => (member === i64 ? [i] : []));
}

class WordSearch {
  readonly #fns: readonly Fn[];
  readonly #typesOf: (fn: Fn) => TypeInfo;
  readonly #found = new Map<Fn, PassedWords>();

  constructor(fns: readonly Fn[], typesOf: (fn: Fn) => TypeInfo) {
    this.#fns = fns;
    this.#typesOf = typesOf;
    for (const fn of fns) this.#found.set(fn, { parameters: new Set(), results: new Set() });
  }

  run(): Map<Fn, PassedWords> {
    for (let changed = true; changed;) {
      changed = false;
      for (const fn of this.#fns) changed = this.#look(fn) || changed;
    }
    for (const [fn, { parameters, results }] of this.#found)
      if (parameters.size + results.size === 0) this.#found.delete(fn);
    return this.#found;
  }

  #look(fn: Fn): boolean {
    const { parameters, results } = this.#found.get(fn)!;
    const before = parameters.size + results.size;
    for (const [i, arg] of fn.args.entries())
      if (arg.type === i64 && !parameters.has(i) && (this.#isMixed(arg) || this.#becomesWord(arg)))
        parameters.add(i);
    for (const member of resultWords(fn))
      if (!results.has(member) && (this.#returnsWord(fn, member) || this.#isTakenForWord(fn, member)))
        results.add(member);
    return parameters.size + results.size > before;
  }

  #isMixed(value: Argument | Instruction): boolean {
    const fn = value instanceof ArgumentClass ? value.parent! : value.parent!.parent!;
    return this.#typesOf(fn).isMixed(value);
  }

  /** Whether a value is stored where words of unions are, or passed on or returned for one. */
  #becomesWord(value: Value): boolean {
    const seen = new Set<Value>([value]);
    for (const at of seen) {
      for (const { user, index } of at.uses()) {
        if (!isInstruction(user)) continue;
        const fn = user.parent!.parent!;
        switch (user.opcode) {
          case 'store':
            if (index === 0 && this.#isUnion(user, user.pointer)) return true;
            break;
          case 'phi':
          case 'select':
          case 'freeze':
            if (user.type === i64) seen.add(user);
            break;
          case 'insertvalue':
            for (const member of this.#found.get(fn)?.results ?? [])
              if (index === 1 && returned(fn, member).includes(at)) return true;
            break;
          case 'ret':
            if (this.#found.get(fn)?.results.has(0)) return true;
            break;
          default:
            if (user instanceof CallBase && this.#calledWords(user)?.parameters.has(index)) return true;
        }
      }
    }
    return false;
  }

  #isUnion(access: Instruction, pointer: Value): boolean {
    if (access.opcode !== 'load' && access.opcode !== 'store') return false;
    const types = this.#typesOf(access.parent!.parent!);
    return !types.isKnownItself(access) && types.unionAt(pointer, 8) !== undefined;
  }

  /** Of the function that is called, whose parameters are the call's arguments. */
  #calledWords(call: CallBase): PassedWords | undefined {
    const { callee } = call;
    return callee instanceof FnClass && call.functionType === callee.valueType ? this.#found.get(callee) : undefined; // prettier-ignore
  }

  /** Whether a function returns what it has read from a union, was passed, or makes of numbers and of addresses. */
  #returnsWord(fn: Fn, member: number): boolean {
    const casts = new Set<string>();
    const seen = new Set<Value>(returned(fn, member));
    for (const value of seen) {
      if (value instanceof ArgumentClass) {
        if (this.#found.get(fn)!.parameters.has(value.index)) return true;
      } else if (isInstruction(value)) {
        if (value.opcode === 'bitcast' || value.opcode === 'ptrtoint') casts.add(value.opcode);
        if (casts.size > 1 || this.#isWord(value)) return true;
        if (value.opcode === 'phi') for (const [source] of value.incoming()) seen.add(source);
        else if (value.opcode === 'select') seen.add(value.ifTrue).add(value.ifFalse);
        else if (value.opcode === 'freeze') seen.add(value.operand(0));
      }
    }
    return false;
  }

  #isWord(value: Instruction): boolean {
    if (value.type !== i64) return false;
    if (this.#isMixed(value)) return true;
    if (value.opcode === 'load') return this.#isUnion(value, value.pointer);
    if (value.opcode === 'extractvalue') {
      const call = value.operand(0);
      return call instanceof CallBase && (this.#calledWords(call)?.results.has(value.path[0]!) ?? false);
    }
    return value instanceof CallBase && (this.#calledWords(value)?.results.has(0) ?? false);
  }

  /** Whether any caller puts it where words of unions are. */
  #isTakenForWord(fn: Fn, member: number): boolean {
    for (const user of fn.users()) {
      if (!(user instanceof CallBase) || this.#calledWords(user) !== this.#found.get(fn)) continue;
      if (!this.#found.has(user.parent!.parent!)) continue;
      const taken = fn.returnType === i64 ? [user as Value] : [...user.users()].filter((u) => isMember(u, member)); // prettier-ignore
      if (taken.some((value) => this.#becomesWord(value))) return true;
    }
    return false;
  }
}

export const isMember = (value: Value, member: number): boolean =>
  isInstruction(value) &&
  value.opcode === 'extractvalue' &&
  value.path.length === 1 &&
  value.path[0] === member;

/** What a function may return as a member of its result. */
function returned(fn: Fn, member: number): Value[] {
  const found: Value[] = [];
  const seen = new Set<Value>();
  for (const { terminator } of fn.blocks)
    if (terminator?.opcode === 'ret' && terminator.value) seen.add(terminator.value);
  if (fn.returnType === i64) return [...seen];
  for (const value of seen) {
    if (!isInstruction(value)) continue;
    if (value.opcode === 'phi') for (const [source] of value.incoming()) seen.add(source);
    else if (value.opcode === 'select') seen.add(value.ifTrue).add(value.ifFalse);
    else if (value.opcode === 'insertvalue') {
      if (value.path.length === 1 && value.path[0] === member) found.push(value.operand(1));
      else seen.add(value.operand(0));
    }
  }
  return found;
}
