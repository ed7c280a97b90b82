/**
 * What LLVM cannot see by itself: the memory of the primal, the adjoints in shadow memory and the tape are three different kinds of
 * memory. Said by `alias.scope` and `noalias` (LangRef), so that the reverse loops can be vectorised and what they read again hoisted.
 *
 * The scopes hold for the whole execution, not for an iteration of some loop, since the memories are disjoint at all times. Only
 * accesses of adjoints count as shadow: a shadow pointer is loaded from where the integers of a structure may be shared with the primal.
 * The domain is new for each derivative, so that in a derivative of a derivative all that the inner one accesses is primal.
 */
import type { Instruction } from '../ir/index.ts';
import { MDNode, MDString } from '../ir/index.ts';

export class AliasScopes {
  readonly #primal: MDNode;
  readonly #shadow: MDNode;
  readonly #tape: MDNode;
  readonly #notShadow: MDNode;
  readonly #notTape: MDNode;
  readonly #ofPrimal = new WeakSet<Instruction>();

  constructor() {
    const domain = distinctNode('derivative');
    const scope = (name: string): MDNode => distinctNode(name, domain);
    const [primal, shadow, tape] = [scope('primal'), scope('shadow'), scope('tape')];
    this.#primal = listOf([primal]);
    this.#shadow = listOf([shadow]);
    this.#tape = listOf([tape]);
    this.#notShadow = listOf([primal, tape]);
    this.#notTape = listOf([primal]);
  }

  /** A load or store of the primal. */
  markPrimal(access: Instruction): void {
    if (access.opcode !== 'load' && access.opcode !== 'store') return;
    const before = access.getMetadata('alias.scope');
    access.setMetadata(
      'alias.scope',
      before ? listOf([...before.operands, ...this.#primal.operands]) : this.#primal,
    );
    this.#ofPrimal.add(access);
  }

  /** The copy of an instruction in the reverse sweep. */
  markCopy(copy: Instruction, original: Instruction): void {
    if (this.#ofPrimal.has(original)) this.markPrimal(copy);
  }

  /** An access of an adjoint in memory, in place of that of a primal value, whose tag of type-based analysis it keeps if it has its type. */
  markShadow(access: Instruction, tbaa: MDNode | undefined): void {
    if (tbaa) access.setMetadata('tbaa', tbaa);
    access.setMetadata('alias.scope', this.#shadow);
    access.setMetadata('noalias', this.#notShadow);
  }

  markTape(access: Instruction): void {
    access.setMetadata('alias.scope', this.#tape);
    access.setMetadata('noalias', this.#notTape);
  }
}

/** `distinct !{!self, …, !"name"}` */
function distinctNode(name: string, ...more: MDNode[]): MDNode {
  const node = new MDNode();
  node.distinct = true;
  node.operands = [node, ...more, new MDString(name)];
  return node;
}

function listOf(scopes: MDNode['operands']): MDNode {
  const node = new MDNode();
  node.operands = [...scopes];
  return node;
}
