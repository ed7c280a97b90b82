/**
 * Global variables that lead into memory which the gradient is also passed as an argument. What the differentiated code only reads
 * through them counts as constant; what is written through the argument and read through the variable would lose its derivative, so the program is
 * stopped. While derivatives are generated, a call of a marker stands behind each pointer that is read through a variable, at
 * whatever depth (`origins.ts`); the marker says nothing of derivatives, and goes wherever the code goes. In the end the markers in derivatives,
 * and in copies of the functions that they call as they are, look at the table of arguments (`table.ts`); in the program's own functions they are gone.
 */
import type { CallBase, Fn, GlobalVariable, Instruction, Module, Use, Value } from '../../ir/index.ts';
import { Argument, CallBase as CallBaseClass, Fn as FnClass, IRBuilder, cloneFunction, constantNull, functionType, isFloatingPoint, isInstruction, isInteger, ptr, removeAttributes, scalarOf, voidType } from '../../ir/index.ts'; // prettier-ignore
import type { InactiveRule } from '../../rules/callee-rule.ts';
import { noMemory } from '../../rules/callee-rule.ts';
import { declareRule, declaredRule } from '../../rules/declared-rules.ts';
import { ruleOfFunction } from '../../rules/index.ts';
import { variablesWithPointers } from '../active-globals.ts';
import type { TargetFinder } from '../call-targets.ts';
import { functionsReached } from '../call-targets.ts';
import { Origins } from './origins.ts';
import { lookFunction } from './table.ts';

const saysNothing: InactiveRule = {
  kind: 'inactive',
  reason: 'it computes nothing',
  memory: noMemory,
  returns: undefined,
  onlyForIntegers: false,
};

/** What holds of functions that cannot stop the program: a call of one whose result is not needed may be left out. */
const promises: ReadonlySet<string> = new Set([
  'memory', 'readnone', 'readonly', 'writeonly', 'argmemonly', 'inaccessiblememonly', 'inaccessiblemem_or_argmemonly',
  'willreturn', 'speculatable',
]); // prettier-ignore

/** For each marker the variable that it is about. */
const markers = new WeakMap<Value, GlobalVariable>();

export class AliasChecks {
  readonly #module: Module;
  readonly #finder: TargetFinder;
  /** The functions of the program, before there were derivatives. */
  readonly #own: ReadonlySet<Fn>;
  readonly #markers = new Map<GlobalVariable, Fn>();
  /** The functions that differentiated code may call. */
  readonly #reached: readonly Fn[] = [];
  readonly #copies = new Map<Fn, Fn>();
  /** The variables behind which numbers may be read, and one place where that is done. */
  readonly read = new Map<GlobalVariable, Instruction>();

  /** @param roots the functions that are differentiated */
  constructor(module: Module, roots: readonly Fn[], finder: TargetFinder) {
    this.#module = module;
    this.#finder = finder;
    this.#own = new Set(module.functions);
    const variables = variablesWithPointers(module);
    if (variables.size === 0) return;
    const fns = functionsReached(roots, finder).filter((fn) => declaredRule(fn) === undefined);
    this.#reached = fns;
    const origins = new Origins(roots, fns, variables, finder);
    for (const fn of fns) {
      for (const pointer of pointersRead(fn)) this.#mark(pointer, origins.variablesOf(pointer));
      for (const inst of fn.instructions()) this.#note(inst, origins);
    }
  }

