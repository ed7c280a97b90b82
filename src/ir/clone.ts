import { fail } from '../diagnostics/index.ts';
import { BasicBlock } from './block.ts';
import { BlockAddress, ConstantAggregate, ConstantExpr, MetadataAsValue } from './constant.ts';
import { DebugInfoCloner } from './debug-info-cloner.ts';
import type { DebugRecord } from './debug-record.ts';
import { Fn } from './function.ts';
import type { CallAttributes, CallBase, Instruction } from './instruction.ts';
import {
  AllocaInst,
  AtomicRMWInst,
  BinaryInst,
  BranchInst,
  CallBrInst,
  CallInst,
  CastInst,
  CatchReturnInst,
  CatchSwitchInst,
  CleanupReturnInst,
  CmpXchgInst,
  ExtractElementInst,
  ExtractValueInst,
  FCmpInst,
  FenceInst,
  FreezeInst,
  FuncletPadInst,
  GetElementPtrInst,
  ICmpInst,
  IndirectBrInst,
  InsertElementInst,
  InsertValueInst,
  InvokeInst,
  LandingPadInst,
  LoadInst,
  PhiInst,
  ResumeInst,
  ReturnInst,
  SelectInst,
  ShuffleVectorInst,
  StoreInst,
  SwitchInst,
  UnaryInst,
  UnreachableInst,
  VAArgInst,
  isInstruction,
} from './instruction.ts';
import type { Metadata, MDNode } from './metadata.ts';
import { DIArgList, MDNode as MetadataNode, ValueAsMetadata } from './metadata.ts';
import type { ConstantInt } from './constant.ts';
import type { FunctionType } from './type.ts';
import type { Use, Value } from './value.ts';

/** Says which value stands for an operand of the original in the copy. */
export type OperandMapper = (value: Value) => Value;
/** Says which metadata node stands for one of the original in the copy. */
export type NodeMapper = (node: MDNode) => MDNode;

const sameNode: NodeMapper = (node) => node;

/**
 * A copy of an instruction that stands in no block, with its flags, attributes, metadata and debug records. Operands go
 * through `mapOperand`, also those that debug records and metadata operands name; nodes go through `mapNode`.
 */
export function cloneInstruction(
  inst: Instruction,
  mapOperand: OperandMapper,
  mapNode: NodeMapper = sameNode,
): Instruction {
  const copy = copyInstruction(inst, (v) =>
    v instanceof MetadataAsValue ? mapMetadataOperand(v, mapOperand, mapNode) : mapOperand(v),
  );
  copyAttachments(inst, copy, mapOperand, mapNode);
  return copy;
}

/** The clone of a function, and what each of its arguments, blocks and instructions became. */
export interface FunctionClone {
  readonly fn: Fn;
  readonly map: Map<Value, Value>;
}

/**
 * Adds a copy of a definition to its module, with internal linkage and without comdat. Calls of the function to itself
 * still go to the original. The copy has its own DISubprogram, to which the locations of its instructions lead.
 *
 * `type` may have further parameters.
 *
 * Throws FX3002 when the function jumps through a table of block addresses that stands outside of it.
 */
export function cloneFunction(fn: Fn, name: string, type: FunctionType = fn.valueType): FunctionClone {
  if (!fn.parent) throw new Error(`@${fn.name} is in no module`);
  refuseOutsideBlockAddresses(fn);
  const clone = new Fn(name, type, fn.args.map((a) => a.name), addressSpaceOf(fn)); // prettier-ignore
  copyFunctionProperties(fn, clone);
  fn.parent.add(clone);

  const map = new Map<Value, Value>();
  fn.args.forEach((arg, i) => {
    const copy = clone.args[i]!;
    copy.attributes = arg.attributes;
    map.set(arg, copy);
  });
  const subprogram = fn.metadata.find(([key]) => key === 'dbg')?.[1];
  const debugInfo = new DebugInfoCloner(subprogram);
  for (const [key, node] of fn.metadata) {
    // A guid names one function; the copy is another.
    if (key !== 'guid') clone.metadata.push([key, key === 'dbg' ? debugInfo.mapNode(node) : node]);
  }
  cloneBlocksInto(fn.blocks, clone, map, (node) => debugInfo.mapNode(node));
  return { fn: clone, map };
}

function addressSpaceOf(fn: Fn): number {
  return fn.type.kind === 'pointer' ? fn.type.addressSpace : 0;
}

function copyFunctionProperties(from: Fn, to: Fn): void {
  to.linkage = 'internal';
  to.callingConvention = from.callingConvention;
  to.returnAttributes = from.returnAttributes;
  to.attributes = from.attributes;
  to.section = from.section;
  to.align = from.align;
  to.preferredAlign = from.preferredAlign;
  to.gc = from.gc;
  to.prefixData = from.prefixData;
  to.prologueData = from.prologueData;
  to.personality = from.personality;
  to.unnamedAddr = from.unnamedAddr;
}

