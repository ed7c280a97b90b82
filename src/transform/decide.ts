/**
 * Decides the action of each instruction (see `action.ts`). Reports, rather than throws, what cannot be
 * differentiated, so that the user sees all of it in one run.
 *
 * Invariant: an instruction without an action has no adjoint to pass on, writes no active memory, and moves no active
 * pointer into memory.
 */
import type { Activity } from '../analysis/activity.ts';
import { directCallee, holdsFloat } from '../analysis/activity.ts';
import { parameterName } from '../analysis/debug-signature.ts';
import { constantAddress, isAccess, isNumber } from '../analysis/memory/index.ts';
import { isShadowless } from '../analysis/shadowless.ts';
import { locate } from '../analysis/source-location.ts';
import type { Field, MemoryLayout, TypeInfo } from '../analysis/types/index.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics/index.ts';
import type {
  BasicBlock,
  CallBase,
  FloatingPointType,
  Fn,
  Instruction,
  StoreInst,
  Type,
  Value,
} from '../ir/index.ts';
import {
  Argument as ArgumentClass,
  CallBase as CallBaseClass,
  CmpXchgInst,
  ConstantInt,
  GlobalVariable,
  InlineAsm,
  doubleType,
  isFloatingPoint,
  i64,
  isInstruction,
  scalarOf,
  shuffleMask,
} from '../ir/index.ts';
import type { Expr } from '../rules/expr.ts';
import { children, isConstantExpr } from '../rules/expr.ts';
import type { CalleeRule, InactiveRule, MathRule, Partials } from '../rules/index.ts';
import { instructionRule, ruleOfFunction } from '../rules/index.ts';
import { knownUnsupported } from '../rules/known-unsupported.ts';
import type { Action, MemoryPattern, PartialTerm, Release, UnionWord } from './action.ts';
import { activityOfArguments } from './argument-activity.ts';
import { beginsObject } from './fresh-memory.ts';
import { explainTargets } from './indirect-calls.ts';
import { exchangeResults } from './isolate-exchanges.ts';
import { isGenerousCopy } from './lower-allocations.ts';
import { decideBits } from './bits.ts';
import { customGradientOf } from './custom-gradient.ts';
import { integerLeaves } from './integer-leaves.ts';
import type { PlainPointers } from './plain-pointers.ts';
import { stringArguments } from '../analysis/types/library-members.ts';
import { isPlainData, movesText } from '../analysis/text-copies.ts';
import { onlyUnions, withMovableWords, withUnions } from '../analysis/unions.ts';
import { mayComeFromUnion } from './union-copies.ts';
import { describeUnknownType } from './unknown-type.ts';
import { inactiveGlobals } from './registrations.ts';
import { lostFractions } from './lost-fractions.ts';
import type { LostFraction, LostFractions } from './lost-fractions.ts';
import { isIntegerArithmetic, originOfBits } from './union-numbers.ts';
import { LostBits, onlySelects } from './lost-bits.ts';

export interface Decisions {
  readonly actions: Map<Instruction, Action>;
  readonly diagnostics: readonly Diagnostic[];
  /** The instruction that each diagnostic is about. */
  readonly places: ReadonlyMap<Diagnostic, Instruction>;
}

export interface DecisionInput {
  readonly fn: Fn;
  readonly activity: Activity;
  readonly types: TypeInfo;
  /** For each allocation whose primal free moves into the reverse sweep, the function that frees it. */
  readonly release: ReadonlyMap<Instruction, Release>;
  readonly plain: PlainPointers;
  /** Those from which the function can be left; what cannot be walked back needs no action. */
  readonly blocks: readonly BasicBlock[];
}

export function decideActions(input: DecisionInput): Decisions {
  const decider = new Decider(input);
  for (const block of input.blocks) for (const inst of block) decider.visit(inst);
  const { actions, diagnostics, places } = decider;
  return { actions, diagnostics, places };
}

/** Whether a value is an argument of a function with a body. */
const isPassed = (value: Instruction): boolean =>
  [...value.users()].some(
    (user) => user instanceof CallBaseClass && directCallee(user)?.isDeclaration !== true,
  );

/** The rule of a call to a function of a library. */
export function calleeRule(call: CallBase): CalleeRule | undefined {
  const callee = directCallee(call);
  return callee && ruleOfFunction(callee);
}

function isSingular(partial: Expr): boolean {
  return partial.kind === 'div' || partial.kind === 'call' || children(partial).some(isSingular);
}

class Decider {
  readonly actions = new Map<Instruction, Action>();
  readonly diagnostics: Diagnostic[] = [];
  readonly places = new Map<Diagnostic, Instruction>();
  readonly #fn: Fn;
  readonly #activity: Activity;
  readonly #types: TypeInfo;
  readonly #release: ReadonlyMap<Instruction, Release>;
  readonly #lostBits: LostBits;
  readonly #inactiveGlobals: ReadonlySet<GlobalVariable>;
  readonly #lostFractions: LostFractions;

