import { isNumber as isNumberPointer, numberMetadata } from '../analysis/memory/index.ts';
import type {
  BasicBlock,
  Fn,
  FreezeInst,
  Instruction,
  LoadInst,
  PhiInst,
  SelectInst,
  Type,
  Use,
  Value,
} from '../ir/index.ts';
import {
  CastInst,
  ConstantExpr,
  ConstantInt,
  FreezeInst as Freeze,
  LoadInst as Load,
  MDNode,
  PhiInst as Phi,
  SelectInst as Select,
  constantNull,
  integerType,
  isInstruction,
  poison,
  ptr,
  undef,
} from '../ir/index.ts';
import { Replacements } from './debug-values.ts';

/** An integer that is a pointer's bits: read from memory, made of a pointer, or one of several such. */
type Node = LoadInst | PhiInst | SelectInst | FreezeInst | CastInst;

/**
 * Compilers move a pointer as an integer of its size where they copy what lies beside other data (`load i64`, `store i64`,
 * `inttoptr`). This makes pointers of the integers that are loaded where pointers lie, and of all phis, selects and stores
 * that they alone reach. What else looks at the integer gets it by `ptrtoint`. Where a phi or select chooses between a pointer and a number
 * (the payload of an error in the place of a result), the number becomes a pointer that is to be no address (`fluxion.number`).
 *
 * @param isPointer whether the bits of a value of integer type are known to be a pointer's
 */
export function retypePointers(fn: Fn, isPointer: (value: Value) => boolean): boolean {
  const integer = integerType(fn.parent!.dataLayout.pointerBits(0));
  const nodes = findNodes(fn, integer, isPointer);
  const marked = markNumbers(fn, nodes);
  if (![...nodes].some(isWorthIt)) return marked;
  const retyped = new Map<Value, Value>();
  for (const node of nodes) retyped.set(node, makePointer(node));
  const pointerOf = (value: Value, at: Instruction): Value =>
    retyped.get(value) ?? constantPointer(value) ?? numberAsPointer(value, at);
  for (const node of nodes) connect(node, retyped.get(node)!, pointerOf);
  const replacements = new Replacements();
  for (const node of nodes) redirectUses(node, retyped.get(node)!, nodes, replacements);
  for (const node of nodes) node.dropOperands();
  for (const node of nodes) replacements.replace(node, retyped.get(node)!);
  replacements.updateDebugValues(fn);
  return true;
}

/** A `ptrtoint` that is never stored or merged is no move. */
const isWorthIt = (node: Node): boolean => node.opcode !== 'ptrtoint' || [...node.users()].some(isMove);

const isMove = (user: Value): boolean =>
  isInstruction(user) && (user.opcode === 'store' || user.opcode === 'inttoptr');

/** The largest set of which each is a source, or merges members and constants that are pointers, too. */
function findNodes(fn: Fn, integer: Type, isPointer: (value: Value) => boolean): Set<Node> {
  const nodes = new Set<Node>();
  for (const inst of fn.instructions()) {
    if (inst.type !== integer) continue;
    if (inst.opcode === 'load' ? !inst.volatile && inst.ordering === undefined : isCast(inst)) {
      if (isPointer(inst)) nodes.add(inst as Node);
    } else if (inst.opcode === 'phi' || inst.opcode === 'select' || inst.opcode === 'freeze') {
      if (isPointer(inst)) nodes.add(inst);
    }
  }
  for (let changed = true; changed;) {
    changed = false;
    const chosen = pointersAmong(nodes);
    const canMerge = (v: Value, node: Node): boolean =>
      nodes.has(v as Node) || constantPointer(v) !== undefined || (chosen.has(node) && isNumber(v, nodes));
    for (const node of nodes) {
      if (mergedBy(node).every((v) => canMerge(v, node))) continue;
      nodes.delete(node);
      changed = true;
    }
  }
  return nodes;
}

/** The nodes that a pointer of the program reaches. */
function pointersAmong(nodes: ReadonlySet<Node>): ReadonlySet<Node> {
  const reached = new Set([...nodes].filter((node) => mergedBy(node).length === 0));
  for (const node of reached)
    for (const user of node.users()) if (nodes.has(user as Node)) reached.add(user as Node);
  return reached;
}

/** Whether an integer is computed, and no bits of a pointer are known to go into it. One that is but moved may be a pointer. */
function isNumber(integer: Value, nodes: ReadonlySet<Node>): boolean {
  if (integer.type !== integerType(64)) return false;
  const moved = new Set<Value>([integer]);
  for (const value of moved) {
    if (!isInstruction(value) || value.opcode === 'load') return false;
    if (value.opcode === 'phi' || value.opcode === 'select' || value.opcode === 'freeze')
      for (const source of mergedBy(value)) if (!(source instanceof ConstantInt)) moved.add(source);
  }
  const seen = new Set<Value>(moved);
  for (const value of seen) {
    if (nodes.has(value as Node)) return false;
    if (!isInstruction(value)) continue;
    if (value.opcode === 'ptrtoint') return false;
    if (value.opcode === 'load' || value.opcode === 'call' || isDistance(value)) continue;
    for (const operand of value.operands) if (operand.type.kind === 'integer') seen.add(operand);
  }
  return true;
}

