import type { Fn, FunctionType } from '../../ir/index.ts';
import type { CalleeRule, InactiveRule, ReturnedPointer } from '../../rules/callee-rule.ts';
import { declaredRule, isKnownByRule } from '../../rules/declared-rules.ts';
import { findCalleeRule } from '../../rules/find-callee-rule.ts';

/** What a well-known function without a body does to memory: the rules of `src/rules`, as far as they concern memory. */
export interface LibraryMemory {
  readonly reads: readonly ArgumentAccess[] | 'arguments';
  readonly writes: readonly ArgumentAccess[];
  /** Arguments from this index on are written through, too. */
  readonly writesFrom?: number | undefined;
  /** Index of the argument whose memory is given back. */
  readonly frees?: number;
  /** The bytes of one argument's memory go to another's, pointers among them. */
  readonly copies?: { readonly to: number | 'result'; readonly from: number };
  /** 'empty': fresh memory that holds no pointer. */
  readonly result?: 'empty' | 'unknown';
  /** Index of the argument that is returned, moved by an unknown number of bytes if `moved`. */
  readonly returns?: number;
  readonly moved?: boolean;
  /** Arguments may be kept: in memory that is written, or for later. */
  readonly keeps?: boolean;
}

export interface ArgumentAccess {
  readonly argument: number;
  /** Index of the argument that holds the number of bytes. */
  readonly bytesArgument?: number;
  /** Pointers may be written. */
  readonly pointers?: boolean;
}

const none: LibraryMemory = { reads: [], writes: [] };

/** What is known of a function that has no body in the module, or allocates or frees memory as the program declares. */
export function libraryMemory(callee: Fn, type: FunctionType): LibraryMemory | undefined {
  if (!isKnownByRule(callee)) return undefined;
  const name = callee.name ?? '';
  const own = name.startsWith('llvm.') ? intrinsicMemory(name) : undefined;
  if (own) return own;
  const declared = declaredRule(callee);
  const rule = declared === undefined ? findCalleeRule(name, type) : declared;
  if (!rule || writesAnything(rule)) return undefined;
  const memory = ofRule(rule);
  // A destructor that is registered for the exit gets its object then.
  return name.includes('atexit') ? { ...memory, keeps: true } : memory;
}

function ofRule(rule: CalleeRule): LibraryMemory {
  switch (rule.kind) {
    case 'math':
      return {
        reads: indices(rule.memory.reads),
        writes: [...new Set([...rule.memory.writes, ...rule.outputs.map((o) => o.pointer)])].map(atArgument),
      };
    case 'inactive':
      return {
        reads: indices(rule.memory.reads),
        writes: writtenOperands(rule).map((argument) => ({ argument, pointers: true })),
        // strtod stores a pointer into its first argument through its second.
        keeps: writtenOperands(rule).length > 0,
        writesFrom: rule.memory.writesFrom,
        ...ofReturned(rule.returns),
      };
    case 'sum':
      return none;
    case 'identity':
      return { ...none, returns: rule.operand };
    case 'allocation':
      return rule.storedThrough === undefined
        ? { ...none, result: 'empty' }
        : { ...none, writes: [{ argument: rule.storedThrough, pointers: true }] };
    case 'reallocation': {
      const from = rule.pointer;
      return {
        ...none,
        reads: [{ argument: from }],
        frees: from,
        copies: { to: 'result', from },
        result: 'empty',
      };
    }
    case 'free':
      return { ...none, frees: rule.pointer };
    case 'copy':
      return {
        reads: [{ argument: rule.source, bytesArgument: rule.size }],
        writes: [{ argument: rule.destination, bytesArgument: rule.size }],
        copies: { to: rule.destination, from: rule.source },
        ...ofReturned(rule.returns),
      };
    case 'fill':
      return {
        reads: [],
        writes: [{ argument: rule.destination, bytesArgument: rule.size }],
        ...ofReturned(rule.returns),
      };
    case 'noreturn':
      return { reads: 'arguments', writes: [], keeps: true };
  }
}

const writesAnything = (rule: CalleeRule): boolean =>
  rule.kind === 'inactive' && rule.memory.writes === 'anything';

const writtenOperands = ({ memory }: InactiveRule): readonly number[] =>
  memory.writes === 'anything' ? [] : memory.writes;

const atArgument = (argument: number): ArgumentAccess => ({ argument });

function indices(reads: readonly number[] | 'arguments'): LibraryMemory['reads'] {
  return reads === 'arguments' ? reads : reads.map(atArgument);
}

function ofReturned(returned: ReturnedPointer | undefined): Partial<LibraryMemory> {
  switch (returned?.to) {
    case undefined:
      return {};
    case 'fresh-memory':
      return { result: 'empty' };
    case 'operand':
      return { returns: returned.index };
    case 'object':
      return { returns: returned.index, moved: true };
    case 'inactive-memory':
      return { result: 'unknown' };
  }
}

/** Whether a function gives the address of memory that the library changes behind the program's back, such as errno. */
export function returnsHiddenMemory(name: string, type: FunctionType): boolean {
  if (name.startsWith('llvm.')) return false;
  const rule = findCalleeRule(name, type);
  return rule?.kind === 'inactive' && rule.returns?.to === 'inactive-memory';
}

const writesTo = (argument: number): LibraryMemory => ({ reads: [], writes: [{ argument }] });
const readsFrom = (argument: number): LibraryMemory => ({ reads: [{ argument }], writes: [] });

/** Intrinsics that access memory and have no derivative rule, by the first words of their name after `llvm.`. */
const intrinsics = new Map<string, LibraryMemory>(
  (
    [
      ['memcpy.element memmove.element', ofCopy()],
      ['memset.element', { reads: [], writes: [{ argument: 0, bytesArgument: 2 }] }],
      ['masked.load masked.gather masked.expandload vp.load vp.gather', readsFrom(0)],
      ['masked.store masked.scatter masked.compressstore vp.store vp.scatter', writesTo(1)],
      ['launder.invariant strip.invariant threadlocal.address ptr.annotation', { ...none, returns: 0 }],
      ['ptrmask', { ...none, returns: 0, moved: true }],
      ['va_start va_end', { reads: [{ argument: 0 }], writes: [{ argument: 0, pointers: true }] }],
      ['va_copy', { reads: [{ argument: 1 }], writes: [{ argument: 0 }], copies: { to: 0, from: 1 } }],
      ['vector.reduce vector.insert vector.extract vector.splice vector.reverse', none],
      ['vector.interleave2 vector.deinterleave2 experimental.vector', none],
      ['expect expect.with ssa.copy arithmetic.fence annotation', none],
    ] as const
  ).flatMap(([names, effect]) => names.split(' ').map((n) => [n, effect] as const)),
);

function ofCopy(): LibraryMemory {
  return {
    reads: [{ argument: 1, bytesArgument: 2 }],
    writes: [{ argument: 0, bytesArgument: 2 }],
    copies: { to: 0, from: 1 },
  };
}

function intrinsicMemory(name: string): LibraryMemory | undefined {
  const words = name.slice('llvm.'.length).split('.');
  for (let n = Math.min(3, words.length); n > 0; n--) {
    const entry = intrinsics.get(words.slice(0, n).join('.'));
    if (entry) return entry;
  }
  return undefined;
}
