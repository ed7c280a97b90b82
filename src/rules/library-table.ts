import type {
  AllocationRule,
  CalleeRule,
  DeallocationArgument,
  MemoryEffects,
  ReallocationRule,
  ReturnedPointer,
} from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import { cppLibraryTable } from './cpp-library-table.ts';
import { languageRuntime } from './language-runtime.ts';
import type { LibraryEntry } from './library-entry.ts';
import { allocation, argumentsRead, free, hidden, inactive, noReturn } from './library-entry.ts';

function cReallocation(
  signature: string,
  name: string,
  sizeOperands: readonly number[],
  allocate: string,
): LibraryEntry {
  const rule: ReallocationRule = {
    kind: 'reallocation',
    pointer: 0,
    sizeOperands,
    oldSize: undefined,
    allocation: { name: allocate, args: sizeOperands },
    deallocation: { name: 'free', args: ['memory'] },
    zeroFrees: true,
  };
  return { names: [name], signatures: [signature], rule };
}

const operand = (index: number): ReturnedPointer => ({ to: 'operand', index });
const object = (index: number): ReturnedPointer => ({ to: 'object', index });

const cAllocation: readonly LibraryEntry[] = [
  allocation('p(s)', 'malloc valloc pvalloc', [0], 'free'),
  allocation('p(ss)', 'calloc', [0, 1], 'free', { zeroed: true }),
  allocation('p(ss)', 'aligned_alloc memalign', [1], 'free', { alignOperand: 0 }),
  allocation('i(pss)', 'posix_memalign', [2], 'free', { alignOperand: 1, storedThrough: 0 }),
  allocation('p(ss)', '_aligned_malloc', [0], '_aligned_free', { alignOperand: 1 }),
  free('v(p)', 'free cfree _aligned_free'),
  free('v(ps)', 'free_sized'),
  free('v(pss)', 'free_aligned_sized'),
  cReallocation('p(ps)', 'realloc', [1], 'malloc'),
  // calloc, too, gives null where the product is too large.
  cReallocation('p(pss)', 'reallocarray', [1, 2], 'calloc'),
  inactive('the size of memory', 's(p)', 'malloc_usable_size'),
];

/** operator new and new[] in the Itanium mangling, `m` and `j` for the width of size_t, and their operators delete. */
const cppAllocation: readonly LibraryEntry[] = (['w', 'a'] as const).flatMap((array) => {
  const suffix = array === 'w' ? 'l' : 'a';
  const remove = `_Zd${suffix}Pv`;
  const both = (tail: string): string => `_Zn${array}m${tail} _Zn${array}j${tail}`;
  const sized = (tail: string): string => `${remove}m${tail} ${remove}j${tail}`;
  const alignedDelete = `${remove}St11align_val_t`;
  const aligned: Partial<AllocationRule> & { pass: readonly DeallocationArgument[] } = {
    alignOperand: 1,
    pass: ['memory', 1],
  };
  return [
    allocation('p(s)', both(''), [0], remove),
    allocation('p(sp)', both('RKSt9nothrow_t'), [0], remove),
    allocation('p(ss)', both('St11align_val_t'), [0], alignedDelete, aligned),
    allocation('p(ssp)', both('St11align_val_tRKSt9nothrow_t'), [0], alignedDelete, aligned),
    free('v(p)', remove),
    free('v(ps)', sized('')),
    free('v(ps)', alignedDelete),
    free('v(pss)', sized('St11align_val_t')),
    free('v(pp)', `${remove}RKSt9nothrow_t`),
    free('v(psp)', `${remove}St11align_val_tRKSt9nothrow_t`),
  ];
});

/** `__rust_realloc(memory, old size, alignment, new size)` */
const rustReallocation: ReallocationRule = {
  kind: 'reallocation',
  pointer: 0,
  sizeOperands: [3],
  oldSize: 1,
  allocation: { name: '__rust_alloc', args: [3, 2] },
  deallocation: { name: '__rust_dealloc', args: ['memory', 1, 2] },
  zeroFrees: false,
};