/** A computed number that becomes a pointer, and is but stored then: the key of a map in Rust, where a pointer is at other times. */
function markNumbers(fn: Fn, nodes: ReadonlySet<Node>): boolean {
  let changed = false;
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'inttoptr' || inst.type !== ptr || isNumberPointer(inst)) continue;
    const number = inst.operand(0);
    if (number instanceof ConstantInt || !isNumber(number, nodes) || ![...inst.uses()].every(isStored))
      continue;
    inst.setMetadata(numberMetadata, new MDNode());
    changed = true;
  }
  return changed;
}

const isStored = ({ user, index }: Use): boolean =>
  isInstruction(user) && user.opcode === 'store' && index === 0;

/** Between two addresses. */
const isDistance = (inst: Instruction): boolean =>
  inst.opcode === 'icmp' || (inst.opcode === 'sub' && inst.operands.every((v) => isInstruction(v) && v.opcode === 'ptrtoint')); // prettier-ignore

function numberAsPointer(number: Value, at: Instruction): Value {
  const cast = new CastInst('inttoptr', number, ptr);
  const location = at.getMetadata('dbg');
  if (location) cast.setMetadata('dbg', location);
  cast.setMetadata(numberMetadata, new MDNode());
  return at.parent!.insertBefore(cast, at);
}

const isCast = (inst: Instruction): boolean => inst.opcode === 'ptrtoint' && inst.operand(0).type === ptr;

function mergedBy(node: Node): Value[] {
  switch (node.opcode) {
    case 'phi':
      return [...node.incoming()].map(([value]) => value);
    case 'select':
      return [node.ifTrue, node.ifFalse];
    case 'freeze':
      return [node.operand(0)];
    default:
      return [];
  }
}

function constantPointer(value: Value): Value | undefined {
  if (value instanceof ConstantInt)
    return value.value === 0n ? constantNull(ptr) : new ConstantExpr('inttoptr', ptr, [value]);
  if (value === undef(value.type)) return undef(ptr);
  if (value === poison(value.type)) return poison(ptr);
  return undefined;
}

/** The pointer in a node's place; what it merges is put in by `connect`. */
function makePointer(node: Node): Value {
  switch (node.opcode) {
    case 'load': {
      const load = new Load(ptr, node.pointer, node.align, node.name);
      load.metadata = node.metadata?.filter(([key]) => key !== 'range');
      return node.parent!.insertBefore(load, node);
    }
    case 'phi':
      return withLocation(node, new Phi(ptr, node.flags, node.name));
    case 'select':
      return withLocation(node, new Select(node.condition, poison(ptr), poison(ptr), node.flags, node.name));
    case 'freeze':
      return withLocation(node, new Freeze(poison(ptr), node.name));
    default:
      return node.operand(0);
  }
}

function withLocation<T extends Instruction>(at: Instruction, inst: T): T {
  const location = at.getMetadata('dbg');
  if (location) inst.setMetadata('dbg', location);
  return at.parent!.insertBefore(inst, at);
}

type PointerOf = (value: Value, at: Instruction) => Value;

function connect(node: Node, made: Value, pointerOf: PointerOf): void {
  if (made instanceof Phi && node.opcode === 'phi') {
    const incoming = new Map<BasicBlock, Value>();
    for (const [value, from] of node.incoming()) {
      // A block that is named twice brings the same value.
      const pointer = incoming.get(from) ?? pointerOf(value, from.terminator!);
      incoming.set(from, pointer);
      made.addIncoming(pointer, from);
    }
  } else if (made instanceof Select && node.opcode === 'select') {
    made.setOperand(1, pointerOf(node.ifTrue, made));
    made.setOperand(2, pointerOf(node.ifFalse, made));
  } else if (made instanceof Freeze && node.opcode === 'freeze')
    made.setOperand(0, pointerOf(node.operand(0), made));
}

/** Moves take the pointer itself; other users the integer. */
function redirectUses(node: Node, made: Value, nodes: ReadonlySet<Node>, replacements: Replacements): void {
  let integer: Value | undefined;
  for (const use of [...node.uses()]) {
    const user = use.user as Instruction;
    if (nodes.has(user as Node)) continue;
    if (user.opcode === 'inttoptr' && user.type === ptr) replacements.replace(user, made);
    else if (user.opcode === 'store') use.set(made);
    else use.set((integer ??= integerOf(node, made)));
  }
}

function integerOf(node: Node, made: Value): Value {
  const cast = new CastInst('ptrtoint', made, node.type);
  const at = node.opcode === 'phi' ? placeBehindPhis(node) : node.next!;
  const location = node.getMetadata('dbg');
  if (location) cast.setMetadata('dbg', location);
  return node.parent!.insertBefore(cast, at);
}

/** A landing pad stays the first instruction behind the phis. */
function placeBehindPhis(phi: PhiInst): Instruction {
  const first = phi.parent!.firstNonPhi!;
  return first.opcode === 'landingpad' ? first.next! : first;
}
