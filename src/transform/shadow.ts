/**
 * Shadow pointers: beside every active pointer stands one to its shadow memory, computed by a copy of the instruction
 * that computes the pointer. The copies are ordinary instructions of the augmented primal, so the plan recovers them in the
 * reverse sweep like any other value.
 */
import type { Activity } from '../analysis/activity.ts';
import type { AliasInfo } from '../analysis/memory/index.ts';
import { parameterName } from '../analysis/debug-signature.ts';
import { constantAddress } from '../analysis/memory/index.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import { locate } from '../analysis/source-location.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type {
  AllocaInst,
  BasicBlock,
  CallBase,
  Fn,
  Instruction,
  Module,
  PhiInst,
  Type,
  Value,
} from '../ir/index.ts';
import {
  Argument,
  CallInst,
  ConstantAggregate,
  Fn as FnClass,
  FreezeInst,
  GlobalAlias,
  GlobalVariable,
  IRBuilder,
  LoadInst,
  PhiInst as PhiInstClass,
  SimpleConstant,
  StoreInst,
  constantInt,
  i1,
  i8,
  isInstruction,
  poison,
  ptr,
  functionType,
  scalarOf,
  voidType,
  zeroInitializer,
  zeroOf,
} from '../ir/index.ts';
import type { CalleeRule } from '../rules/index.ts';
import type { Action } from './action.ts';
import { calleeRule } from './callee-rule.ts';
import type { GuardContext } from './constant-memory.ts';
import { emitStoreShadow, guardAccess } from './constant-memory.ts';
import { emitShadowMade } from './deferred-release.ts';
import { emitUnknownCheck, markPointer } from './global-pointers.ts';
import type { MarkChecks } from './mark-checks.ts';
import { accessedBy } from './mark-checks.ts';
import { toIndex } from './index-conversion.ts';
import { copyOperation } from './recompute.ts';
import { emitForgetPointer, emitNoAddress, emitNoData } from './union-adjoint.ts';
import type { PlainPointers } from './plain-pointers.ts';
import { shadowGlobal } from './shadow-global.ts';

export interface ShadowInput {
  readonly fn: Fn;
  readonly activity: Activity;
  readonly aliases: AliasInfo;
  readonly plain: PlainPointers;
  readonly types: TypeInfo;
  readonly actions: ReadonlyMap<Instruction, Action>;
  /** The shadows of the active pointer arguments. */
  readonly argumentShadows: ReadonlyMap<Argument, Value>;
  /** The blocks in reverse post-order. */
  readonly order: readonly BasicBlock[];
  /** The pointers that need a shadow. */
  readonly demanded: ReadonlySet<Value>;
  /** Whether the caller wants the shadow of the pointer that is returned. */
  readonly returnsShadow: boolean;
  /** Where pointers to constant memory are their own shadows: whether a pointer may be one (`constant-memory.ts`). */
  readonly mayBeConstant: ((pointer: Value) => boolean) | undefined;
  /** Where shadows may be the mark of memory that was there before the gradient. */
  readonly marks: MarkChecks | undefined;
}

export interface Shadows {
  /** The shadow of each pointer that needs one. */
  readonly of: ReadonlyMap<Value, Value>;
  /** The shadows that the reverse of an access uses in place of those of the pointers that it names. */
  readonly accesses: ReadonlyMap<Instruction, ReadonlyMap<Value, Value>>;
  /** For each call that returns an active pointer, the stand-in for its shadow until the call is replaced. */
  readonly callResults: ReadonlyMap<CallBase, FreezeInst>;
  /** The instructions that were added, each with the instruction it shadows. */
  readonly originals: ReadonlyMap<Instruction, Instruction>;
  readonly diagnostics: readonly Diagnostic[];
}

export function insertShadows(input: ShadowInput): Shadows {
  const inserter = new ShadowInserter(input);
  inserter.run();
  return inserter;
}

class ShadowInserter implements Shadows {
  readonly of = new Map<Value, Value>();
  readonly accesses = new Map<Instruction, ReadonlyMap<Value, Value>>();
  readonly callResults = new Map<CallBase, FreezeInst>();
  readonly originals = new Map<Instruction, Instruction>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #in: ShadowInput;
  readonly #module: Module;
  /** Where a missing shadow is reported. */
  #at: Instruction | undefined;

  constructor(input: ShadowInput) {
    this.#in = input;
    this.#module = input.fn.parent!;
    for (const [arg, shadow] of input.argumentShadows) this.of.set(arg, shadow);
  }