/** Older Rust calls `__rust_alloc`; since 1.87 the names are mangled with the hash of the standard library. */
const rustAllocation: readonly LibraryEntry[] = (
  [
    ['alloc', 'p(ss)', rustRule(false)],
    ['alloc_zeroed', 'p(ss)', rustRule(true)],
    ['dealloc', 'v(pss)', { kind: 'free', pointer: 0 }],
    ['realloc', 'p(psss)', rustReallocation],
  ] as const
).flatMap(([name, signature, rule]): LibraryEntry[] => [
  { names: [`__rust_${name}`], signatures: [signature], rule },
  {
    names: new RegExp(`^_RNvC[A-Za-z0-9_]*_7___rustc\\d+___rust_${name}$`),
    signatures: [signature],
    rule,
  },
]);

function rustRule(zeroed: boolean): AllocationRule {
  return {
    kind: 'allocation',
    sizeOperands: [0],
    alignOperand: 1,
    zeroed,
    storedThrough: undefined,
    deallocation: { name: '__rust_dealloc', args: ['memory', 0, 1] },
  };
}

const copyRule = (mayOverlap: boolean, returns: ReturnedPointer | undefined): CalleeRule => ({
  kind: 'copy',
  destination: 0,
  source: 1,
  size: 2,
  mayOverlap,
  volatile: undefined,
  returns,
});

const memory: readonly LibraryEntry[] = [
  { names: ['memcpy'], signatures: ['p(pps)'], rule: copyRule(false, operand(0)) },
  { names: ['memmove'], signatures: ['p(pps)'], rule: copyRule(true, operand(0)) },
  { names: ['mempcpy'], signatures: ['p(pps)'], rule: copyRule(false, object(0)) },
  { names: ['__memcpy_chk'], signatures: ['p(ppss)'], rule: copyRule(false, operand(0)) },
  { names: ['__memmove_chk'], signatures: ['p(ppss)'], rule: copyRule(true, operand(0)) },
  {
    names: ['bcopy'],
    signatures: ['v(pps)'],
    rule: {
      kind: 'copy',
      destination: 1,
      source: 0,
      size: 2,
      mayOverlap: true,
      volatile: undefined,
      returns: undefined,
    },
  },
  ...(['p(pis)', 'p(piss)'] as const).map((signature, i): LibraryEntry => ({
    names: [i === 0 ? 'memset' : '__memset_chk'],
    signatures: [signature],
    rule: { kind: 'fill', destination: 0, value: 1, size: 2, volatile: undefined, returns: operand(0) },
  })),
  {
    names: ['bzero', 'explicit_bzero'],
    signatures: ['v(ps)'],
    rule: {
      kind: 'fill',
      destination: 0,
      value: undefined,
      size: 1,
      volatile: undefined,
      returns: undefined,
    },
  },
];

const writes = (index: number): MemoryEffects => ({ reads: 'arguments', writes: [index] });
const writesFrom = (index: number): MemoryEffects => ({ ...argumentsRead, writesFrom: index });
const anything: MemoryEffects = { reads: 'arguments', writes: 'anything' };
const fresh: ReturnedPointer = { to: 'fresh-memory' };

