/** Calls: `call`, `invoke` and `callbr`. */
import type { AttributeList } from './attribute.ts';
import { noAttributes } from './attribute.ts';
import type { BasicBlock } from './block.ts';
import { InstructionBase } from './instruction-base.ts';
import type { FunctionType } from './type.ts';
import type { Value } from './value.ts';

export type TailKind = 'none' | 'tail' | 'musttail' | 'notail';
export interface OperandBundle {
  readonly tag: string;
  readonly args: readonly Value[];
}

export interface CallAttributes {
  /** Calling convention as written: `fastcc`, `cc 10`; empty for the C convention. */
  callingConvention?: string;
  returnAttributes?: AttributeList;
  /** One list per argument; may be shorter than the arguments. */
  argumentAttributes?: readonly AttributeList[];
  functionAttributes?: AttributeList;
  bundles?: readonly OperandBundle[];
  /** `addrspace(N)` on the call; 0 when not written. */
  addressSpace?: number;
}

/**
 * What `call`, `invoke` and `callbr` share. Operands: the arguments, the arguments of the bundles, then (for invoke and
 * callbr) the destinations, then the callee.
 */
export abstract class CallBase extends InstructionBase {
  abstract override readonly opcode: 'call' | 'invoke' | 'callbr';
  #functionType: FunctionType;
  #argumentCount: number;
  callingConvention: string;
  returnAttributes: AttributeList;
  argumentAttributes: readonly AttributeList[];
  functionAttributes: AttributeList;
  readonly bundleShapes: readonly { readonly tag: string; readonly count: number }[];
  readonly addressSpace: number;

  constructor(
    functionType: FunctionType,
    callee: Value,
    args: readonly Value[],
    destinations: readonly BasicBlock[],
    attributes: CallAttributes,
    name?: string,
  ) {
    super(functionType.returnType, name);
    this.#functionType = functionType;
    this.#argumentCount = args.length;
    this.callingConvention = attributes.callingConvention ?? '';
    this.returnAttributes = attributes.returnAttributes ?? noAttributes;
    this.argumentAttributes = attributes.argumentAttributes ?? noAttributes;
    this.functionAttributes = attributes.functionAttributes ?? noAttributes;
    this.addressSpace = attributes.addressSpace ?? 0;
    const bundles = attributes.bundles ?? [];
    this.bundleShapes = bundles.length
      ? bundles.map((b) => ({ tag: b.tag, count: b.args.length }))
      : noAttributes;
    const bundled = bundles.length ? bundles.flatMap((b) => b.args) : noAttributes;
    this.initOperandList([...args, ...bundled, ...destinations, callee]);
  }

  get functionType(): FunctionType {
    return this.#functionType;
  }
  get argumentCount(): number {
    return this.#argumentCount;
  }

  /** Turns `call f(args)` into `call callee(args, f)`, of the given type. */
  passCalleeTo(callee: Value, functionType: FunctionType): void {
    this.insertOperand(this.#argumentCount++, this.callee);
    this.callee = callee;
    this.#functionType = functionType;
  }

  /** Undoes `passCalleeTo`: the last argument is called. */
  callLastArgument(functionType: FunctionType): void {
    this.callee = this.operand(this.#argumentCount - 1);
    this.removeOperand(--this.#argumentCount);
    this.#functionType = functionType;
  }

  /** Calls a function of another type with the same arguments. */
  redirect(callee: Value, functionType: FunctionType): void {
    this.callee = callee;
    this.#functionType = functionType;
  }

  get callee(): Value {
    return this.operand(this.operandCount - 1);
  }
  set callee(value: Value) {
    this.setOperand(this.operandCount - 1, value);
  }
  get args(): Value[] {
    return this.operandUses.slice(0, this.argumentCount).map((u) => u.value);
  }
  get bundles(): OperandBundle[] {
    let at = this.argumentCount;
    return this.bundleShapes.map(({ tag, count }) => {
      const args = this.operandUses.slice(at, at + count).map((u) => u.value);
      at += count;
      return { tag, args };
    });
  }
}

export class CallInst extends CallBase {
  readonly opcode = 'call';
  tail: TailKind = 'none';
  flags = 0;
  constructor(
    functionType: FunctionType,
    callee: Value,
    args: readonly Value[],
    attributes: CallAttributes = {},
    name?: string,
  ) {
    super(functionType, callee, args, [], attributes, name);
  }
}

export class InvokeInst extends CallBase {
  readonly opcode = 'invoke';
  constructor(
    functionType: FunctionType,
    callee: Value,
    args: readonly Value[],
    normal: BasicBlock,
    unwind: BasicBlock,
    attributes: CallAttributes = {},
    name?: string,
  ) {
    super(functionType, callee, args, [normal, unwind], attributes, name);
  }
  get normal(): BasicBlock {
    return this.operand(this.operandCount - 3) as BasicBlock;
  }
  get unwind(): BasicBlock {
    return this.operand(this.operandCount - 2) as BasicBlock;
  }
  override get isTerminator(): boolean {
    return true;
  }
}

export class CallBrInst extends CallBase {
  readonly opcode = 'callbr';
  readonly indirectCount: number;
  constructor(
    functionType: FunctionType,
    callee: Value,
    args: readonly Value[],
    fallthrough: BasicBlock,
    indirect: readonly BasicBlock[],
    attributes: CallAttributes = {},
    name?: string,
  ) {
    super(functionType, callee, args, [fallthrough, ...indirect], attributes, name);
    this.indirectCount = indirect.length;
  }
  override get isTerminator(): boolean {
    return true;
  }
}
