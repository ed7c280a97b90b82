/**
 * Assembles the functions of a derivative from the forward sweep (the clone of the primal, to which saving is added) and
 * the reverse sweep.
 */
import type { Argument, BasicBlock, CallInst, Fn, Instruction, ReturnInst, Value } from '../ir/index.ts';
import { BasicBlock as Block, IRBuilder, constantInt, isInstruction, poison, voidType } from '../ir/index.ts';
import { AdjointSlots, recast } from './adjoint-slots.ts';
import { settleMarkers } from './argument-aliases/checks.ts';
import { getArena } from './arena.ts';
import { callAugmented, emitReverseCall } from './call-adjoint.ts';
import { emitReleaseLater } from './deferred-release.ts';
import type { Job } from './differentiate.ts';
import { emitUnlessNull } from './constant-memory.ts';
import type { Derivation } from './generate.ts';
import { emitGlobalPointerShadows } from './global-pointers.ts';
import { restoreInvoke } from './invokes.ts';
import { emitPointerShadows } from './memory-adjoint.ts';
import type { ReversePlan } from './plan.ts';
import { RecordStacks } from './record-stacks.ts';
import { PrimalValues } from './primal-values.ts';
import { ReverseSweep } from './reverse-sweep.ts';
import { emitZeroFill, shadowIn } from './shadow.ts';
import { shadowGlobal } from './shadow-global.ts';
import { primalParameterAttributes } from './signature.ts';
import { emitReservedBytes } from './reservation.ts';
import type { ArgumentActivity } from './spec.ts';
import type { RecordLayout, Tape } from './tape.ts';
import { ArenaTape, layOutRecord } from './tape.ts';
import { ValueSlots } from './value-slots.ts';

/** Forward and reverse sweep in one function. */
export function assembleCombined(d: Derivation, job: Job & { kind: 'combined' }): void {
  const entry = new IRBuilder(d.fn.entry, d.fn.entry.first);
  const tape = usesTape(d) ? makeTape(d, entry, true) : undefined;
  clearGlobalShadows(d, entry);
  emitPointerCopies(d);
  settleMarkers(d.fn, d.activeGlobals, (pointer) => d.shadows.of.get(pointer));
  if (d.exit && d.plan) {
    const ret = d.exit.terminator as ReturnInst;
    const slots = new ValueSlots(entry);
    const adjoints = new AdjointSlots(entry, (v) => d.activity.adjointType(v));
    const primal = new PrimalValues({
      plan: d.plan.recovery,
      slots,
      loops: d.loops,
      scopes: d.scopes,
      argument: (v) => v,
    });
    const sweep = makeSweep(d, d.plan, d.fn, primal, adjoints, tape, true);
    const { entry: first, done } = sweep.emit(d.exit);
    // After the sweep: saving splits blocks, and the sweep reads the edges as the plan knows them.
    emitSaving(d.plan, slots, tape);
    const end = ret.parent!;
    const result = ret.value;
    const b = new IRBuilder(end);
    b.debugLocation = ret.getMetadata('dbg');
    ret.erase();
    const jump = b.br(first);
    // A function that does nothing but return: slots cannot go before what is gone.
    if (entry.before === ret) entry.before = jump;
    b.positionAt(end, jump);
    if (result) seed(d, adjoints, result, job.target.args[job.target.args.length - 1], b);
    b.positionAt(done);
    tape?.writeBack(b);
    const primalResult = job.spec.primalReturn && result ? [result] : [];
    returnPacked(b, job.target, [...primalResult, ...readAdjoints(b, d, adjoints)]);
  }
  deferReleases(d);
  replaceCalls(d, tape);
  moveBody(d.fn, job.target, d.parameters);
}

/** Forward and reverse sweep in two functions; all that goes from one to the other is on the tape. */
export function assembleSplit(d: Derivation, job: Job & { kind: 'split' }): void {
  const { augmented, reverse } = job.split;
  const entry = new IRBuilder(d.fn.entry, d.fn.entry.first);
  const tape = usesTape(d) || d.plan?.recovery.slots.length ? makeTape(d, entry, false) : undefined;
  emitPointerCopies(d);
  settleMarkers(d.fn, d.activeGlobals, (pointer) => d.shadows.of.get(pointer));
  if (d.exit && d.plan) {
    const slots = new ValueSlots(entry);
    const kept = d.plan.recovery.slots;
    const keptRecord = kept.length ? layOutRecord(kept.map((v) => v.type), d.fn.parent!.dataLayout) : undefined; // prettier-ignore
    assembleReverse(d, d.plan, job, kept, keptRecord);
    const ends = emitSaving(d.plan, slots, tape);
    const end = saveSlots(kept, keptRecord, slots, tape, ends.get(d.exit) ?? d.exit);
    finishAugmented(d, job, end, tape);
  } else {
    const b = new IRBuilder(reverse.appendBlock(new Block('entry')));
    b.unreachable();
  }
  deferReleases(d);
  replaceCalls(d, tape);
  moveBody(d.fn, augmented, d.parameters);
}