const text = 'works on text';
const strings: readonly LibraryEntry[] = [
  inactive(text, 's(p)', 'strlen', argumentsRead),
  inactive(text, 's(ps)', 'strnlen', argumentsRead),
  inactive(text, 's(pp)', 'strspn strcspn', argumentsRead),
  inactive(text, 'i(pp)', 'strcmp strcasecmp strcoll', argumentsRead),
  inactive(text, 'i(pps)', 'strncmp strncasecmp', argumentsRead),
  inactive('the result is an integer', 'i(pps)', 'memcmp bcmp', argumentsRead),
  inactive(text, 'p(pi)', 'strchr strrchr', argumentsRead, object(0)),
  inactive(text, 'p(pp)', 'strstr strpbrk', argumentsRead, object(0)),
  inactive('finds a byte', 'p(pis)', 'memchr', argumentsRead, object(0)),
  inactive(text, 'p(pp)', 'strcpy strcat', writes(0), operand(0)),
  inactive(text, 'p(pps)', 'strncpy strncat', writes(0), operand(0)),
  inactive(text, 'p(pp)', 'stpcpy', writes(0), object(0)),
  // They write to the text that they were given in an earlier call, and return a pointer into it.
  inactive(text, 'p(pp)', 'strtok strsep', anything, hidden),
  inactive(text, 'p(ppp)', 'strtok_r __strtok_r', anything, hidden),
  inactive(text, 'p(p)', 'strdup', argumentsRead, fresh),
  inactive(text, 'p(ps)', 'strndup', argumentsRead, fresh),
  inactive(text, 'p(i)', 'strerror strsignal', noMemory, hidden),
  inactive(text, 'p(pp)', 'strcasestr', argumentsRead, object(0)),
  inactive(text, 'p(pps)', '__strcpy_chk __strcat_chk', writes(0), operand(0)),
  inactive(text, 'p(ppss)', '__strncpy_chk __strncat_chk', writes(0), operand(0)),
  inactive(text, 's(pps)', 'strlcpy strlcat', writes(0)),
  inactive('finds bytes', 'p(psps)', 'memmem', argumentsRead, object(0)),
  inactive('finds a byte', 'p(pis)', 'memrchr', argumentsRead, object(0)),
  inactive('finds a byte', 'p(pi)', 'rawmemchr strchrnul', argumentsRead, object(0)),
  inactive('a number read from text', 'd(p)', 'atof', argumentsRead),
  inactive('a number read from text', 'i(p)', 'atoi atol atoll', argumentsRead),
  inactive('a number read from text', '*(pp)', 'strtod strtof strtold', writes(1)),
  inactive(
    'a number read from text',
    'i(ppi)',
    'strtol strtoll strtoul strtoull strtoimax strtoumax',
    writes(1),
  ),
  inactive('a number read from text', 'i(ppi)', '__isoc23_strtol __isoc23_strtoll __isoc23_strtoul __isoc23_strtoull', writes(1)), // prettier-ignore
  inactive(
    text,
    'i(i)',
    'isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper',
  ),
  inactive(text, 'p()', '__ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc', noMemory, hidden),
];

