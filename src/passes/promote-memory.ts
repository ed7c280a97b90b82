import type { Dominators } from '../analysis/dominators.ts';
import { computeDominators } from '../analysis/dominators.ts';
import type {
  AllocaInst,
  BasicBlock,
  CallInst,
  DebugRecord,
  Fn,
  Instruction,
  LoadInst,
  StoreInst,
  Value,
} from '../ir/index.ts';
import { ConstantInt, Fn as Func, MetadataAsValue, PhiInst, ValueAsMetadata, isInstruction, undef } from '../ir/index.ts'; // prettier-ignore
import { Replacements, isEmptyExpression, passOnDebugRecords, valuesOf } from './debug-values.ts';

/**
 * Turns allocas into SSA values: those of a scalar type and of one element that are only loaded and stored whole, with
 * the allocated type and without `volatile`. A phi is placed where definitions meet and the value is still read
 * (pruned SSA; Cytron et al., "Efficiently Computing Static Single Assignment Form", 1991). Reading before writing gives
 * undef. `#dbg_declare` of a promoted variable becomes a `#dbg_value` at each of its stores.
 */
export function promoteMemory(fn: Fn): boolean {
  const variables = findPromotable(fn);
  if (variables.size === 0) return false;
  const dominators = computeDominators(fn);
  const promotion = new Promotion(variables, dominators);
  promotion.collectDebugInfo(fn);
  promotion.placePhis();
  promotion.rename();
  promotion.finish(fn);
  return true;
}

/** The allocas that `promoteMemory` would promote. */
export function promotableAllocas(fn: Fn): AllocaInst[] {
  return [...findPromotable(fn).keys()];
}

interface Variable {
  readonly alloca: AllocaInst;
  readonly index: number;
  readonly loads: LoadInst[];
  readonly stores: StoreInst[];
  readonly lifetimes: CallInst[];
  /** `#dbg_declare` records of the variable. */
  readonly declares: DebugRecord[];
}

function findPromotable(fn: Fn): Map<AllocaInst, Variable> {
  const variables = new Map<AllocaInst, Variable>();
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'alloca') continue;
    const variable = describeVariable(inst, variables.size);
    if (variable) variables.set(inst, variable);
  }
  return variables;
}

function describeVariable(alloca: AllocaInst, index: number): Variable | undefined {
  const { allocatedType: type, count } = alloca;
  const isScalar = type.kind === 'integer' || type.kind === 'floating-point' || type.kind === 'pointer' || type.kind === 'vector'; // prettier-ignore
  if (!isScalar || alloca.inalloca || alloca.swifterror) return undefined;
  if (!(count instanceof ConstantInt && count.value === 1n)) return undefined;
  const variable: Variable = { alloca, index, loads: [], stores: [], lifetimes: [], declares: [] };
  for (const user of alloca.users()) {
    if (!isInstruction(user)) return undefined;
    if (user.opcode === 'load') {
      if (user.type !== type || user.volatile || user.ordering) return undefined;
      variable.loads.push(user);
    } else if (user.opcode === 'store') {
      if (user.value.type !== type || user.value === alloca || user.volatile || user.ordering)
        return undefined;
      variable.stores.push(user);
    } else if (user.opcode === 'call' && isLifetimeMarker(user)) {
      variable.lifetimes.push(user);
    } else {
      return undefined;
    }
  }
  return variable;
}

/** `llvm.lifetime.start` and `.end`: they take the pointer, and before LLVM 22 a size before it. */
export function isLifetimeMarker(call: CallInst): boolean {
  const { callee } = call;
  return callee instanceof Func && /^llvm\.lifetime\.(start|end)\./.test(callee.name ?? '');
}

class Promotion {
  readonly #variables: ReadonlyMap<Value, Variable>;
  readonly #dominators: Dominators;
  readonly #phis = new Map<PhiInst, Variable>();
  readonly #replacements = new Replacements();
  /** The value of each variable at the point that renaming has come to. */
  readonly #current: Value[] = [];
  /** Old values, to be put back when renaming leaves the subtree that changed them. */
  readonly #undo: { index: number; value: Value }[] = [];

  constructor(variables: ReadonlyMap<Value, Variable>, dominators: Dominators) {
    this.#variables = variables;
    this.#dominators = dominators;
    for (const { alloca } of variables.values()) this.#current.push(undef(alloca.allocatedType));
  }

  /** Notes the declarations of promoted variables and takes them out, also in the form of calls (before LLVM 19). */
  collectDebugInfo(fn: Fn): void {
    for (const inst of fn.instructions()) {
      const kept = inst.debugRecords?.filter((record) => !this.#takeRecord(record));
      inst.debugRecords = kept?.length ? kept : undefined;
      if (inst.opcode === 'call' && this.#isDebugCall(inst)) {
        passOnDebugRecords(inst);
        inst.erase();
      }
    }
  }

  /** Whether the record names a promoted variable. */
  #takeRecord(record: DebugRecord): boolean {
    const named = record.args.flatMap(valuesOf).map((v) => this.#variables.get(v));
    const variable = named.find((v) => v !== undefined);
    if (variable && record.name === 'dbg_declare') variable.declares.push(record);
    return variable !== undefined;
  }

  #isDebugCall(call: CallInst): boolean {
    return call.args.some(
      (a) => a instanceof MetadataAsValue && valuesOf(a.metadata).some((v) => this.#variables.has(v)),
    );
  }

  placePhis(): void {
    for (const variable of this.#variables.values()) {
      if (variable.loads.length === 0) continue;
      const live = this.#liveInBlocks(variable);
      // The alloca counts as a definition: in a loop each execution of it starts afresh.
      const defining = new Set([variable.alloca, ...variable.stores].map((i) => i.parent!));
      for (const block of this.#dominators.iteratedFrontier(
        [...defining].filter((b) => this.#isReachable(b)),
      )) {
        if (!live.has(block)) continue;
        const phi = new PhiInst(variable.alloca.allocatedType, 0, variable.alloca.name);
        block.insertBefore(phi, block.first);
        this.#phis.set(phi, variable);
      }
    }
  }

  #isReachable(block: BasicBlock): boolean {
    return this.#dominators.isReachable(block);
  }

