/**
 * Activity: which values carry derivatives.
 *
 * A float value is *varied* if it may depend on an active input through differentiable operations, *useful* if it may
 * influence an active output, and *active* if it is both. A pointer is active if memory that it may point to may hold
 * varied floats or active pointers; an active pointer gets a shadow.
 *
 * Invariants of the result:
 * - An inactive verdict is a proof: what is not listed as active has derivative zero, or is an input the user declared constant.
 * - If a pointer is active, so is every allocation that it may point to (a phi of an active and an inactive buffer
 *   makes both active), so that each shadow pointer has something to point to.
 */
import type {
  AllocaInst,
  Argument,
  CallBase,
  FloatingPointType,
  Fn,
  Instruction,
  LoadInst,
  PhiInst,
  Type,
  Value,
} from '../ir/index.ts';
import {
  CallBase as CallBaseClass,
  Fn as FnClass,
  GlobalVariable,
  arrayType,
  isInstruction,
  scalarOf,
  structType,
  vectorType,
} from '../ir/index.ts';
import { isConstantExpr } from '../rules/expr.ts';
import type { MathRule, Partials, ReturnedPointer } from '../rules/index.ts';
import { instructionRule, ruleOfFunction } from '../rules/index.ts';
import type { AliasInfo, MemoryObject } from './memory/index.ts';
import { returnsConstant } from './constant-results.ts';
import { globalObject } from './memory/object.ts';
import { holdsPointer } from './memory/pointer-type.ts';
import { isRoundingSum } from './rounding-sums.ts';
import { isShadowless } from './shadowless.ts';
import type { TypeInfo } from './types/index.ts';
import { unionReads } from './unions.ts';

export interface ActivityInput {
  readonly fn: Fn;
  readonly aliases: AliasInfo;
  readonly types: TypeInfo;
  /** Arguments whose derivative is asked for: floats by value, and pointers to memory with a shadow. */
  readonly activeArguments: ReadonlySet<Argument>;
  readonly returnActive: boolean;
  /** Whether the caller wants the shadow of the pointer that is returned. */
  readonly returnsShadow?: boolean | undefined;
  /** Mutable globals that code reachable from here may store floats or pointers in. */
  readonly activeGlobals: ReadonlySet<GlobalVariable>;
  /** Bytes that may be parts of floats, and only move (`moved-bytes.ts`): each carries a byte of an adjoint. */
  readonly movedBytes?: ReadonlySet<Value>;
  /** The blocks to look at, in reverse post-order: those from which the function can be left. */
  readonly order: readonly Fn['blocks'][number][];
}

export interface Activity {
  readonly pointers: ReadonlySet<Value>;
  /** Active floats, and integers and aggregates that carry active floats. */
  readonly values: ReadonlySet<Value>;
  readonly varied: ReadonlySet<Value>;
  /** Varied values that may influence an active output: arguments, too. */
  readonly useful: ReadonlySet<Value>;
  /**
   * For each varied value and active pointer, the instruction because of which it is active: itself for what follows from
   * its operands, a store or call for the memory that something active goes into. None for what is active from the start.
   */
  readonly causes: ReadonlyMap<Value, Instruction>;
  readonly calls: ReadonlySet<CallBase>;
  /** The type of a value's adjoint; undefined if the value carries no float. */
  adjointType(value: Value): Type | undefined;
}

export function analyzeActivity(input: ActivityInput): Activity {
  return new ActivitySolver(input).solve();
}

class ActivitySolver {
  readonly #in: ActivityInput;
  readonly #pointers = new Set<Value>();
  readonly #varied = new Set<Value>();
  readonly #useful = new Set<Value>();
  readonly #causes = new Map<Value, Instruction>();
  readonly #calls = new Set<CallBase>();
  readonly #adjointTypes = new Map<Value, Type | undefined>();
  readonly #activeGlobalEscapes: boolean;
  #changed = false;
  #visited: Instruction | undefined;

