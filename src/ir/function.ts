import type { AttributeList } from './attribute.ts';
import { noAttributes } from './attribute.ts';
import type { BasicBlock } from './block.ts';
import type { Comdat } from './global.ts';
import { GlobalValue } from './global.ts';
import type { Instruction } from './instruction.ts';
import type { FunctionType, Type } from './type.ts';
import { Value } from './value.ts';

/** A formal parameter of a function. */
export class Argument extends Value {
  readonly kind = 'argument';
  readonly parent: Fn;
  readonly index: number;
  attributes: AttributeList = noAttributes;
  constructor(parent: Fn, index: number, type: Type, name?: string) {
    super(type, name);
    this.parent = parent;
    this.index = index;
  }
}

type FunctionOperandRole = 'prefix' | 'prologue' | 'personality';

/** A function: a declaration when it has no blocks. (`Fn`, since `Function` is taken in JavaScript.) */
export class Fn extends GlobalValue {
  readonly kind = 'function';
  declare readonly valueType: FunctionType;
  readonly args: readonly Argument[];
  readonly blocks: BasicBlock[] = [];
  callingConvention = '';
  returnAttributes: AttributeList = noAttributes;
  attributes: AttributeList = noAttributes;
  section: string | undefined;
  comdat: Comdat | undefined;
  align: number | undefined;
  /** Bytes; `prefalign` of LLVM 22 and later. */
  preferredAlign: number | undefined;
  gc: string | undefined;
  /** What each operand is: a function uses its personality, prefix and prologue. */
  readonly #roles: FunctionOperandRole[] = [];

  constructor(
    name: string | undefined,
    type: FunctionType,
    parameterNames: readonly (string | undefined)[] = [],
    addressSpace = 0,
  ) {
    super(type, name, addressSpace);
    this.args = type.parameters.map((t, i) => new Argument(this, i, t, parameterNames[i]));
  }

  #get(role: FunctionOperandRole): Value | undefined {
    const at = this.#roles.indexOf(role);
    return at < 0 ? undefined : this.operand(at);
  }
  #set(role: FunctionOperandRole, value: Value | undefined): void {
    const at = this.#roles.indexOf(role);
    if (value === undefined) {
      if (at < 0) return;
      this.#roles.splice(at, 1);
      this.removeOperand(at);
    } else if (at >= 0) {
      this.setOperand(at, value);
    } else {
      this.#roles.push(role);
      this.addOperand(value);
    }
  }
  override dropOperands(): void {
    super.dropOperands();
    this.#roles.length = 0;
  }

  /** Data before the function's first instruction: `prefix`. */
  get prefixData(): Value | undefined {
    return this.#get('prefix');
  }
  set prefixData(value: Value | undefined) {
    this.#set('prefix', value);
  }
  /** Code that is executed before the function's own: `prologue`. */
  get prologueData(): Value | undefined {
    return this.#get('prologue');
  }
  set prologueData(value: Value | undefined) {
    this.#set('prologue', value);
  }
  /** The function that handles exceptions. */
  get personality(): Value | undefined {
    return this.#get('personality');
  }
  set personality(value: Value | undefined) {
    this.#set('personality', value);
  }

  get returnType(): Type {
    return this.valueType.returnType;
  }
  get isDeclaration(): boolean {
    return this.blocks.length === 0;
  }

  /** The entry block of a definition. */
  get entry(): BasicBlock {
    const block = this.blocks[0];
    if (!block) throw new Error(`@${this.name} has no body`);
    return block;
  }

  appendBlock(block: BasicBlock): BasicBlock {
    block.parent = this;
    this.blocks.push(block);
    return block;
  }

  insertBlockAfter(block: BasicBlock, after: BasicBlock): BasicBlock {
    block.parent = this;
    this.blocks.splice(this.blocks.indexOf(after) + 1, 0, block);
    return block;
  }

  removeBlock(block: BasicBlock): void {
    const at = this.blocks.indexOf(block);
    if (at >= 0) this.blocks.splice(at, 1);
    block.parent = null;
  }

  *instructions(): IterableIterator<Instruction> {
    for (const block of this.blocks) yield* block;
  }

  /** Removes all blocks: the function becomes a declaration. */
  dropBody(): void {
    for (const block of this.blocks) {
      for (const inst of block) inst.dropOperands();
    }
    for (const block of [...this.blocks]) block.erase();
  }
}
