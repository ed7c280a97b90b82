import type { Type } from './type.ts';

/** One attribute of a function, parameter, return value or call site. */
export type Attribute =
  /** `nounwind`, `noalias` */
  | { readonly kind: 'enum'; readonly name: string }
  /** `align 8`, `dereferenceable(16)`, `alignstack(16)`: an attribute with one number */
  | { readonly kind: 'integer'; readonly name: string; readonly value: bigint }
  /** `byval(T)`, `sret(T)`, `elementtype(T)`, `inalloca(T)`, `preallocated(T)`, `byref(T)` */
  | { readonly kind: 'type'; readonly name: string; readonly type: Type }
  /** `"key"="value"` */
  | { readonly kind: 'string'; readonly name: string; readonly value: string | undefined }
  /** Any other form, kept as written between its parentheses: `memory(argmem: read)`, `range(i32 0, 5)`, `captures(none)` */
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** `attributes #3 = { … }`: shared by reference among functions and calls. */
export class AttributeGroup {
  readonly id: number;
  attributes: readonly Attribute[];
  constructor(id: number, attributes: readonly Attribute[] = []) {
    this.id = id;
    this.attributes = attributes;
  }
}

/** What may stand where function attributes do: attributes, and references to groups. */
export type AttributeItem = Attribute | AttributeGroup;
export type AttributeList = readonly AttributeItem[];

export const noAttributes: readonly never[] = Object.freeze([]);

/** All attributes of a list with its groups flattened. */
export function* flattenAttributes(list: AttributeList): IterableIterator<Attribute> {
  for (const item of list) {
    if (item instanceof AttributeGroup) yield* item.attributes;
    else yield item;
  }
}

export function findAttribute(list: AttributeList, name: string): Attribute | undefined {
  for (const attribute of flattenAttributes(list)) if (attribute.name === name) return attribute;
  return undefined;
}

export function hasAttribute(list: AttributeList, name: string): boolean {
  return findAttribute(list, name) !== undefined;
}

/** The list without the attributes of these names; groups that hold one of them are flattened. */
export function removeAttributes(list: AttributeList, names: ReadonlySet<string>): AttributeList {
  return list.flatMap((item): AttributeItem[] => {
    if (!(item instanceof AttributeGroup)) return names.has(item.name) ? [] : [item];
    if (!item.attributes.some((a) => names.has(a.name))) return [item];
    return item.attributes.filter((a) => !names.has(a.name));
  });
}
