import type { InactiveRule, MemoryEffects } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import type { LibraryEntry } from './library-entry.ts';
import { argumentsRead, hidden, inactive, noReturn } from './library-entry.ts';

/**
 * The C++ library and its run time (libstdc++, in the Itanium mangling), as far as it holds no numbers: exceptions, text,
 * streams, hashing, clocks and random bits. Whole families go by the beginnings of their names; all of `std::` belongs to
 * the library, so a program defines none of them otherwise.
 *
 * Containers are not here: their bodies are in the headers, or in `library-bodies.ts`.
 */

const anything: MemoryEffects = { reads: 'arguments', writes: 'anything' };
const first: MemoryEffects = { reads: 'arguments', writes: [0] };

/** A family of functions: any result, any parameters. */
function family(reason: string, names: RegExp, memory: MemoryEffects): LibraryEntry {
  return { ...inactive(reason, '?(~)', names, memory, hidden), evenWithBody: true };
}

/** A family through which bytes come out that went in. */
function textFamily(reason: string, names: RegExp, memory = anything): LibraryEntry {
  const entry = family(reason, names, memory);
  return { ...entry, rule: { ...(entry.rule as InactiveRule), takesText: true } };
}

/** What it returns is its first argument. */
function returnsFirst(entry: LibraryEntry): LibraryEntry {
  return { ...entry, rule: { ...(entry.rule as InactiveRule), returns: { to: 'operand', index: 0 } } };
}

/** A family that works on an object of its own, beside whose integers there may be numbers: the load factor of a hash table. */
function stateFamily(reason: string, names: RegExp): LibraryEntry {
  const entry = family(reason, names, first);
  return { ...entry, rule: { ...(entry.rule as InactiveRule), ownState: true } };
}

const exceptionClass = String.raw`(?:bad_\w+?|\w*?exception|\w+?_error|out_of_range|invalid_argument)`;

const exceptions: readonly LibraryEntry[] = [
  // Handlers read what was thrown, and it goes away at the end of the handler: `anything` says so.
  inactive('an exception', 'p(s)', '__cxa_allocate_exception', noMemory, hidden),
  inactive('an exception', 'v(p)', '__cxa_free_exception', first),
  inactive('an exception', 'p(p)', '__cxa_begin_catch __cxa_get_exception_ptr', noMemory, hidden),
  inactive('an exception', 'v()', '__cxa_end_catch', anything),
  inactive('the type of an object', 'p(pppi)', '__dynamic_cast', argumentsRead, hidden),
  inactive('an exception', 'i()', '_ZSt18uncaught_exceptionv _ZSt19uncaught_exceptionsv'),
  inactive('an exception', 'p()', '__cxa_get_globals __cxa_current_exception_type', noMemory, hidden),
  family('an exception', /^_ZNK?St15__exception_ptr/, anything),
  family('an exception', /^_ZSt17current_exceptionv$/, anything),
  family('an exception', new RegExp(`^_ZNK?St\\d+${exceptionClass}(?:[CD][012]E|aSE|4whatEv)`), first),
  // Stands for the virtual function of an exception of the library (`transform/library-what.ts`).
  inactive('what an exception says', 'p(pp)', '__fluxion_what', first, hidden),
  noReturn('throws an exception', 'v(~)', /^_ZSt17rethrow_exceptionN/, true),
  noReturn('goes on unwinding', 'v(p)', '_Unwind_Resume _Unwind_Resume_or_Rethrow', true),
  noReturn('reports a failure and ends the program', 'v(~)', /^_ZSt21__glibcxx_assert_fail/),
  noReturn('ends the program', 'v(~)', '__clang_call_terminate __cxa_call_unexpected __cxa_call_terminate'),
];

const charTraits = String.raw`I[cw]St11char_traitsI[cw]E`;

/** Members of strings that return the string they change; those that take iterators return an iterator. */
const changesString = String.raw`(?:6append|6assign|6insertE[mj]|7replace|5eraseE[mj]|pL|aS|9_M_appendE|10_M_replaceE|14_M_replace_auxE)`;