/** The return; a function that only ever throws has none. */
function returnOf(d: Derivation): ReturnInst | undefined {
  const block = d.fn.blocks.find((b) => b.terminator?.opcode === 'ret');
  return block?.terminator as ReturnInst | undefined;
}

function saveSlots(
  kept: readonly Instruction[],
  record: RecordLayout | undefined,
  slots: ValueSlots,
  tape: Tape | undefined,
  block: BasicBlock,
): BasicBlock {
  if (!record || !tape) return block;
  const b = beforeTerminator(block);
  return tape.push(block, record, kept.map((v) => b.load(v.type, slots.of(v)))); // prettier-ignore
}

function finishAugmented(
  d: Derivation,
  job: Job & { kind: 'split' },
  exit: BasicBlock,
  tape: Tape | undefined,
): void {
  tape?.writeBack(beforeTerminator(exit));
  const ret = returnOf(d);
  if (!job.returnsShadow || !ret?.value) return;
  const b = new IRBuilder(ret.parent!, ret);
  const type = job.split.augmented.returnType;
  const shadow = d.shadows.of.get(ret.value) ?? ret.value;
  const pair = b.insertValue(b.insertValue(poison(type), ret.value, [0]), shadow, [1]);
  ret.setOperand(0, pair);
}

function assembleReverse(
  d: Derivation,
  plan: ReversePlan,
  job: Job & { kind: 'split' },
  kept: readonly Instruction[],
  keptRecord: RecordLayout | undefined,
): void {
  const { reverse } = job.split;
  const entryBlock = reverse.appendBlock(new Block('entry'));
  const start = reverse.appendBlock(new Block('start'));
  const entry = new IRBuilder(entryBlock, new IRBuilder(entryBlock).br(start));
  const usesTheTape = usesTape(d) || kept.length > 0;
  const tape = usesTheTape ? makeTape(d, entry, false) : undefined;
  const slots = new ValueSlots(entry);
  const adjoints = new AdjointSlots(entry, (v) => d.activity.adjointType(v));
  const argument = argumentMap(d, job);
  const primal = new PrimalValues({
    plan: plan.recovery,
    slots,
    loops: d.loops,
    scopes: d.scopes,
    argument: (v) => argument.get(v) ?? v,
  });
  const b = new IRBuilder(start);
  if (keptRecord) tape!.pop(b, keptRecord).forEach((value, i) => b.store(value, slots.of(kept[i]!)));
  const result = returnOf(d)?.value;
  if (result) seed(d, adjoints, result, reverse.args[reverse.args.length - 1], b);
  const { entry: first, done } = makeSweep(d, plan, reverse, primal, adjoints, tape, false).emit(d.exit!);
  b.br(first);
  b.positionAt(done);
  tape?.writeBack(b);
  returnPacked(b, reverse, readAdjoints(b, d, adjoints));
}

/** What the arguments of the clone, and the shadow parameters of the augmented primal, are in the reverse function. */
function argumentMap(d: Derivation, job: Job & { kind: 'split' }): Map<Value, Value> {
  const map = new Map<Value, Value>();
  const { reverse, augmented } = job.split;
  let at = 0;
  d.fn.args.forEach((arg, i) => {
    map.set(arg, reverse.args[at++]!);
    if (d.parameters[i] !== 'dup') return;
    map.set(augmented.args[at]!, reverse.args[at]!);
    at++;
  });
  return map;
}

/** `isWhole`: what is pushed in the function is popped in it. */
function makeTape(d: Derivation, entry: IRBuilder, isWhole: boolean): Tape {
  const module = d.fn.parent!;
  return d.isDifferentiated
    ? new RecordStacks(module, isWhole ? entry : undefined)
    : new ArenaTape(getArena(module), entry, d.scopes);
}

