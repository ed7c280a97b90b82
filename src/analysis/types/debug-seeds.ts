import type { FloatingPointType, MDNode, MetadataAttachment, Type, Value } from '../../ir/index.ts';
import { GlobalVariable, MDNode as Node } from '../../ir/index.ts';
import { describeSignature } from '../debug-signature.ts';
import type { SourceType } from '../debug-types.ts';
import { describeType, typeName } from '../debug-types.ts';
import { variableRecords } from '../debug-variables.ts';
import type { Leaf } from './declared.ts';
import type { TypeGraph } from './graph.ts';
import { leafAt } from './graph.ts';
import type { ScalarKind } from './kinds.ts';
import { Rank } from './kinds.ts';
import { seedInitializer } from './memory-seeds.ts';
import type { Place } from './region.ts';
import { declareAt, place } from './region.ts';
import type { Slot } from './slot.ts';
import { isLocal, leavesOf } from './value-leaf.ts';

/** Records what debug info says of the function's parameters, result and variables. */
export function seedDebugInfo(graph: TypeGraph): void {
  for (const inst of graph.fn.instructions()) {
    for (const record of variableRecords(inst)) {
      const type = describeType(record.variable.nodeField('type'));
      const isThis = isObjectPointer(record.variable);
      const reason = `debug info: variable '${record.variable.stringField('name') ?? '?'}' is ${typeName(type)}`;
      const offset = record.fragment?.offset ?? 0;
      if (record.how === 'declare') {
        if (offset === 0) declareObject(graph, record.value, type, reason, isThis);
      } else seedVariable(graph, record.value, type, offset, reason, isThis);
    }
  }
  seedSignature(graph);
}

function seedSignature(graph: TypeGraph): void {
  const signature = describeSignature(graph.fn);
  if (!signature) return;
  for (const parameter of signature.parameters) {
    for (const part of parameter.parts) {
      const arg = graph.fn.args[part.argument];
      if (!arg) continue;
      const reason = `debug info: parameter '${parameter.name ?? '?'}' is ${typeName(parameter.type)}`;
      if (part.indirect) declareObject(graph, arg, parameter.type, reason, false);
      else seedVariable(graph, arg, parameter.type, part.offset, reason, parameter.isThis);
    }
  }
  const { returned, layout } = graph;
  const array = graph.readers.source.array(signature.returns);
  if (!array) return;
  const reason = `debug info: ${signature.name} returns ${typeName(signature.returns)}`;
  for (const [i, leaf] of leavesOf(layout, graph.fn.returnType).entries()) {
    const found = leafAt(array.element.leaves, leaf.offset);
    const to = returned.places[i];
    if (!found || found.offset !== leaf.offset) continue;
    declarePointee(to, found, false, reason);
    const slot = returned.slots[i];
    if (slot) seedSlot(graph, slot, array.element.leaves, found, leaf.type, reason);
  }
}

const isObjectPointer = (variable: MDNode): boolean =>
  (variable.keywordField('flags') ?? '').includes('DIFlagObjectPointer');

/** `isThis`: the variable is `this`, which points to one object. */
function declareObject(
  graph: TypeGraph,
  address: Value,
  type: SourceType,
  reason: string,
  isThis: boolean,
): void {
  const at = address.type.kind === 'pointer' ? graph.place(address) : undefined;
  const { source } = graph.readers;
  const array = isThis && type.kind === 'pointer' ? source.pointerToOne(type) : source.array(type);
  if (at && array) declareAt(at, array, Rank.debug, reason);
}

/** A value that is (the part at an offset of) a variable of this type. */
function seedVariable(
  graph: TypeGraph,
  value: Value,
  type: SourceType,
  offset: number,
  reason: string,
  isThis: boolean,
): void {
  if (!isLocal(value)) return;
  const to = value.type.kind === 'pointer' ? graph.place(value) : undefined;
  if (to && type.kind === 'pointer' && offset === 0) {
    const array = graph.readers.source.array(type.pointee);
    const single = isThis || type.reference;
    if (array) declareAt(to, { ...array, single }, Rank.debug, reason);
  }
  const array = graph.readers.source.array(type);
  const found = array && leafAt(array.element.leaves, offset);
  if (!found || found.offset !== offset) return;
  declarePointee(to, found, isThis, reason);
  seedSlot(graph, graph.slot(value), array.element.leaves, found, value.type, reason);
}