  /** The blocks at whose beginning the variable holds a value that is read before it is written. */
  #liveInBlocks(variable: Variable): Set<BasicBlock> {
    const { alloca, loads, stores } = variable;
    const accessed = new Set([alloca, ...stores].map((i) => i.parent!));
    const work: BasicBlock[] = [];
    for (const block of new Set(loads.map((l) => l.parent!))) {
      if (!accessed.has(block) || readsFirst(block, alloca)) work.push(block);
    }
    const live = new Set<BasicBlock>();
    for (let block = work.pop(); block; block = work.pop()) {
      if (live.has(block)) continue;
      live.add(block);
      for (const p of block.predecessors) if (!accessed.has(p)) work.push(p);
    }
    return live;
  }

  /** Walks the dominator tree with the current value of each variable. */
  rename(): void {
    const entry = this.#dominators.preorder[0];
    if (!entry) return;
    const stack = [{ block: entry, next: 0, undoFrom: 0 }];
    this.#renameBlock(entry);
    while (stack.length) {
      const top = stack[stack.length - 1]!;
      const child = this.#dominators.children(top.block)[top.next++];
      if (child) {
        stack.push({ block: child, next: 0, undoFrom: this.#undo.length });
        this.#renameBlock(child);
        continue;
      }
      stack.pop();
      while (this.#undo.length > top.undoFrom) {
        const { index, value } = this.#undo.pop()!;
        this.#current[index] = value;
      }
    }
  }

  #setCurrent({ index }: Variable, value: Value): void {
    this.#undo.push({ index, value: this.#current[index]! });
    this.#current[index] = value;
  }

  #renameBlock(block: BasicBlock): void {
    for (const inst of block) this.#renameInstruction(inst);
    for (const successor of block.successors) {
      for (const phi of successor.phis()) {
        const variable = this.#phis.get(phi);
        if (variable) phi.addIncoming(this.#current[variable.index]!, block);
      }
    }
  }

  #renameInstruction(inst: Instruction): void {
    if (inst.opcode === 'phi') {
      const variable = this.#phis.get(inst);
      if (variable) this.#setCurrent(variable, inst);
    } else if (inst.opcode === 'alloca') {
      const variable = this.#variables.get(inst);
      if (variable) this.#setCurrent(variable, undef(inst.allocatedType));
    } else if (inst.opcode === 'load') {
      const variable = this.#variables.get(inst.pointer);
      if (variable) this.#replacements.replace(inst, this.#current[variable.index]!);
    } else if (inst.opcode === 'store') {
      const variable = this.#variables.get(inst.pointer);
      if (!variable) return;
      this.#setCurrent(variable, inst.value);
      describeStore(inst, variable);
      passOnDebugRecords(inst);
      inst.erase();
    }
  }

  finish(fn: Fn): void {
    for (const { alloca, loads, stores, lifetimes } of this.#variables.values()) {
      // What renaming did not come to stands in unreachable blocks.
      for (const load of loads) if (load.parent) this.#replacements.replace(load, undef(load.type));
      for (const inst of [...stores, ...lifetimes, alloca]) {
        if (!inst.parent) continue;
        passOnDebugRecords(inst);
        inst.erase();
      }
    }
    // Entries for unreachable predecessors: every phi names each of its predecessors.
    for (const [phi, variable] of this.#phis) completePhi(phi, variable);
    this.#replacements.updateDebugValues(fn);
  }
}

function readsFirst(block: BasicBlock, alloca: AllocaInst): boolean {
  for (const inst of block) {
    if (inst.opcode === 'load' && inst.pointer === alloca) return true;
    if (inst === alloca || (inst.opcode === 'store' && inst.pointer === alloca)) return false;
  }
  return false;
}

function describeStore(store: StoreInst, { declares }: Variable): void {
  const records = declares
    .filter((d) => isEmptyExpression(d.args[2]))
    .map((d) => ({
      name: 'dbg_value',
      args: [new ValueAsMetadata(store.value), ...d.args.slice(1)],
      location: d.location,
    }));
  if (records.length) store.debugRecords = [...(store.debugRecords ?? []), ...records];
}

function completePhi(phi: PhiInst, { alloca }: Variable): void {
  const block = phi.parent!;
  const named = new Set([...phi.incoming()].map(([, from]) => from));
  for (const p of block.predecessors) {
    if (named.has(p)) continue;
    for (const successor of p.successors) {
      if (successor === block) phi.addIncoming(undef(alloca.allocatedType), p);
    }
  }
}