function usesTape(d: Derivation): boolean {
  return d.calls.size > 0 || (d.plan?.records.size ?? 0) > 0;
}

function makeSweep(
  d: Derivation,
  plan: ReversePlan,
  target: Fn,
  primal: PrimalValues,
  adjoints: AdjointSlots,
  tape: Tape | undefined,
  keepLocations: boolean,
): ReverseSweep {
  const shadowOf = (pointer: Value, access?: Instruction): Value => shadowIn(d.shadows, pointer, access);
  return new ReverseSweep({
    module: d.fn.parent!,
    target,
    activity: d.activity,
    actions: d.actions,
    ways: plan.ways,
    plan: plan.recovery,
    stepped: plan.stepped,
    layouts: plan.records,
    primal,
    adjoints,
    tape,
    scopes: d.scopes,
    keepLocations,
    shadowOf,
    isGuarded: (access) => d.shadows.accesses.has(access),
    shadowOfAllocation: (allocation) => d.shadows.of.get(allocation),
    reverseCall: (b, inst, action, sweep) => {
      emitReverseCall(b, action.call, d.calls.get(inst)!, shadowOf, sweep, tape!);
    },
  });
}

function beforeTerminator(block: BasicBlock): IRBuilder {
  const b = new IRBuilder(block, block.terminator ?? null);
  b.debugLocation = block.terminator?.getMetadata('dbg');
  return b;
}

/**
 * Adds to the forward sweep what the plan saves: at the end of each block its record, and the values that slots keep.
 * What a slot held before is in the record, so the slot is written after the record is pushed.
 * @returns the block that the terminator of a block is in afterwards, where that is another one
 */
function emitSaving(
  plan: ReversePlan,
  slots: ValueSlots,
  tape: Tape | undefined,
): Map<BasicBlock, BasicBlock> {
  const keptIn = new Map<BasicBlock, Instruction[]>();
  for (const inst of plan.recovery.slots) {
    const list = keptIn.get(inst.parent!);
    if (list) list.push(inst);
    else keptIn.set(inst.parent!, [inst]);
  }
  const ends = new Map<BasicBlock, BasicBlock>();
  const reserved = new Set(plan.reservations.flatMap((r) => r.blocks));
  const blocks = new Set([...plan.records.keys(), ...keptIn.keys()]);
  for (const block of blocks) {
    let end = block;
    const record = plan.records.get(block);
    if (record) {
      const b = beforeTerminator(block);
      const values = plan.recovery.records
        .get(block)!
        .map((inst) =>
          plan.recovery.of.get(inst)?.kind === 'own' ? inst : b.load(inst.type, slots.of(inst)),
        );
      if (reserved.has(block)) tape!.pushReserved(block, record, values);
      else end = tape!.push(block, record, values);
      ends.set(block, end);
    }
    const b = beforeTerminator(end);
    for (const inst of keptIn.get(block) ?? []) b.store(inst, slots.of(inst));
  }
  // Last, when the preheaders have pushed their own records: room is counted from the top.
  for (const reservation of plan.reservations) {
    const end = ends.get(reservation.preheader) ?? reservation.preheader;
    const reserved = tape!.reserve(end, (b) => emitReservedBytes(b, reservation, tape!.offsetType));
    ends.set(reservation.preheader, reserved);
  }
  return ends;
}

/** Frees of memory that has a shadow are put off until the gradient is complete. */
function deferReleases(d: Derivation): void {
  for (const [inst, action] of d.actions) {
    if (action.kind !== 'release' || inst.opcode !== 'call') continue;
    const b = new IRBuilder(inst.parent!, inst);
    b.debugLocation = inst.getMetadata('dbg');
    const memory = inst.args[action.pointer]!;
    emitReleaseLater(b, inst, action.pointer, shadowIn(d.shadows, memory));
    inst.erase();
  }
}

/** Copies of pointers take their shadows along, right after the copy. */
function emitPointerCopies(d: Derivation): void {
  const module = d.fn.parent!;
  const shadowOf = (pointer: Value): Value => shadowIn(d.shadows, pointer);
  for (const [inst, action] of d.actions) {
    if (action.kind !== 'copy' && action.kind !== 'fill') continue;
    if (action.pattern.pointers.length === 0) continue;
    const source = action.kind === 'copy' ? shadowOf(action.source) : undefined;
    const overlap = action.kind === 'copy' && action.overlap;
    const guard = d.shadows.accesses.get(inst)?.get(action.dest);
    const b = new IRBuilder(inst.parent!, guard && isInstruction(guard) ? guard.next : inst.next);
    b.debugLocation = inst.getMetadata('dbg');
    if (!guard) {
      emitPointerShadows(b, module, shadowOf(action.dest), source, action.size, action.pattern, overlap);
      continue;
    }
    emitUnlessNull(b, guard, [action.size, ...(source ? [source] : [])], (inner, to, [size, from]) =>
      emitPointerShadows(inner, module, to, from, size!, action.pattern, overlap),
    );
  }
}

