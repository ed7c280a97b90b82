import type { AllocaInst, CastInst, Fn, Instruction, LoadInst, PhiInst, SelectInst, StoreInst, Value } from '../ir/index.ts'; // prettier-ignore
import {
  IRBuilder,
  SimpleConstant,
  arrayType,
  constantBool,
  constantInt,
  doubleType,
  functionType,
  i1,
  i8,
  integerType,
  isInstruction,
  poison,
  ptr,
  voidType,
} from '../ir/index.ts';
import { Replacements, eraseInstruction } from './debug-values.ts';

/** An integer of 64 bits that carries a double at one time and a pointer at another. */
type Member = LoadInst | PhiInst | SelectInst | CastInst;

const i64 = integerType(64);

/**
 * Compilers move what lies in a union, or an enum of Rust, as integers, and merge those of several variants. Such integers become
 * variables in memory: doubles and pointers are stored in them as what they are, and words are copied.
 *
 * @param isMixed whether an integer is known to carry either
 */
export function demoteMixedIntegers(fn: Fn, isMixed: (value: Value) => boolean): boolean {
  const members = findMembers(fn, isMixed);
  if (members.size === 0) return false;
  const demotion = new Demotion(fn, members);
  for (const member of members) demotion.define(member);
  for (const member of members) demotion.redirectUses(member);
  demotion.finish();
  return true;
}

function findMembers(fn: Fn, isMixed: (value: Value) => boolean): Set<Member> {
  const members = new Set<Member>();
  for (const inst of fn.instructions()) if (isMember(inst) && isMixed(inst)) members.add(inst);
  // What is merged with them, and what they are merged into.
  for (const member of members) {
    const near = [
      ...(isMerge(member) ? member.operands : []),
      ...[...member.users()].filter((u) => isInstruction(u) && isMerge(u)),
    ];
    for (const value of near) if (isInstruction(value) && isMember(value)) members.add(value);
  }
  return members;
}

const isMerge = (inst: Instruction): boolean =>
  inst.opcode === 'phi' || inst.opcode === 'select' || inst.opcode === 'freeze';

function isMember(inst: Instruction): inst is Member {
  if (inst.type !== i64) return false;
  if (inst.opcode === 'load') return !inst.volatile && inst.ordering === undefined;
  if (inst.opcode === 'bitcast') return inst.operand(0).type === doubleType;
  return isMerge(inst) || (inst.opcode === 'ptrtoint' && inst.operand(0).type === ptr);
}

/** A tag would be the program's word for the kind of what is loaded. */
const isUntaggedLoad = (value: Value): value is LoadInst =>
  isInstruction(value) &&
  value.opcode === 'load' &&
  !value.volatile &&
  value.ordering === undefined &&
  !value.getMetadata('tbaa');

class Demotion {
  readonly #fn: Fn;
  readonly #variables = new Map<Value, AllocaInst>();
  readonly #members: ReadonlySet<Member>;
  readonly #replacements = new Replacements();

  constructor(fn: Fn, members: ReadonlySet<Member>) {
    this.#fn = fn;
    this.#members = members;
    for (const member of members) this.#variables.set(member, this.#variable(member.name));
  }

  #variable(name: string | undefined): AllocaInst {
    const entry = this.#fn.blocks[0]!;
    const variable = new IRBuilder(entry, entry.first).alloca(arrayType(i8, 8), name);
    variable.align = 8;
    return variable;
  }

  /** Code before an instruction; for a phi, after those of its block, and what must stand next. */
  #at(inst: Instruction): IRBuilder {
    const first = inst.parent!.firstNonPhi;
    const place = first?.opcode === 'landingpad' ? first.next : first;
    const b = new IRBuilder(inst.parent!, inst.opcode === 'phi' ? place : inst);
    b.debugLocation = inst.getMetadata('dbg');
    return b;
  }

  #copy(b: IRBuilder, to: Value, from: Value): void {
    const type = functionType(voidType, [ptr, ptr, i64, i1]);
    const copy = this.#fn.parent!.getOrDeclare('llvm.memcpy.p0.p0.i64', type);
    b.call(copy, [to, from, constantInt(i64, 8), constantBool(false)]);
  }

  /** Puts an operand into a variable. */
  #put(b: IRBuilder, to: Value, value: Value): void {
    const from = this.#variables.get(value);
    if (from) this.#copy(b, to, from);
    else if (!(value instanceof SimpleConstant)) b.store(value, to, 8);
  }

  define(member: Member): void {
    const variable = this.#variables.get(member)!;
    const b = this.#at(member);
    switch (member.opcode) {
      case 'load':
        return this.#copy(b, variable, member.pointer);
      case 'phi':
        return this.#definePhi(b, member, variable);
      case 'select': {
        const [ifTrue, ifFalse] = [member.ifTrue, member.ifFalse].map((value) => this.#addressOf(b, value));
        return this.#copy(b, variable, b.select(member.condition, ifTrue!, ifFalse!));
      }
      case 'bitcast': {
        const number = member.operand(0);
        // Loaded as a number, whatever it is: the word is copied where it was loaded.
        if (isUntaggedLoad(number)) return this.#copy(this.#at(number), variable, number.pointer);
        b.store(number, variable, 8);
        return;
      }
      case 'ptrtoint':
        b.store(member.operand(0), variable, 8);
        return;
      default:
        return this.#put(b, variable, member.operand(0));
    }
  }

  #addressOf(b: IRBuilder, value: Value): Value {
    const known = this.#variables.get(value);
    if (known) return known;
    const variable = this.#variable(undefined);
    this.#put(b, variable, value);
    return variable;
  }

  /** All phis of a block change at once: each has a variable for what comes next. */
  #definePhi(b: IRBuilder, phi: PhiInst, variable: AllocaInst): void {
    const next = this.#variable(phi.name);
    const done = new Set<unknown>();
    for (const [value, block] of phi.incoming()) {
      if (!done.has(block)) this.#put(this.#at(block.terminator!), next, value);
      done.add(block);
    }
    this.#copy(b, variable, next);
  }

  redirectUses(member: Member): void {
    const variable = this.#variables.get(member)!;
    for (const use of [...member.uses()]) {
      const user = use.user as Instruction;
      if (this.#members.has(user as Member)) continue;
      const isStored = user.opcode === 'store' && (user as StoreInst).value === member;
      if (isStored && !(user as StoreInst).volatile) {
        this.#copy(this.#at(user), (user as StoreInst).pointer, variable);
        eraseInstruction(user);
      } else if (user.opcode === 'bitcast' || user.opcode === 'inttoptr')
        this.#replacements.replace(user, this.#at(user).load(user.type, variable, undefined, 8));
      else use.set(this.#read(user, use.index, variable));
    }
  }

  #read(user: Instruction, index: number, variable: AllocaInst): Value {
    const at = user.opcode === 'phi' ? user.incomingBlock(index).terminator! : user;
    return this.#at(at).load(i64, variable, undefined, 8);
  }

  finish(): void {
    for (const member of this.#members) member.dropOperands();
    for (const member of this.#members) this.#replacements.replace(member, poison(member.type));
    this.#replacements.updateDebugValues(this.#fn);
  }
}
