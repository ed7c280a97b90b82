/**
 * Optimisers move the word of a union as what suits them: a number is made a pointer, and stored as one (`store ptr (inttoptr (bitcast double)))`),
 * or loaded as a pointer, and the number made of that. Here such a number is stored and loaded as what it is.
 */
import type { Fn, Instruction, LoadInst, StoreInst, Value } from '../ir/index.ts';
import { LoadInst as Load, StoreInst as Store, isFloatingPoint, isInstruction, ptr } from '../ir/index.ts';
import { Replacements, eraseInstruction } from './debug-values.ts';

export function restoreNumbers(fn: Fn): void {
  const replacements = new Replacements();
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode === 'store') storeNumber(inst);
    else if (inst.opcode === 'bitcast') loadNumber(inst, replacements);
  }
  replacements.updateDebugValues(fn);
}

function storeNumber(store: StoreInst): void {
  const number = throughCasts(store.value, 'inttoptr', 'bitcast');
  if (!number || !isFloatingPoint(number.type) || !isPlain(store)) return;
  const made = new Store(number, store.pointer, store.align);
  made.metadata = store.metadata?.filter(([key]) => key !== 'tbaa');
  store.parent!.insertBefore(made, store);
  eraseInstruction(store);
}

function loadNumber(cast: Instruction, replacements: Replacements): void {
  const load = throughCasts(cast, 'bitcast', 'ptrtoint');
  if (!isFloatingPoint(cast.type) || !load || !isInstruction(load) || load.opcode !== 'load') return;
  if (load.type !== ptr || !isPlain(load)) return;
  const made = new Load(cast.type, load.pointer, load.align, cast.name);
  made.metadata = load.metadata?.filter(([key]) => key === 'dbg');
  load.parent!.insertBefore(made, load);
  replacements.replace(cast, made);
}

/** What two casts, one of the other's result, are made of. */
function throughCasts(value: Value, outer: string, inner: string): Value | undefined {
  if (!isInstruction(value) || value.opcode !== outer) return undefined;
  const between = value.operand(0);
  return isInstruction(between) && between.opcode === inner ? between.operand(0) : undefined;
}

const isPlain = (access: LoadInst | StoreInst): boolean => !access.volatile && access.ordering === undefined;