/** A table of labels in a global would send the copy's `indirectbr` into the original. */
function refuseOutsideBlockAddresses(fn: Fn): void {
  if (!fn.blocks.some((b) => b.terminator?.opcode === 'indirectbr')) return;
  for (const block of fn.blocks) {
    for (const user of block.users()) {
      if (user instanceof BlockAddress && isUsedOutsideInstructions(user)) {
        fail(
          'FX3002',
          `@${fn.name} jumps through a table of labels (computed goto), which cannot be copied`,
          {
            help: ['write the dispatch as a switch'],
          },
        );
      }
    }
  }
}

function isUsedOutsideInstructions(constant: Value): boolean {
  const work = [constant];
  for (let at = work.pop(); at; at = work.pop()) {
    for (const user of at.users()) {
      if (isInstruction(user)) continue;
      if (!(user instanceof ConstantExpr || user instanceof ConstantAggregate)) return true;
      work.push(user);
    }
  }
  return false;
}

/**
 * Copies blocks to the end of a function. `map` says what stands for values from elsewhere (those it does not name
 * stay) and receives the copies of the blocks and instructions.
 */
export function cloneBlocksInto(
  blocks: readonly BasicBlock[],
  target: Fn,
  map: Map<Value, Value>,
  mapNode: NodeMapper = sameNode,
): void {
  for (const block of blocks) map.set(block, new BasicBlock(block.name));
  const mapLabels = blocks.some(isAddressTaken)
    ? new BlockAddressMapper(blocks[0]?.parent, target, map)
    : undefined;
  const mapOperand: OperandMapper = (v) => map.get(v) ?? mapLabels?.map(v) ?? v;

  // Operands that are defined later in the text are set when everything is copied.
  const forward: Use[] = [];
  const copied: (readonly [Instruction, Instruction])[] = [];
  for (const block of blocks) {
    const copyOfBlock = map.get(block) as BasicBlock;
    for (const inst of block) {
      const copy = copyInstruction(inst, mapOperand);
      inst.operandUses.forEach((use, i) => {
        const isPending =
          use.value instanceof MetadataAsValue || (isInstruction(use.value) && !map.has(use.value));
        if (isPending) forward.push(copy.operandUses[i]!);
      });
      copied.push([inst, copy]);
      copyOfBlock.append(copy);
      map.set(inst, copy);
    }
    target.appendBlock(copyOfBlock);
  }
  for (const use of forward) {
    const value = use.value;
    use.set(
      value instanceof MetadataAsValue ? mapMetadataOperand(value, mapOperand, mapNode) : mapOperand(value),
    );
  }
  for (const [inst, copy] of copied) copyAttachments(inst, copy, mapOperand, mapNode);
}

function isAddressTaken(block: BasicBlock): boolean {
  for (const user of block.users()) if (user instanceof BlockAddress) return true;
  return false;
}

/** Maps constants that hold the address of a copied block; undefined for those that hold none. */
class BlockAddressMapper {
  readonly #from: Fn | null | undefined;
  readonly #target: Fn;
  readonly #blocks: ReadonlyMap<Value, Value>;
  readonly #memo = new Map<Value, Value | undefined>();

  constructor(from: Fn | null | undefined, target: Fn, blocks: ReadonlyMap<Value, Value>) {
    this.#from = from;
    this.#target = target;
    this.#blocks = blocks;
  }