const output = 'output';
const inputOutput: readonly LibraryEntry[] = [
  inactive(output, 'i(p.)', 'printf iprintf __small_printf', argumentsRead),
  inactive(output, 'i(pp.)', 'fprintf fiprintf __small_fprintf', argumentsRead),
  inactive(output, 'i(i.) i(ip.)', 'dprintf __printf_chk', argumentsRead),
  inactive(output, 'i(pip.)', '__fprintf_chk', argumentsRead),
  inactive('writes text', 'i(psispp)', '__vsnprintf_chk', writes(0)),
  inactive('writes text', 'i(pispp)', '__vsprintf_chk', writes(0)),
  inactive(output, 'i(ipp)', '__vprintf_chk vdprintf', argumentsRead),
  inactive(output, 'i(pipp)', '__vfprintf_chk', argumentsRead),
  inactive(output, 'i(pp)', 'vprintf', argumentsRead),
  inactive(output, 'i(ppp)', 'vfprintf', argumentsRead),
  inactive('writes text', 'i(pp.)', 'sprintf siprintf __small_sprintf', writes(0)),
  inactive('writes text', 'i(psp.)', 'snprintf', writes(0)),
  inactive('writes text', 'i(psisp.)', '__snprintf_chk', writes(0)),
  inactive('writes text', 'i(pisp.)', '__sprintf_chk', writes(0)),
  inactive('writes text', 'i(ppp)', 'vsprintf', writes(0)),
  inactive('writes text', 'i(pspp)', 'vsnprintf', writes(0)),
  inactive(output, 'i(p)', 'puts', argumentsRead),
  inactive(output, 'i(pp)', 'fputs', argumentsRead),
  inactive(output, 'i(i)', 'putchar putchar_unlocked'),
  inactive(output, 'i(ip)', 'fputc putc _IO_putc', argumentsRead),
  inactive(output, 's(pssp)', 'fwrite', argumentsRead),
  inactive(output, 'v(p)', 'perror', argumentsRead),
  inactive(output, 's(ips)', 'write', argumentsRead),
  inactive('a stream', 'i(p)', 'fflush fclose feof ferror fileno', argumentsRead),
  inactive('a stream', 'p(pp)', 'fopen fopen64', argumentsRead, hidden),
  inactive('a stream', 'p()', 'tmpfile tmpfile64', noMemory, hidden),
  inactive('a stream', 'p(ppp)', 'freopen freopen64', argumentsRead, operand(2)),
  inactive('a stream', 'p(ip)', 'fdopen', argumentsRead, hidden),
  inactive('a stream', 'p(pp)', 'popen', argumentsRead, hidden),
  inactive('a stream', 'i(p)', 'pclose', argumentsRead),
  inactive('a stream', 'i(psi)', 'fseek fseeko fseeko64', argumentsRead),
  inactive('a stream', 'i(p)', 'ftell ftello ftello64', argumentsRead),
  inactive('a stream', 'v(p)', 'rewind clearerr flockfile funlockfile', argumentsRead),
  inactive('a stream', 'v(pp)', 'setbuf', argumentsRead),
  inactive('a file', 'i(p)', 'remove unlink rmdir chdir', argumentsRead),
  inactive('a file', 'i(pp)', 'rename', argumentsRead),
  inactive('a file', 'i(pi)', 'access mkdir', argumentsRead),
  inactive('a file', 'i(pi.)', 'open open64', argumentsRead),
  inactive('a file', 'i(i)', 'close isatty fsync'),
  inactive('a call of the system', 'i(i.)', 'syscall', writesFrom(1)),
  inactive('input', 'i(pp.)', 'sscanf __isoc99_sscanf __isoc23_sscanf', writesFrom(2)),
  inactive('input', 'i(pp.)', 'fscanf __isoc99_fscanf __isoc23_fscanf', writesFrom(2)),
  inactive('input', 'i(p.)', 'scanf __isoc99_scanf __isoc23_scanf', writesFrom(1)),
  inactive('input', 's(pssp)', 'fread', writes(0)),
  inactive('input', 's(ips)', 'read', writes(1)),
  inactive('input', 's(psssp)', '__fread_chk', writes(0)),
  inactive('input', 's(ipss)', '__read_chk', writes(1)),
  inactive('input of a line', 'p(pip)', 'fgets fgets_unlocked', writes(0), operand(0)),
  inactive('input of a line', 'p(psip)', '__fgets_chk', writes(0), operand(0)),
  inactive('input of a character', 'i(ip)', 'ungetc', argumentsRead),
  inactive('input of a character', 'i(p)', 'fgetc getc', argumentsRead),
  inactive('input of a character', 'i()', 'getchar'),
];

