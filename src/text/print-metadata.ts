import type { DebugRecord, MDNode, Metadata, MetadataAttachment, MetadataField } from '../ir/index.ts';

import { bareTuple } from './parse-metadata.ts';
import type { PrintContext } from './print-context.ts';
import { metadataNameText, quote } from './print-name.ts';
import { printTyped } from './print-value.ts';

/** Metadata where it is used: a node by its number unless it stands in place. */
export function printMetadata(c: PrintContext, metadata: Metadata): string {
  switch (metadata.kind) {
    case 'node':
      return metadata.inline ? printNodeBody(c, metadata) : `!${c.nodeId(metadata)}`;
    case 'string':
      return `!${quote(metadata.text)}`;
    case 'value':
      return printTyped(c, metadata.value);
    case 'arglist':
      return `!DIArgList(${metadata.args.map((a) => printTyped(c, a.value)).join(', ')})`;
  }
}

/** `!{ … }` or `!Tag(…)` */
export function printNodeBody(c: PrintContext, node: MDNode): string {
  const { tag } = node;
  if (tag === undefined || tag === bareTuple)
    return `${tag === undefined ? '!' : ''}{${printElements(c, node)}}`;
  let out = `!${metadataNameText(tag)}(`;
  let separator = '';
  for (const [name, value] of node.fields) {
    out += `${separator}${name}: ${printField(c, value)}`;
    separator = ', ';
  }
  for (const value of node.operands) {
    out += separator + printField(c, value);
    separator = ', ';
  }
  return `${out})`;
}

function printElements(c: PrintContext, node: MDNode): string {
  let out = '';
  for (const operand of node.operands) out += (out === '' ? '' : ', ') + printField(c, operand);
  return out;
}

function printField(c: PrintContext, value: MetadataField): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value.kind === 'keyword' ? value.text : printMetadata(c, value);
}

/** `!N = [distinct] node` */
export function printNumberedNode(c: PrintContext, node: MDNode): string {
  return `!${c.nodeId(node)} = ${node.distinct ? 'distinct ' : ''}${printNodeBody(c, node)}\n`;
}

/** Attachments, each with the separator before it. */
export function printAttachments(
  c: PrintContext,
  list: readonly MetadataAttachment[],
  separator: string,
): string {
  let out = '';
  for (const [name, node] of list) out += `${separator}!${metadataNameText(name)} ${printMetadata(c, node)}`;
  return out;
}

/** `#dbg_value(…, !N)` */
export function printDebugRecord(c: PrintContext, record: DebugRecord): string {
  let out = `#${record.name}(`;
  for (const arg of record.args) out += `${printMetadata(c, arg)}, `;
  return `${out}${printMetadata(c, record.location)})`;
}

/** `!name = !{!1, !2}` */
export function printNamedMetadata(c: PrintContext, name: string, operands: readonly MDNode[]): string {
  return `!${metadataNameText(name)} = !{${operands.map((node) => printMetadata(c, node)).join(', ')}}\n`;
}
