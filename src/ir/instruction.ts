import type { BasicBlock } from './block.ts';
import type { CallBrInst, CallInst, InvokeInst } from './call-instruction.ts';
import { InstructionBase } from './instruction-base.ts';
import type {
  BranchInst,
  CatchReturnInst,
  CatchSwitchInst,
  CleanupReturnInst,
  IndirectBrInst,
  ResumeInst,
  ReturnInst,
  SwitchInst,
  UnreachableInst,
} from './terminator.ts';
import type { Type } from './type.ts';
import { i1, labelType, ptr, scalarOf, structType, tokenType, vectorType, voidType } from './type.ts';
import type { Value } from './value.ts';

export * from './call-instruction.ts';
export * from './instruction-base.ts';
export * from './terminator.ts';

export type UnaryOpcode = 'fneg';
export type BinaryOpcode =
  | 'add' | 'fadd' | 'sub' | 'fsub' | 'mul' | 'fmul' | 'udiv' | 'sdiv' | 'fdiv' | 'urem' | 'srem' | 'frem'
  | 'shl' | 'lshr' | 'ashr' | 'and' | 'or' | 'xor'; // prettier-ignore
export type CastOpcode =
  | 'trunc' | 'zext' | 'sext' | 'fptrunc' | 'fpext' | 'fptoui' | 'fptosi' | 'uitofp' | 'sitofp'
  | 'ptrtoint' | 'ptrtoaddr' | 'inttoptr' | 'bitcast' | 'addrspacecast'; // prettier-ignore

/** `fneg`: operand. */
export class UnaryInst extends InstructionBase {
  readonly opcode: UnaryOpcode;
  flags: number;
  constructor(opcode: UnaryOpcode, operand: Value, flags = 0, name?: string) {
    super(operand.type, name);
    this.opcode = opcode;
    this.flags = flags;
    this.initOperands(operand);
  }
}

/** Arithmetic: left, right. */
export class BinaryInst extends InstructionBase {
  readonly opcode: BinaryOpcode;
  flags: number;
  constructor(opcode: BinaryOpcode, left: Value, right: Value, flags = 0, name?: string) {
    super(left.type, name);
    this.opcode = opcode;
    this.flags = flags;
    this.initOperands(left, right);
  }
}

/** Conversions: operand. */
export class CastInst extends InstructionBase {
  readonly opcode: CastOpcode;
  flags: number;
  constructor(opcode: CastOpcode, operand: Value, type: Type, flags = 0, name?: string) {
    super(type, name);
    this.opcode = opcode;
    this.flags = flags;
    this.initOperands(operand);
  }
}

export type ICmpPredicate = 'eq' | 'ne' | 'ugt' | 'uge' | 'ult' | 'ule' | 'sgt' | 'sge' | 'slt' | 'sle';
export type FCmpPredicate =
  | 'false' | 'oeq' | 'ogt' | 'oge' | 'olt' | 'ole' | 'one' | 'ord'
  | 'ueq' | 'ugt' | 'uge' | 'ult' | 'ule' | 'une' | 'uno' | 'true'; // prettier-ignore

const booleanLike = (type: Type): Type =>
  type.kind === 'vector' ? vectorType(i1, type.length, type.scalable) : i1;

/** Integer and pointer comparison: left, right. */
export class ICmpInst extends InstructionBase {
  readonly opcode = 'icmp';
  predicate: ICmpPredicate;
  flags: number;
  constructor(predicate: ICmpPredicate, left: Value, right: Value, flags = 0, name?: string) {
    super(booleanLike(left.type), name);
    this.predicate = predicate;
    this.flags = flags;
    this.initOperands(left, right);
  }
}

/** Floating-point comparison: left, right. */
export class FCmpInst extends InstructionBase {
  readonly opcode = 'fcmp';
  predicate: FCmpPredicate;
  flags: number;
  constructor(predicate: FCmpPredicate, left: Value, right: Value, flags = 0, name?: string) {
    super(booleanLike(left.type), name);
    this.predicate = predicate;
    this.flags = flags;
    this.initOperands(left, right);
  }
}