  constructor(input: ActivityInput) {
    this.#in = input;
    for (const arg of input.activeArguments) {
      if (arg.type.kind === 'pointer') this.#pointers.add(arg);
      else this.#varied.add(arg);
    }
    for (const global of input.activeGlobals) this.#pointers.add(global);
    this.#activeGlobalEscapes = [...input.activeGlobals].some((g) =>
      input.aliases.reachedByUnknown(globalObject(g)),
    );
  }

  solve(): Activity {
    do {
      this.#changed = false;
      for (const block of this.#in.order) for (const inst of block) this.#visit(inst);
    } while (this.#changed);
    this.#propagateUseful();
    const values = new Set([...this.#varied].filter((v) => this.#useful.has(v) || !isInstruction(v)));
    return {
      pointers: this.#pointers,
      values,
      varied: this.#varied,
      useful: this.#useful,
      causes: this.#causes,
      calls: this.#calls,
      adjointType: (v) => this.#adjointType(v),
    };
  }

  #adjointType(value: Value): Type | undefined {
    if (!this.#adjointTypes.has(value)) this.#adjointTypes.set(value, this.#computeAdjointType(value));
    return this.#adjointTypes.get(value);
  }

  #computeAdjointType(value: Value): Type | undefined {
    if (this.#in.movedBytes?.has(value)) return value.type;
    return adjointTypeOf(value.type, (leaf, type) => this.#carriedFloat(value, leaf, type));
  }

  /** The kind of the floats that an integer, or a vector of integers, within a value carries. */
  #carriedFloat(value: Value, leaf: number, type: Type): FloatingPointType | undefined {
    const kind = this.#in.types.carriedFloat(value, leaf);
    if (kind || !isInstruction(value) || type !== value.type || !bitOpcodes.has(value.opcode)) return kind;
    return this.#in.types.valueKind(value)?.kind === 'integer' ? undefined : this.#kindOfOperands(value);
  }

  /** What is made of the bits of floats by an operation on bits may hold such floats. */
  #kindOfOperands(inst: Instruction): FloatingPointType | undefined {
    for (const operand of inst.operands) {
      if (scalarOf(operand.type).kind !== 'integer') continue;
      const adjoint = this.#adjointType(operand);
      const scalar = adjoint && scalarOf(adjoint);
      if (scalar?.kind === 'floating-point') return scalar;
    }
    return undefined;
  }

  #markPointer(value: Value): void {
    if (this.#pointers.has(value)) return;
    this.#pointers.add(value);
    this.#noteCause(value);
  }

  #markVaried(value: Value): void {
    if (this.#varied.has(value) || !this.#adjointType(value)) return;
    this.#varied.add(value);
    this.#noteCause(value);
  }

  #noteCause(value: Value): void {
    if (this.#visited) this.#causes.set(value, this.#visited);
    this.#changed = true;
  }

  /** Makes every allocation that the pointer may point to active, and the memory that the pointer was loaded from. */
  #markPointee(pointer: Value): void {
    if (this.#demanded.has(pointer)) return;
    this.#demanded.add(pointer);
    for (const object of this.#in.aliases.pointerInfo(pointer).objects) {
      const base = allocationOf(object);
      if (base instanceof CallBaseClass && !hasRule(base)) this.#markCall(base);
      else if (base) this.#markPointer(base);
      if (object.kind === 'unknown') this.#markEscaped();
    }
    if (isInstruction(pointer) && holdsPointer(pointer.type)) this.#demandShadow(pointer);
  }

  readonly #demanded = new Set<Value>();

  /** A pointer gets its shadow from where it comes from: that must have one too. */
  #demandShadow(pointer: Instruction): void {
    switch (pointer.opcode) {
      case 'load':
        return this.#markPointee(pointer.pointer);
      case 'call':
        // What a library function returns is known by its rule.
        if (!hasRule(pointer)) this.#markCall(pointer);
        return;
      case 'phi':
      case 'select':
      case 'freeze':
      case 'getelementptr':
      case 'bitcast':
      case 'addrspacecast':
      case 'insertvalue':
      case 'extractvalue':
        for (const source of forwardedOperands(pointer)) this.#markPointee(source);
        return;
      default:
    }
  }

  #markCall(call: CallBase): void {
    if (this.#calls.has(call)) return;
    this.#calls.add(call);
    this.#changed = true;
  }

  #escapedMarked = false;

  /** A store through a pointer of unknown origin may reach every allocation whose address got away. */
  #markEscaped(): void {
    if (this.#escapedMarked) return;
    this.#escapedMarked = true;
    for (const block of this.#in.order) {
      for (const inst of block) {
        if (inst.type.kind !== 'pointer') continue;
        for (const object of this.#in.aliases.pointerInfo(inst).objects) {
          const base = allocationOf(object);
          if (base === inst && this.#in.aliases.escapes(object)) this.#markPointer(inst);
        }
      }
    }
  }

  #isActive(value: Value): boolean {
    return this.#varied.has(value) || this.#pointers.has(value);
  }

  #visit(inst: Instruction): void {
    this.#visited = inst;
    switch (inst.opcode) {
      case 'store':
        if (this.#isActive(inst.value)) this.#markPointee(inst.pointer);
        // Active memory holds the shadows of its pointers.
        if (inst.value.type.kind === 'pointer' && this.#pointers.has(inst.pointer))
          this.#markPointee(inst.value);
        return;
      case 'atomicrmw':
        if (this.#isActive(inst.value)) this.#markPointee(inst.pointer);
        if (this.#pointers.has(inst.pointer)) this.#markVaried(inst);
        return;
      case 'cmpxchg':
        if (this.#isActive(inst.operand(2))) this.#markPointee(inst.operand(0));
        if (!this.#pointers.has(inst.operand(0))) return;
        for (const user of inst.users()) if (isInstruction(user)) this.#markVaried(user);
        return;
      case 'ret':
        if (this.#in.returnsShadow && inst.value) this.#markPointee(inst.value);
        return;
      case 'load':
        if (!this.#pointers.has(inst.pointer)) return;
        if (inst.type.kind === 'pointer') this.#markPointer(inst);
        else this.#markVaried(inst);
        return;
      case 'phi':
      case 'select':
      case 'freeze':
      case 'getelementptr':
      case 'bitcast':
      case 'addrspacecast':
        this.#visitForwarding(inst, forwardedOperands(inst));
        return;
      case 'insertvalue':
      case 'extractvalue':
        this.#forwardPointers(inst, forwardedOperands(inst));
        this.#visitArithmetic(inst);
        return;
      case 'call':
      case 'callbr':
        this.#visitCall(inst);
        return;
      case 'alloca':
        return;
      default:
        this.#visitArithmetic(inst);
    }
  }

  #visitForwarding(inst: Instruction, sources: readonly Value[]): void {
    this.#forwardPointers(inst, sources);
    if (inst.type.kind !== 'pointer' && sources.some((s) => this.#varied.has(s))) this.#markVaried(inst);
  }

  /** A pointer, or an aggregate with pointers in it, that consists of others. */
  #forwardPointers(inst: Instruction, sources: readonly Value[]): void {
    if (!holdsPointer(inst.type)) return;
    if (sources.some((s) => this.#pointers.has(s))) this.#markPointer(inst);
    if (this.#pointers.has(inst)) for (const s of sources) if (!this.#pointers.has(s)) this.#markPointee(s);
  }

  #visitArithmetic(inst: Instruction): void {
    if (!this.#adjointType(inst) && scalarOf(inst.type).kind !== 'integer') return;
    if (isRoundingSum(inst)) return;
    const rule = instructionRule(inst);
    if (rule.kind === 'arithmetic') {
      const varied = rule.partials.some(
        (p, i) => p !== undefined && !isConstantExpr(p, 0) && this.#varied.has(inst.operand(i)),
      );
      if (varied) this.#markVaried(inst);
      return;
    }
    if (inst.operands.some((o) => this.#varied.has(o)) || this.#readsUnion(inst)) this.#markVaried(inst);
  }

  readonly #unionReads = new Map<Instruction, readonly LoadInst[]>();

  /** Whether an integer that becomes a float was read from a union, where there may be the bits of a float. */
  #readsUnion(inst: Instruction): boolean {
    if (inst.opcode !== 'sitofp' && inst.opcode !== 'uitofp') return false;
    let reads = this.#unionReads.get(inst);
    if (!reads) this.#unionReads.set(inst, (reads = unionReads(inst, this.#in.types)));
    return reads.some((load) => this.#pointers.has(load.pointer));
  }

  #visitCall(call: CallBase): void {
    const callee = directCallee(call);
    const rule = callee && ruleOfFunction(callee);
    const args = call.args;
    switch (rule?.kind) {
      case 'noreturn':
      case 'allocation':
      case 'free':
        return;
      case 'inactive':
        if (rule.onlyForIntegers && args.some((a) => this.#varied.has(a))) this.#markVaried(call);
        this.#visitReturnedPointer(call, rule.returns);
        return;
      case 'identity':
        this.#visitForwarding(call as unknown as Instruction, [args[rule.operand]!]);
        return;
      case 'sum':
        if (args.some((a) => this.#varied.has(a))) this.#markVaried(call);
        return;
      case 'math':
        this.#visitMath(call, rule);
        return;
      case 'fill':
        this.#visitReturnedPointer(call, rule.returns);
        return;
      case 'copy': {
        const [dest, source] = [args[rule.destination]!, args[rule.source]!];
        if (this.#pointers.has(source)) this.#markPointee(dest);
        // Pointers in the copied bytes need shadows at the source.
        if (this.#pointers.has(dest)) this.#markPointee(source);
        this.#visitReturnedPointer(call, rule.returns);
        return;
      }
      case 'reallocation':
      case undefined:
        this.#visitUnknownCall(call, args);
    }
  }

  #visitReturnedPointer(call: CallBase, returned: ReturnedPointer | undefined): void {
    if (call.type.kind !== 'pointer' || !returned) return;
    if (returned.to === 'operand' || returned.to === 'object') {
      this.#visitForwarding(call as unknown as Instruction, [call.args[returned.index]!]);
    }
  }

  #visitMath(call: CallBase, rule: MathRule): void {
    if (isRoundingSum(call as unknown as Instruction)) return;
    const varies = (partials: Partials | undefined): boolean => this.#varies(call, partials);
    if (varies(rule.partials) || rule.members?.some(varies)) this.#markVaried(call);
    for (const output of rule.outputs)
      if (varies(output.partials)) this.#markPointee(call.args[output.pointer]!);
  }

  #varies({ args }: CallBase, partials: Partials | undefined): boolean {
    const varies = partials?.some((p, i) => p && !isConstantExpr(p, 0) && this.#varied.has(args[i]!));
    return varies ?? false;
  }

  /** A callee with a body, or one that will be reported: anything active that goes in may come out anywhere. */
  #visitUnknownCall(call: CallBase, args: readonly Value[]): void {
    const callee = directCallee(call);
    const shadowed = args.filter((_, i) => !isShadowless(callee, i));
    const active =
      this.#calls.has(call) || shadowed.some((a) => this.#isActive(a)) || this.#mayReachActiveGlobal(call);
    if (!active) return;
    this.#markCall(call);
    for (const arg of shadowed) if (holdsPointer(arg.type)) this.#markPointee(arg);
    if (holdsPointer(call.type)) this.#markPointer(call);
    if (call.type.kind !== 'pointer' && !(callee && returnsConstant(callee))) this.#markVaried(call);
  }

  /** Whether the callee may access an active global, or hand out a pointer to one. */
  #mayReachActiveGlobal(call: CallBase): boolean {
    if (this.#in.activeGlobals.size === 0) return false;
    if (this.#activeGlobalEscapes || holdsPointer(call.type)) return true;
    const { reads, writes } = this.#in.aliases.modelOf(call);
    return [...reads, ...writes].some(
      ({ target }) =>
        target === 'anything' || (target instanceof GlobalVariable && this.#in.activeGlobals.has(target)),
    );
  }

  #propagateUseful(): void {
    const work: Value[] = [];
    const mark = (value: Value): void => {
      if (this.#useful.has(value) || !this.#varied.has(value)) return;
      this.#useful.add(value);
      work.push(value);
    };
    for (const block of this.#in.order) {
      for (const inst of block) for (const value of this.#usefulRoots(inst)) mark(value);
    }
    for (let value = work.pop(); value; value = work.pop()) {
      if (isInstruction(value)) for (const operand of value.operands) mark(operand);
    }
  }

  #usefulRoots(inst: Instruction): readonly Value[] {
    if (inst.opcode === 'ret') return this.#in.returnActive && inst.value ? [inst.value] : [];
    if (inst.opcode === 'store') return this.#pointers.has(inst.pointer) ? [inst.value] : [];
    if (inst instanceof CallBaseClass && this.#calls.has(inst)) return inst.args;
    if (inst instanceof CallBaseClass && this.#writesVaried(inst)) return inst.args;
    if (inst.opcode === 'atomicrmw' || inst.opcode === 'cmpxchg') return inst.operands;
    return [];
  }

  /** Whether a library function stores something varied through an active pointer. */
  #writesVaried(call: CallBase): boolean {
    const callee = directCallee(call);
    const rule = callee && ruleOfFunction(callee);
    if (rule?.kind !== 'math') return false;
    return rule.outputs.some(
      (o) => this.#pointers.has(call.args[o.pointer]!) && this.#varies(call, o.partials),
    );
  }
}

function forwardedOperands(inst: Instruction): Value[] {
  switch (inst.opcode) {
    case 'phi':
      return [...(inst as PhiInst).incoming()].map(([value]) => value);
    case 'select':
      return [inst.ifTrue, inst.ifFalse];
    case 'insertvalue':
      return holdsPointer(inst.operand(1).type) ? [inst.operand(0), inst.operand(1)] : [inst.operand(0)];
    default:
      return [inst.operand(0)];
  }
}

function allocationOf(object: MemoryObject): AllocaInst | CallBase | undefined {
  if (object.kind === 'alloca') return object.inst;
  return object.kind === 'allocation' ? object.call : undefined;
}

function hasRule(call: CallBase): boolean {
  const callee = directCallee(call);
  return callee !== undefined && (callee.isDeclaration || ruleOfFunction(callee) !== undefined);
}

/** The function that is called by name; undefined for a call through a pointer or inline assembly. */
export function directCallee(call: CallBase): Fn | undefined {
  return call.callee instanceof FnClass ? call.callee : undefined;
}

/** Operations that move bits of their operands or combine them, bit by bit. */
const bitOpcodes: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'shl', 'lshr', 'zext', 'trunc']);

/**
 * The type of the adjoint of a value: its own, with the floats in place of integers that carry some. Undefined when there is
 * no float in it. `carried` tells the kind for a leaf of the type by its number (see `leavesOf`).
 */
function adjointTypeOf(
  type: Type,
  carried: (leaf: number, type: Type) => FloatingPointType | undefined,
): Type | undefined {
  let leaf = 0;
  let holds = false;
  const walk = (t: Type): Type => {
    if (t.kind === 'struct') {
      const elements = (t.elements ?? []).map(walk);
      return elements.every((e, i) => e === t.elements![i]) ? t : structType(elements, t.packed);
    }
    if (t.kind === 'array') {
      const elements = Array.from({ length: Math.min(t.length, 64) }, () => walk(t.element));
      return elements.every((e) => e === elements[0]) && elements[0] ? arrayType(elements[0], t.length) : t;
    }
    const at = leaf++;
    const scalar = scalarOf(t);
    if (scalar.kind === 'floating-point') holds = true;
    if (scalar.kind !== 'integer' || scalar.bits < 16) return t;
    const kind = carried(at, t);
    const bits = t.kind === 'vector' ? scalar.bits * t.length : scalar.bits;
    if (!kind || bits % kind.bits !== 0 || (t.kind === 'vector' && t.scalable)) return t;
    holds = true;
    return bits === kind.bits ? kind : vectorType(kind, bits / kind.bits);
  };
  const adjoint = type.kind === 'struct' && !holdsIntegers(type) ? type : walk(type);
  return holds || holdsFloat(type) ? adjoint : undefined;
}

function holdsIntegers(type: Type): boolean {
  if (type.kind === 'struct') return (type.elements ?? []).some(holdsIntegers);
  return type.kind === 'array' ? holdsIntegers(type.element) : scalarOf(type).kind === 'integer';
}

/** Whether a value of the type holds a float somewhere. */
export function holdsFloat(type: Type): boolean {
  switch (type.kind) {
    case 'floating-point':
      return true;
    case 'vector':
    case 'array':
      return holdsFloat(type.element);
    case 'struct':
      return (type.elements ?? []).some(holdsFloat);
    default:
      return false;
  }
}
