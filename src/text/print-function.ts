import type { BasicBlock, Fn } from '../ir/index.ts';
import { printAttributes } from './print-attribute.ts';
import type { Output } from './output.ts';
import type { PrintContext } from './print-context.ts';
import { printComdatReference, printHead } from './print-global.ts';
import { printInstructionText } from './print-instruction.ts';
import { printAttachments, printDebugRecord } from './print-metadata.ts';
import { quote } from './print-name.ts';
import { printTyped } from './print-value.ts';

/** A declaration or definition, piece by piece. */
export function printFunctionInto(c: PrintContext, fn: Fn, out: Output): void {
  c.enterFunction(fn);
  const isDeclaration = fn.isDeclaration;
  let head = isDeclaration ? 'declare' : 'define';
  if (isDeclaration) head += printAttachments(c, fn.metadata, ' ');
  head += ` ${printSignature(c, fn, isDeclaration)}${printTail(c, fn)}`;
  if (isDeclaration) {
    out.write(`${head}\n`);
    return;
  }
  out.write(`${head}${printAttachments(c, fn.metadata, ' ')} {\n`);
  fn.blocks.forEach((block, i) => printBlock(c, block, i === 0, out));
  out.write('}\n');
}

function printSignature(c: PrintContext, fn: Fn, isDeclaration: boolean): string {
  let out = printHead(fn);
  if (fn.callingConvention !== '') out += `${fn.callingConvention} `;
  const returned = printAttributes(c, fn.returnAttributes);
  if (returned !== '') out += `${returned.slice(1)} `;
  const parameters = fn.args.map((arg) => {
    const name = isDeclaration && arg.name === undefined ? '' : ` ${c.localName(arg)}`;
    return `${arg.type.toString()}${printAttributes(c, arg.attributes)}${name}`;
  });
  if (fn.valueType.variadic) parameters.push('...');
  return `${out}${fn.returnType.toString()} ${c.globalName(fn)}(${parameters.join(', ')})`;
}

function printTail(c: PrintContext, fn: Fn): string {
  const { type } = fn;
  let out = fn.unnamedAddr === undefined ? '' : ` ${fn.unnamedAddr}`;
  if (type.kind === 'pointer' && (type.addressSpace !== 0 || c.programAddressSpace !== 0)) {
    out += ` addrspace(${type.addressSpace})`;
  }
  out += printAttributes(c, fn.attributes);
  if (fn.section !== undefined) out += ` section ${quote(fn.section)}`;
  if (fn.partition !== undefined) out += ` partition ${quote(fn.partition)}`;
  out += printComdatReference(fn, fn.comdat, ' ');
  if (fn.align !== undefined) out += ` align ${fn.align}`;
  if (fn.preferredAlign !== undefined) out += ` prefalign(${fn.preferredAlign})`;
  if (fn.gc !== undefined) out += ` gc ${quote(fn.gc)}`;
  if (fn.prefixData) out += ` prefix ${printTyped(c, fn.prefixData)}`;
  if (fn.prologueData) out += ` prologue ${printTyped(c, fn.prologueData)}`;
  if (fn.personality) out += ` personality ${printTyped(c, fn.personality)}`;
  return out;
}

function printBlock(c: PrintContext, block: BasicBlock, isEntry: boolean, out: Output): void {
  if (!isEntry) out.write(`\n${c.localName(block).slice(1)}:\n`);
  else if (block.name !== undefined) out.write(`${c.localName(block).slice(1)}:\n`);
  for (let inst = block.first; inst; inst = inst.next) {
    if (inst.debugRecords) {
      for (const record of inst.debugRecords) out.write(`    ${printDebugRecord(c, record)}\n`);
    }
    out.write(`  ${printInstructionText(c, inst)}\n`);
  }
}