/** `select`: condition, value if true, value if false. */
export class SelectInst extends InstructionBase {
  readonly opcode = 'select';
  flags: number;
  constructor(condition: Value, ifTrue: Value, ifFalse: Value, flags = 0, name?: string) {
    super(ifTrue.type, name);
    this.flags = flags;
    this.initOperands(condition, ifTrue, ifFalse);
  }
  get condition(): Value {
    return this.operand(0);
  }
  get ifTrue(): Value {
    return this.operand(1);
  }
  get ifFalse(): Value {
    return this.operand(2);
  }
}

/** `freeze`: operand. */
export class FreezeInst extends InstructionBase {
  readonly opcode = 'freeze';
  constructor(operand: Value, name?: string) {
    super(operand.type, name);
    this.initOperands(operand);
  }
}

/** `phi`: value and block in turn, one pair for each incoming edge. */
export class PhiInst extends InstructionBase {
  readonly opcode = 'phi';
  flags: number;
  constructor(type: Type, flags = 0, name?: string) {
    super(type, name);
    this.flags = flags;
  }
  get incomingCount(): number {
    return this.operandUses.length >> 1;
  }
  incomingValue(i: number): Value {
    return this.operand(2 * i);
  }
  incomingBlock(i: number): BasicBlock {
    return this.operand(2 * i + 1) as BasicBlock;
  }
  setIncomingValue(i: number, value: Value): void {
    this.setOperand(2 * i, value);
  }
  setIncomingBlock(i: number, block: BasicBlock): void {
    this.setOperand(2 * i + 1, block);
  }
  addIncoming(value: Value, block: BasicBlock): void {
    this.addOperand(value);
    this.addOperand(block);
  }
  removeIncoming(i: number): void {
    this.removeOperand(2 * i + 1);
    this.removeOperand(2 * i);
  }
  *incoming(): IterableIterator<readonly [value: Value, block: BasicBlock]> {
    for (let i = 0; i < this.incomingCount; i++) yield [this.incomingValue(i), this.incomingBlock(i)];
  }
  /** The value that comes in from a predecessor; undefined when the block is none. */
  valueFor(block: BasicBlock): Value | undefined {
    for (const [value, from] of this.incoming()) if (from === block) return value;
    return undefined;
  }
}

export type AtomicOrdering =
  'unordered' | 'monotonic' | 'acquire' | 'release' | 'acq_rel' | 'seq_cst'; // prettier-ignore

/** `alloca`: the number of elements. */
export class AllocaInst extends InstructionBase {
  readonly opcode = 'alloca';
  readonly allocatedType: Type;
  /** Bytes; undefined for the type's own alignment. */
  align: number | undefined;
  inalloca = false;
  swifterror = false;
  /** Whether the count was written (`alloca T, i32 1`). */
  explicitCount = false;
  constructor(allocatedType: Type, count: Value, align?: number, name?: string, type: Type = ptr) {
    super(type, name);
    this.allocatedType = allocatedType;
    this.align = align;
    this.initOperands(count);
  }
  get count(): Value {
    return this.operand(0);
  }
}

/** `load`: pointer. */
export class LoadInst extends InstructionBase {
  readonly opcode = 'load';
  align: number | undefined;
  volatile = false;
  ordering: AtomicOrdering | undefined;
  syncScope: string | undefined;
  constructor(type: Type, pointer: Value, align?: number, name?: string) {
    super(type, name);
    this.align = align;
    this.initOperands(pointer);
  }
  get pointer(): Value {
    return this.operand(0);
  }
}

/** `store`: value, pointer. */
export class StoreInst extends InstructionBase {
  readonly opcode = 'store';
  align: number | undefined;
  volatile = false;
  ordering: AtomicOrdering | undefined;
  syncScope: string | undefined;
  constructor(value: Value, pointer: Value, align?: number) {
    super(voidType);
    this.align = align;
    this.initOperands(value, pointer);
  }
  get value(): Value {
    return this.operand(0);
  }
  get pointer(): Value {
    return this.operand(1);
  }
}