const environment: readonly LibraryEntry[] = [
  inactive('where errno is', 'p()', '__errno_location __errno __error _errno ___errno', noMemory, hidden),
  inactive('a random number', 'i()', 'rand random lrand48 mrand48 arc4random'),
  inactive('a random number', 'i(i)', 'arc4random_uniform'),
  inactive('a random number', 'i(p)', 'rand_r', writes(0)),
  inactive('a random number', 'd()', 'drand48'),
  inactive('a random number', 'd(p)', 'erand48', writes(0)),
  inactive('the seed of random numbers', 'v(i)', 'srand srandom srand48'),
  inactive('the time', 'i(p)', 'time', writes(0)),
  inactive('the time', 'i()', 'clock'),
  inactive('the time', 'd(ii)', 'difftime'),
  inactive('the time', 'd()', 'omp_get_wtime'),
  inactive('the time', 'p(p)', 'localtime gmtime ctime asctime', argumentsRead, hidden),
  inactive('the time', 'p(pp)', 'localtime_r gmtime_r', writes(1), operand(1)),
  inactive('the time', 'i(p)', 'mktime timegm', writes(0)),
  inactive('the time', 's(pspp)', 'strftime', writes(0)),
  inactive('the time', 'i(pp)', 'nanosleep', writes(1)),
  inactive('the time', 'i(ip)', 'getrusage', writes(1)),
  inactive('the time', 'i(pi)', 'timespec_get', writes(0)),
  inactive('the time', 'i(ip)', 'clock_gettime', writes(1)),
  inactive('the time', 'i(pp)', 'gettimeofday', writes(0)),
  inactive('an integer operation', 'i(i)', 'abs labs llabs imaxabs ffs ffsl ffsll'),
  inactive('the locale', 'p(ip)', 'setlocale', argumentsRead, hidden),
  inactive('the process', 'i()', 'getpid getppid sched_yield getuid'),
  inactive(
    'the process',
    'i()',
    'omp_get_thread_num omp_get_num_threads omp_get_max_threads omp_in_parallel',
  ),
  inactive('the process', 'i(i)', 'sysconf sleep usleep'),
  inactive('the environment', 'p(p)', 'getenv secure_getenv', argumentsRead, hidden),
  inactive('the floating-point environment', 'i(i)', 'fesetround feclearexcept feraiseexcept fetestexcept'),
  inactive('the floating-point environment', 'i()', 'fegetround'),
  inactive('the floating-point environment', 'i(p)', 'fegetenv feholdexcept', writes(0)),
  inactive('the floating-point environment', 'i(p)', 'fesetenv feupdateenv', argumentsRead),
  inactive('registers a destructor', 'i(ppp)', '__cxa_atexit __cxa_thread_atexit'),
  inactive('registers a function for the exit', 'i(p)', 'atexit at_quick_exit'),
  inactive('guards a static variable', 'i(p)', '__cxa_guard_acquire', writes(0)),
  inactive('guards a static variable', 'v(p)', '__cxa_guard_release __cxa_guard_abort', writes(0)),
  inactive(
    'tells what is in memory',
    'v(p) v(ps) v(p.) i(p) i(ps) i(p.)',
    /__enzyme_(?:float|double|integer|pointer)/,
  ),
  // Of -fsanitize=undefined: what they are told is printed.
  inactive('reports undefined behaviour', '?(~)', /^__ubsan_handle_\w+(?<!_abort)$/, argumentsRead),
  inactive('a marker of the Rust compiler', 'v() i()', '__rust_no_alloc_shim_is_unstable_v2'),
];

const ending = 'ends the program';
const failure = 'reports a failure and ends the program';
const noReturns: readonly LibraryEntry[] = [
  noReturn(ending, 'v(i)', 'exit _exit _Exit quick_exit'),
  noReturn(ending, 'v()', 'abort _ZSt9terminatev __cxa_pure_virtual __cxa_deleted_virtual'),
  noReturn(failure, 'v()', '__stack_chk_fail __chk_fail __fortify_fail'),
  noReturn(failure, 'v(ppip)', '__assert_fail'),
  noReturn(failure, 'v(ppip) v(pipp)', '__assert_rtn __assert_func'),
  noReturn(failure, 'v(ppi)', '__assert _assert _wassert'),
  noReturn(failure, 'v(~)', /^__ubsan_handle_\w+_abort$/),
  noReturn('throws an exception', 'v(~)', /^_ZSt\d+__throw_\w+$/, true),
  noReturn('throws an exception', 'v(p.)', '_ZSt24__throw_out_of_range_fmtPKcz', true),
  noReturn('throws an exception', 'v(ppp)', '__cxa_throw', true),
  noReturn(
    'throws an exception',
    'v()',
    '__cxa_rethrow __cxa_bad_cast __cxa_bad_typeid __cxa_throw_bad_array_new_length',
    true,
  ),
];

export const libraryTable: readonly LibraryEntry[] = [
  ...cAllocation,
  ...cppAllocation,
  ...rustAllocation,
  ...memory,
  ...strings,
  ...inputOutput,
  ...environment,
  ...noReturns,
  ...cppLibraryTable,
  ...languageRuntime,
];
