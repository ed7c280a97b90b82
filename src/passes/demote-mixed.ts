import type { AllocaInst, CastInst, Fn, Instruction, LoadInst, PhiInst, SelectInst, StoreInst, Use, Value } from '../ir/index.ts'; // prettier-ignore
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
 */
export function demoteMixedIntegers(fn: Fn, info: WordInfo): boolean {
  const members = findMembers(fn, info);
  if (members.size === 0) return false;
  const demotion = new Demotion(fn, members, info);
  for (const member of members) demotion.define(member);
  for (const member of members) demotion.redirectUses(member);
  demotion.finish();
  return true;
}

function findMembers(fn: Fn, info: WordInfo): Set<Member> {
  const members = new Set<Member>();
  for (const inst of fn.instructions()) if (isMember(inst) && info.isMixed(inst)) members.add(inst);
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

/** What is told of values and accesses. */
export interface WordInfo {
  /** Whether an integer is known to carry either. */
  isMixed(value: Value): boolean;
  /** Whether an access itself tells what is loaded or stored: by its tag, or as that of a member of the library. */
  isKnownItself(access: LoadInst | StoreInst): boolean;
}

const isStored = ({ user, index }: Use): boolean =>
  isInstruction(user) && user.opcode === 'store' && index === 0;

class Demotion {
  readonly #fn: Fn;
  readonly #variables = new Map<Value, AllocaInst>();
  readonly #members: ReadonlySet<Member>;
  readonly #info: WordInfo;
  readonly #replacements = new Replacements();

  constructor(fn: Fn, members: ReadonlySet<Member>, info: WordInfo) {
    this.#fn = fn;
    this.#info = info;
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
      case 'bitcast':
      case 'ptrtoint': {
        const cast = member.operand(0);
        // Loaded as a number, or a pointer, whatever it is: the word is copied where it was loaded.
        if (this.#isUntaggedLoad(cast)) return this.#copy(this.#at(cast), variable, cast.pointer);
        b.store(cast, variable, 8);
        return;
      }
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
      if (isStored(use) && !(user as StoreInst).volatile) this.#copyStored(user as StoreInst, variable);
      else if (user.opcode === 'bitcast' || user.opcode === 'inttoptr') {
        for (const stored of [...user.uses()])
          if (isStored(stored) && this.#isUntagged(stored.user as StoreInst))
            this.#copyStored(stored.user as StoreInst, variable);
        this.#replacements.replace(user, this.#at(user).load(user.type, variable, undefined, 8));
      } else use.set(this.#read(user, use.index, variable));
    }
  }

  #isUntaggedLoad(value: Value): value is LoadInst {
    return isInstruction(value) && value.opcode === 'load' && this.#isUntagged(value);
  }

  #isUntagged(access: LoadInst | StoreInst): boolean {
    return !access.volatile && access.ordering === undefined && !this.#info.isKnownItself(access);
  }

  #copyStored(store: StoreInst, variable: AllocaInst): void {
    this.#copy(this.#at(store), store.pointer, variable);
    eraseInstruction(store);
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