/** `fence`: none. */
export class FenceInst extends InstructionBase {
  readonly opcode = 'fence';
  readonly ordering: AtomicOrdering;
  readonly syncScope: string | undefined;
  constructor(ordering: AtomicOrdering, syncScope?: string) {
    super(voidType);
    this.ordering = ordering;
    this.syncScope = syncScope;
  }
}

/** `cmpxchg`: pointer, expected, replacement. */
export class CmpXchgInst extends InstructionBase {
  readonly opcode = 'cmpxchg';
  weak = false;
  volatile = false;
  align: number | undefined;
  syncScope: string | undefined;
  readonly successOrdering: AtomicOrdering;
  readonly failureOrdering: AtomicOrdering;
  constructor(
    pointer: Value,
    expected: Value,
    replacement: Value,
    successOrdering: AtomicOrdering,
    failureOrdering: AtomicOrdering,
    name?: string,
  ) {
    super(structType([expected.type, i1]), name);
    this.successOrdering = successOrdering;
    this.failureOrdering = failureOrdering;
    this.initOperands(pointer, expected, replacement);
  }
}

/** `atomicrmw`: pointer, value. */
export class AtomicRMWInst extends InstructionBase {
  readonly opcode = 'atomicrmw';
  /** `add`, `fadd`, `xchg`, … */
  readonly operation: string;
  readonly ordering: AtomicOrdering;
  volatile = false;
  align: number | undefined;
  syncScope: string | undefined;
  constructor(operation: string, pointer: Value, value: Value, ordering: AtomicOrdering, name?: string) {
    super(value.type, name);
    this.operation = operation;
    this.ordering = ordering;
    this.initOperands(pointer, value);
  }
  get pointer(): Value {
    return this.operand(0);
  }
  get value(): Value {
    return this.operand(1);
  }
}

/** `getelementptr`: base pointer, indices. */
export class GetElementPtrInst extends InstructionBase {
  readonly opcode = 'getelementptr';
  readonly sourceType: Type;
  flags: number;
  constructor(sourceType: Type, base: Value, indices: readonly Value[], flags = 0, name?: string) {
    super(gepResultType(base, indices), name);
    this.sourceType = sourceType;
    this.flags = flags;
    this.initOperandList([base, ...indices]);
  }
  get base(): Value {
    return this.operand(0);
  }
  get indices(): Value[] {
    return this.operands.slice(1);
  }
}

/** A pointer, or a vector of pointers as soon as the base or an index is a vector. */
export function gepResultType(base: Value, indices: readonly Value[]): Type {
  if (base.type.kind === 'vector') return base.type;
  for (const index of indices) {
    if (index.type.kind === 'vector') return vectorType(base.type, index.type.length, index.type.scalable);
  }
  return base.type;
}

/** `extractelement`: vector, index. */
export class ExtractElementInst extends InstructionBase {
  readonly opcode = 'extractelement';
  constructor(vector: Value, index: Value, name?: string) {
    super(scalarOf(vector.type), name);
    this.initOperands(vector, index);
  }
}

/** `insertelement`: vector, element, index. */
export class InsertElementInst extends InstructionBase {
  readonly opcode = 'insertelement';
  constructor(vector: Value, element: Value, index: Value, name?: string) {
    super(vector.type, name);
    this.initOperands(vector, element, index);
  }
}

/** `shufflevector`: left, right, mask (a constant vector). */
export class ShuffleVectorInst extends InstructionBase {
  readonly opcode = 'shufflevector';
  constructor(left: Value, right: Value, mask: Value, name?: string) {
    super(shuffleType(left.type, mask.type), name);
    this.initOperands(left, right, mask);
  }
}

function shuffleType(vector: Type, mask: Type): Type {
  if (vector.kind !== 'vector' || mask.kind !== 'vector') return vector;
  return vectorType(vector.element, mask.length, mask.scalable);
}

/** `extractvalue`: aggregate. */
export class ExtractValueInst extends InstructionBase {
  readonly opcode = 'extractvalue';
  readonly path: readonly number[];
  constructor(aggregate: Value, path: readonly number[], name?: string) {
    super(aggregateElementType(aggregate.type, path), name);
    this.path = path;
    this.initOperands(aggregate);
  }
}

