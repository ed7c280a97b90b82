import type { DebugRecord, Instruction, Metadata, Value } from '../ir/index.ts';
import { MDNode, MetadataAsValue, MetadataKeyword, ValueAsMetadata } from '../ir/index.ts';

/** A variable of the source and a value or address that the program has for it. */
export interface VariableRecord {
  /** The `DILocalVariable`. */
  readonly variable: MDNode;
  readonly value: Value;
  /** `declare`: the value is the variable's address. `value`: it is the variable's value. */
  readonly how: 'declare' | 'value';
  /** Bytes of the variable that the record speaks of; undefined: all of it. */
  readonly fragment: { readonly offset: number; readonly size: number } | undefined;
  /** The `DILocation`. */
  readonly location: MDNode | undefined;
}

/** What debug records before an instruction, or a call of `llvm.dbg.*`, say of variables; only what needs no computing. */
export function* variableRecords(inst: Instruction): IterableIterator<VariableRecord> {
  for (const record of inst.debugRecords ?? []) {
    yield* recordsOf(record.name, record.args, record.location);
  }
  if (inst.opcode !== 'call' || inst.functionType.returnType.kind !== 'primitive') return;
  const name = inst.callee.name;
  if (!name?.startsWith('llvm.dbg.')) return;
  const args: Metadata[] = [];
  for (const arg of inst.args) {
    if (arg instanceof MetadataAsValue) args.push(arg.metadata);
  }
  yield* recordsOf(name.slice(5).replace('.', '_'), args, inst.getMetadata('dbg'));
}

function* recordsOf(
  name: string,
  args: DebugRecord['args'],
  location: MDNode | undefined,
): IterableIterator<VariableRecord> {
  const variable = nodeOf(args[1]);
  if (!variable || variable.tag !== 'DILocalVariable') return;
  const make = (
    how: VariableRecord['how'],
    at: Metadata | undefined,
    expression: Metadata | undefined,
  ): VariableRecord[] => {
    if (!(at instanceof ValueAsMetadata)) return [];
    const node = nodeOf(expression);
    // The value of a variable is what a value points to: the value is the variable's address.
    const deref =
      how === 'value' && node?.operands.length === 1 && wordOf(node.operands[0]) === 'DW_OP_deref';
    if (deref) return [{ variable, value: at.value, how: 'declare', fragment: undefined, location }];
    const fragment = plainFragment(node);
    if (fragment === undefined) return [];
    const bytes = fragment === 'all' ? undefined : fragment;
    return [{ variable, value: at.value, how, fragment: bytes, location }];
  };
  if (name === 'dbg_value' || name === 'dbg_declare_value') yield* make('value', args[0], args[2]);
  else if (name === 'dbg_declare') yield* make('declare', args[0], args[2]);
  else if (name === 'dbg_assign') {
    yield* make('value', args[0], args[2]);
    // Arguments: value, variable, expression, assign id, address, address expression.
    const address = plainFragment(nodeOf(args[5]));
    if (address !== 'all') return;
    for (const record of make('declare', args[4], args[2])) yield { ...record, how: 'declare' };
  }
}

/** `'all'` for an empty expression, the bytes of a lone fragment; undefined for one that computes. */
function plainFragment(expression: MDNode | undefined): { offset: number; size: number } | 'all' | undefined {
  const ops = expression?.operands ?? [];
  if (ops.length === 0) return 'all';
  const [op, offset, size] = ops;
  const isFragment = ops.length === 3 && wordOf(op) === 'DW_OP_LLVM_fragment';
  if (!isFragment) return undefined;
  const [from, bits] = [Number(offset), Number(size)];
  if (!Number.isInteger(from) || !Number.isInteger(bits) || from % 8 !== 0) return undefined;
  return { offset: from / 8, size: Math.ceil(bits / 8) };
}

function wordOf(field: unknown): string | undefined {
  return field instanceof MetadataKeyword ? field.text : undefined;
}

function nodeOf(value: unknown): MDNode | undefined {
  return value instanceof MDNode ? value : undefined;
}