const text: readonly LibraryEntry[] = [
  returnsFirst(
    textFamily(
      'works on text',
      new RegExp(`^_ZNR?St7__cxx1112basic_string${charTraits}SaI[cw]EE${changesString}`),
    ),
  ),
  // Members that are `const` write but to their results, or, `copy`, to an argument.
  textFamily(
    'works on text',
    new RegExp(`^_ZNK[RO]?St7__cxx1112basic_string${charTraits}SaI[cw]EE(?!6substr|4copy|13get_allocator)`),
    argumentsRead,
  ),
  // `_M_create` allocates: it is differentiated by its code, in the program or in `library-bodies.ts`.
  textFamily(
    'works on text',
    new RegExp(`^_ZNK?[RO]?St7__cxx1112basic_string${charTraits}(?!SaIcEE9_M_createE)`),
  ),
  textFamily('works on text', new RegExp(`^_ZNK?St17basic_string_view${charTraits}`)),
  // Operators of strings: +, ==, <, …
  textFamily('works on text', new RegExp(`^_ZSt(?:pl|eq|ne|lt|gt|le|ge|ss)${charTraits}`)),
  textFamily('a number as text', /^_ZN9__gnu_cxx12__to_xstringI/, anything),
  textFamily('a number as text', /^_ZNSt7__cxx11(?:9to_string|10to_wstring)E/, anything),
  // Allocators of the library are empty: their address is that of a member of another object, or of the whole.
  inactive('an allocator of text', '?(~)', /^_ZN(?:SaI|St15__new_allocatorI|St9allocatorI)[cw]E[CD]/),
];

/** `std::ostream` (So), `std::iostream` (Sd), and what they consist of. */
const streams: readonly LibraryEntry[] = [
  family('output', /^_ZNK?So/, argumentsRead),
  family('output', /^_ZSt(?:4endl|4ends|5flush|16__ostream_insert)I/, argumentsRead),
  // operator<< of anything that the library can write, complex numbers too.
  family('output', /^_ZStls(?:ISt11char_traits|I[cw]|I[dfe][cw]St11char_traits)/, argumentsRead),
  // Into numbers, characters and pointers; what is there before must have no derivative.
  returnsFirst(family('input', /^_ZNSi(?:rsER|10_M_extractI)/, { reads: 'arguments', writes: [0, 1] })),
  returnsFirst(textFamily('input of text', /^_ZSt(?:rs|7getline)I[cw]St11char_traitsI[cw]ESaI[cw]EE/)),
  family('a stream', /^_ZNK?[RO]?S[dt](?:7__cxx11)?\d+basic_[io]?(?:stringstream|stringbuf|streambuf|filebuf|fstream|ios)I/, anything),
  family('a stream', /^_ZNK?[RO]?St(?:7__cxx11\d+|\d+)basic_(?:i|o)?(?:stringstream|stringbuf|streambuf|filebuf|fstream|ios)I/, anything),
  family('a stream', /^_ZNK?St8ios_base/, anything),
  family('a format of output', /^_ZSt(?:5fixed|10scientific|10defaultfloat|3hex|3dec|3oct|4left|5right|8internal|9boolalpha|11noboolalpha|9showpoint|11noshowpoint|7showpos|9noshowpos|8showbase|10noshowbase|9uppercase|11nouppercase|4setw|12setprecision|7setfill)/, anything),
  family('a locale', /^_ZNK?St6locale|^_ZNK?St5ctypeI|^_ZSt9use_facetI|^_ZSt9has_facetI|^_ZSt13__check_facetI/, anything),
]; // prettier-ignore

const others: readonly LibraryEntry[] = [
  stateFamily('the size of a hash table', /^_ZNK?St8__detail20_Prime_rehash_policy/),
  family('a hash', /^_ZSt(?:11_Hash_bytes|15_Fnv_hash_bytes)/, argumentsRead),
  stateFamily('a random number', /^_ZNK?St13random_device/),
  family('the time', /^_ZNK?St6chrono3_V2\d+\w+_clock3nowEv$/, noMemory),
  // Stand for calls through pointers in what is inlined from functions that have a rule here (`library-calls.ts`).
  family('a call that the C++ library makes', /^__fluxion_library_call_\d+$/, anything),
  inactive('a lock', 'i(p)', 'pthread_mutex_lock pthread_mutex_unlock pthread_mutex_trylock', first),
];

export const cppLibraryTable: readonly LibraryEntry[] = [...exceptions, ...text, ...streams, ...others];
