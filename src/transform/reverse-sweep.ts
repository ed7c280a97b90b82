/**
 * Emits the reverse sweep: one reverse block for each block of the primal that the way back visits. It reads the plan
 * and decides nothing.
 */
import type { Activity } from '../analysis/activity.ts';
import type { Loop } from '../analysis/loops.ts';
import { locate } from '../analysis/source-location.ts';
import type { BasicBlock, Fn, Instruction, IRBuilder, MDNode, Module, PhiInst, SelectInst, StoreInst, Value } from '../ir/index.ts'; // prettier-ignore
import {
  BasicBlock as Block,
  ExtractElementInst,
  Flag,
  InsertElementInst,
  IRBuilder as Builder,
  constantInt,
  doubleType,
  i64,
  isInteger,
  zeroOf,
} from '../ir/index.ts';
import type { ExtractValueInst, InsertValueInst } from '../ir/index.ts';
import { usesOperand, usesResult } from '../rules/expr.ts';
import { scaleByExpr } from '../rules/index.ts';
import type { Action, BitSource, PartialTerm, UnionWord } from './action.ts';
import { termsOf } from './action.ts';
import type { AdjointSlots } from './adjoint-slots.ts';
import type { AliasScopes } from './alias-scopes.ts';
import { addInMemory, index, zeroIndex } from './adjoint-slots.ts';
import { emitBitShare } from './bits-adjoint.ts';
import { gatherLanes, splat } from './lane-adjoint.ts';
import { emitBytesAdjoint } from './copied-bytes.ts';
import { addByteInMemory } from './byte-sums.ts';
import { toIndex } from './index-conversion.ts';
import { addAtomically, emitUpdateAdjoint, exchangeAtomically, isAtomic } from './atomic-adjoint.ts';
import { emitGuardedAdjoint, emitGuardedText, emitUnlessNull } from './constant-memory.ts';
import { emitCopyAdjoint, emitFillAdjoint } from './memory-adjoint.ts';
import { emitZeroFill, shadowAlign } from './shadow.ts';
import { emitNoAdjoint, emitNoNumber, emitTextCheck } from './union-adjoint.ts';
import type { PrimalValues } from './primal-values.ts';
import type { RecoveryPlan } from './recovery.ts';
import type { SteppedPhi } from './stepped-phis.ts';
import type { RecordLayout, Tape } from './tape.ts';
import type { WayBack, WaysBack } from './way-back.ts';
import { targetsOf } from './way-back.ts';

export interface ReverseSweepInput {
  readonly module: Module;
  /** Where the reverse blocks go. */
  readonly target: Fn;
  readonly activity: Activity;
  readonly actions: ReadonlyMap<Instruction, Action>;
  readonly ways: WaysBack;
  readonly plan: RecoveryPlan;
  readonly stepped: ReadonlyMap<PhiInst, SteppedPhi>;
  readonly layouts: ReadonlyMap<BasicBlock, RecordLayout>;
  readonly primal: PrimalValues;
  readonly adjoints: AdjointSlots;
  readonly tape: Tape | undefined;
  readonly scopes: AliasScopes;
  /** Whether debug locations of the primal may stand in the target. */
  readonly keepLocations: boolean;
  shadowOf(pointer: Value, access: Instruction): Value;
  /** Whether the reverse of a copy or fill may meet null in place of a shadow: memory without adjoints. */
  isGuarded(access: Instruction): boolean;
  /** Undefined for memory of which nobody asks for the shadow. */
  shadowOfAllocation(allocation: Value): Value | undefined;
  /** Emits the reverse of a call to a function with a body. */
  reverseCall(b: IRBuilder, inst: Instruction, action: Action & { kind: 'call' }, sweep: ReverseSweep): void;
}

export class ReverseSweep {
  readonly #in: ReverseSweepInput;
  readonly #blocks = new Map<BasicBlock, BasicBlock>();
  /** Takes the place of a location on instructions whose primal has none. */
  #fallback: MDNode | undefined;

  /** The loads that are repeated in the reverse of a loop's exit, for the loop. */
  readonly #hoistedTo = new Map<BasicBlock, Instruction[]>();

