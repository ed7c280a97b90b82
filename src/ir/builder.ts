import type { BasicBlock } from './block.ts';
import { constantInt } from './constant.ts';
import { Fn } from './function.ts';
import type {
  BinaryOpcode,
  CallAttributes,
  CastOpcode,
  FCmpPredicate,
  ICmpPredicate,
  Instruction,
} from './instruction.ts';
import {
  AllocaInst,
  BinaryInst,
  BranchInst,
  CallInst,
  CastInst,
  ExtractValueInst,
  FCmpInst,
  GetElementPtrInst,
  ICmpInst,
  InsertValueInst,
  LoadInst,
  PhiInst,
  ReturnInst,
  SelectInst,
  StoreInst,
  SwitchInst,
  UnaryInst,
  UnreachableInst,
} from './instruction.ts';
import type { ConstantInt } from './constant.ts';
import type { MDNode } from './metadata.ts';
import type { FunctionType, Type } from './type.ts';
import { i32, i8 } from './type.ts';
import type { Value } from './value.ts';

/**
 * Makes instructions at an insertion point. Every instruction it makes gets `debugLocation`, if that is set, so that
 * generated code points at the source line it comes from.
 */
export class IRBuilder {
  block!: BasicBlock;
  /** Instructions go before this one; null means the end of the block. */
  before: Instruction | null = null;
  debugLocation: MDNode | undefined;
  /** Fast-math flags for floating-point operations. */
  fastMath = 0;

  constructor(block?: BasicBlock, before: Instruction | null = null) {
    if (block) this.positionAt(block, before);
  }

  positionAt(block: BasicBlock, before: Instruction | null = null): this {
    this.block = block;
    this.before = before;
    return this;
  }

  positionBefore(inst: Instruction): this {
    if (!inst.parent) throw new Error('the instruction stands in no block');
    return this.positionAt(inst.parent, inst);
  }

  insert<T extends Instruction>(inst: T): T {
    if (this.debugLocation) inst.setMetadata('dbg', this.debugLocation);
    return this.block.insertBefore(inst, this.before);
  }

  binary(opcode: BinaryOpcode, left: Value, right: Value, name?: string, flags = 0): BinaryInst {
    const math = opcode.startsWith('f') ? this.fastMath : 0;
    return this.insert(new BinaryInst(opcode, left, right, flags | math, name));
  }
  add(left: Value, right: Value, name?: string, flags = 0): BinaryInst {
    return this.binary('add', left, right, name, flags);
  }
  sub(left: Value, right: Value, name?: string, flags = 0): BinaryInst {
    return this.binary('sub', left, right, name, flags);
  }
  mul(left: Value, right: Value, name?: string, flags = 0): BinaryInst {
    return this.binary('mul', left, right, name, flags);
  }
  fadd(left: Value, right: Value, name?: string): BinaryInst {
    return this.binary('fadd', left, right, name);
  }
  fsub(left: Value, right: Value, name?: string): BinaryInst {
    return this.binary('fsub', left, right, name);
  }
  fmul(left: Value, right: Value, name?: string): BinaryInst {
    return this.binary('fmul', left, right, name);
  }
  fdiv(left: Value, right: Value, name?: string): BinaryInst {
    return this.binary('fdiv', left, right, name);
  }
  fneg(operand: Value, name?: string): UnaryInst {
    return this.insert(new UnaryInst('fneg', operand, this.fastMath, name));
  }
  cast(opcode: CastOpcode, operand: Value, type: Type, name?: string): CastInst {
    return this.insert(new CastInst(opcode, operand, type, 0, name));
  }
  icmp(predicate: ICmpPredicate, left: Value, right: Value, name?: string): ICmpInst {
    return this.insert(new ICmpInst(predicate, left, right, 0, name));
  }
  fcmp(predicate: FCmpPredicate, left: Value, right: Value, name?: string): FCmpInst {
    return this.insert(new FCmpInst(predicate, left, right, this.fastMath, name));
  }
  select(condition: Value, ifTrue: Value, ifFalse: Value, name?: string): SelectInst {
    return this.insert(new SelectInst(condition, ifTrue, ifFalse, 0, name));
  }
  phi(type: Type, name?: string): PhiInst {
    return this.insert(new PhiInst(type, 0, name));
  }
  alloca(type: Type, name?: string, align?: number): AllocaInst {
    return this.insert(new AllocaInst(type, constantInt(i32, 1), align, name));
  }
  load(type: Type, pointer: Value, name?: string, align?: number): LoadInst {
    return this.insert(new LoadInst(type, pointer, align, name));
  }
  store(value: Value, pointer: Value, align?: number): StoreInst {
    return this.insert(new StoreInst(value, pointer, align));
  }
  gep(sourceType: Type, base: Value, indices: readonly Value[], name?: string, flags = 0): GetElementPtrInst {
    return this.insert(new GetElementPtrInst(sourceType, base, indices, flags, name));
  }
  /** A pointer some bytes further on. */
  byteOffset(base: Value, bytes: Value, name?: string): GetElementPtrInst {
    return this.gep(i8, base, [bytes], name);
  }
  extractValue(aggregate: Value, path: readonly number[], name?: string): ExtractValueInst {
    return this.insert(new ExtractValueInst(aggregate, path, name));
  }
  insertValue(aggregate: Value, element: Value, path: readonly number[], name?: string): InsertValueInst {
    return this.insert(new InsertValueInst(aggregate, element, path, name));
  }
  /** Calls a function of the module; for other callees give the type. */
  call(
    callee: Fn | { readonly type: FunctionType; readonly value: Value },
    args: readonly Value[],
    name?: string,
    attributes: CallAttributes = {},
  ): CallInst {
    const isFn = callee instanceof Fn;
    const type = isFn ? callee.valueType : callee.type;
    const convention = isFn ? { callingConvention: callee.callingConvention } : {};
    const value = isFn ? callee : callee.value;
    return this.insert(new CallInst(type, value, args, { ...convention, ...attributes }, name));
  }
  ret(value?: Value): ReturnInst {
    return this.insert(new ReturnInst(value));
  }
  br(to: BasicBlock): BranchInst {
    return this.insert(BranchInst.unconditional(to));
  }
  condBr(condition: Value, ifTrue: BasicBlock, ifFalse: BasicBlock): BranchInst {
    return this.insert(BranchInst.conditional(condition, ifTrue, ifFalse));
  }
  switch(
    condition: Value,
    defaultBlock: BasicBlock,
    cases: readonly (readonly [ConstantInt, BasicBlock])[],
  ): SwitchInst {
    return this.insert(new SwitchInst(condition, defaultBlock, cases));
  }
  unreachable(): UnreachableInst {
    return this.insert(new UnreachableInst());
  }
}
