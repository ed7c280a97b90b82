import type { Value } from './value.ts';

/**
 * Metadata. Specialised nodes (`!DILocation(line: 3)`) keep their fields by name, in the order of the source; what the
 * differentiation does not read is printed back as it came.
 */
export type Metadata = MDString | MDNode | ValueAsMetadata | DIArgList;

export class MDString {
  readonly kind = 'string';
  /** One character per byte. */
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `i32 7` or `ptr @g` inside metadata, and `metadata ptr %x` as a call operand. */
export class ValueAsMetadata {
  readonly kind = 'value';
  value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** `!DIArgList(i32 %a, ptr %b)`: function-local. */
export class DIArgList {
  readonly kind = 'arglist';
  readonly args: ValueAsMetadata[];
  constructor(args: ValueAsMetadata[]) {
    this.args = args;
  }
}

/** A word that is no string: `DW_TAG_member`, `DIFlagPrototyped | DIFlagPublic`, `FullDebug`, `true`. */
export class MetadataKeyword {
  readonly kind = 'keyword';
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The value of a specialised node's field: a JS string is a quoted string, null is `null`. */
export type MetadataField = Metadata | MetadataKeyword | string | bigint | number | null;

/**
 * A node: a tuple `!{…}` when `tag` is undefined, else a specialised node with named fields. `DIExpression` and other
 * nodes with positional contents have their elements in `operands` as fields without names.
 */
export class MDNode {
  readonly kind = 'node';
  distinct = false;
  /** `DILocation`, `DISubprogram`, …; undefined for a tuple. */
  tag: string | undefined;
  /** Operands of a tuple, or the positional elements of a `DIExpression`. */
  operands: MetadataField[] = [];
  /** Named fields of a specialised node, in source order. */
  fields: [name: string, value: MetadataField][] = [];
  /** True for a node that was written in place (`!DIExpression()`), not numbered. */
  inline = false;

  field(name: string): MetadataField | undefined {
    for (const [key, value] of this.fields) if (key === name) return value;
    return undefined;
  }

  nodeField(name: string): MDNode | undefined {
    const value = this.field(name);
    return value instanceof MDNode ? value : undefined;
  }

  stringField(name: string): string | undefined {
    const value = this.field(name);
    if (typeof value === 'string') return value;
    return value instanceof MDString ? value.text : undefined;
  }

  /** A numeric field that is small enough for a JS number. */
  numberField(name: string): number | undefined {
    const value = this.field(name);
    return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
  }

  keywordField(name: string): string | undefined {
    const value = this.field(name);
    return value instanceof MetadataKeyword ? value.text : undefined;
  }
}

/** `!llvm.module.flags = !{!0, !1}` */
export interface NamedMetadata {
  readonly name: string;
  readonly operands: MDNode[];
}

/** `, !tbaa !5` on an instruction, function or global. The name is without the `!`. */
export type MetadataAttachment = [name: string, node: MDNode];
