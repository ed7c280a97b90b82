import type { Comdat, GlobalAlias, GlobalValue, GlobalVariable, StructType } from '../ir/index.ts';
import { quoteName } from '../ir/index.ts';
import { printAttributes } from './print-attribute.ts';
import type { PrintContext } from './print-context.ts';
import { printAttachments } from './print-metadata.ts';
import { nameText, quote } from './print-name.ts';
import { printTyped, printValue } from './print-value.ts';

const word = (text: string | undefined): string => (text === undefined ? '' : `${text} `);

/** Linkage and its kin, each with a blank after it. */
export function printHead(value: GlobalValue): string {
  return word(value.linkage) + word(value.preemption) + word(value.visibility) + word(value.dllStorage);
}

function printThreadLocal(model: string | undefined): string {
  if (model === undefined) return '';
  return model === '' ? 'thread_local ' : `thread_local(${model}) `;
}

/** ` comdat`, ` comdat($name)`, with the separator before it. */
export function printComdatReference(
  value: GlobalValue,
  comdat: Comdat | undefined,
  separator: string,
): string {
  if (!comdat) return '';
  return comdat.name === value.name ? `${separator}comdat` : `${separator}comdat($${nameText(comdat.name)})`;
}

/** `@name = head … global T initialiser, …` */
export function printVariable(c: PrintContext, value: GlobalVariable): string {
  const { type } = value;
  let out = `${c.globalName(value)} = ${printHead(value)}`;
  // A variable without an initialiser is a declaration, which must be written.
  if (!value.initializer && value.linkage === undefined) out += 'external ';
  out += printThreadLocal(value.threadLocal) + word(value.unnamedAddr);
  if (type.kind === 'pointer' && type.addressSpace !== 0) out += `addrspace(${type.addressSpace}) `;
  if (value.externallyInitialized) out += 'externally_initialized ';
  out += `${value.isConstant ? 'constant' : 'global'} ${value.valueType.toString()}`;
  if (value.initializer) out += ` ${printValue(c, value.initializer)}`;
  if (value.section !== undefined) out += `, section ${quote(value.section)}`;
  if (value.partition !== undefined) out += `, partition ${quote(value.partition)}`;
  if (value.codeModel !== undefined) out += `, code_model ${quote(value.codeModel)}`;
  for (const sanitizer of value.sanitizer) out += `, ${sanitizer}`;
  out += printComdatReference(value, value.comdat, ', ');
  if (value.align !== undefined) out += `, align ${value.align}`;
  out += printAttachments(c, value.metadata, ', ');
  return `${out}${printAttributes(c, value.attributes)}\n`;
}

/** `@name = head alias T, ptr target` */
export function printAlias(c: PrintContext, value: GlobalAlias): string {
  let out = `${c.globalName(value)} = ${printHead(value)}`;
  out += printThreadLocal(value.threadLocal) + word(value.unnamedAddr);
  out += `${value.kind} ${value.valueType.toString()}, ${printTyped(c, value.target)}`;
  if (value.partition !== undefined) out += `, partition ${quote(value.partition)}`;
  return `${out}${printAttachments(c, value.metadata, ', ')}\n`;
}

/** `%name = type { … }` */
export function printTypeDefinition(type: StructType): string {
  return `%${quoteName(type.name ?? '')} = type ${type.bodyText()}\n`;
}

/** `$name = comdat selection` */
export function printComdat(comdat: Comdat): string {
  return `$${nameText(comdat.name)} = comdat ${comdat.selection}\n`;
}
