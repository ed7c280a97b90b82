import type { DebugRecord, Fn, Instruction, Metadata, Value } from '../ir/index.ts';
import { DIArgList, MDNode, MetadataAsValue, ValueAsMetadata, isInstruction, poison } from '../ir/index.ts';

/** Hands the debug records of an instruction that goes away to the one after it. */
export function passOnDebugRecords(inst: Instruction): void {
  const records = inst.debugRecords;
  if (!records || !inst.next) return;
  inst.next.debugRecords = [...records, ...(inst.next.debugRecords ?? [])];
  inst.debugRecords = undefined;
}

/** Erases an instruction without uses; its debug records stay in the block. */
export function eraseInstruction(inst: Instruction): void {
  passOnDebugRecords(inst);
  inst.erase();
}

/**
 * What became of values that a pass replaced or erased. Metadata has no use lists, so debug records are brought up to
 * date once, when the pass is done.
 */
export class Replacements {
  readonly #map = new Map<Value, Value>();

  /** Uses `by` wherever the instruction was used, and erases it. */
  replace(inst: Instruction, by: Value): void {
    this.#map.set(inst, by);
    inst.replaceAllUsesWith(by);
    eraseInstruction(inst);
  }

  /** Variables of the program that held the one hold the other. */
  rename(value: Value, by: Value): void {
    this.#map.set(value, by);
  }

  /** The value that finally stands for this one; poison for an instruction that is gone without replacement. */
  resolve(value: Value): Value {
    let at = value;
    for (let next = this.#map.get(at); next; next = this.#map.get(at)) at = next;
    if (isInstruction(at) && !at.parent) return poison(at.type);
    return at;
  }

  /** Makes all debug records and metadata operands of the function name values that are there. */
  updateDebugValues(fn: Fn): void {
    for (const inst of fn.instructions()) {
      for (const record of inst.debugRecords ?? []) this.#updateRecord(record);
      if (inst.opcode === 'call') this.#updateOperands(inst);
    }
  }

  #updateRecord(record: DebugRecord): void {
    record.args.forEach((arg, i) => {
      const updated = this.#updated(arg);
      if (updated !== arg) record.args[i] = updated;
    });
  }

  #updateOperands(inst: Instruction): void {
    for (const use of inst.operandUses) {
      if (!(use.value instanceof MetadataAsValue)) continue;
      const updated = this.#updated(use.value.metadata);
      if (updated !== use.value.metadata) use.set(new MetadataAsValue(updated));
    }
  }

  #updated(metadata: Metadata): Metadata {
    if (metadata instanceof ValueAsMetadata) {
      const value = this.resolve(metadata.value);
      return value === metadata.value ? metadata : new ValueAsMetadata(value);
    }
    if (!(metadata instanceof DIArgList)) return metadata;
    const args = metadata.args.map((a) => this.#updated(a) as ValueAsMetadata);
    return args.every((a, i) => a === metadata.args[i]) ? metadata : new DIArgList(args);
  }
}

/** The local values that a metadata operand or a debug record's argument names. */
export function valuesOf(metadata: Metadata): Value[] {
  if (metadata instanceof ValueAsMetadata) return [metadata.value];
  if (metadata instanceof DIArgList) return metadata.args.map((a) => a.value);
  return [];
}

/** Whether a node is `!DIExpression()`: the variable's value is the operand itself. */
export function isEmptyExpression(metadata: Metadata | undefined): boolean {
  return metadata instanceof MDNode && metadata.tag === 'DIExpression' && metadata.operands.length === 0;
}
