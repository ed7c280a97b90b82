import type { InactiveRule, MemoryEffects, NoReturnRule, ReturnedPointer } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import type { LibraryEntry } from './library-entry.ts';
import { argumentsRead, hidden } from './library-entry.ts';

/**
 * What Rust's standard library and Fortran's run time do where no derivative flows: panics and output. Rust's names are
 * mangled with the crate's hash and, in the older scheme, a hash of the function.
 */

function silent(
  reason: string,
  signatures: string,
  names: RegExp,
  memory: MemoryEffects,
  returns?: ReturnedPointer,
): LibraryEntry {
  const rule: InactiveRule = { kind: 'inactive', reason, memory, returns, onlyForIntegers: false };
  return { names, signatures: signatures.split(' '), rule };
}

function ending(reason: string, signatures: string, names: RegExp, unwinds: boolean): LibraryEntry {
  const rule: NoReturnRule = { kind: 'noreturn', reason, unwinds };
  return { names, signatures: signatures.split(' '), rule };
}

/** A function of `core`, `alloc` or `std` whose path ends like this, in either scheme of mangling. */
function rust(crates: string, path: string): RegExp[] {
  return [
    new RegExp(`^_RNv\\w*C(?:s\\w+?_)?(?:${crates})\\w*?(?:${path})$`),
    new RegExp(`^_ZN(?:${crates})[\\w$.]*?(?:${path})17h[0-9a-f]{16}E$`),
  ];
}

const writesFirst: MemoryEffects = { reads: 'arguments', writes: [0] };

const panic = 'panics';
const rustEntries: readonly LibraryEntry[] = [
  ...rust('4core|5alloc|3std', '\\d+panic_[a-z_]+|\\d+[a-z_]+_fail(?:ed)?').map((names) =>
    ending(panic, 'v(~)', names, true),
  ),
  ...rust('4core9panicking', '\\d+\\w+').map((names) => ending(panic, 'v(~)', names, true)),
  ...rust('5alloc', '12handle_error|18handle_alloc_error|17capacity_overflow').map((names) =>
    ending(panic, 'v(~)', names, true),
  ),
  ...rust('3std', '2io5stdio(?:6_?_print|7_?_eprint)').map((names) =>
    silent('output', 'v(p) v(pp)', names, argumentsRead),
  ),
  // `core::fmt`, `alloc::fmt`, and `impl fmt::Debug for …`: text is written behind the first argument.
  ...[
    /^_R(?:I|N[a-zA-Z]|[MX](?:s\w*?_)?)*C(?:s[0-9A-Za-z]*_)?(?:4core|5alloc)3fmt/,
    /^_ZN(?:4core|5alloc)3fmt\d[\w$.]*17h[0-9a-f]{16}E$/,
    /^_RNvX\w*4core3fmt\d+\w+?3fmt/,
    /^_ZN[\w$.]*core\.\.fmt\.\.[\w$.]*3fmt17h[0-9a-f]{16}E$/,
  ].map((names) => silent('a number as text', '?(~)', names, writesFirst, hidden)),
  silent(
    'a marker of the Rust compiler',
    'v() i()',
    /^_RNvC\w*_7___rustc\d+___rust_no_alloc_shim_is_unstable(?:_v\d+)?$/,
    noMemory,
  ),
];

/** Input is left out on purpose: what is read in replaces what was there. */
const fortranEntries: readonly LibraryEntry[] = [
  silent('output', 'p(~)', /^_FortranAioBegin\w*Output\w*$/, argumentsRead, hidden),
  silent(
    'output',
    'i(~)',
    /^_FortranAio(?:Output\w+|EndIoStatement|EnableHandlers|Set(?:Advance|Sign|Round|Delim|Decimal|Blank))$/,
    argumentsRead,
  ),
  silent(
    'the result is an integer',
    'i(~)',
    /^_FortranA(?:(?:Sum|Product|Maxval|Minval|DotProduct|IAll|IAny|IParity)(?:Integer\d+|Logical)|Count|All|Any|Parity|Size|SizeDim|LboundDim|IsContiguous\w*|PointerIsAssociated\w*|Selected\w+Kind|CharacterCompareScalar\d*)$/,
    argumentsRead,
  ),
  ending(
    'ends the program',
    'v(~)',
    /^_FortranA(?:StopStatement\w*|ErrorStop\w*|FailImageStatement|Abort)$/,
    false,
  ),
  ending('reports a failure and ends the program', 'v(~)', /^_FortranAReportFatalUserError$/, false),
];

export const languageRuntime: readonly LibraryEntry[] = [...rustEntries, ...fortranEntries];
