import { copyNode } from './debug-info-cloner.ts';
import type { MetadataField } from './metadata.ts';
import { MDNode } from './metadata.ts';

/**
 * Maps the debug info of a function's body to that of the same body inlined at a call: its locations are inlined at the call's, at
 * the end of the chain of those that they are inlined at already. Variables and scopes stay those of the function.
 */
export class InlinedDebugInfo {
  readonly #site: MDNode;
  readonly #memo = new Map<MDNode, MDNode>();

  /** @param call the location of the call */
  constructor(call: MDNode) {
    this.#site = copyNode(call);
    this.#site.distinct = true;
    this.#site.inline = false;
  }

  mapNode(node: MDNode): MDNode {
    if (node.tag === 'DILocation') return this.#location(node);
    if (node.tag === 'DIAssignID') return this.#remember(node, copyNode(node));
    const isLoopId = node.tag === undefined && node.distinct && node.operands[0] === node;
    return isLoopId ? this.#loopId(node) : node;
  }

  #remember(node: MDNode, copy: MDNode): MDNode {
    const known = this.#memo.get(node);
    if (!known) this.#memo.set(node, copy);
    return known ?? copy;
  }

  #location(node: MDNode): MDNode {
    const chain: MDNode[] = [];
    const seen = new Set<MDNode>();
    let at: MDNode | undefined = node;
    for (; at && !this.#memo.has(at) && !seen.has(at); at = at.nodeField('inlinedAt')) {
      seen.add(at);
      chain.push(at);
    }
    let outer = (at && this.#memo.get(at)) ?? this.#site;
    for (let inner = chain.pop(); inner; inner = chain.pop()) {
      const copy = copyNode(inner);
      copy.inline = false;
      copy.fields = [...inner.fields.filter(([name]) => name !== 'inlinedAt'), ['inlinedAt', outer]];
      this.#memo.set(inner, copy);
      outer = copy;
    }
    return outer;
  }

  #loopId(node: MDNode): MDNode {
    const known = this.#memo.get(node);
    if (known) return known;
    const copy = this.#remember(node, copyNode(node));
    copy.operands = node.operands.map((o): MetadataField => {
      if (o === node) return copy;
      return o instanceof MDNode && o.tag === 'DILocation' ? this.#location(o) : o;
    });
    return copy;
  }
}