/** `insertvalue`: aggregate, element. */
export class InsertValueInst extends InstructionBase {
  readonly opcode = 'insertvalue';
  readonly path: readonly number[];
  constructor(aggregate: Value, element: Value, path: readonly number[], name?: string) {
    super(aggregate.type, name);
    this.path = path;
    this.initOperands(aggregate, element);
  }
}

/** The type found by walking into an aggregate. Throws RangeError when the path leaves it. */
export function aggregateElementType(type: Type, path: readonly number[]): Type {
  let at = type;
  for (const index of path) {
    const next: Type | undefined =
      at.kind === 'struct' ? at.elements?.[index] : at.kind === 'array' ? at.element : undefined;
    if (!next) throw new RangeError(`no element ${path.join(', ')} in ${type}`);
    at = next;
  }
  return at;
}

/** `va_arg`: the list pointer. */
export class VAArgInst extends InstructionBase {
  readonly opcode = 'va_arg';
  constructor(list: Value, type: Type, name?: string) {
    super(type, name);
    this.initOperands(list);
  }
}

/** `landingpad`: the clauses' values. */
export class LandingPadInst extends InstructionBase {
  readonly opcode = 'landingpad';
  readonly cleanup: boolean;
  readonly clauses: readonly ('catch' | 'filter')[];
  constructor(
    type: Type,
    cleanup: boolean,
    clauses: readonly (readonly ['catch' | 'filter', Value])[],
    name?: string,
  ) {
    super(type, name);
    this.cleanup = cleanup;
    this.clauses = clauses.map(([kind]) => kind);
    for (const [, value] of clauses) this.addOperand(value);
  }
}

/** `catchpad` and `cleanuppad`: the parent pad, arguments. */
export class FuncletPadInst extends InstructionBase {
  readonly opcode: 'catchpad' | 'cleanuppad';
  constructor(opcode: 'catchpad' | 'cleanuppad', parentPad: Value, args: readonly Value[], name?: string) {
    super(tokenType, name);
    this.opcode = opcode;
    this.addOperand(parentPad);
    for (const arg of args) this.addOperand(arg);
  }
}

export type Instruction =
  | UnaryInst
  | BinaryInst
  | CastInst
  | ICmpInst
  | FCmpInst
  | SelectInst
  | FreezeInst
  | PhiInst
  | AllocaInst
  | LoadInst
  | StoreInst
  | FenceInst
  | CmpXchgInst
  | AtomicRMWInst
  | GetElementPtrInst
  | ExtractElementInst
  | InsertElementInst
  | ShuffleVectorInst
  | ExtractValueInst
  | InsertValueInst
  | VAArgInst
  | LandingPadInst
  | FuncletPadInst
  | CallInst
  | InvokeInst
  | CallBrInst
  | ReturnInst
  | BranchInst
  | SwitchInst
  | IndirectBrInst
  | ResumeInst
  | CatchSwitchInst
  | CatchReturnInst
  | CleanupReturnInst
  | UnreachableInst;

export type Opcode =
  | UnaryOpcode | BinaryOpcode | CastOpcode
  | 'icmp' | 'fcmp' | 'select' | 'freeze' | 'phi' | 'alloca' | 'load' | 'store' | 'fence' | 'cmpxchg' | 'atomicrmw'
  | 'getelementptr' | 'extractelement' | 'insertelement' | 'shufflevector' | 'extractvalue' | 'insertvalue' | 'va_arg'
  | 'landingpad' | 'catchpad' | 'cleanuppad' | 'call' | 'invoke' | 'callbr' | 'ret' | 'br' | 'switch' | 'indirectbr'
  | 'resume' | 'catchswitch' | 'catchret' | 'cleanupret' | 'unreachable'; // prettier-ignore

export function isInstruction(value: Value): value is Instruction {
  return value instanceof InstructionBase;
}

/** The blocks that control may go to after this instruction, in operand order, repeated if they are. */
export function successorsOf(terminator: Instruction): BasicBlock[] {
  if (!terminator.isTerminator) return [];
  const blocks: BasicBlock[] = [];
  for (const use of terminator.operandUses) {
    if (use.value.type === labelType) blocks.push(use.value as BasicBlock);
  }
  return blocks;
}
