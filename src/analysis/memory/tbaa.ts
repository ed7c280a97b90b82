import type { MDNode, Metadata, MetadataField } from '../../ir/index.ts';
import { ConstantInt, MDNode as Node, MDString } from '../../ir/index.ts';

/**
 * Type-based alias analysis after LangRef, "'tbaa' Metadata": a node of the type graph is a scalar with a parent, or a
 * struct with members; a tag names a base type, an access type and the offset of the access in the base type.
 * Three formats are read: scalar tags of old (`!{!"int", !parent}`), struct-path tags, and struct-path tags with sizes.
 */
interface TypeNode {
  /** Members by offset; of a scalar, its parent at offset 0. */
  readonly members: readonly { readonly offset: number; readonly type: TypeNode }[];
  /** The parent of a scalar and of every node of the format with sizes; undefined for roots and old structs. */
  readonly parent: TypeNode | undefined;
  readonly sized: boolean;
}

interface Tag {
  readonly base: TypeNode;
  readonly access: TypeNode;
  readonly offset: number;
  readonly immutable: boolean;
  readonly sized: boolean;
}

/** Deeper type graphs than any compiler makes count as unknown. */
const maxDepth = 200;

export class TbaaTypes {
  readonly #types = new Map<MDNode, TypeNode | undefined>();
  readonly #byContent = new Map<string, TypeNode>();
  readonly #ids = new Map<TypeNode, number>();
  readonly #tags = new Map<MDNode, Tag | undefined>();
  readonly #answers = new Map<Tag, Map<Tag, boolean>>();

  /** Whether accesses with these tags may touch a common byte. Without a tag: yes. */
  mayAlias(a: MDNode | undefined, b: MDNode | undefined): boolean {
    if (!a || !b || a === b) return true;
    const tagA = this.#tag(a);
    const tagB = this.#tag(b);
    if (!tagA || !tagB || tagA === tagB) return true;
    let answers = this.#answers.get(tagA);
    if (!answers) this.#answers.set(tagA, (answers = new Map()));
    let answer = answers.get(tagB);
    if (answer === undefined) answers.set(tagB, (answer = tagsMayAlias(tagA, tagB)));
    return answer;
  }

  /** Whether the tag says that the memory never changes. */
  isImmutable(node: MDNode | undefined): boolean {
    return node !== undefined && this.#tag(node)?.immutable === true;
  }

  #tag(node: MDNode): Tag | undefined {
    if (!this.#tags.has(node)) this.#tags.set(node, this.#readTag(node));
    return this.#tags.get(node);
  }

