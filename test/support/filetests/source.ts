/**
 * The text of a filetest: a header that names the stage, a theme, and IR whose lines carry the expectations.
 *
 *     ; test: plan fn=f activity=dup,const return=active
 *     ; A load that is overwritten goes on the tape.
 *     define double @f(ptr %x, i32 %n) {      ; annotation of the function
 *     entry:                                  ; annotation of the block
 *       %v = load double, ptr %x              ; annotation of the instruction
 *     ;+ %v.more = …                          ; an instruction that was added, and its annotation
 *     }
 *     ; ---
 *     ; output
 *
 * One instruction stands on one line, and every block of a function that is looked at has a label.
 */
import type { GradientSpec, ParameterActivity } from '../../../src/transform/index.ts';

export const stages = ['activity', 'actions', 'shadows', 'plan', 'transform'] as const;
export type Stage = (typeof stages)[number];

export interface FileTest {
  readonly name: string;
  readonly stage: Stage;
  readonly fn: string;
  readonly spec: GradientSpec;
  /** The function is a callee: forward and reverse sweep are two functions. */
  readonly split: boolean;
  /** In split mode: what the arguments point to is not overwritten by the caller. */
  readonly kept: boolean;
  /** Argument lists (arrays for pointers) where the gradient is compared with central differences. */
  readonly at: readonly unknown[];
  /** The lines of the input without expectations. */
  readonly lines: readonly string[];
}

const outputMark = '; ---';

export function readFileTest(name: string, text: string): FileTest {
  const lines = inputLines(text);
  const header = /^; test: (\w+)(.*)$/.exec(lines[0] ?? '');
  const stage = stages.find((s) => s === header?.[1]);
  if (!header || !stage) throw new Error(`${name}: the first line must be '; test: STAGE fn=… activity=…'`);
  const options = readOptions(name, header[2]!);
  const at = lines.filter((l) => l.startsWith('; at: ')).map((l) => l.slice('; at: '.length));
  return {
    name,
    stage,
    fn: options.get('fn') ?? 'f',
    spec: {
      parameters: readActivity(name, options.get('activity') ?? ''),
      returnActivity: options.get('return') === 'const' ? 'const' : 'active',
      primalReturn: options.has('primal'),
      noaliasParameters: options.has('noalias'),
    },
    split: options.has('split'),
    kept: options.has('kept'),
    at: at.map((point) => JSON.parse(point) as unknown),
    lines,
  };
}

function inputLines(text: string): string[] {
  const all = text.replace(/\n$/, '').split('\n');
  const end = all.indexOf(outputMark);
  return (end < 0 ? all : all.slice(0, end))
    .filter((line) => !line.startsWith(';+'))
    .map((line) => (line.startsWith(';') ? line : line.replace(/\s*; .*$/, '')));
}

const knownOptions: ReadonlySet<string> = new Set([
  'fn', 'activity', 'return', 'primal', 'noalias', 'split', 'kept',
]); // prettier-ignore

function readOptions(name: string, text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const word of text.split(' ').filter((w) => w !== '')) {
    const [key, value = ''] = word.split('=');
    if (!knownOptions.has(key!)) throw new Error(`${name}: unknown option '${key}'`);
    options.set(key!, value);
  }
  return options;
}

function readActivity(name: string, text: string): ParameterActivity[] {
  return text
    .split(',')
    .filter((w) => w !== '')
    .map((word) => {
      if (word === 'dup' || word === 'const' || word === 'out') return word;
      throw new Error(`${name}: unknown activity '${word}'`);
    });
}

/** What stands on an input line. */
export type LineContent =
  | { readonly kind: 'define'; readonly fn: string }
  | { readonly kind: 'label'; readonly fn: string; readonly block: string }
  | { readonly kind: 'instruction'; readonly fn: string }
  | { readonly kind: 'other' };

export function classifyLines(lines: readonly string[]): LineContent[] {
  let fn: string | undefined;
  return lines.map((line): LineContent => {
    const define = /^define .*?@([\w.$]+)\(/.exec(line);
    if (define) {
      fn = define[1]!;
      return { kind: 'define', fn };
    }
    if (line.startsWith('}')) fn = undefined;
    if (fn === undefined || line.trim() === '' || line.startsWith(';')) return { kind: 'other' };
    const label = /^([\w.$]+):/.exec(line);
    return label ? { kind: 'label', fn, block: label[1]! } : { kind: 'instruction', fn };
  });
}

/** The input with expectations: texts behind lines, and lines that follow them. */
export function writeFileTest(
  test: FileTest,
  behind: ReadonlyMap<number, string>,
  following: ReadonlyMap<number, readonly string[]>,
  output: readonly string[],
): string {
  const lines = test.lines.flatMap((line, i) => {
    const text = behind.get(i);
    return [text === undefined ? line : `${pad(line)} ; ${text}`, ...(following.get(i) ?? [])];
  });
  while (lines[lines.length - 1] === '') lines.pop();
  if (output.length > 0) lines.push(outputMark, ...output.map((l) => (l === '' ? ';' : `; ${l}`)));
  return lines.join('\n') + '\n';
}

/** Where expectations begin. */
const annotationColumn = 60;

export const pad = (line: string): string => line.padEnd(annotationColumn);
