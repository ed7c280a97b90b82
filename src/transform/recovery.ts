/**
 * How the reverse sweep gets each primal value that it needs: the plan of the tape.
 *
 * The values that are needed, and what they are computed from, form a graph. Values that cannot be recomputed
 * (overwritten loads, results of calls, phis) are its sources, the uses of the reverse sweep its sinks. A minimum
 * vertex cut, with the bytes that saving a value costs in all (its size by an estimate of how often it is computed) as capacity, says
 * what to save; everything behind the cut is recomputed from it.
 *
 * Recomputing is sound: where a value v is used, its definition dominates; so does the definition of each operand of v, and no
 * such operand can have been redefined since without v being redefined too (otherwise a path to the use would miss v).
 */
import type { Induction } from '../analysis/induction.ts';
import type { Dominators } from '../analysis/dominators.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import type { BasicBlock, DataLayout, Instruction, Opcode, PhiInst, Value } from '../ir/index.ts';
import { Flag, isInstruction } from '../ir/index.ts';
import { calleeRule } from './callee-rule.ts';
import { VertexCut } from './min-cut.ts';
import type { Need } from './needs.ts';

export type Recovery =
  /** Executed once on every way to the return, in the same function: used as it is. */
  | { readonly kind: 'direct' }
  /** Executed at most once: kept in a slot. */
  | { readonly kind: 'once' }
  /** Saved in the record of its block; used by the reverse of its block alone. */
  | { readonly kind: 'own' }
  /** The value it replaces is saved in the record of its block; the present value is in a slot. */
  | { readonly kind: 'previous' }
  /** Computed again from its operands. */
  | { readonly kind: 'recompute' }
  /** Equal to another value, which is computed in its place. */
  | { readonly kind: 'same'; readonly value: Value }
  /** In a slot that is set where the loop is left, and stepped back from iteration to iteration. */
  | { readonly kind: 'stepped' }
  /** start + iteration · step, from the counter of the loop. */
  | { readonly kind: 'induction'; readonly induction: Induction };

export interface RecoveryInput {
  readonly needs: readonly Need[];
  readonly dominators: Dominators;
  readonly loops: Loops;
  readonly layout: DataLayout;
  readonly exit: BasicBlock;
  /** Forward and reverse sweep are two functions, so that nothing is at hand directly. */
  readonly split: boolean;
  /** May this load be repeated in the reverse sweep? */
  isRepeatable(load: Instruction): boolean;
  /** A value that is equal to what the load, which may not be repeated, has read. */
  forwardedTo(load: Instruction): Value | undefined;
  /** Whether the reverse sweep enters the loop by its exits alone. */
  isCounted(loop: Loop): boolean;
  /** Whether the phi is stepped back. */
  isStepped(phi: PhiInst): boolean;
  /** The induction variable that the phi is, if its loop has a counter in the reverse sweep. */
  inductionOf(phi: PhiInst): Induction | undefined;
}

export interface RecoveryPlan {
  readonly of: ReadonlyMap<Value, Recovery>;
  /** What the record of each block holds, in order. */
  readonly records: ReadonlyMap<BasicBlock, readonly Instruction[]>;
  /** Values with a slot that the reverse sweep reads: `once` and `previous`. */
  readonly slots: readonly Instruction[];
  /**
   * Loads that are repeated once for a loop, where the reverse sweep enters it, and kept in a slot: by loop. LLVM could not move
   * them there, past writes to shadows. None of them stands in the loop.
   */
  readonly hoisted: ReadonlyMap<Loop, ReadonlySet<Instruction>>;
}

/** The estimated number of iterations of a loop, for weighing costs. */
const iterationsPerLoop = 16;

export function planRecovery(input: RecoveryInput): RecoveryPlan {
  return new RecoveryPlanner(input).run();
}

class RecoveryPlanner {
  readonly #in: RecoveryInput;
  readonly #of = new Map<Value, Recovery>();

  constructor(input: RecoveryInput) {
    this.#in = input;
  }

