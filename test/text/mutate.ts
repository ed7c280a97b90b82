import { FluxionError } from '../../src/diagnostics/index.ts';
import { parseModule, printModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

/** A small generator of pseudo-random numbers (mulberry32), so that a failure can be repeated by its seed. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

type Mutation = (text: string, next: (below: number) => number) => string;

const tokens = /[-\w$.%@!#"]+|\s+|[^\w\s]/g;

/** Changes one token among those of a stretch of the text. */
function onTokens(change: (list: string[], at: number, next: (below: number) => number) => void): Mutation {
  return (text, next) => {
    const start = next(Math.max(1, text.length - 400));
    const list = text.slice(start, start + 400).match(tokens) ?? [];
    if (list.length < 2) return text;
    change(list, next(list.length), next);
    return text.slice(0, start) + list.join('') + text.slice(start + 400);
  };
}

const interesting = [
  '0', '-1', '4294967296', '99999999999999999999', 'i32*', 'i99999999', '[99999999999 x i8]', '<4 x i32>', '{}', 'void', 'label',
  'metadata', 'ptr', 'null', 'undef', 'zeroinitializer', '%0', '%x', '@0', '!0', '!{}', '#0', '#9999999', '"', '(', ')', '{', '}',
  'phi', 'br', 'ret void', 'define', 'call', 'splat (', 'getelementptr (', '!DILocation(', 'blockaddress(@f, %x)', 'c"', '$a', '^0',
  'token none', 'target("x")', 'distinct', ', align 3', 'addrspace(99999999)', '\0', 'é', '\u{1F600}', 'atomic', 'inrange',
]; // prettier-ignore

/** Numbers are worth a mutation of their own: ids, widths, counts and alignments. */
const changeNumber: Mutation = (text, next) => {
  const from = next(text.length);
  const match = /\d+/.exec(text.slice(from, from + 500));
  if (!match) return text;
  const at = from + match.index;
  const replacement = ['0', '1', '7', '65536', '2147483648', '999999999999', '1'.repeat(40), '0xFF', ''][
    next(9)
  ]!;
  return text.slice(0, at) + replacement + text.slice(at + match[0].length);
};

const mutations: readonly Mutation[] = [
  (text, next) => {
    const at = next(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << next(7))) + text.slice(at + 1);
  },
  (text, next) => text.slice(0, next(text.length)),
  onTokens((list, at) => list.splice(at, 1)),
  onTokens((list, at) => list.splice(at, 0, list[at]!)),
  onTokens((list, at, next) => {
    const other = next(list.length);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }),
  onTokens((list, at, next) => (list[at] = interesting[next(interesting.length)]!)),
  onTokens((list, at, next) => list.splice(at, 0, interesting[next(interesting.length)]!)),
  changeNumber,
  (text, next) => {
    const lines = text.split('\n');
    const [a, b] = [next(lines.length), next(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join('\n');
  },
  (text, next) => {
    const lines = text.split('\n');
    lines.splice(next(lines.length), 1 + next(3));
    return lines.join('\n');
  },
  (text, next) => {
    const lines = text.split('\n');
    lines.splice(next(lines.length), 0, lines[next(lines.length)]!);
    return lines.join('\n');
  },
];

/** A text with one to three random changes. */
export function mutate(text: string, seed: number): string {
  const next = random(seed);
  let out = text;
  for (let n = 1 + next(3); n > 0; n--) out = mutations[next(mutations.length)]!(out, next);
  return out;
}

/** Longest time for a mutant, in milliseconds: those that are read at all are small. */
const longestTime = 5000;

/**
 * A mutant is either refused with an error that has a place, or read; what was read can be verified and printed, and what
 * was printed can be read again and prints the same. Returns whether it was read.
 */
export function checkMutant(text: string): boolean {
  const start = cpuMilliseconds();
  let module;
  try {
    module = parseModule(text);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    checkError(error);
    return false;
  }
  verifyModule(module);
  const printed = printModule(module);
  const again = printModule(parseModule(printed));
  if (again !== printed) throw new Error(`the print is not stable\n${firstDifference(printed, again)}`);
  const time = cpuMilliseconds() - start;
  if (time > longestTime) throw new Error(`took ${time} ms`);
  return true;
}

function checkError(error: FluxionError): void {
  const [diagnostic] = error.diagnostics;
  if (!/^FX10\d\d$/.test(diagnostic?.code ?? ''))
    throw new Error(`code ${diagnostic?.code}: ${error.message}`);
  const { span } = diagnostic!;
  if (!span || span.line < 1 || span.column < 1 || span.text === undefined) {
    throw new Error(`no place: ${error.message}`);
  }
  if (span.column > span.text.length + 1) throw new Error(`column ${span.column} is outside of the line`);
}

function firstDifference(a: string, b: string): string {
  const others = b.split('\n');
  const lines = a.split('\n');
  const at = lines.findIndex((line, i) => line !== others[i]);
  return `${lines[at]}\n${others[at]}`;
}