/** The adjoint of a global at the end of the function is zero: it is no output. Pointers have their shadows from the start. */
function clearGlobalShadows(d: Derivation, b: IRBuilder): void {
  const module = d.fn.parent!;
  // What is added to the shadow of a constant is never read; pointers in it are to stay.
  const globals = [...d.activeGlobals].filter((g) => !g.isConstant);
  for (const global of globals) {
    const size = module.dataLayout.allocSize(global.valueType);
    emitZeroFill(b, module, shadowGlobal(module, global), constantInt(module.dataLayout.indexType(), size));
  }
  emitGlobalPointerShadows(b, globals, d.keepsConstants);
}

function seed(
  d: Derivation,
  adjoints: AdjointSlots,
  result: Value,
  parameter: Argument | undefined,
  b: IRBuilder,
): void {
  if (d.returnActive && d.activity.values.has(result)) adjoints.add(b, result, parameter!);
}

function readAdjoints(b: IRBuilder, d: Derivation, adjoints: AdjointSlots): Value[] {
  return d.fn.args
    .filter((_, i) => d.parameters[i] === 'out')
    .map((arg) => recast(b, adjoints.read(b, arg), arg.type));
}

function returnPacked(b: IRBuilder, fn: Fn, members: readonly Value[]): void {
  if (fn.returnType === voidType) b.ret();
  else if (members.length === 1) b.ret(members[0]);
  else {
    let packed: Value = poison(fn.returnType);
    members.forEach((member, i) => (packed = b.insertValue(packed, member, [i])));
    b.ret(packed);
  }
}

/** Last of all, so that what was made of a call's result follows. */
function replaceCalls(d: Derivation, tape: Tape | undefined): void {
  const shadowOf = (pointer: Value): Value => shadowIn(d.shadows, pointer);
  // All are called before any is replaced: the arguments of one may be the results of another.
  const invokes = new Map(d.invokes.map((invoke) => [invoke.call as Instruction, invoke]));
  const unwound = new Set<Instruction | undefined>(d.invokes.map((invoke) => invoke.unwound));
  const calls = [...d.calls].flatMap(([inst, split]) => {
    if (inst.opcode !== 'call' || unwound.has(inst)) return [];
    const standIn = d.shadows.callResults.get(inst);
    const invoke = invokes.get(inst);
    invokes.delete(inst);
    const made = callAugmented(inst, split, shadowOf, standIn !== undefined, tape!, invoke);
    return [{ inst, standIn, ...made }];
  });
  for (const { inst, standIn, result, shadow } of calls) {
    if (inst.type !== voidType) inst.replaceAllUsesWith(result);
    if (shadow) standIn?.replaceAllUsesWith(shadow);
  }
  for (const { inst, standIn } of calls) {
    inst.erase();
    standIn?.erase();
  }
  for (const invoke of invokes.values()) restoreInvoke(invoke);
  for (const inst of unwound) {
    if (!inst) continue;
    d.shadows.callResults.get(inst as CallInst)?.erase();
    inst.erase();
  }
}

/** The clone's blocks become the body of the target. */
function moveBody(fn: Fn, target: Fn, parameters: readonly ArgumentActivity[]): void {
  let at = 0;
  fn.args.forEach((arg, i) => {
    const parameter = target.args[at++]!;
    parameter.attributes = primalParameterAttributes(arg.attributes);
    arg.replaceAllUsesWith(parameter);
    if (parameters[i] === 'dup') at++;
  });
  for (const block of [...fn.blocks]) {
    target.appendBlock(block);
    for (const inst of block) {
      // Records may name values that are gone; the locations on instructions stay.
      inst.debugRecords = undefined;
      if (inst.opcode === 'call' && inst.callee.name?.startsWith('llvm.dbg.')) inst.erase();
    }
  }
  fn.blocks.length = 0;
  target.metadata = fn.metadata;
  fn.metadata = [];
  target.personality = fn.personality;
}
