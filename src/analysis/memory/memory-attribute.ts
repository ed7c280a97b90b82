import type { Attribute, AttributeList } from '../../ir/index.ts';
import { findAttribute, flattenAttributes, hasAttribute } from '../../ir/index.ts';

/** Bits: what may be done with a kind of memory. */
export const ModRef = { none: 0, read: 1, write: 2, both: 3 } as const;

/** What a function may do with the memory that its pointer arguments are based on, and with other memory of the program. */
export interface MemoryLimits {
  readonly arguments: number;
  readonly other: number;
}

export const noLimits: MemoryLimits = { arguments: ModRef.both, other: ModRef.both };

const words: ReadonlyMap<string, number> = new Map([
  ['none', ModRef.none],
  ['read', ModRef.read],
  ['write', ModRef.write],
  ['readwrite', ModRef.both],
]);

/**
 * Reads `memory(…)`, and the attributes it replaced, from the attributes of a function or a call. Memory that the
 * program cannot name (`inaccessiblemem`) and errno are left out: the derivative reads neither.
 */
export function memoryLimits(list: AttributeList): MemoryLimits {
  let limits = noLimits;
  for (const attribute of flattenAttributes(list)) {
    const own = limitsOf(attribute);
    if (own) limits = { arguments: limits.arguments & own.arguments, other: limits.other & own.other };
  }
  return limits;
}

function limitsOf(attribute: Attribute): MemoryLimits | undefined {
  switch (attribute.name) {
    case 'memory':
      return attribute.kind === 'text' ? parseMemory(attribute.text) : undefined;
    case 'readnone':
    case 'inaccessiblememonly':
      return { arguments: ModRef.none, other: ModRef.none };
    case 'readonly':
      return { arguments: ModRef.read, other: ModRef.read };
    case 'writeonly':
      return { arguments: ModRef.write, other: ModRef.write };
    case 'argmemonly':
    case 'inaccessiblemem_or_argmemonly':
      return { arguments: ModRef.both, other: ModRef.none };
    default:
      return undefined;
  }
}

/** `read`, `argmem: readwrite, inaccessiblemem: read`, `readwrite, argmem: none`: the first without a name is for the rest. */
function parseMemory(text: string): MemoryLimits | undefined {
  let rest: number = ModRef.none;
  let argmem: number | undefined;
  for (const part of text.split(',')) {
    const [left = '', right] = part.split(':').map((word) => word.trim());
    const access = words.get(right ?? left);
    if (access === undefined) return undefined;
    if (right === undefined) rest = access;
    else if (left === 'argmem') argmem = access;
  }
  return { arguments: argmem ?? rest, other: rest };
}

/** What `readonly` and its kin on a parameter leave of the accesses through it. */
export function argumentLimits(list: AttributeList): number {
  if (hasAttribute(list, 'readnone')) return ModRef.none;
  if (hasAttribute(list, 'byval')) return ModRef.read;
  let limits: number = ModRef.both;
  if (hasAttribute(list, 'readonly')) limits &= ModRef.read;
  if (hasAttribute(list, 'writeonly')) limits &= ModRef.write;
  return limits;
}

export interface Capture {
  /** A copy of the pointer that can be used for accesses may outlive the call, other than as its result. */
  readonly kept: boolean;
  /** The result may be based on the pointer. */
  readonly returned: boolean;
}

const captured: Capture = { kept: true, returned: true };
const notCaptured: Capture = { kept: false, returned: false };

/** Reads `nocapture` and `captures(…)` of a parameter. Comparing addresses gives no access, so `address` is no capture. */
export function captureOf(list: AttributeList): Capture {
  // The callee gets a copy.
  if (hasAttribute(list, 'nocapture') || hasAttribute(list, 'byval')) return notCaptured;
  const attribute = findAttribute(list, 'captures');
  if (attribute?.kind !== 'text') return captured;
  const at = attribute.text.indexOf('ret:');
  const keeps = (text: string): boolean => /\b(provenance|read_provenance)\b/.test(text);
  if (at < 0) return keeps(attribute.text) ? captured : notCaptured;
  // `captures(address, ret: address, provenance)`: what follows `ret:` is about the result alone.
  const kept = keeps(attribute.text.slice(0, at));
  return { kept, returned: kept || keeps(attribute.text.slice(at)) };
}