  map(value: Value): Value | undefined {
    if (value instanceof BlockAddress) {
      const copy = value.fn === this.#from ? this.#blocks.get(value.block) : undefined;
      return copy && new BlockAddress(value.type, this.#target, copy);
    }
    if (!(value instanceof ConstantExpr || value instanceof ConstantAggregate)) return undefined;
    if (!this.#memo.has(value)) this.#memo.set(value, this.#rebuild(value));
    return this.#memo.get(value);
  }

  #rebuild(value: ConstantExpr | ConstantAggregate): Value | undefined {
    const mapped = value.operands.map((v) => this.map(v));
    if (mapped.every((m) => m === undefined)) return undefined;
    const operands = value.operands.map((v, i) => mapped[i] ?? v);
    if (value instanceof ConstantAggregate) return new ConstantAggregate(value.type, operands, value.splat);
    const { flags, sourceType, inRange, inRangeIndex, predicate } = value;
    return new ConstantExpr(value.opcode, value.type, operands, {
      flags,
      ...(sourceType && { sourceType }),
      ...(inRange !== undefined && { inRange }),
      ...(inRangeIndex !== undefined && { inRangeIndex }),
      ...(predicate !== undefined && { predicate }),
    });
  }
}

function copyAttachments(
  from: Instruction,
  to: Instruction,
  mapOperand: OperandMapper,
  mapNode: NodeMapper,
): void {
  if (from.metadata) to.metadata = from.metadata.map(([key, node]) => [key, mapNode(node)]);
  if (from.debugRecords)
    to.debugRecords = from.debugRecords.map((r) => cloneDebugRecord(r, mapOperand, mapNode));
}

/** A copy of a debug record that names the mapped values and nodes. */
export function cloneDebugRecord(
  record: DebugRecord,
  mapOperand: OperandMapper,
  mapNode: NodeMapper = sameNode,
): DebugRecord {
  return {
    name: record.name,
    args: record.args.map((m) => mapMetadata(m, mapOperand, mapNode)),
    location: mapNode(record.location),
  };
}

function mapMetadata(metadata: Metadata, mapOperand: OperandMapper, mapNode: NodeMapper): Metadata {
  if (metadata instanceof ValueAsMetadata) return new ValueAsMetadata(mapOperand(metadata.value));
  if (metadata instanceof DIArgList) {
    return new DIArgList(metadata.args.map((a) => new ValueAsMetadata(mapOperand(a.value))));
  }
  return metadata instanceof MetadataNode ? mapNode(metadata) : metadata;
}

function mapMetadataOperand(
  value: MetadataAsValue,
  mapOperand: OperandMapper,
  mapNode: NodeMapper,
): MetadataAsValue {
  const mapped = mapMetadata(value.metadata, mapOperand, mapNode);
  return mapped === value.metadata ? value : new MetadataAsValue(mapped);
}

/** The instruction alone, without attachments. */
function copyInstruction(inst: Instruction, m: OperandMapper): Instruction {
  const name = inst.name;
  const op = (i: number): Value => m(inst.operand(i));
  const block = (i: number): BasicBlock => m(inst.operand(i)) as BasicBlock;
  switch (inst.opcode) {
    case 'fneg':
      return new UnaryInst(inst.opcode, op(0), inst.flags, name);
    case 'add':
    case 'fadd':
    case 'sub':
    case 'fsub':
    case 'mul':
    case 'fmul':
    case 'udiv':
    case 'sdiv':
    case 'fdiv':
    case 'urem':
    case 'srem':
    case 'frem':
    case 'shl':
    case 'lshr':
    case 'ashr':
    case 'and':
    case 'or':
    case 'xor': // prettier-ignore
      return new BinaryInst(inst.opcode, op(0), op(1), inst.flags, name);
    case 'trunc':
    case 'zext':
    case 'sext':
    case 'fptrunc':
    case 'fpext':
    case 'fptoui':
    case 'fptosi':
    case 'uitofp':
    case 'sitofp':
    case 'ptrtoint':
    case 'ptrtoaddr':
    case 'inttoptr':
    case 'bitcast':
    case 'addrspacecast': // prettier-ignore
      return new CastInst(inst.opcode, op(0), inst.type, inst.flags, name);
    case 'icmp':
      return new ICmpInst(inst.predicate, op(0), op(1), inst.flags, name);
    case 'fcmp':
      return new FCmpInst(inst.predicate, op(0), op(1), inst.flags, name);
    case 'select':
      return new SelectInst(op(0), op(1), op(2), inst.flags, name);
    case 'freeze':
      return new FreezeInst(op(0), name);
    case 'phi':
      return copyPhi(inst, m);
    case 'alloca':
    case 'load':
    case 'store':
    case 'fence':
    case 'cmpxchg':
    case 'atomicrmw':
      return copyMemoryInstruction(inst, op);
    case 'getelementptr':
      return new GetElementPtrInst(inst.sourceType, op(0), inst.indices.map(m), inst.flags, name);
    case 'extractelement':
      return new ExtractElementInst(op(0), op(1), name);
    case 'insertelement':
      return new InsertElementInst(op(0), op(1), op(2), name);
    case 'shufflevector':
      return new ShuffleVectorInst(op(0), op(1), op(2), name);
    case 'extractvalue':
      return new ExtractValueInst(op(0), inst.path, name);
    case 'insertvalue':
      return new InsertValueInst(op(0), op(1), inst.path, name);
    case 'va_arg':
      return new VAArgInst(op(0), inst.type, name);
    case 'landingpad':
      return new LandingPadInst(inst.type, inst.cleanup, inst.clauses.map((c, i) => [c, op(i)] as const), name); // prettier-ignore
    case 'catchpad':
    case 'cleanuppad':
      return new FuncletPadInst(inst.opcode, op(0), inst.operands.slice(1).map(m), name);
    case 'call':
    case 'invoke':
    case 'callbr':
      return copyCall(inst, m);
    case 'ret':
      return new ReturnInst(inst.operandCount ? op(0) : undefined);
    case 'br':
      return inst.operandCount === 3
        ? BranchInst.conditional(op(0), block(1), block(2))
        : BranchInst.unconditional(block(0));
    case 'switch':
      return new SwitchInst(
        op(0),
        block(1),
        [...inst.cases()].map(([value, to]) => [m(value) as ConstantInt, m(to) as BasicBlock] as const),
      );
    case 'indirectbr':
      return new IndirectBrInst(op(0), inst.operands.slice(1).map(m) as BasicBlock[]);
    case 'resume':
      return new ResumeInst(op(0));
    case 'catchswitch': {
      const handlers = inst.operands.slice(1, 1 + inst.handlerCount).map(m) as BasicBlock[];
      const unwind = inst.operandCount > 1 + inst.handlerCount ? block(1 + inst.handlerCount) : undefined;
      return new CatchSwitchInst(op(0), handlers, unwind, name);
    }
    case 'catchret':
      return new CatchReturnInst(op(0), block(1));
    case 'cleanupret':
      return new CleanupReturnInst(op(0), inst.operandCount > 1 ? block(1) : undefined);
    case 'unreachable':
      return new UnreachableInst();
  }
}

function copyPhi(inst: PhiInst, m: OperandMapper): PhiInst {
  const copy = new PhiInst(inst.type, inst.flags, inst.name);
  for (const operand of inst.operands) copy.addOperand(m(operand));
  return copy;
}

type MemoryInstruction = AllocaInst | LoadInst | StoreInst | FenceInst | CmpXchgInst | AtomicRMWInst;

function copyMemoryInstruction(inst: MemoryInstruction, op: (i: number) => Value): Instruction {
  switch (inst.opcode) {
    case 'alloca': {
      const copy = new AllocaInst(inst.allocatedType, op(0), inst.align, inst.name, inst.type);
      copy.inalloca = inst.inalloca;
      copy.swifterror = inst.swifterror;
      copy.explicitCount = inst.explicitCount;
      return copy;
    }
    case 'load': {
      const copy = new LoadInst(inst.type, op(0), inst.align, inst.name);
      copy.ordering = inst.ordering;
      return copyVolatility(inst, copy);
    }
    case 'store': {
      const copy = new StoreInst(op(0), op(1), inst.align);
      copy.ordering = inst.ordering;
      return copyVolatility(inst, copy);
    }
    case 'fence':
      return new FenceInst(inst.ordering, inst.syncScope);
    case 'cmpxchg': {
      const copy = new CmpXchgInst(
        op(0),
        op(1),
        op(2),
        inst.successOrdering,
        inst.failureOrdering,
        inst.name,
      );
      copy.weak = inst.weak;
      copy.align = inst.align;
      return copyVolatility(inst, copy);
    }
    case 'atomicrmw': {
      const copy = new AtomicRMWInst(inst.operation, op(0), op(1), inst.ordering, inst.name);
      copy.align = inst.align;
      return copyVolatility(inst, copy);
    }
  }
}

function copyVolatility<T extends LoadInst | StoreInst | CmpXchgInst | AtomicRMWInst>(from: T, to: T): T {
  to.volatile = from.volatile;
  to.syncScope = from.syncScope;
  return to;
}

function copyCall(inst: CallInst | InvokeInst | CallBrInst, m: OperandMapper): Instruction {
  const attributes = callAttributesOf(inst, m);
  const args = inst.args.map(m);
  switch (inst.opcode) {
    case 'call': {
      const copy = new CallInst(inst.functionType, m(inst.callee), args, attributes, inst.name);
      copy.tail = inst.tail;
      copy.flags = inst.flags;
      return copy;
    }
    case 'invoke': {
      const [normal, unwind] = [m(inst.normal), m(inst.unwind)] as [BasicBlock, BasicBlock];
      return new InvokeInst(inst.functionType, m(inst.callee), args, normal, unwind, attributes, inst.name);
    }
    case 'callbr': {
      const firstBlock = inst.operandCount - 2 - inst.indirectCount;
      const [fallthrough, ...indirect] = inst.operands.slice(firstBlock, -1).map(m) as BasicBlock[];
      const { functionType, name } = inst;
      return new CallBrInst(functionType, m(inst.callee), args, fallthrough!, indirect, attributes, name);
    }
  }
}

/** What a call has besides callee and arguments, for making another call like it. */
export function callAttributesOf(inst: CallBase, mapOperand: OperandMapper = (v) => v): CallAttributes {
  return {
    callingConvention: inst.callingConvention,
    returnAttributes: inst.returnAttributes,
    argumentAttributes: inst.argumentAttributes,
    functionAttributes: inst.functionAttributes,
    bundles: inst.bundles.map(({ tag, args }) => ({ tag, args: args.map(mapOperand) })),
    addressSpace: inst.addressSpace,
  };
}
