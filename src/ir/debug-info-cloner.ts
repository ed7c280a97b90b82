import type { MetadataField } from './metadata.ts';
import { MDNode } from './metadata.ts';

/** Nodes that belong to one function through their `scope` (a location also through `inlinedAt`). */
const scopedTags = new Set([
  'DILocation',
  'DILexicalBlock',
  'DILexicalBlockFile',
  'DILocalVariable',
  'DILabel',
]);
const scopeFields = new Set(['scope', 'inlinedAt']);

/**
 * Copies the debug info that belongs to one function, as far as it is asked for, so that two functions have each their
 * own DISubprogram: LLVM's verifier wants the scope of every location in a function to lead to the function's own
 * subprogram. Scopes of inlined functions and everything else are shared. Each node is copied at most once.
 */
export class DebugInfoCloner {
  readonly #subprogram: MDNode | undefined;
  readonly #memo = new Map<MDNode, MDNode>();

  constructor(subprogram: MDNode | undefined) {
    this.#subprogram = subprogram;
  }

  /** The node that stands for this one in the copy: itself, unless it belongs to the function. */
  mapNode(node: MDNode): MDNode {
    const known = this.#memo.get(node);
    if (known) return known;
    if (node === this.#subprogram) return this.#copySubprogram(node);
    if (node.tag === 'DIAssignID') return this.#remember(node, copyNode(node));
    if (node.tag === undefined && node.distinct && node.operands[0] === node) return this.#copyLoopId(node);
    return node.tag !== undefined && scopedTags.has(node.tag) ? this.#copyScoped(node) : node;
  }

  #remember(node: MDNode, copy: MDNode): MDNode {
    this.#memo.set(node, copy);
    return copy;
  }

  #copySubprogram(node: MDNode): MDNode {
    const copy = this.#remember(node, copyNode(node));
    copy.fields = node.fields.map(([name, value]) =>
      name === 'retainedNodes' && value instanceof MDNode ? [name, this.#copyRetained(value)] : [name, value],
    );
    return copy;
  }

  /** Variables and labels that no instruction names; local types and imports stay with the original. */
  #copyRetained(list: MDNode): MDNode {
    const copy = copyNode(list);
    copy.operands = list.operands.flatMap((n) =>
      n instanceof MDNode && (n.tag === 'DILocalVariable' || n.tag === 'DILabel') ? [this.mapNode(n)] : [],
    );
    return copy;
  }

  /** `!llvm.loop`: its first element is the node itself, and it may hold the locations where the loop stands. */
  #copyLoopId(node: MDNode): MDNode {
    const copy = this.#remember(node, copyNode(node));
    copy.operands = node.operands.map((o): MetadataField => {
      if (o === node) return copy;
      return o instanceof MDNode && o.tag === 'DILocation' ? this.mapNode(o) : o;
    });
    return copy;
  }

  /** Follows the chain of scopes with a list of its own, since inlining can make it long. */
  #copyScoped(node: MDNode): MDNode {
    const work = [node];
    // Malformed input may have scopes in a circle: each node waits for its parents once.
    const waiting = new Set<MDNode>();
    while (work.length) {
      const at = work[work.length - 1]!;
      if (!waiting.has(at)) {
        waiting.add(at);
        work.push(...this.#parents(at).filter((p) => !this.#memo.has(p) && !waiting.has(p)));
        continue;
      }
      work.pop();
      if (!this.#memo.has(at)) this.#memo.set(at, this.#rebuild(at));
    }
    return this.#memo.get(node)!;
  }

  #parents(node: MDNode): MDNode[] {
    return node.fields.flatMap(([name, value]) =>
      scopeFields.has(name) && value instanceof MDNode && value.tag !== undefined && scopedTags.has(value.tag)
        ? [value]
        : [],
    );
  }

  #rebuild(node: MDNode): MDNode {
    let changed = false;
    const fields = node.fields.map(([name, value]): [string, MetadataField] => {
      if (!scopeFields.has(name) || !(value instanceof MDNode)) return [name, value];
      const mapped = value === this.#subprogram ? this.mapNode(value) : (this.#memo.get(value) ?? value);
      changed ||= mapped !== value;
      return [name, mapped];
    });
    if (!changed) return node;
    const copy = copyNode(node);
    copy.fields = fields;
    return copy;
  }
}

export function copyNode(node: MDNode): MDNode {
  const copy = new MDNode();
  copy.distinct = node.distinct;
  copy.tag = node.tag;
  copy.operands = [...node.operands];
  copy.fields = [...node.fields];
  copy.inline = node.inline;
  return copy;
}