  run(): void {
    // An access may name the global itself, without an instruction in between.
    for (const pointer of this.#in.activity.pointers) {
      if (pointer instanceof GlobalVariable) this.of.set(pointer, shadowGlobal(this.#module, pointer));
    }
    // Phis first, empty: what comes around a loop is shadowed later than the phi.
    const phis: PhiInst[] = [];
    for (const block of this.#in.order) {
      for (const phi of block.phis()) if (this.#needsShadow(phi)) phis.push(phi);
    }
    for (const phi of phis) {
      const shadow = new PhiInstClass(phi.type, 0, shadowName(phi));
      this.#insertAfter(shadow, phi);
    }
    for (const block of this.#in.order) for (const inst of block) this.#visit(inst);
    for (const phi of phis) {
      this.#at = phi;
      const shadow = this.of.get(phi) as PhiInst;
      for (const [value, from] of phi.incoming()) shadow.addIncoming(this.#shadowOf(value), from);
    }
  }

  #guard(inst: Instruction, action: Action): void {
    const { mayBeConstant } = this.#in;
    if (!mayBeConstant) return;
    const guarded = guardAccess({ ...this.#guarding(), mayBeConstant }, inst, action);
    if (guarded && guarded.size > 0) this.accesses.set(inst, guarded);
  }

  #guarding(): Omit<GuardContext, 'mayBeConstant'> {
    return {
      module: this.#module,
      shadowOf: (pointer) => this.#shadowOf(pointer),
      refuse: (pointer) => this.#reportConstant(pointer),
    };
  }

  #storeShadow(inst: StoreInst): void {
    const { value, pointer } = inst;
    if (this.#in.mayBeConstant?.(pointer))
      return emitStoreShadow(this.#builderAfter(inst), inst, this.#guarding());
    const store = new StoreInst(this.#shadowOf(value), this.#shadowOf(pointer));
    inst.parent!.insertBefore(store, inst.next);
  }

  #needsShadow(inst: Instruction): boolean {
    return this.#in.activity.pointers.has(inst) && this.#in.demanded.has(inst);
  }

  #insertAfter(shadow: Instruction, original: Instruction): void {
    original.parent!.insertBefore(shadow, original.next);
    const location = original.getMetadata('dbg');
    if (location) shadow.setMetadata('dbg', location);
    this.of.set(original, shadow);
    this.originals.set(shadow, original);
  }

  #visit(inst: Instruction): void {
    this.#at = inst;
    const action = this.#in.actions.get(inst);
    if (action) {
      this.#checkMarks(inst, accessedBy(inst, action));
      this.#guard(inst, action);
    }
    if (action?.kind === 'store-pointer') return this.#storeShadow(inst as StoreInst);
    const number = action?.kind === 'no-address' ? action.value : action?.kind === 'fill' ? action.noAddress : undefined; // prettier-ignore
    if (number) emitNoData(this.#builderAfter(inst), this.#module, number, inst);
    if (action?.kind === 'store' && action.union) {
      if (action.fromUnion) emitNoAddress(this.#builderAfter(inst), this.#module, inst as StoreInst);
      const { pointer } = inst as StoreInst;
      const guarded = this.accesses.get(inst)?.get(pointer);
      const after = guarded && isInstruction(guarded) ? guarded : inst;
      emitForgetPointer(this.#builderAfter(after), this.#module, guarded ?? this.#shadowOf(pointer));
    }
    if (inst.opcode === 'ret' && inst.value && this.#in.returnsShadow) this.#shadowOf(inst.value);
    // What is copied may be a constant, that nothing else in the function gives a shadow.
    if (action?.kind === 'copy' && action.pattern.pointers.length > 0) this.#shadowOf(action.source);
    if (!this.#needsShadow(inst) || inst.opcode === 'phi' || this.of.has(inst)) return;
    if (!holdsPointer(inst.type)) return;
    switch (inst.opcode) {
      case 'alloca':
        return this.#shadowAlloca(inst);
      case 'load':
        return this.#shadowLoad(inst);
      case 'call':
        return this.#shadowCall(inst);
      case 'select':
      case 'getelementptr':
      case 'freeze':
      case 'bitcast':
      case 'addrspacecast':
      case 'insertvalue':
      case 'extractvalue':
        return this.#shadowCopy(inst);
      default:
        this.#reportMissing(`the pointer made by '${inst.opcode}'`);
    }
  }

  #shadowLoad(inst: LoadInst): void {
    this.#checkMarks(inst, [inst.pointer]);
    const shadow = new LoadInst(inst.type, this.#shadowOf(inst.pointer), shadowAlign(this.#module, inst.type, inst.align), shadowName(inst)); // prettier-ignore
    this.#insertAfter(shadow, inst);
  }

  #checkMarks(inst: Instruction, accessed: readonly Value[]): void {
    for (const pointer of this.#in.marks?.pointersToCheck(inst, accessed) ?? [])
      emitUnknownCheck(this.#builderAfter(inst), this.#shadowOf(pointer));
  }

  #shadowCopy(inst: Instruction): void {
    const isAggregate = inst.opcode === 'insertvalue' || inst.opcode === 'extractvalue';
    const isShadowed = (v: Value): boolean => (isAggregate ? holdsPointer(v.type) : v.type === inst.type);
    const copy = copyOperation(inst, (v) => (isShadowed(v) ? this.#shadowOf(v) : v));
    copy.name = shadowName(inst);
    this.#insertAfter(copy, inst);
  }

  #shadowAlloca(inst: AllocaInst): void {
    const copy = copyOperation(inst, (v) => v) as AllocaInst;
    copy.name = shadowName(inst);
    this.#insertAfter(copy, inst);
    const b = this.#builderAfter(copy);
    const { dataLayout } = this.#module;
    const size = dataLayout.allocSize(inst.allocatedType);
    // Where the type has padding, another member of a union may have a float.
    const isSmall = size <= 64 && isOne(inst.count) && dataLayout.isDense(inst.allocatedType);
    if (isSmall) b.store(zeroInitializer(inst.allocatedType), copy, inst.align);
    else {
      const index = dataLayout.indexType();
      const count = toIndex(b, inst.count, this.#module);
      emitZeroFill(b, this.#module, copy, b.mul(count, constantInt(index, size)));
    }
  }

  #builderAfter(inst: Instruction): IRBuilder {
    const b = new IRBuilder(inst.parent!, inst.next);
    b.debugLocation = inst.getMetadata('dbg');
    return b;
  }

  #shadowCall(inst: CallInst): void {
    const rule = calleeRule(inst);
    if (rule?.kind === 'allocation') {
      const copy = copyOperation(inst, (v) => v);
      copy.name = shadowName(inst);
      this.#insertAfter(copy, inst);
      const b = this.#builderAfter(copy);
      const action = this.#in.actions.get(inst);
      if (action?.kind !== 'allocation' || !action.release) emitShadowMade(b, copy);
      if (rule.zeroed) return;
      const index = this.#module.dataLayout.indexType();
      let size: Value = constantInt(index, 1);
      for (const i of rule.sizeOperands) size = b.mul(size, toIndex(b, inst.args[i]!, this.#module));
      emitZeroFill(b, this.#module, copy, size);
      return;
    }
    // The memory of a library holds nothing that is differentiated: it may be its own shadow.
    const returned = rule?.kind === 'inactive' ? rule.returns?.to : undefined;
    if (returned === 'fresh-memory' || returned === 'inactive-memory') {
      this.of.set(inst, inst);
      return;
    }
    const forwarded = rule && forwardedPointer(rule);
    if (forwarded !== undefined) {
      this.of.set(inst, this.#shadowOf(inst.args[forwarded]!));
      return;
    }
    if (this.#in.actions.get(inst)?.kind !== 'call') return this.#reportMissing('the pointer returned here');
    const standIn = new FreezeInst(poison(inst.type), shadowName(inst));
    this.callResults.set(inst, standIn);
    this.#insertAfter(standIn, inst);
  }

  /** The shadow of any pointer; reports and returns poison when there is none. */
  #shadowOf(value: Value): Value {
    const known = this.of.get(value);
    if (known) return known;
    const made = this.#makeShadow(value);
    if (made !== undefined) {
      this.of.set(value, made);
      return made;
    }
    this.#reportMissing(describePointer(value));
    return poison(value.type);
  }

  #makeShadow(value: Value): Value | undefined {
    // Null, undef and poison are their own shadows; so are functions: they are called by the primal's pointer.
    if (value instanceof SimpleConstant || value instanceof FnClass) return value;
    if (this.#in.plain.has(value)) return value;
    if (constantAddress(value) !== undefined && this.#module.dataLayout.pointerBits() > 32)
      return markPointer(this.#module);
    if (value instanceof GlobalVariable) return shadowGlobal(this.#module, value);
    if (value instanceof GlobalAlias) return undefined;
    if (value instanceof ConstantAggregate) {
      const elements = value.operands.map((v) => (holdsPointer(v.type) ? this.#shadowOf(v) : v));
      return new ConstantAggregate(value.type, elements, value.splat);
    }
    if (this.#pointsToIntegersOnly(value)) return value;
    if (isInstruction(value) && !this.#in.activity.pointers.has(value)) {
      const shadow = this.#shadowInactive(value);
      if (shadow) return shadow;
    }
    return this.#isConstant(value) ? value : undefined;
  }

  /** What is computed from pointers that have a shadow of their own accord, such as one to a constant table. */
  #shadowInactive(inst: Instruction): Value | undefined {
    switch (inst.opcode) {
      // A struct whose members are put in one after the other is without a pointer at first.
      case 'insertvalue':
      case 'getelementptr':
      case 'select':
      case 'freeze':
      case 'extractvalue':
        this.#shadowCopy(inst);
        return this.of.get(inst);
      case 'phi': {
        const shadow = new PhiInstClass(inst.type, 0, shadowName(inst));
        this.#insertAfter(shadow, inst);
        for (const [value, from] of inst.incoming()) shadow.addIncoming(this.#shadowOf(value), from);
        return shadow;
      }
      case 'load':
        if (!this.#readsConstants(inst)) return undefined;
        this.#shadowLoad(inst);
        return this.of.get(inst);
      default:
        return undefined;
    }
  }

  /** A pointer that only leads to constant memory. */
  #isConstant(value: Value): boolean {
    if (!this.#in.mayBeConstant || value.type.kind !== 'pointer') return false;
    return !this.#in.activity.pointers.has(value) && (value instanceof Argument || isInstruction(value));
  }

  /** A constant table of pointers has a shadow with theirs, which nothing writes. */
  #readsConstants({ pointer }: LoadInst): boolean {
    const { objects } = this.#in.aliases.pointerInfo(pointer);
    return [...objects].every(
      (o) => o.kind === 'global' && o.global.isConstant && o.global.initializer !== undefined,
    );
  }

  /** The shadow of integers holds nothing of interest, so the memory can be its own shadow. */
  #pointsToIntegersOnly(value: Value): boolean {
    const layout = this.#in.types.memoryAt(value, undefined, this.#at!);
    return (
      layout.fields.length > 0 &&
      layout.unknown.length === 0 &&
      layout.fields.every((f) => f.scalar.kind === 'integer')
    );
  }

  #reportConstant(pointer: Value): void {
    this.#report(`${describePointer(pointer)} may lead to constant memory, which has no shadow`, [
      'which it is can be told while the program runs, but not for this operation',
    ]);
  }

  #reportMissing(what: string): void {
    this.#report(`${what} needs a shadow here, but has none`, [
      'it is mixed with memory that is differentiated, so derivatives may have to be stored behind it',
    ]);
  }

  #report(message: string, notes: readonly string[]): void {
    this.diagnostics.push({
      code: 'FX3009',
      severity: 'error',
      message,
      span: this.#at && locate(this.#at),
      notes,
      help: ['pass the pointer with a shadow (enzyme_dup) instead of constant'],
    });
  }
}

/**
 * How an access of shadow memory is aligned. No better than its elements are: code that finds an aligned place in an array while it
 * runs knows only the primal's, and the shadow's may be another one.
 */
export function shadowAlign(
  { dataLayout }: Module,
  type: Type,
  align: number | undefined,
): number | undefined {
  if (align === undefined && type.kind !== 'vector') return undefined;
  const natural = dataLayout.alignOf(scalarOf(type));
  return Math.min(align ?? natural, natural);
}

/** The operand that a library function returns. */
export function forwardedPointer(rule: CalleeRule): number | undefined {
  if (rule.kind === 'identity') return rule.operand;
  const returns = 'returns' in rule ? rule.returns : undefined;
  return returns?.to === 'operand' ? returns.index : undefined;
}

const isOne = (v: Value): boolean => v === constantInt(v.type as typeof i8, 1);

const shadowName = (inst: Value): string | undefined =>
  inst.name === undefined ? undefined : `${inst.name}.shadow`;

function describePointer(value: Value): string {
  if (value instanceof Argument) return `the pointer argument '${parameterName(value)}', which is constant,`;
  if (value instanceof GlobalVariable) return `the global variable '${value.name ?? ''}'`;
  return value.name ? `the pointer '${value.name}'` : 'this pointer';
}

/** memset(pointer, 0, size), as the LLVM intrinsic. */
export function emitZeroFill(b: IRBuilder, module: Module, pointer: Value, size: Value): void {
  const index = module.dataLayout.indexType();
  const type = functionType(voidType, [ptr, i8, index, i1]);
  const fill = module.getOrDeclare(`llvm.memset.p0.${index}`, type);
  b.call(fill, [pointer, zeroOf(i8), toIndex(b, size, module), zeroOf(i1)]);
}

/** The shadow of a pointer that the plan or the reverse sweep asks for, for the reverse of an access. */
export function shadowIn(
  { of, accesses }: Pick<Shadows, 'of' | 'accesses'>,
  pointer: Value,
  access?: Instruction,
): Value {
  const shadow = (access && accesses.get(access)?.get(pointer)) ?? of.get(pointer);
  if (shadow) return shadow;
  // Null, undef and poison point to nothing, and functions are called by the primal's pointer.
  if (pointer instanceof SimpleConstant || pointer instanceof FnClass) return pointer;
  throw new Error('a pointer was taken for one with a shadow, and has none');
}