  constructor(input: ReverseSweepInput) {
    this.#in = input;
    for (const [loop, loads] of input.plan.hoisted) {
      for (const exit of loop.exits) {
        const known = this.#hoistedTo.get(exit);
        if (known) known.push(...loads);
        else this.#hoistedTo.set(exit, [...loads]);
      }
    }
  }

  get primal(): PrimalValues {
    return this.#in.primal;
  }
  get adjoints(): AdjointSlots {
    return this.#in.adjoints;
  }

  /** Whether an adjoint may have been passed on to the value. */
  hasAdjoint(value: Value): boolean {
    return this.#isActive(value);
  }

  /** Emits all blocks. Returns the one to enter by (the reverse of the exit), and the one that ends the sweep. */
  emit(exit: BasicBlock): { entry: BasicBlock; done: BasicBlock } {
    for (const block of this.#in.ways.of.keys()) {
      this.#blocks.set(block, this.#in.target.appendBlock(new Block(`reverse.${block.name ?? ''}`)));
      this.#fallback ??= [...block].map((i) => i.getMetadata('dbg')).find((l) => l);
    }
    const done = new Block('reverse.done');
    for (const [block, way] of this.#in.ways.of) this.#emitBlock(block, way, done);
    this.#in.target.appendBlock(done);
    return { entry: this.#blocks.get(exit)!, done };
  }

  #emitBlock(block: BasicBlock, way: WayBack, done: BasicBlock): void {
    const b = new Builder(this.#blocks.get(block));
    this.#locate(b, block.terminator);
    const replaced = this.#popRecord(b, block);
    for (const { loop, count } of this.#in.ways.exitCounts.get(block) ?? []) {
      b.store(this.primal.get(b, count), this.primal.slots.counter(loop));
    }
    for (const { phi, exits } of this.#in.stepped.values()) {
      const end = exits.get(block);
      if (end) b.store(this.primal.get(b, end), this.primal.slots.of(phi));
    }
    for (const load of this.#hoistedTo.get(block) ?? []) {
      b.store(this.primal.get(b, load), this.primal.slots.of(load));
    }
    const backwards = [...block].reverse();
    for (const inst of backwards) {
      const action = this.#in.actions.get(inst);
      if (!action || action.kind === 'phi') continue;
      this.#locate(b, inst);
      this.#emitAction(b, inst, action);
    }
    const phis = this.#takePhis(b, block);
    this.#emitWayBack(b, block, way, phis, replaced, done);
  }

  #locate(b: IRBuilder, inst: Instruction | undefined): void {
    if (!this.#in.keepLocations) return;
    b.debugLocation = inst?.getMetadata('dbg') ?? this.#fallback;
  }

  /** Pops the block's record. Own values are at hand at once; previous ones take effect when the block is done. */
  #popRecord(b: IRBuilder, block: BasicBlock): [Instruction, Value][] {
    const own = new Map<Value, Value>();
    const replaced: [Instruction, Value][] = [];
    const layout = this.#in.layouts.get(block);
    if (layout) {
      const values = this.#in.tape!.pop(b, layout);
      this.#in.plan.records.get(block)!.forEach((inst, i) => {
        if (this.#in.plan.of.get(inst)?.kind === 'own') own.set(inst, values[i]!);
        else replaced.push([inst, values[i]!]);
      });
    }
    this.primal.enter(block, own);
    return replaced;
  }

  #takePhis(b: IRBuilder, block: BasicBlock): [PhiInst, Value][] {
    const taken: [PhiInst, Value][] = [];
    for (const phi of block.phis()) {
      if (this.#in.actions.get(phi)?.kind === 'phi') taken.push([phi, this.adjoints.take(b, phi)]);
    }
    return taken;
  }