  readonly #plain: PlainPointers;

  constructor({ fn, activity, types, release, plain }: DecisionInput) {
    this.#fn = fn;
    this.#activity = activity;
    this.#types = types;
    this.#release = release;
    this.#plain = plain;
    this.#lostBits = new LostBits(activity, types);
    this.#inactiveGlobals = inactiveGlobals(fn.parent!);
    this.#lostFractions = lostFractions(fn, activity, types);
  }

  visit(inst: Instruction): void {
    const lost = this.#lostFractions.lost.get(inst);
    if (lost) return this.#reportLostFraction(inst, lost);
    const action = this.#decide(inst);
    if (action) this.actions.set(inst, action);
    else if (this.#lostBits.areLostAt(inst))
      this.#unsupported(inst, 'floating-point numbers that are packed as integers');
  }

  #reportLostFraction(inst: Instruction, lost: LostFraction): void {
    const [message, note] =
      lost === 'rounded to a fraction'
        ? [
            'a number that depends on a differentiated input is rounded to an integer and used as the bits of a floating-point number',
            'the result follows the number, but its derivative through the rounding would be zero',
          ]
        : [
            'the bits of a floating-point number that depends on a differentiated input are used as a number',
            'the result follows the number, but its derivative through the bits would be zero',
          ];
    this.#report(
      inst,
      'FX3002',
      message,
      [note],
      [
        'use exp2, ldexp, log2 or frexp here, whose derivatives are known',
        'or pass what is computed here as an argument that is not differentiated',
      ],
    );
  }

  #report(
    inst: Instruction,
    code: DiagnosticCode,
    message: string,
    notes: readonly string[],
    help: readonly string[],
    missing?: string,
  ): undefined {
    const span = locate(inst);
    const diagnostic: Diagnostic = { code, severity: 'error', message, span, missing, notes, help };
    this.diagnostics.push(diagnostic);
    this.places.set(diagnostic, inst);
    return undefined;
  }

  #unsupported(inst: Instruction, what: string): undefined {
    return this.#report(
      inst,
      'FX3002',
      `cannot differentiate ${what}`,
      [`the LLVM instruction is '${inst.opcode}'`],
      ['rewrite this line, or pass what it computes as an argument that is not differentiated'],
    );
  }

  #decide(inst: Instruction): Action | undefined {
    switch (inst.opcode) {
      case 'store':
        return this.#decideStore(inst);
      case 'load':
        return this.#decideLoad(inst);
      case 'alloca':
        return this.#activity.pointers.has(inst) ? { kind: 'allocation', release: undefined } : undefined;
      case 'call':
        return this.#decideCall(inst);
      case 'invoke':
        // The call of an invoke stands in its normal destination (see `invokes.ts`), but for those with funclets.
        return inst.unwind.firstNonPhi?.opcode === 'landingpad'
          ? undefined
          : this.#unsupported(inst, funclets);
      case 'landingpad':
      case 'resume':
        return undefined;
      case 'callbr':
        return this.#unsupported(inst, 'a jump out of inline assembly');
      case 'catchswitch':
      case 'catchpad':
      case 'cleanuppad':
      case 'catchret':
      case 'cleanupret':
        return this.#unsupported(inst, funclets);
      case 'atomicrmw':
        return this.#decideUpdate(inst, inst.value, inst, inst.operation, undefined);
      case 'cmpxchg': {
        const results = exchangeResults(inst);
        return this.#decideUpdate(inst, inst.operand(2), results?.old, 'xchg', results?.success);
      }
      case 'va_arg':
        return this.#unsupported(inst, 'variable argument lists');
      case 'inttoptr':
        if (isNumber(inst)) return { kind: 'no-address', value: inst.operand(0) };
        if (isOnlyCalled(inst) || this.#plain.has(inst) || isUnusedAddress(inst)) return undefined;
        return this.#unsupported(inst, 'pointers that are made from integers');
      default:
        return this.#activity.values.has(inst) ? this.#decideActive(inst) : undefined;
    }
  }

  #decideActive(inst: Instruction): Action | undefined {
    switch (inst.opcode) {
      case 'phi':
        return { kind: 'phi' };
      case 'select':
        return { kind: 'select' };
      case 'freeze':
        return { kind: 'move', operand: inst.operand(0) };
      case 'bitcast':
        return this.#decideBitcast(inst);
      case 'fpext':
      case 'fptrunc':
        return { kind: 'convert', operand: inst.operand(0) };
      case 'extractvalue':
        // The reverse of a compare-and-exchange takes the adjoint of what memory held.
        if (inst.operand(0) instanceof CmpXchgInst) return undefined;
        return { kind: 'extract-value' };
      case 'insertvalue':
        return { kind: 'insert-value' };
      case 'extractelement':
        return { kind: 'extract-element' };
      case 'insertelement':
        return { kind: 'insert-element' };
      case 'shufflevector': {
        const mask = shuffleMask(inst.operand(2));
        return mask
          ? { kind: 'shuffle', mask }
          : this.#unsupported(inst, 'a vector of a length that is not fixed');
      }
      default:
        return this.#decideArithmetic(inst);
    }
  }

  #decideArithmetic(inst: Instruction): Action | undefined {
    const rule = instructionRule(inst);
    if (rule.kind !== 'arithmetic' || !holdsFloat(inst.type)) {
      return (
        this.#decideBits(inst) ??
        this.#decideNumber(inst) ??
        this.#unsupported(inst, 'arithmetic on the bits of a floating-point number')
      );
    }
    const terms = this.#terms(inst.operands, rule.partials);
    return {
      kind: 'partials',
      operands: inst.operands,
      results: [{ member: undefined, terms }],
      outputs: [],
    };
  }

  /** The partial derivatives that matter: not zero, and by active operands. */
  #terms(operands: readonly Value[], partials: Partials | undefined): PartialTerm[] {
    return (partials ?? []).flatMap((partial, i) => {
      const operand = operands[i]!;
      const matters = partial && !isConstantExpr(partial, 0) && this.#activity.values.has(operand);
      return matters ? [{ operand, partial, singular: isSingular(partial) }] : [];
    });
  }

  #decideBitcast(inst: Instruction): Action | undefined {
    const operand = inst.operand(0);
    const kind = this.#carriedKind(inst);
    const same = kind !== undefined && kind === this.#carriedKind(operand);
    return same ? { kind: 'move', operand } : this.#unsupported(inst, 'this reinterpretation of bits');
  }

  /** The kind of the floats that a scalar or vector is, or carries. */
  #carriedKind(value: Value): FloatingPointType | undefined {
    const adjoint = this.#activity.adjointType(value);
    const scalar = adjoint && scalarOf(adjoint);
    return scalar && isFloatingPoint(scalar) ? scalar : undefined;
  }

  #decideBits(inst: Instruction): Action | undefined {
    const kind = this.#carriedKind(inst);
    const isActive = (value: Value): boolean => this.#activity.values.has(value);
    const sameKind = inst.operands.every((o) => !isActive(o) || this.#carriedKind(o) === kind);
    const shares = kind && sameKind ? decideBits(inst, isActive, kind) : undefined;
    if (!shares) return undefined;
    const isShift = inst.opcode === 'shl' || inst.opcode === 'lshr';
    return { kind: 'bits', shares, amount: isShift ? inst.operand(1) : undefined };
  }

  /** Integers that are read from unions are computed with, or become floats. */
  #decideNumber(inst: Instruction): Action | undefined {
    const sources = this.#lostFractions.numbers.get(inst);
    if (sources) return { kind: 'number', sources };
    const isConversion = inst.opcode === 'sitofp' || inst.opcode === 'uitofp';
    // An exponent, say: constant but for jumps.
    if (isConversion && !this.#activity.varied.has(inst.operand(0))) return { kind: 'number', sources: [] };
    if (!isIntegerArithmetic(inst) || inst.type.kind === 'vector') return undefined;
    const { fractions } = this.#lostFractions;
    const origin = originOfBits(inst, (v) => fractions.has(v), this.#types);
    return origin.isFloat ? undefined : { kind: 'number', sources: undefined };
  }

  #decideLoad(inst: Instruction & { opcode: 'load' }): Action | undefined {
    if (!this.#activity.pointers.has(inst.pointer) || inst.type.kind === 'pointer') return undefined;
    if (inst.type.kind === 'integer') this.#checkIntegerLoad(inst);
    else if (this.#movesFloatsAsIntegers(inst, inst.type, inst.pointer)) return undefined;
    else if (!this.#activity.adjointType(inst)) return undefined;
    if (!this.#activity.values.has(inst)) return undefined;
    if (holdsPointer(inst.type)) return this.#unsupported(inst, 'a structure that is loaded whole');
    return { kind: 'load', type: this.#activity.adjointType(inst)! };
  }

  /** Reports an aggregate one of whose integers is a float, or may be one, in the memory that is accessed. */
  #movesFloatsAsIntegers(inst: Instruction, type: Type, pointer: Value): boolean {
    const leaves = [...integerLeaves(type, this.#fn.parent!.dataLayout)];
    if (leaves.length === 0 || this.#carriesInIntegers(inst.opcode === 'store' ? inst.value : inst))
      return false;
    const size = this.#fn.parent!.dataLayout.storeSize(type);
    const { fields } = this.#types.memoryAt(pointer, size, inst);
    const covers = (f: Field): boolean =>
      f.scalar.kind === 'float' &&
      leaves.some((l) => l.offset < f.offset + f.size && f.offset < l.offset + l.size);
    if (!fields.some(covers)) return false;
    this.#unsupported(inst, 'a structure whose floating-point numbers are moved as integers');
    return true;
  }

  /** Whether some integers in a value are known to carry floats, and tracked as such. */
  #carriesInIntegers(value: Value): boolean {
    const adjoint = this.#activity.adjointType(value);
    return adjoint !== undefined && adjoint !== value.type;
  }

  /** An integer that is read from active memory must be known to be an integer, or to carry a whole float. */
  #checkIntegerLoad(inst: Instruction & { opcode: 'load' }): void {
    if (this.#activity.adjointType(inst) || onlySelects(inst)) return;
    const isKnown =
      this.#types.valueKind(inst)?.kind === 'integer' && inst.type.kind === 'integer' && inst.type.bits > 8;
    if (isKnown && (this.#types.isProvenInteger(inst) || !isPassed(inst))) return;
    const size = this.#fn.parent!.dataLayout.storeSize(inst.type);
    const layout = this.#types.memoryAt(inst.pointer, size, inst);
    if (isKnown) {
      // That one callee takes it for an integer does not make it one where what is in memory is contradictory.
      if (layout.unknown.length > 0) this.#reportUnknownType(inst, layout, size);
      return;
    }
    const float = layout.fields.find((f) => f.scalar.kind === 'float');
    if (!this.#lostBits.mayGoOn(inst) || (movesText(inst) && [...inst.users()].every(storesText))) return;
    // A part of a union is an integer; one that goes back into such a union is looked at there.
    if (onlyUnions(layout).length > 0 && !this.#lostBits.mayBecomeFloat(inst)) return;
    if (float) this.#unsupported(inst, 'reading a part of a floating-point number as an integer');
    else if (layout.unknown.length > 0 && !movesText(inst)) this.#reportUnknownType(inst, layout, size);
  }

  #reportUnknownType(inst: Instruction, layout: MemoryLayout, size: number | undefined): undefined {
    const { message, notes, help } = describeUnknownType(layout, size, locate(inst) !== undefined);
    return this.#report(inst, 'FX3003', message, notes, help);
  }

  #decideStore(inst: StoreInst): Action | undefined {
    const { value, pointer } = inst;
    const activeValue = this.#activity.values.has(value) || this.#activity.pointers.has(value);
    if (!this.#activity.pointers.has(pointer)) {
      return activeValue || this.#activity.varied.has(value)
        ? this.#reportLostStore(inst, pointer)
        : undefined;
    }
    if (scalarOf(value.type).kind === 'integer' && !activeValue && movesText(inst)) {
      const size = this.#fn.parent!.dataLayout.storeSize(value.type);
      if (this.#activity.varied.has(value) && isInstruction(value) && value.opcode === 'bitcast') return this.#unsupported(inst, bytesAsText); // prettier-ignore
      return this.#decideText(inst, pointer, sizeConstant(this.#fn, size));
    }
    const union = this.#isUnion(inst);
    if (value.type.kind === 'pointer') return { kind: 'store-pointer', ...(union && { union }) };
    if (scalarOf(value.type).kind === 'integer') return this.#decideIntegerStore(inst, value.type);
    if (holdsPointer(value.type)) return this.#unsupported(inst, 'a structure that is stored whole');
    if (this.#movesFloatsAsIntegers(inst, value.type, pointer)) return undefined;
    const type = this.#activity.adjointType(value);
    if (union && type && type !== doubleType) return this.#unsupported(inst, 'numbers that are stored to unions as a vector'); // prettier-ignore
    if (!union || !type) return type && { kind: 'store', type, active: activeValue };
    // What is read from a union as a number, and goes to another one, may be a pointer.
    const fromUnion = mayComeFromUnion(value, this.#types);
    return { kind: 'store', type, active: activeValue, union, ...(fromUnion && { fromUnion }) };
  }

  /** Whether a float or pointer is written where there is the other at other times. */
  #isUnion({ value, pointer }: StoreInst): true | undefined {
    const size = this.#fn.parent!.dataLayout.storeSize(value.type);
    return size >= 8 && this.#types.unionAt(pointer, size) ? true : undefined;
  }

  #decideIntegerStore(inst: StoreInst, type: Type): Action | undefined {
    const carried = this.#activity.adjointType(inst.value);
    const active = this.#activity.values.has(inst.value);
    // The bits of a computed integer are no float that happens to be inactive.
    const isComputed =
      !active && !(inst.value instanceof ConstantInt) && this.#types.mayBeInteger(inst.value);
    if (carried && isComputed && isFloatingPoint(carried))
      return {
        kind: 'no-adjoint',
        pointer: inst.pointer,
        words: [{ offset: 0, type: carried, pointers: false }],
      };
    if (carried) return { kind: 'store', type: carried, active };
    const size = this.#fn.parent!.dataLayout.storeSize(type);
    const given = this.#types.memoryAt(inst.pointer, size, inst);
    const words = this.#wordsOverwritten(inst, given);
    if (words.length > 0) return { kind: 'no-adjoint', pointer: inst.pointer, words };
    const layout = withUnions(given);
    const floats = layout.fields.filter((f) => f.scalar.kind === 'float');
    if (floats.some(isPart)) return beginsObject(inst) ? undefined : this.#unsupported(inst, partOfFloat);
    if (floats.length > 0) {
      // Bits of a constant, or of an inactive float, replace what was there.
      const pattern: MemoryPattern = { floats, pointers: [], period: undefined };
      return { kind: 'fill', dest: inst.pointer, size: sizeConstant(this.#fn, size), pattern, all: false };
    }
    if (layout.unknown.length === 0) {
      const isPointer = layout.fields.some((f) => f.scalar.kind === 'pointer' && !isPart(f));
      if (!isPointer || this.#types.isProvenInteger(inst.value)) return undefined;
      if (this.#mayBeChecked(inst.value)) return { kind: 'no-address', value: inst.value };
      return this.#unsupported(inst, 'a pointer that is stored as an integer');
    }
    // What the bits of a byte come from has been looked at where they were loaded.
    const isNumber =
      inst.value instanceof ConstantInt ||
      this.#types.valueKind(inst.value)?.kind === 'integer' ||
      (type.kind === 'integer' && type.bits <= 8);
    const isChecked = !isNumber && this.#mayBeChecked(inst.value) && this.#types.isNumberOrAddress(inst.value); // prettier-ignore
    if (!isNumber && !isChecked) return this.#reportUnknownType(inst, layout, size);
    return {
      kind: 'fill',
      ...(isChecked && { noAddress: inst.value }),
      dest: inst.pointer,
      size: sizeConstant(this.#fn, size),
      pattern: nothing,
      all: true,
    };
  }

  /** Whether a number that is none of the program's addresses can be told from one, and it is not one for sure. */
  #mayBeChecked(value: Value): boolean {
    const is64 = this.#fn.parent!.dataLayout.pointerBits() === 64;
    return is64 && value.type === i64 && !(isInstruction(value) && value.opcode === 'ptrtoint');
  }

  /** The words of a union that an integer is written to, or into. (All bits of a word may be those of a constant float.) */
  #wordsOverwritten({ value }: StoreInst, layout: MemoryLayout): UnionWord[] {
    const words = onlyUnions(layout);
    const isPartial = words.some(({ size, mixed }) => size * 8 < mixed.type.bits);
    const isNumber = !(value instanceof ConstantInt) && this.#types.valueKind(value)?.kind === 'integer';
    if (!isPartial && !isNumber) return [];
    return words.map(({ start, mixed }) => ({ offset: start, ...mixed }));
  }

  /** `old`: what memory held. `success`: whether a compare-and-exchange wrote. */
  #decideUpdate(
    inst: Instruction,
    value: Value,
    old: Instruction | undefined,
    operation: string,
    success: Instruction | undefined,
  ): Action | undefined {
    const { pointers, values, varied } = this.#activity;
    const pointer = inst.operand(0);
    const active = values.has(value) || pointers.has(value);
    if (!pointers.has(pointer))
      return active || varied.has(value) ? this.#reportLostStore(inst, pointer) : undefined;
    if (!old || value.type.kind === 'pointer') return this.#unsupported(inst, 'an atomic update of pointers');
    const type = this.#activity.adjointType(old) ?? this.#activity.adjointType(value);
    if (!type) return integerUpdates.test(operation) ? undefined : this.#checkIntegerUpdate(inst, value.type);
    const known = updateOperations.find((o) => o === operation);
    if (!known) return this.#unsupported(inst, 'this atomic update of a floating-point number'); // prettier-ignore
    return {
      kind: 'update',
      pointer,
      type,
      operation: known,
      value,
      active,
      old: values.has(old) ? old : undefined,
      success,
    };
  }

  /** Integers in active memory may be updated, if they are known to be integers. */
  #checkIntegerUpdate(inst: Instruction, type: Type): undefined {
    const size = this.#fn.parent!.dataLayout.storeSize(type);
    const layout = this.#types.memoryAt(inst.operand(0), size, inst);
    if (layout.fields.some((f) => f.scalar.kind !== 'integer')) {
      return this.#unsupported(inst, 'an atomic update of the bits of a floating-point number or a pointer');
    }
    return layout.unknown.length > 0 ? this.#reportUnknownType(inst, layout, size) : undefined;
  }

  #reportLostStore(inst: Instruction, pointer: Value): undefined {
    const base = baseOf(pointer);
    if (base instanceof GlobalVariable && this.#inactiveGlobals.has(base)) return undefined;
    // Nobody writes through a null pointer that is passed where there is nothing, or to constants.
    if (this.#plain.has(base)) return undefined;
    const where = base instanceof ArgumentClass ? `memory behind '${parameterName(base)}'` : 'memory';
    return this.#report(
      inst,
      'FX3004',
      `a value that depends on a differentiated input is stored in ${where} that was declared constant`,
      ['what is read from there later would count as constant, and the gradient be wrong without a word'],
      ['give this memory a shadow (enzyme_dup), or do not store differentiated values in it'],
    );
  }

  #decideCall(call: Instruction & CallBase): Action | undefined {
    const callee = directCallee(call);
    if (!callee) return this.#decideIndirectCall(call);
    const rule = calleeRule(call);
    if (!rule && (!callee.isDeclaration || customGradientOf(callee)))
      return this.#decideDefinedCall(call, callee);
    const args = call.args;
    switch (rule?.kind) {
      case undefined:
        return this.#reportUnknownCallee(call, callee);
      // Reallocations have been lowered.
      case 'noreturn':
      case 'reallocation':
        return undefined;
      case 'free':
        return this.#activity.pointers.has(args[rule.pointer]!)
          ? { kind: 'release', pointer: rule.pointer }
          : undefined;
      case 'inactive':
        if (rule.takesText) this.#checkText(call);
        if (!rule.ownState) this.#checkOverwritten(call, rule);
        if (!this.#activity.values.has(call)) return undefined;
        return this.#unsupported(call, 'arithmetic on the bits of a floating-point number');
      case 'identity':
        if (!this.#activity.values.has(call)) return undefined;
        return { kind: 'move', operand: args[rule.operand]! };
      case 'sum':
        if (!this.#activity.values.has(call)) return undefined;
        return { kind: 'sum', start: args[rule.start]!, vector: args[rule.vector]! };
      case 'math':
        return this.#decideMath(call, rule);
      case 'allocation':
        return this.#decideAllocation(call);
      case 'copy':
        return this.#decideCopy(
          call,
          args[rule.destination]!,
          args[rule.source]!,
          args[rule.size]!,
          rule.mayOverlap,
        );
      case 'fill':
        return this.#decideFill(
          call,
          args[rule.destination]!,
          rule.value === undefined ? undefined : args[rule.value],
          args[rule.size]!,
        );
    }
  }

  /** The bytes of numbers may be put into a string and taken out again. */
  #checkText(call: Instruction & CallBase): undefined {
    const strings = stringArguments(directCallee(call)?.name);
    for (const [i, arg] of call.args.entries()) {
      if (!this.#activity.pointers.has(arg) || strings.includes(i)) continue;
      const { fields } = this.#types.memoryAt(arg, 1, call);
      if (fields.some((f) => f.scalar.kind === 'float')) this.#unsupported(call, bytesAsText);
    }
  }

  /** Text has no derivatives: what is taken for numbers of memory beside it, or bytes of numbers that go into strings, is found out when it runs. */
  #decideText(inst: Instruction, dest: Value, size: Value): Action | undefined {
    if (!this.#activity.pointers.has(dest)) return undefined;
    const { fields, mixed = [] } = this.#types.memoryAt(dest, constantSize(size) ?? 1, inst);
    const pointers = mixed.some((w) => w.mixed.pointers) || fields.some((f) => f.scalar.kind === 'pointer');
    const mayBeFloat = mixed.some((w) => w.mixed.type) || fields.some((f) => f.scalar.kind === 'float');
    return mayBeFloat ? { kind: 'text', dest, size, pointers } : undefined;
  }

  /** What is read in, or written as text, must not take the place of numbers whose adjoints would live on. */
  #checkOverwritten(call: Instruction & CallBase, { memory }: InactiveRule): void {
    const from = memory.writesFrom ?? call.argumentCount;
    call.args.forEach((arg, i) => {
      const isWritten = i >= from || (memory.writes !== 'anything' && memory.writes.includes(i));
      if (!isWritten || !this.#activity.pointers.has(arg)) return;
      const { fields } = this.#types.memoryAt(arg, 1, call);
      if (fields.some((f) => f.scalar.kind === 'float'))
        this.#unsupported(call, 'input that is read over numbers with derivatives: read it into a variable of its own first'); // prettier-ignore
    });
  }

  #decideIndirectCall(call: Instruction & CallBase): undefined {
    if (call.callee instanceof InlineAsm) {
      const touches = call.args.some((a) => this.#activity.pointers.has(a) || this.#activity.values.has(a));
      return touches ? this.#unsupported(call, 'inline assembly') : undefined;
    }
    if (!this.#activity.calls.has(call)) return undefined;
    return this.#report(
      call,
      'FX3008',
      'cannot differentiate a call through a function pointer',
      ['the called function is not known here', ...explainTargets(call)],
      ['compile the source that defines the function together with this file, or call it by its name'],
    );
  }

  #decideDefinedCall(call: Instruction & CallBase, callee: Fn): Action | undefined {
    if (!this.#activity.calls.has(call)) return undefined;
    if (callee.valueType.variadic) return this.#unsupported(call, 'a call with variable arguments');
    const isMixed = (arg: Value): boolean => arg.type.kind !== 'pointer' && holdsPointer(arg.type);
    if (
      call.args.some((a) => isMixed(a) && (this.#activity.pointers.has(a) || this.#activity.values.has(a)))
    ) {
      return this.#unsupported(call, 'a structure with pointers that is passed as a value');
    }
    const parameters = activityOfArguments(call, this.#activity, this.#plain);
    if (customGradientOf(callee)) {
      const without = call.args.findIndex((a, i) => a.type.kind === 'pointer' && parameters[i] === 'const');
      if (without >= 0) return this.#reportMissingShadow(call, callee, without);
    }
    return { kind: 'call', call, callee, parameters };
  }

  #reportMissingShadow(call: CallBase & Instruction, callee: Fn, index: number): undefined {
    const parameter = parameterName(callee.args[index]!);
    return this.#report(
      call,
      'FX3006',
      `the registered derivative of '${callee.name ?? ''}' takes a shadow for its parameter '${parameter}', and what is passed here has none`,
      ['what the parameter points to holds nothing that is differentiated'],
      [
        'pass memory that has a shadow (enzyme_dup)',
        'or register the derivative of a function without this parameter',
      ],
    );
  }

  #reportUnknownCallee(call: CallBase, callee: Fn): undefined {
    const name = callee.name ?? '';
    const known = knownUnsupported(name);
    return this.#report(
      call as unknown as Instruction,
      'FX3001',
      `the function '${name}' has no body here and no derivative rule`,
      [known ? `it is ${known.what}` : 'a derivative through it would be a guess'],
      known
        ? [known.help]
        : [
            'compile the source that defines it together with this file',
            'or register a derivative of it (docs/custom-derivatives.md)',
          ],
      name,
    );
  }

  #decideMath(call: Instruction & CallBase, rule: MathRule): Action | undefined {
    const operands = call.args;
    const outputs = rule.outputs.flatMap((output) => {
      const pointer = operands[output.pointer]!;
      if (!output.partials || !this.#activity.pointers.has(pointer)) return [];
      return [{ pointer, type: rule.type, terms: this.#terms(operands, output.partials) }];
    });
    const isActive = this.#activity.values.has(call);
    if (!isActive && outputs.length === 0) return undefined;
    if (!isActive) return { kind: 'partials', operands, results: [], outputs };
    const results = rule.members
      ? rule.members.map((partials, member) => ({ member, terms: this.#terms(operands, partials) }))
      : [{ member: undefined, terms: this.#terms(operands, rule.partials) }];
    return { kind: 'partials', operands, results, outputs };
  }

  #decideAllocation(call: Instruction & CallBase): Action | undefined {
    const release = this.#release.get(call);
    const active = this.#activity.pointers.has(call);
    return active || release ? { kind: 'allocation', release } : undefined;
  }

  #decideCopy(
    call: Instruction & CallBase,
    dest: Value,
    source: Value,
    size: Value,
    overlap: boolean,
  ): Action | undefined {
    if (movesText(call)) {
      if (this.#activity.pointers.has(source) && isVariableOfFloats(source))
        return this.#unsupported(call, bytesAsText);
      return this.#decideText(call, dest, size);
    }
    const sourceActive = this.#activity.pointers.has(source);
    if (!this.#activity.pointers.has(dest)) {
      if (!sourceActive) return undefined;
      const layout = this.#types.memoryAt(source, constantSize(size), call);
      return onlyIntegers(layout) ? undefined : this.#reportLostStore(call, dest);
    }
    const layout = this.#combinedLayout(dest, source, size, call);
    if (layout.unknown.length > 0 && isPlainData(source))
      return { kind: 'fill', dest, size, pattern: nothing, all: true };
    if (layout.unknown.length > 0) return this.#reportUnknownType(call, layout, constantSize(size));
    if (layout.fields.some(isPart)) return this.#unsupported(call, partOfFloat);
    const pattern = patternOf(layout);
    if (pattern.floats.length === 0 && pattern.pointers.length === 0) return undefined;
    return {
      kind: 'copy',
      dest,
      source,
      size,
      overlap,
      pattern,
      sourceActive,
      generous: isGenerousCopy(call),
    };
  }

  /** The better known of the two sides: what is copied has the same type on both. */
  #combinedLayout(dest: Value, source: Value, size: Value, at: Instruction): MemoryLayout {
    // Memory of a size that the program computes is not all padding: no field means that nothing is known.
    const isKnown = ({ fields, unknown }: MemoryLayout): boolean =>
      unknown.length === 0 && (fields.length > 0 || constantSize(size) !== undefined);
    const from = withMovableWords(this.#types.memoryAt(source, constantSize(size), at));
    if (isKnown(from)) return from;
    const to = withMovableWords(this.#types.memoryAt(dest, constantSize(size), at));
    if (isKnown(to)) return to;
    const unknown = from.unknown.length > 0 ? from.unknown : [{ offset: 0, size: 1 }];
    return { ...from, unknown, reasons: [...from.reasons, ...to.reasons] };
  }

  #decideFill(
    call: Instruction & CallBase,
    dest: Value,
    value: Value | undefined,
    size: Value,
  ): Action | undefined {
    if (!this.#activity.pointers.has(dest)) return undefined;
    if (movesText(call)) return this.#decideText(call, dest, size);
    const layout = this.#types.memoryAt(dest, constantSize(size), call);
    const all = layout.unknown.length > 0;
    if (!all && layout.fields.some(isPart)) return this.#unsupported(call, partOfFloat);
    const pattern = patternOf(layout);
    if (!all && pattern.floats.length === 0 && pattern.pointers.length === 0) return undefined;
    if (pattern.pointers.length > 0 && value && !(value instanceof ConstantInt && value.value === 0n)) {
      return this.#unsupported(call, 'memset of pointers to other bytes than zero');
    }
    return { kind: 'fill', dest, size, pattern, all };
  }
}

/** Arithmetic on integers: what memory holds can be nothing else. */
const integerUpdates = /^(?:add|sub|u(?:inc|dec)_wrap|usub_(?:cond|sat))$/;
const updateOperations = ['fadd', 'fsub', 'xchg', 'fmax', 'fmin'] as const;

const bytesAsText = 'floating-point numbers whose bytes are used as text';

/** Whether a pointer points into a variable of floats, whatever other memory is taken for. */
function isVariableOfFloats(pointer: Value): boolean {
  const base = baseOf(pointer);
  if (!isInstruction(base) || base.opcode !== 'alloca') return false;
  let type = base.allocatedType;
  while (type.kind === 'array') type = type.element;
  return type.kind === 'floating-point';
}

/** The assignment of a character, which is looked at itself. */
const storesText = (user: Value | Instruction): boolean =>
  isInstruction(user as Value) && (user as Instruction).opcode === 'store' && movesText(user as Instruction);

/** The parameter that an address is computed from. */
function baseOf(pointer: Value): Value {
  let at = pointer;
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return at;
}

/** Whether a pointer to a constant address is but moved about: a number in a pointer's place, as in Rust's `io::Error`. */
function isUnusedAddress(pointer: Instruction): boolean {
  const layout = pointer.parent!.parent!.parent!.dataLayout;
  return (
    constantAddress(pointer) !== undefined && layout.pointerBits() > 32 && ![...pointer.uses()].some(isAccess)
  );
}

/** Whether nothing is done with a pointer but to compare it and to call what it points to. */
function isOnlyCalled(pointer: Instruction): boolean {
  const seen = new Set<Instruction>([pointer]);
  for (const at of seen) {
    for (const { user, index } of at.uses()) {
      if (!isInstruction(user)) return false;
      if (user instanceof CallBaseClass) {
        const isCallee = index === user.operandCount - 1;
        if (!isCallee && !isShadowless(directCallee(user), index)) return false;
      } else if (user.opcode === 'phi' || user.opcode === 'select' || user.opcode === 'freeze')
        seen.add(user);
      else if (user.opcode !== 'icmp') return false;
    }
  }
  return true;
}

function sizeConstant(fn: Fn, size: number): Value {
  return new ConstantInt(fn.parent!.dataLayout.indexType(), BigInt(size));
}

/** The number of bytes when it is known while compiling. */
export function constantSize(size: Value): number | undefined {
  return size instanceof ConstantInt ? Number(size.unsigned) : undefined;
}

function onlyIntegers(layout: MemoryLayout): boolean {
  return layout.unknown.length === 0 && layout.fields.every((f) => f.scalar.kind === 'integer');
}

const funclets = 'exceptions that are handled in funclets (of WebAssembly or Windows)';
const partOfFloat = 'moving a part of a floating-point number';

const nothing: MemoryPattern = { floats: [], pointers: [], period: undefined };

/** Whether the field is but a part of a float, cut off at the end of the range. */
function isPart(field: Field): boolean {
  return field.scalar.kind === 'float' && field.size * 8 < field.scalar.type.bits;
}

/** Fields of one float kind without gaps become an array of it. */
function patternOf(layout: MemoryLayout): MemoryPattern {
  const isA = (field: Field, kind: string): boolean =>
    field.scalar.kind === kind || field.scalar.kind === 'mixed';
  const floats = layout.fields.filter((f) => isA(f, 'float'));
  const pointers = layout.fields.filter((f) => isA(f, 'pointer'));
  const first = floats[0];
  const dense =
    first &&
    floats.length === layout.fields.length &&
    pointers.length === 0 &&
    floats.every((f, i) => sameScalar(f, first) && f.offset === i * first.size) &&
    (layout.period === undefined || layout.period === floats.length * first.size);
  if (dense) return { floats: [first], pointers, period: first.size };
  return { floats, pointers, period: layout.period };
}

function sameScalar(a: Field, b: Field): boolean {
  return a.scalar.kind === 'float' && b.scalar.kind === 'float' && a.scalar.type === b.scalar.type;
}

/** Nothing but an array of one float kind. */
export function isDense(pattern: MemoryPattern): boolean {
  const [first] = pattern.floats;
  return pattern.floats.length === 1 && pattern.pointers.length === 0 && pattern.period === first!.size;
}

/** Whether a value of the type holds a pointer somewhere. */
export function holdsPointer(type: Type): boolean {
  switch (type.kind) {
    case 'pointer':
      return true;
    case 'vector':
    case 'array':
      return holdsPointer(type.element);
    case 'struct':
      return (type.elements ?? []).some(holdsPointer);
    default:
      return false;
  }
}
