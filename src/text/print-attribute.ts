import type { Attribute, AttributeItem, AttributeList } from '../ir/index.ts';
import { AttributeGroup, noAttributes } from '../ir/index.ts';
import type { PrintContext } from './print-context.ts';
import { quote } from './print-name.ts';

/** Attributes, each with a blank before it. */
export function printAttributes(c: PrintContext, list: AttributeList): string {
  if (list === noAttributes || list.length === 0) return '';
  return c.cachedAttributes(list, () => {
    let out = '';
    for (const item of list) out += printItem(c, item);
    return out;
  });
}

function printItem(c: PrintContext, item: AttributeItem): string {
  if (item instanceof AttributeGroup) {
    // LLVM takes no group without attributes; a reference to one says nothing.
    return item.attributes.length ? ` #${c.groupId(item)}` : '';
  }
  return ` ${printAttribute(item, false)}`;
}

/** `attributes #N = { … }`; empty for a group without attributes. */
export function printGroup(c: PrintContext, group: AttributeGroup): string {
  if (!group.attributes.length) return '';
  return `attributes #${c.groupId(group)} = { ${group.attributes.map((a) => printAttribute(a, true)).join(' ')} }\n`;
}

/** One attribute: in a group, alignments are written with an equals sign. */
function printAttribute(a: Attribute, inGroup: boolean): string {
  switch (a.kind) {
    case 'enum':
      return a.name;
    case 'integer':
      if (inGroup && (a.name === 'align' || a.name === 'alignstack')) return `${a.name}=${a.value}`;
      return a.name === 'align' ? `align ${a.value}` : `${a.name}(${a.value})`;
    case 'type':
      return `${a.name}(${a.type})`;
    case 'string':
      return a.value === undefined ? quote(a.name) : `${quote(a.name)}=${quote(a.value)}`;
    case 'text':
      return `${a.name}(${a.text})`;
  }
}