  run(): RecoveryPlan {
    const saved = this.#cut();
    const readers = this.#findReaders(saved);
    const records = new Map<BasicBlock, Instruction[]>();
    const slots: Instruction[] = [];
    for (const [value, blocks] of readers) {
      const recovery = saved.has(value) ? this.#chooseSaving(value, blocks) : this.#withoutSaving(value);
      this.#of.set(value, recovery);
      if (recovery.kind === 'once' || recovery.kind === 'previous') slots.push(value);
      if (recovery.kind !== 'own' && recovery.kind !== 'previous') continue;
      const record = records.get(value.parent!);
      if (record) record.push(value);
      else records.set(value.parent!, [value]);
    }
    for (const record of records.values()) record.sort((a, b) => this.#sizeOf(b) - this.#sizeOf(a));
    return { of: this.#of, records, slots, hoisted: this.#hoist(readers) };
  }

  #hoist(readers: ReadonlyMap<Instruction, ReadonlySet<BasicBlock>>): Map<Loop, Set<Instruction>> {
    const hoisted = new Map<Loop, Set<Instruction>>();
    for (const [value, blocks] of readers) {
      if (value.opcode !== 'load' || this.#of.get(value)?.kind !== 'recompute') continue;
      for (const block of blocks) {
        const loop = hoistingLoop(this.#in.loops, value, block);
        if (!loop || !this.#in.isCounted(loop)) continue;
        const list = hoisted.get(loop);
        if (list) list.add(value);
        else hoisted.set(loop, new Set([value]));
      }
    }
    return hoisted;
  }

  #sizeOf(inst: Instruction): number {
    return this.#in.layout.allocSize(inst.type);
  }

  /** At hand in the reverse sweep without any saving. */
  #isDirect(inst: Instruction): boolean {
    const block = inst.parent!;
    return (
      !this.#in.split && !this.#in.loops.cyclic(block) && this.#in.dominators.dominates(block, this.#in.exit)
    );
  }

  /** What saving costs in all, in bytes. */
  #cost(inst: Instruction): number {
    const block = inst.parent!;
    if (!this.#in.loops.cyclic(block)) return this.#in.split ? this.#sizeOf(inst) : 1 / 1024;
    const depth = Math.min(Math.max(1, this.#in.loops.depth(block)), 6);
    return this.#sizeOf(inst) * iterationsPerLoop ** depth;
  }

  /** The operands that the value can be recomputed from; undefined if it cannot be. */
  #inputsOf(inst: Instruction): readonly Value[] | undefined {
    if (inst.opcode === 'phi') {
      if (this.#in.isStepped(inst)) return [];
      const induction = this.#in.inductionOf(inst);
      return induction && inputsOfInduction(induction);
    }
    if (this.#isKeptForFree(inst)) return undefined;
    if (isRecomputable(inst, (load) => this.#in.isRepeatable(load))) return inst.operands;
    const same = inst.opcode === 'load' ? this.#in.forwardedTo(inst) : undefined;
    return same && [same];
  }

  /** Whether a register or a place on the stack is enough to keep it, and computing it again would take longer. */
  #isKeptForFree(inst: Instruction): boolean {
    return slowOpcodes.has(inst.opcode) && !this.#in.split && !this.#in.loops.cyclic(inst.parent!);
  }

  /** Builds the graph of what is needed and solves it. */
  #cut(): ReadonlySet<Value> {
    const graph = new VertexCut();
    const nodes = new Map<Instruction, number>();
    const members: Instruction[] = [];
    const nodeOf = (inst: Instruction): number => {
      let node = nodes.get(inst);
      if (node === undefined) {
        node = graph.addNode(this.#cost(inst));
        nodes.set(inst, node);
        members.push(inst);
      }
      return node;
    };
    for (const { value } of this.#in.needs) {
      if (isInstruction(value) && !this.#isDirect(value)) graph.markSink(nodeOf(value));
    }
    // `members` grows while it is walked: the operands of what is needed join.
    for (const inst of members) {
      const inputs = this.#inputsOf(inst);
      if (!inputs) graph.markSource(nodeOf(inst));
      for (const input of inputs ?? []) {
        if (isInstruction(input) && !this.#isDirect(input)) graph.addEdge(nodeOf(input), nodeOf(inst));
      }
    }
    return new Set([...graph.solve()].map((node) => members[node]!));
  }

  /** For each value that is recovered at all: the blocks whose reverse reads it. */
  #findReaders(saved: ReadonlySet<Value>): Map<Instruction, Set<BasicBlock>> {
    const readers = new Map<Instruction, Set<BasicBlock>>();
    const work: Need[] = [...this.#in.needs];
    for (let need = work.pop(); need; need = work.pop()) {
      const { value, block } = need;
      if (!isInstruction(value)) continue;
      let blocks = readers.get(value);
      if (!blocks) readers.set(value, (blocks = new Set()));
      if (blocks.has(block)) continue;
      blocks.add(block);
      if (saved.has(value) || this.#isDirect(value)) continue;
      for (const input of this.#inputsOf(value) ?? []) work.push({ value: input, block });
    }
    return readers;
  }

  #chooseSaving(inst: Instruction, readers: ReadonlySet<BasicBlock>): Recovery {
    const block = inst.parent!;
    const isOwn = readers.size === 1 && readers.has(block);
    // What is kept of a function of its own is saved at its end, even if it has not been computed.
    const isRare = this.#in.split && !this.#in.dominators.dominates(block, this.#in.exit);
    if (!this.#in.loops.cyclic(block)) return isRare && isOwn ? { kind: 'own' } : { kind: 'once' };
    return isOwn ? { kind: 'own' } : { kind: 'previous' };
  }

  #withoutSaving(inst: Instruction): Recovery {
    if (this.#isDirect(inst)) return { kind: 'direct' };
    if (inst.opcode === 'load' && !this.#in.isRepeatable(inst)) {
      return { kind: 'same', value: this.#in.forwardedTo(inst)! };
    }
    if (inst.opcode !== 'phi') return { kind: 'recompute' };
    if (this.#in.isStepped(inst)) return { kind: 'stepped' };
    return { kind: 'induction', induction: this.#in.inductionOf(inst)! };
  }
}

/** The outermost loop around a block in which a value stays the same. */
export function hoistingLoop(loops: Loops, value: Instruction, block: BasicBlock): Loop | undefined {
  let outermost: Loop | undefined;
  for (const loop of loops.loopsAround(block)) {
    if (loop.blocks.has(value.parent!)) break;
    outermost = loop;
  }
  return outermost;
}

/** The values that an induction variable is computed from, besides the iteration number. */
export function inputsOfInduction(induction: Induction): Value[] {
  const values = [induction.start, ...induction.step.terms.map((t) => t.value)];
  if (induction.kind === 'affine') return values;
  return [...values, ...induction.inductions.flatMap((i) => inputsOfInduction(i.induction))];
}

/** Whether executing the instruction again, with the same operands, is allowed, cheap and gives the same value. */
export function isRecomputable(inst: Instruction, isRepeatable: (load: Instruction) => boolean): boolean {
  switch (inst.opcode) {
    case 'load':
      return !inst.volatile && inst.ordering === undefined && isRepeatable(inst);
    case 'fcmp':
      return !mayRound(inst) && !inst.operands.some(mayRound);
    case 'fptosi':
    case 'fptoui':
      return !mayRound(inst.operand(0));
    case 'call':
      return cheapCalls.has(calleeRule(inst)?.kind === 'math' ? baseName(inst.callee.name ?? '') : '');
    default:
      return pureOpcodes.has(inst.opcode);
  }
}

/** Instructions without effects whose result follows from their operands alone. */
// prettier-ignore
const pureOpcodes: ReadonlySet<Opcode> = new Set<Opcode>([
  'fneg', 'add', 'fadd', 'sub', 'fsub', 'mul', 'fmul', 'udiv', 'sdiv', 'fdiv', 'urem', 'srem', 'shl', 'lshr', 'ashr', 'and', 'or', 'xor',
  'trunc', 'zext', 'sext', 'fptrunc', 'fpext', 'uitofp', 'sitofp', 'ptrtoint', 'ptrtoaddr', 'bitcast', 'addrspacecast', 'icmp', 'select',
  'getelementptr', 'extractvalue', 'insertvalue', 'extractelement', 'insertelement', 'shufflevector',
]);

const slowOpcodes: ReadonlySet<Opcode> = new Set<Opcode>(['fdiv', 'frem', 'udiv', 'sdiv', 'urem', 'srem']);

/** Fast-math flags that let LLVM round one copy of an operation otherwise than another. */
const roundingFlags = Flag.reassoc | Flag.contract | Flag.arcp | Flag.afn;

/**
 * Whether the value may come out otherwise when it is computed again. A branch or an integer that follows from it must not:
 * the way back would not be the way there.
 */
function mayRound(value: Value): boolean {
  return isInstruction(value) && 'flags' in value && (value.flags & roundingFlags) !== 0;
}

/** Functions without memory effects that cost no more than reading a value back from the tape. */
const cheapCalls: ReadonlySet<string> = new Set([
  'fabs', 'fabsf', 'llvm.fabs', 'llvm.copysign', 'copysign', 'llvm.fma', 'llvm.fmuladd', 'llvm.minnum', 'llvm.maxnum',
  'llvm.minimum', 'llvm.maximum', 'llvm.floor', 'llvm.ceil', 'llvm.trunc', 'llvm.rint',
]); // prettier-ignore

const baseName = (name: string): string => name.replace(/\.v?\d*[fi]\d+$/, '');