  /** Notes what reads numbers, or bytes that may be some, behind a variable. */
  #note(inst: Instruction, origins: Origins): void {
    const from = addressRead(inst);
    if (!from || isVariableItself(from)) return;
    for (const variable of origins.variablesOf(from))
      if (!this.read.has(variable)) this.read.set(variable, inst);
  }

  /** Whether derivatives are to look at the table. */
  get areNeeded(): boolean {
    return this.#markers.size > 0;
  }

  #mark(pointer: Instruction, variables: readonly GlobalVariable[]): void {
    const b = new IRBuilder(pointer.parent!, pointer.next);
    b.debugLocation = pointer.getMetadata('dbg');
    for (const variable of variables) b.call(this.#marker(variable), [pointer]);
  }

  #marker(variable: GlobalVariable): Fn {
    const known = this.#markers.get(variable);
    if (known) return known;
    const fn = this.#module.add(new FnClass(`__fluxion_alias_mark_${variable.name ?? ''}`, functionType(voidType, [ptr]))); // prettier-ignore
    fn.attributes = ['nounwind', 'willreturn'].map((name) => ({ kind: 'enum', name }));
    declareRule(fn, saysNothing);
    markers.set(fn, variable);
    this.#markers.set(variable, fn);
    return fn;
  }

  /** Makes checks of the markers in derivatives, and takes all others away. */
  finish(): void {
    if (this.#markers.size === 0) return;
    const marked = this.#functionsWithMarkers();
    const derivatives = new Set(this.#module.functions.filter((fn) => !this.#own.has(fn)));
    // The set grows while it is walked: copies call copies.
    for (const fn of derivatives) for (const copy of this.#callChecked(fn, marked)) derivatives.add(copy);
    for (const marker of this.#markers.values()) {
      for (const call of callsOf(marker)) {
        const b = new IRBuilder(call.parent!, call);
        b.debugLocation = call.getMetadata('dbg');
        if (derivatives.has(call.parent!.parent!))
          b.call(lookFunction(this.#module, markers.get(marker)!), call.args);
        call.erase();
      }
      this.#module.remove(marker);
    }
  }

  /** The functions of the program that have markers or call one that has, but for those that cannot be copied. */
  #functionsWithMarkers(): Set<Fn> {
    const marked = new Set<Fn>();
    const queue: Fn[] = [...this.#markers.values()];
    const mark = (fn: Fn): void => {
      if (!this.#own.has(fn) || marked.has(fn) || jumpsThroughTables(fn)) return;
      marked.add(fn);
      queue.push(fn);
    };
    const indirect = this.#indirectCallers();
    for (const fn of queue) {
      for (const call of callsOf(fn)) mark(call.parent!.parent!);
      for (const caller of indirect.get(fn) ?? []) mark(caller);
    }
    return marked;
  }

  /** For each function the functions of the program that may call it through a pointer. */
  #indirectCallers(): Map<Fn, Set<Fn>> {
    const callers = new Map<Fn, Set<Fn>>();
    for (const fn of this.#reached) {
      for (const inst of fn.instructions()) {
        if (!(inst instanceof CallBaseClass) || inst.callee instanceof FnClass) continue;
        for (const target of this.#finder.find(inst).functions) {
          const known = callers.get(target);
          if (known) known.add(fn);
          else callers.set(target, new Set([fn]));
        }
      }
    }
    return callers;
  }

  /** What a derivative calls as it is, is called with checks. @returns the copies that were made for that */
  #callChecked(fn: Fn, marked: ReadonlySet<Fn>): Fn[] {
    const made: Fn[] = [];
    const copyOf = (callee: Fn): Fn => {
      let copy = this.#copies.get(callee);
      if (!copy) {
        copy = cloneFunction(callee, `__fluxion_checked_${callee.name ?? ''}`).fn;
        copy.attributes = removeAttributes(copy.attributes, promises);
        this.#copies.set(callee, copy);
        made.push(copy);
      }
      return copy;
    };
    for (const inst of [...fn.instructions()]) {
      if (!(inst instanceof CallBaseClass)) continue;
      const { callee } = inst;
      if (callee instanceof FnClass) {
        if (!marked.has(callee)) continue;
        inst.callee = copyOf(callee);
        inst.functionAttributes = removeAttributes(inst.functionAttributes, promises);
        continue;
      }
      const b = new IRBuilder(inst.parent!, inst as Instruction);
      b.debugLocation = inst.getMetadata('dbg');
      for (const target of this.#finder.find(inst).functions)
        if (marked.has(target)) inst.callee = b.select(b.icmp('eq', callee, target), copyOf(target), inst.callee); // prettier-ignore
    }
    return made;
  }
}

/**
 * In a derivative, before it is put together: where the variable itself has a shadow, only pointers that are their own shadows
 * lead to what counts as constant.
 */
export function settleMarkers(
  fn: Fn,
  activeGlobals: ReadonlySet<GlobalVariable>,
  shadowOf: (pointer: Value) => Value | undefined,
): void {
  for (const call of [...fn.instructions()]) {
    if (call.opcode !== 'call') continue;
    const variable = markers.get(call.callee);
    if (!variable || !activeGlobals.has(variable)) continue;
    const [pointer] = call.args as [Value];
    const shadow = shadowOf(pointer);
    if (!shadow) call.erase();
    else {
      const b = new IRBuilder(call.parent!, call);
      call.setOperand(0, b.select(b.icmp('eq', shadow, pointer), pointer, constantNull(ptr)));
    }
  }
}

/** Pointers from memory that lead to data: neither tables of functions, nor what is only compared. */
function pointersRead(fn: Fn): Instruction[] {
  const found: Instruction[] = [];
  for (const inst of fn.instructions()) {
    const isRead = inst.opcode === 'load' || inst.opcode === 'extractvalue';
    if (isRead && inst.type === ptr && leadsToData(inst)) found.push(inst);
  }
  return found;
}

/** Whether more is done through the pointer than to compare, and to read integers that are computed with. */
function leadsToData(pointer: Instruction): boolean {
  const seen = new Set<Instruction>([pointer]);
  // The set grows while it is walked.
  for (const at of seen) {
    for (const use of at.uses()) {
      const { user } = use;
      if (isInstruction(user) && user.opcode === 'getelementptr' && user.base === at) seen.add(user);
      else if (usesData(use)) return true;
    }
  }
  return false;
}

/** Where an instruction reads a floating-point number, or copies bytes from. */
function addressRead(inst: Instruction): Value | undefined {
  if (inst.opcode === 'load') return isFloatingPoint(scalarOf(inst.type)) ? inst.pointer : undefined;
  if (!(inst instanceof CallBaseClass) || !(inst.callee instanceof FnClass)) return undefined;
  const rule = ruleOfFunction(inst.callee);
  return rule?.kind === 'copy' ? inst.args[rule.source] : undefined;
}

/** Whether an address is that of a variable, or of a part of it, and not of what it leads to. */
function isVariableItself(address: Value): boolean {
  let at = address;
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return !isInstruction(at) && !(at instanceof Argument);
}

function usesData({ user, index }: Use): boolean {
  if (!isInstruction(user)) return true;
  if (user instanceof CallBaseClass) return user.callee !== user.operand(index);
  if (user.opcode === 'icmp') return false;
  return user.opcode !== 'load' || !isInteger(user.type) || ![...user.users()].every(isComputation);
}

function isComputation(user: Value): boolean {
  return isInstruction(user) && ['icmp', 'sext', 'add', 'sub', 'mul', 'switch', 'sitofp'].includes(user.opcode); // prettier-ignore
}

function jumpsThroughTables(fn: Fn): boolean {
  return fn.blocks.some((block) => block.terminator?.opcode === 'indirectbr');
}

function callsOf(fn: Fn): (CallBase & Instruction)[] {
  const calls: (CallBase & Instruction)[] = [];
  for (const user of fn.users())
    if (user instanceof CallBaseClass && user.callee === fn) calls.push(user as CallBase & Instruction);
  return calls;
}