function declarePointee(to: Place | undefined, leaf: Leaf, isThis: boolean, reason: string): void {
  if (!to || !leaf.pointee) return;
  const single = isThis || (leaf.single ?? false);
  declareAt(to, { element: leaf.pointee, count: 1, single }, Rank.debug, reason);
}

/** An integer that is one of the scalars of a declared type, or several of them: small structs are passed in integers. */
function seedSlot(
  graph: TypeGraph,
  slot: Slot,
  leaves: readonly Leaf[],
  first: Leaf,
  type: Type,
  reason: string,
): void {
  const end = first.offset + (type.kind === 'integer' ? type.bits / 8 : 0);
  const inside = leaves.filter((l) => l.offset >= first.offset && l.offset < end);
  const others = inside.filter((l) => l !== first && l.scalar?.kind !== 'integer');
  if (others.length === 0) {
    const scalar = scalarThatFits(graph, first, type);
    if (scalar) slot.add({ scalar, rank: Rank.debug, reason });
  }
  const kind = rowOfFloats(inside, first.offset);
  if (kind && inside.length > 1) slot.notePacked(kind);
}

/** The kind of floats of which some stand, each at a multiple of its size, among integers. */
function rowOfFloats(leaves: readonly Leaf[], start: number): FloatingPointType | undefined {
  let kind: FloatingPointType | undefined;
  for (const { offset, size, scalar } of leaves) {
    if (scalar?.kind === 'integer') continue;
    if (scalar?.kind !== 'float' || size * 8 !== scalar.type.bits || (offset - start) % size !== 0)
      return undefined;
    if (kind && kind !== scalar.type) return undefined;
    kind = scalar.type;
  }
  return kind;
}

/**
 * The scalar at a leaf, if an integer value of the type is that and no more. Integers may have been widened (the
 * optimiser keeps an int counter in 64 bits); characters prove nothing.
 */
function scalarThatFits(graph: TypeGraph, leaf: Leaf, type: Type): ScalarKind | undefined {
  const { scalar } = leaf;
  if (!scalar || type.kind !== 'integer' || leaf.weak) return undefined;
  const { bits } = type;
  if (scalar.kind === 'float') return scalar.type.bits === bits ? scalar : undefined;
  if (scalar.kind === 'pointer') return bits === graph.layout.pointerBits() ? scalar : undefined;
  return bits > 8 && bits >= 8 * leaf.size ? scalar : undefined;
}

/** Declares the memory of the globals that the function refers to. */
export function seedGlobals(graph: TypeGraph): void {
  // Initialisers bring in further globals.
  const done = new Set<Value>();
  for (let more = true; more && done.size < 4096;) {
    more = false;
    for (const [global, region] of [...graph.globals]) {
      if (done.has(global) || !(global instanceof GlobalVariable)) continue;
      done.add(global);
      more = true;
      const at = place(region, 0, 0);
      const llvm = graph.readers.llvm.array(global.valueType);
      const reason = `@${global.name ?? ''} has the type ${global.valueType} in the compiler`;
      if (llvm) declareAt(at, llvm, Rank.llvm, reason);
      for (const variable of globalVariables(global.metadata)) {
        const type = describeType(variable.nodeField('type'));
        declareObject(
          graph,
          global,
          type,
          `debug info: global '${variable.stringField('name') ?? '?'}' is ${typeName(type)}`,
          false,
        );
      }
      if (global.initializer) seedInitializer(graph, at, global.initializer);
    }
  }
}

function* globalVariables(metadata: readonly MetadataAttachment[]): IterableIterator<MDNode> {
  for (const [name, node] of metadata) {
    const variable = name === 'dbg' ? node.field('var') : undefined;
    const expression = node.nodeField('expr');
    if (variable instanceof Node && !expression?.operands.length) yield variable;
  }
}