  #emitWayBack(
    b: IRBuilder,
    block: BasicBlock,
    way: WayBack,
    phis: readonly [PhiInst, Value][],
    replaced: readonly [Instruction, Value][],
    done: BasicBlock,
  ): void {
    const decision = this.#emitDecision(b, way);
    for (const [inst, value] of replaced) b.store(value, this.primal.slots.of(inst));
    if (way.kind === 'entry') {
      b.br(done);
      return;
    }
    const targets = targetsOf(way).map((target) => this.#edge(b, block, way, target, phis));
    const [first, second] = targets;
    if (targets.length === 1) b.br(first!);
    else if (way.kind !== 'number') b.condBr(decision!, first!, second!);
    else {
      const type = way.phi.type;
      if (!isInteger(type)) throw new Error('predecessors are numbered by integers');
      b.switch(decision!, first!, targets.slice(1).map((t, i) => [constantInt(type, i + 1), t])); // prettier-ignore
    }
  }

  /** The value that chooses between the targets. */
  #emitDecision(b: IRBuilder, way: WayBack): Value | undefined {
    switch (way.kind) {
      case 'condition':
        return this.primal.get(b, way.condition);
      case 'number':
        return this.primal.get(b, way.phi);
      case 'counter': {
        const slot = this.primal.slots.counter(way.loop);
        const iteration = b.load(i64, slot, 'iteration');
        const isFirst = b.icmp('eq', iteration, zeroOf(i64), 'is.first');
        b.store(b.sub(iteration, constantInt(i64, 1)), slot);
        return isFirst;
      }
      case 'entry':
      case 'single':
      case 'skip':
        return undefined;
    }
  }

  /** The block to go to for a predecessor: its reverse, or a block in between that hands the phis' adjoints on. */
  #edge(
    b: IRBuilder,
    block: BasicBlock,
    way: WayBack,
    target: BasicBlock,
    phis: readonly [PhiInst, Value][],
  ): BasicBlock {
    const to = this.#blocks.get(target)!;
    const shares = phis.flatMap(([phi, adjoint]): [Value, Value][] => {
      const incoming = way.kind === 'skip' ? undefined : phi.valueFor(target);
      return incoming && this.#in.activity.values.has(incoming) ? [[incoming, adjoint]] : [];
    });
    const steps = way.kind === 'counter' && target === way.latch ? this.#stepsOf(way.loop) : [];
    if (shares.length === 0 && steps.length === 0) return to;
    const edge = this.#in.target.appendBlock(new Block(`reverse.edge.${block.name ?? ''}`));
    const eb = new Builder(edge);
    eb.debugLocation = b.debugLocation;
    for (const [value, adjoint] of shares) this.adjoints.add(eb, value, adjoint);
    this.#stepBack(eb, target, steps);
    eb.br(to);
    return edge;
  }

  #stepsOf(loop: Loop): SteppedPhi[] {
    return [...this.#in.stepped.values()].filter((s) => s.loop === loop);
  }

  /** The counter stands at the iteration before by now: so the amounts come out as that iteration had them. */
  #stepBack(b: IRBuilder, latch: BasicBlock, steps: readonly SteppedPhi[]): void {
    if (steps.length === 0) return;
    this.primal.enter(latch, new Map());
    for (const { phi, amount } of steps) {
      const slot = this.primal.slots.of(phi);
      const step = this.primal.get(b, amount);
      const now = b.load(phi.type, slot);
      const before = isInteger(phi.type)
        ? b.sub(now, step)
        : b.byteOffset(now, b.sub(zeroOf(step.type), step));
      b.store(before, slot);
    }
  }

  #isActive(value: Value): boolean {
    return this.#in.activity.values.has(value);
  }

  #emitAction(b: IRBuilder, inst: Instruction, action: Action): void {
    switch (action.kind) {
      case 'partials':
        return this.#emitPartials(b, inst, action);
      case 'convert':
      case 'move': {
        const adjoint = this.adjoints.take(b, inst);
        if (this.#isActive(action.operand)) this.adjoints.add(b, action.operand, adjoint);
        return;
      }
      case 'select':
        return this.#emitSelect(b, inst as SelectInst);
      case 'load': {
        const shadow = this.#shadow(b, inst.operand(0), inst);
        const align = shadowAlign(this.#in.module, action.type, 'align' in inst ? inst.align : undefined);
        const adjoint = this.adjoints.take(b, inst);
        if (isAtomic(inst)) return addAtomically(b, shadow, adjoint);
        if (action.type.kind === 'integer' && this.#in.isGuarded(inst))
          return emitUnlessNull(b, shadow, [adjoint], (inner, to, [part]) => this.#addBytes(inner, to, part!, action)); // prettier-ignore
        if (action.aligned) return this.#addBytes(b, shadow, adjoint, action);
        return addInMemory(b, shadow, adjoint, align, this.#shadowMark(inst, action.type === inst.type));
      }
      case 'store':
        return this.#emitStore(b, inst as StoreInst, action);
      case 'update':
        return emitUpdateAdjoint(b, inst, action, this.#shadow(b, action.pointer, inst), this);
      case 'copy':
        return this.#emitCopy(b, inst, action);
      case 'fill':
        return this.#emitFill(b, inst, action);
      case 'text':
        return this.#emitText(b, inst, action);
      case 'no-adjoint':
        return emitNoAdjoint(b, this.#in.module, this.#shadow(b, action.pointer, inst), action.words, inst);
      case 'allocation':
        return this.#emitRelease(b, inst, action);
      case 'call':
        return this.#in.reverseCall(b, inst, action, this);
      case 'extract-value':
        return this.#emitExtractValue(b, inst as ExtractValueInst);
      case 'insert-value':
        return this.#emitInsertValue(b, inst as InsertValueInst);
      case 'extract-element':
        return this.#emitExtractElement(b, inst);
      case 'insert-element':
        return this.#emitInsertElement(b, inst);
      case 'bits':
        return this.#emitBits(b, inst, action);
      case 'number':
        return this.#emitNumber(b, inst, action.sources);
      case 'shuffle':
        return this.#emitShuffle(b, inst, action.mask);
      case 'sum':
        return this.#emitSum(b, inst, action);
      case 'store-pointer':
        // What was there before may be a float: its adjoint is zero from here on.
        if (action.union)
          emitNoAdjoint(
            b,
            this.#in.module,
            this.#shadow(b, (inst as StoreInst).pointer, inst),
            [pointerWord],
            inst,
          );
        return;
      case 'phi':
      case 'release':
      case 'no-address':
        return;
    }
  }

  #addBytes(b: IRBuilder, shadow: Value, adjoint: Value, { aligned }: Action & { kind: 'load' }): void {
    if (aligned) addByteInMemory(b, shadow, adjoint, aligned);
    else addInMemory(b, shadow, adjoint, undefined, () => {});
  }

  #shadow(b: IRBuilder, pointer: Value, access: Instruction): Value {
    return this.primal.get(b, this.#in.shadowOf(pointer, access));
  }

  #emitPartials(b: IRBuilder, inst: Instruction, action: Action & { kind: 'partials' }): void {
    const terms = termsOf(action);
    const operands = action.operands.map((operand, i) =>
      terms.some((t) => usesOperand(t.partial, i)) ? this.primal.get(b, operand) : undefined,
    );
    const result = terms.some((t) => usesResult(t.partial)) ? this.primal.get(b, inst) : undefined;
    const share = (adjoint: Value, { operand, partial, singular }: PartialTerm): void => {
      // A product may be fused with the sum it goes into.
      b.fastMath = Flag.contract;
      const scaled = scaleByExpr(b, this.#in.module, adjoint, partial, operands, result);
      b.fastMath = 0;
      if (scaled) this.adjoints.add(b, operand, singular ? guardZero(b, adjoint, scaled) : scaled);
    };
    for (const { pointer, type, terms: parts } of action.outputs) {
      const shadow = this.#shadow(b, pointer, inst);
      const align = shadowAlign(this.#in.module, type, undefined);
      const adjoint = b.load(type, shadow, 'adjoint', align);
      b.store(zeroOf(type), shadow, align);
      for (const term of parts) share(adjoint, term);
    }
    if (action.results.length === 0) return;
    const adjoint = this.adjoints.take(b, inst);
    for (const { member, terms: parts } of action.results) {
      if (parts.length === 0) continue;
      const part = member === undefined ? adjoint : b.extractValue(adjoint, [member]);
      for (const term of parts) share(part, term);
    }
  }

  #emitSelect(b: IRBuilder, inst: SelectInst): void {
    const adjoint = this.adjoints.takeBits(b, inst);
    const condition = this.primal.get(b, inst.condition);
    const zero = zeroOf(adjoint.type);
    if (this.#isActive(inst.ifTrue))
      this.adjoints.addBits(b, inst.ifTrue, b.select(condition, adjoint, zero));
    if (this.#isActive(inst.ifFalse))
      this.adjoints.addBits(b, inst.ifFalse, b.select(condition, zero, adjoint));
  }

  /** Says of an access of shadow memory what is known of the primal's access at the same place. */
  #shadowMark(inst: Instruction, sameType: boolean): (access: Instruction) => void {
    const tbaa = sameType ? inst.getMetadata('tbaa') : undefined;
    return (access) => this.#in.scopes.markShadow(access, tbaa);
  }

  #emitStore(b: IRBuilder, inst: StoreInst, action: Action & { kind: 'store' }): void {
    const shadow = this.#shadow(b, inst.pointer, inst);
    if (isAtomic(inst)) {
      const adjoint = exchangeAtomically(b, shadow, zeroOf(action.type));
      if (action.active) this.adjoints.add(b, inst.value, adjoint);
      return;
    }
    const mark = this.#shadowMark(inst, action.type === inst.value.type);
    const align = shadowAlign(this.#in.module, action.type, inst.align);
    const clear = (): void => mark(b.store(zeroOf(action.type), shadow, align));
    if (!action.active) return clear();
    const adjoint = b.load(action.type, shadow, 'adjoint', align);
    mark(adjoint);
    if (!action.accumulates) clear();
    this.adjoints.add(b, inst.value, adjoint);
  }

  #emitText(b: IRBuilder, inst: Instruction, action: Action & { kind: 'text' }): void {
    const { module } = this.#in;
    const dest = this.#shadow(b, action.dest, inst);
    const size = this.primal.get(b, action.size);
    const source = action.source && this.#shadow(b, action.source, inst);
    const move = (at: IRBuilder, to: Value, from: Value | undefined, bytes: Value): void => {
      if (from)
        emitBytesAdjoint(at, module, { dest: to, source: from, bytes: toIndex(at, bytes, module) }, action.aligned); // prettier-ignore
      else emitTextCheck(at, module, to, bytes, action.pointers, inst);
    };
    if (this.#in.isGuarded(inst)) emitGuardedText(b, module, { dest, source, size }, move);
    else move(b, dest, source, size);
  }

  #emitCopy(b: IRBuilder, inst: Instruction, action: Action & { kind: 'copy' }): void {
    if (action.pattern.floats.length === 0) return;
    const source = action.sourceActive ? this.#shadow(b, action.source, inst) : undefined;
    const dest = this.#shadow(b, action.dest, inst);
    const size = this.primal.get(b, action.size);
    if (this.#in.isGuarded(inst)) emitGuardedAdjoint(b, this.#in.module, { dest, source, size }, action);
    else emitCopyAdjoint(b, this.#in.module, dest, source, size, action);
  }

  #emitFill(b: IRBuilder, inst: Instruction, action: Action & { kind: 'fill' }): void {
    if (!action.all && action.pattern.floats.length === 0) return;
    const dest = this.#shadow(b, action.dest, inst);
    const size = this.primal.get(b, action.size);
    const { module } = this.#in;
    if (this.#in.isGuarded(inst)) emitGuardedAdjoint(b, module, { dest, source: undefined, size }, action);
    else if (action.all) emitZeroFill(b, module, dest, size);
    else emitFillAdjoint(b, module, dest, size, action.pattern);
  }

  /** Frees the shadow and the memory itself, where its free moved here. */
  #emitRelease(b: IRBuilder, inst: Instruction, { release }: Action & { kind: 'allocation' }): void {
    if (!release) return;
    const free = (memory: Value): void => {
      const args = release.args.map((a) => this.primal.get(b, a === 'memory' ? memory : inst.operand(a)));
      b.call(release.free, args);
    };
    const shadow = this.#in.shadowOfAllocation(inst);
    if (shadow !== undefined && shadow !== inst) free(shadow);
    free(inst);
  }

  #emitExtractValue(b: IRBuilder, inst: ExtractValueInst): void {
    const adjoint = this.adjoints.take(b, inst);
    const aggregate = inst.operand(0);
    if (!this.#isActive(aggregate)) return;
    this.adjoints.addMember(b, aggregate, memberPath(inst.path), adjoint);
  }

  #emitInsertValue(b: IRBuilder, inst: InsertValueInst): void {
    const [aggregate, element] = [inst.operand(0), inst.operand(1)];
    const slot = this.adjoints.slot(inst);
    const type = this.adjoints.type(inst);
    if (this.#isActive(element)) {
      const adjoint = b.load(this.adjoints.type(element), b.gep(type, slot, memberPath(inst.path)));
      this.adjoints.add(b, element, adjoint);
    }
    b.store(zeroOf(element.type), b.gep(type, slot, memberPath(inst.path)));
    const rest = this.adjoints.take(b, inst);
    if (this.#isActive(aggregate)) this.adjoints.add(b, aggregate, rest);
  }

  #emitExtractElement(b: IRBuilder, inst: Instruction): void {
    const adjoint = this.adjoints.takeBits(b, inst);
    const vector = inst.operand(0);
    if (!this.#isActive(vector)) return;
    const at = this.primal.get(b, inst.operand(1));
    this.adjoints.addBits(b, vector, b.insert(new InsertElementInst(zeroOf(vector.type), adjoint, at)));
  }

  #emitInsertElement(b: IRBuilder, inst: Instruction): void {
    const adjoint = this.adjoints.takeBits(b, inst);
    const [vector, element] = [inst.operand(0), inst.operand(1)];
    const at = this.primal.get(b, inst.operand(2));
    if (this.#isActive(element)) {
      this.adjoints.addBits(b, element, b.insert(new ExtractElementInst(adjoint, at)));
    }
    if (!this.#isActive(vector)) return;
    this.adjoints.addBits(b, vector, b.insert(new InsertElementInst(adjoint, zeroOf(element.type), at)));
  }

  #emitShuffle(b: IRBuilder, inst: Instruction, mask: readonly (number | undefined)[]): void {
    const adjoint = this.adjoints.takeBits(b, inst);
    [inst.operand(0), inst.operand(1)].forEach((operand, side) => {
      if (!this.#isActive(operand) || operand.type.kind !== 'vector') return;
      for (const share of gatherLanes(b, adjoint, mask, operand.type, side)) {
        this.adjoints.addBits(b, operand, share);
      }
    });
  }

  #emitBits(b: IRBuilder, inst: Instruction, { shares, amount }: Action & { kind: 'bits' }): void {
    const adjoint = this.adjoints.take(b, inst);
    for (const share of shares) {
      const amountNow = amount && this.primal.get(b, amount);
      const to = this.adjoints.type(share.operand);
      const operation = {
        share, adjoint, to, amount: amountNow, result: inst, line: locate(inst)?.line ?? 0, operandType: share.operand.type, resultType: inst.type,
        primal: (value: Value) => this.primal.get(b, value),
      }; // prettier-ignore
      this.adjoints.add(b, share.operand, emitBitShare(b, operation));
    }
  }

  #emitNumber(b: IRBuilder, inst: Instruction, sources: readonly BitSource[] | undefined): void {
    const adjoint = this.adjoints.take(b, inst);
    const values = sources?.map(({ value, digits }) => ({ value: this.primal.get(b, value), digits }));
    emitNoNumber(b, this.#in.module, adjoint, values, inst);
  }

  #emitSum(b: IRBuilder, inst: Instruction, { start, vector }: Action & { kind: 'sum' }): void {
    const adjoint = this.adjoints.take(b, inst);
    if (this.#isActive(start)) this.adjoints.add(b, start, adjoint);
    if (this.#isActive(vector)) this.adjoints.add(b, vector, splat(b, adjoint, vector.type));
  }
}

/** A pointer that was written to a union. */
const pointerWord: UnionWord = { offset: 0, type: doubleType, pointers: true };

const memberPath = (path: readonly number[]): Value[] => [zeroIndex, ...path.map(index)];

/**
 * 0 · ∞ is NaN, but a result that is not used has no derivative at all: compilers compute both sides of a select, so
 * `x > 0 ? sqrt(x) : 0` must have the derivative 0 at 0, as it has with a branch.
 */
function guardZero(b: IRBuilder, adjoint: Value, share: Value): Value {
  return b.select(b.fcmp('oeq', adjoint, zeroOf(adjoint.type)), zeroOf(share.type), share);
}
