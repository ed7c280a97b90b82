import type {
  Argument,
  BasicBlock,
  BlockAddress,
  Constant,
  ConstantExpr,
  GlobalValue,
  GlobalWrapper,
  InlineAsm,
  Instruction,
  MetadataAsValue,
  Value,
} from '../ir/index.ts';
import type { ConstantAggregate, Fn, GlobalAlias, GlobalVariable } from '../ir/index.ts';
import type { PrintContext } from './print-context.ts';
import { printElementPointerFlags, printFlags } from './print-flag.ts';
import { printMetadata } from './print-metadata.ts';
import { quote } from './print-name.ts';

type AnyValue =
  | Exclude<Constant, GlobalValue>
  | Fn
  | GlobalVariable
  | GlobalAlias
  | InlineAsm
  | MetadataAsValue
  | Argument
  | BasicBlock
  | Instruction;

/** `T value` */
export function printTyped(c: PrintContext, value: Value): string {
  return `${value.type.toString()} ${printValue(c, value)}`;
}

/** A value without its type. */
export function printValue(c: PrintContext, value: Value): string {
  const v = value as AnyValue;
  switch (v.kind) {
    case 'instruction':
    case 'argument':
    case 'block':
      return c.localName(v);
    case 'constant-int':
      return v.text;
    case 'function':
    case 'global-variable':
    case 'alias':
    case 'ifunc':
      return c.globalName(v);
    case 'constant-fp':
      return v.text;
    case 'constant-simple':
      return v.which;
    case 'constant-string':
      return `c${quote(v.text)}`;
    case 'constant-aggregate':
      return printAggregate(c, v);
    case 'constant-expr':
      return printExpression(c, v);
    case 'block-address':
      return printBlockAddress(c, v);
    case 'global-wrapper':
      return printWrapper(c, v);
    case 'inline-asm':
      return printInlineAsm(v);
    case 'metadata-value':
      return printMetadata(c, v.metadata);
  }
  return '<unknown value>';
}

function printList(c: PrintContext, values: readonly Value[]): string {
  return values.map((v) => printTyped(c, v)).join(', ');
}

function printAggregate(c: PrintContext, v: ConstantAggregate): string {
  const { type } = v;
  const elements = printList(c, v.operands);
  if (v.splat) return `splat (${elements})`;
  if (type.kind === 'array') return `[${elements}]`;
  if (type.kind === 'vector') return `<${elements}>`;
  const body = elements === '' ? '{}' : `{ ${elements} }`;
  return type.kind === 'struct' && type.packed ? `<${body}>` : body;
}

function printExpression(c: PrintContext, v: ConstantExpr): string {
  const { opcode } = v;
  if (opcode === 'getelementptr') return printElementPointer(c, v);
  const head = opcode + printFlags(v.flags) + (v.predicate === undefined ? '' : ` ${v.predicate}`);
  const operands = printList(c, v.operands);
  return isCast(v) ? `${head} (${operands} to ${v.type})` : `${head} (${operands})`;
}

function isCast(v: ConstantExpr): boolean {
  return v.operandCount === 1 && v.opcode !== 'fneg';
}

function printElementPointer(c: PrintContext, v: ConstantExpr): string {
  const flags = printElementPointerFlags(v.flags);
  const range = v.inRange === undefined ? '' : ` ${v.inRange}`;
  let out = `getelementptr${flags}${range} (${v.sourceType}`;
  v.operands.forEach((operand, i) => {
    out += `, ${i > 0 && v.inRangeIndex === i - 1 ? 'inrange ' : ''}${printTyped(c, operand)}`;
  });
  return `${out})`;
}

/** The block may belong to a function other than the one that is being printed. */
function printBlockAddress(c: PrintContext, v: BlockAddress): string {
  return `blockaddress(${printValue(c, v.fn)}, ${c.blockName(v.fn, v.block)})`;
}

function printWrapper(c: PrintContext, v: GlobalWrapper): string {
  if (v.wrapper !== 'ptrauth') return `${v.wrapper} ${printValue(c, v.operand(0))}`;
  return `ptrauth (${printList(c, v.operands)})`;
}

function printInlineAsm(v: InlineAsm): string {
  const words = v.keywords.map((k) => `${k} `).join('');
  return `asm ${words}${quote(v.assembly)}, ${quote(v.constraints)}`;
}