  #readTag(node: MDNode): Tag | undefined {
    const [first, second, third, fourth, fifth] = node.operands;
    if (!(first instanceof Node)) {
      // A scalar tag is the type itself; its third operand says whether the memory is constant.
      const type = this.#type(node, 0);
      return type && { base: type, access: type, offset: 0, immutable: numberOf(third) === 1, sized: false };
    }
    if (!(second instanceof Node)) return undefined;
    const base = this.#type(first, 0);
    const access = this.#type(second, 0);
    const offset = numberOf(third);
    if (!base || !access || offset === undefined) return undefined;
    const immutable = numberOf(access.sized ? fifth : fourth) === 1;
    return { base, access, offset, immutable, sized: base.sized };
  }

  #type(node: MDNode, depth: number): TypeNode | undefined {
    if (this.#types.has(node)) return this.#types.get(node);
    // A type that contains itself finds this entry and so is unknown.
    this.#types.set(node, undefined);
    const type = depth > maxDepth ? undefined : this.#readType(node, depth + 1);
    this.#types.set(node, type);
    return type;
  }

  #readType(node: MDNode, depth: number): TypeNode | undefined {
    const [first, second, third] = node.operands;
    if (first instanceof Node) {
      // With sizes: parent, size, name, then type, offset and size of each member.
      const parent = this.#type(first, depth);
      const members = this.#readMembers(node.operands.slice(3), 3, depth);
      if (!parent || !members || numberOf(second) === undefined || !(third instanceof MDString))
        return undefined;
      return this.#share(node, third.text, { members, parent, sized: true });
    }
    if (!(first instanceof MDString)) return undefined;
    if (node.operands.length === 1) {
      return this.#share(node, first.text, { members: [], parent: undefined, sized: false });
    }
    if (node.operands.length <= 3) {
      const parent = second instanceof Node ? this.#type(second, depth) : undefined;
      if (!parent) return undefined;
      // The third operand is the offset of a struct's only member, 0 for a scalar; in a scalar tag of old, 1 means constant.
      const offset = numberOf(third) ?? 0;
      const members = [{ offset: offset === 1 ? 0 : offset, type: parent }];
      return this.#share(node, first.text, { members, parent, sized: false });
    }
    const members = this.#readMembers(node.operands.slice(1), 2, depth);
    return members && this.#share(node, first.text, { members, parent: undefined, sized: false });
  }

  #readMembers(list: readonly MetadataField[], width: 2 | 3, depth: number): TypeNode['members'] | undefined {
    const members: { offset: number; type: TypeNode }[] = [];
    if (list.length % width !== 0) return undefined;
    for (let i = 0; i < list.length; i += width) {
      const node = list[i];
      const type = node instanceof Node ? this.#type(node, depth) : undefined;
      const offset = numberOf(list[i + 1]);
      if (!type || offset === undefined) return undefined;
      members.push({ offset, type });
    }
    return members;
  }

  /** Nodes of the same content are one type, as LLVM makes them, however often the text repeats them. */
  #share(node: MDNode, name: string, type: TypeNode): TypeNode {
    const id = (t: TypeNode): number => this.#ids.get(t)!;
    const parts = type.members.map((m) => `${m.offset}:${id(m.type)}`);
    const key = `${type.sized}|${type.parent ? id(type.parent) : ''}|${parts.join()}|${name}`;
    const known = node.distinct ? undefined : this.#byContent.get(key);
    if (known) return known;
    this.#ids.set(type, this.#ids.size);
    if (!node.distinct) this.#byContent.set(key, type);
    return type;
  }
}

function numberOf(field: MetadataField | undefined): number | undefined {
  const metadata = field as Metadata | undefined;
  if (metadata === null || typeof metadata !== 'object' || metadata.kind !== 'value') return undefined;
  return metadata.value instanceof ConstantInt ? Number(metadata.value.unsigned) : undefined;
}

function tagsMayAlias(a: Tag, b: Tag): boolean {
  const common = commonAncestor(a.access, b.access);
  // Of unrelated type systems (two languages) nothing is known.
  if (!common) return true;
  return reachesSubobject(a, b, common) || reachesSubobject(b, a, common);
}

/**
 * Whether the access `inner` may be one to a part of the object that `outer` goes through: walks from the base type of
 * `outer` to the member at its offset, and so on, until it meets the base type of `inner`.
 */
function reachesSubobject(outer: Tag, inner: Tag, common: TypeNode): boolean {
  // A whole object that is of an ancestor type (char): anything of a descendant type may lie in it.
  if (outer.access === outer.base && outer.access === common) return true;
  let type: TypeNode | undefined = outer.base;
  let offset = outer.offset;
  for (let step = 0; type && step < 2 * maxDepth; step++) {
    if (type === inner.base) {
      return offset === inner.offset || type === outer.access || inner.base === inner.access;
    }
    if (outer.sized && type === outer.access) break;
    const member: TypeNode['members'][number] | undefined = memberAt(type, offset);
    offset -= member?.offset ?? 0;
    type = member?.type;
  }
  return outer.sized && hasMember(outer.access, inner.base, new Set());
}

function memberAt(type: TypeNode, offset: number): TypeNode['members'][number] | undefined {
  let best: TypeNode['members'][number] | undefined;
  for (const member of type.members) if (member.offset <= offset) best = member;
  return best;
}

function hasMember(type: TypeNode, wanted: TypeNode, seen: Set<TypeNode>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  return type.members.some((m) => m.type === wanted || hasMember(m.type, wanted, seen));
}

function commonAncestor(a: TypeNode, b: TypeNode): TypeNode | undefined {
  const ancestors = new Set<TypeNode>();
  for (let type: TypeNode | undefined = a; type; type = type.parent) ancestors.add(type);
  for (let type: TypeNode | undefined = b; type; type = type.parent) if (ancestors.has(type)) return type;
  return undefined;
}
