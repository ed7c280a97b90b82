/** The report of `fluxion explain` for people: each source line, and beneath it what concerns it. */
import type {
  ExplainReport,
  FunctionReport,
  LineReport,
  LoopReport,
  ParameterReport,
} from '../explain/index.ts';
import type { SourceReader } from '../bindings/source-lines.ts';
import type { ExplainPalette } from './report.ts';
import { formatTable } from './format.ts';

/** A line may have a great many values; the JSON has them all. */
const mostValues = 8;
/** Notes that are together longer than this stand one below the other. */
const mostCharacters = 90;

export function explainText(
  { functions }: ExplainReport,
  read: SourceReader,
  colours: ExplainPalette,
): string {
  return functions.map((fn) => new FunctionText(fn, read, colours).lines().join('\n') + '\n').join('\n');
}

class FunctionText {
  readonly #fn: FunctionReport;
  readonly #source: readonly string[];
  readonly #colours: ExplainPalette;
  readonly #out: string[] = [];
  readonly #read: SourceReader;

  constructor(fn: FunctionReport, read: SourceReader, colours: ExplainPalette) {
    this.#fn = fn;
    this.#read = read;
    this.#source = fn.file === null ? [] : (read(fn.file)?.split(/\r?\n/) ?? []);
    this.#colours = colours;
  }

  lines(): string[] {
    this.#header();
    this.#parameters();
    this.#tape();
    this.#out.push('');
    this.#body();
    this.#elsewhere();
    return this.#out;
  }

  #header(): void {
    const { name, file, line, role, complete } = this.#fn;
    const { bold, dim, error } = this.#colours;
    const place = file === null ? '' : `  ${file}${line === null ? '' : `:${line}`}`;
    const how = role === 'called' ? '  differentiated as it is called' : '';
    const failed = complete ? '' : `  ${error('cannot be differentiated')}`;
    this.#out.push(`${bold(name)}${dim(place)}${dim(how)}${failed}`);
  }

  #parameters(): void {
    const rows = this.#fn.parameters.map((p) => [mark(p), p.name, p.type ?? '', describeParameter(p)]);
    const texts = formatTable(rows, ['left', 'left', 'left', 'left']);
    texts.forEach((text, i) => {
      const { activity, influence } = this.#fn.parameters[i]!;
      const { active, dim, warning } = this.#colours;
      this.#out.push(
        `  ${activity === 'constant' ? dim(text) : influence === false ? warning(text) : active(text)}`,
      );
    });
    if (this.#fn.result === 'constant')
      this.#out.push(`  ${this.#colours.dim('the result is not differentiated')}`);
  }

  #tape(): void {
    if (!this.#fn.complete) return;
    const { bytesPerCall, loops, calls } = this.#fn.tape;
    const parts = bytesPerCall > 0 ? [`${bytesPerCall} bytes`] : [];
    for (const loop of loops) {
      if (loop.bytesPerIteration > 0)
        parts.push(`${loop.bytesPerIteration} bytes per iteration of the loop${atLine(loop.line)}`);
    }
    for (const call of calls) {
      const when = call.depth > 0 ? ', in each iteration' : '';
      parts.push(`the tape of ${call.callee} (line ${call.line ?? '?'}${when})`);
    }
    this.#out.push(
      `  ${this.#colours.tape('tape per call')}: ${parts.length === 0 ? 'nothing' : parts.join(' + ')}`,
    );
  }

  /** The function's own lines, those without anything to say included. */
  #body(): void {
    const own = this.#fn.lines.filter(
      (l) => l.inlinedFrom === null && l.line !== null && l.file === this.#fn.file,
    );
    const byLine = new Map(own.map((l) => [l.line!, l]));
    const loopsAt = groupLoops(this.#fn.tape.loops);
    const first = this.#fn.line ?? Math.min(...byLine.keys());
    const last = Math.max(first, ...byLine.keys());
    if (!Number.isFinite(first)) return;
    const isShort = this.#source.length > 0 && last - first < 2000;
    for (let line = first; line <= last; line++) {
      const report = byLine.get(line);
      const loops = loopsAt.get(line) ?? [];
      if (report || loops.length > 0 || isShort) this.#line(line, this.#source[line - 1], report, loops);
    }
  }

  /** Lines of inlined functions and other files, and what has no line. */
  #elsewhere(): void {
    const rest = this.#fn.lines.filter(
      (l) => l.inlinedFrom !== null || l.line === null || l.file !== this.#fn.file,
    );
    let group: string | undefined;
    for (const line of [...rest].sort(byPlace)) {
      const title =
        line.line === null
          ? 'without a line in the source'
          : `inlined: ${line.inlinedFrom ?? ''}  ${line.file ?? ''}`;
      if (title !== group) this.#out.push(this.#colours.dim(`  ${title}`));
      group = title;
      const text = line.file === null || line.line === null ? undefined : this.#read(line.file)?.split(/\r?\n/)[line.line - 1]; // prettier-ignore
      this.#line(line.line, text, line, []);
    }
  }

  #line(
    number: number | null,
    text: string | undefined,
    report: LineReport | undefined,
    loops: readonly LoopReport[],
  ): void {
    const { dim, active } = this.#colours;
    const isActive = (report?.active.length ?? 0) > 0;
    const gutter = `${number ?? ''}`.padStart(5);
    const shown = text === undefined ? '' : isActive ? text : dim(text);
    this.#out.push(`${dim(gutter)} ${isActive ? active('∂') : ' '}${dim('│')} ${shown}`.trimEnd());
    const notes: [label: string, text: string, paint: (t: string) => string][] = [];
    for (const loop of loops) notes.push(['loop', describeLoop(loop), this.#colours.tape]);
    if (report) notes.push(...this.#notes(report));
    const indent = ' '.repeat(Math.min(/^\s*/.exec(text ?? '')![0].replaceAll('\t', '  ').length, 24));
    for (const [label, note, paint] of notes)
      this.#out.push(`${' '.repeat(7)}${dim('│')} ${indent}${paint(label.padEnd(8))} ${note}`);
  }

  #notes(r: LineReport): [string, string, (t: string) => string][] {
    const { active, dim, tape, type } = this.#colours;
    const notes: [string, string, (t: string) => string][] = [];
    const add = (label: string, items: readonly string[], paint: (t: string) => string): void => {
      // One line for what is short, a line each for what is explained.
      const shown = shorten(items);
      const joined = shown.join(' · ');
      const rows = joined.length <= mostCharacters ? [joined] : shown;
      if (items.length > 0) rows.forEach((row, i) => notes.push([i === 0 ? label : '', row, paint]));
    };
    add('active', grouped(r.active), active);
    add('constant', grouped(r.inactive), dim);
    add('types', r.types, type);
    add('taped', r.taped.map((t) => `${t.value} ${t.bytes} B${t.because === '' ? '' : `: ${t.because}`}`), tape); // prettier-ignore
    add('kept', r.kept, dim);
    add('again', r.recomputed, dim);
    return notes;
  }
}

/** Values with the same reason share it. */
function grouped(values: readonly { value: string; because: string }[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { value, because: why } of values) {
    // The source line shows what a value is computed from.
    const because = why.startsWith('follows from') && !why.startsWith('follows from nothing') ? '' : why;
    const list = byReason.get(because);
    if (list) list.push(value);
    else byReason.set(because, [value]);
  }
  return [...byReason].map(
    ([because, names]) => `${names.join(', ')}${because === '' ? '' : `: ${because}`}`,
  );
}

const shorten = (items: readonly string[]): readonly string[] =>
  items.length <= mostValues ? items : [...items.slice(0, mostValues), `… (${items.length})`];

const mark = ({ activity, influence }: ParameterReport): string =>
  activity === 'constant' ? '·' : influence === false ? '!' : '∂';

function describeParameter({ activity, influence, memory }: ParameterReport): string {
  const what = activity === 'constant' ? 'constant' : 'differentiated';
  const zero = influence === false ? ', has no influence: its derivative is zero' : '';
  return `${what}${zero}${memory === null ? '' : `; memory: ${memory}`}`;
}

const atLine = (line: number | null): string => (line === null ? '' : ` on line ${line}`);

function describeLoop({ bytesPerIteration, reserved }: LoopReport): string {
  if (bytesPerIteration === 0) return 'no tape in its iterations';
  const room = reserved ? 'room is made once, before the loop' : 'room is made in each iteration';
  return `${bytesPerIteration} bytes of tape per iteration; ${room}`;
}

function groupLoops(loops: readonly LoopReport[]): Map<number, LoopReport[]> {
  const groups = new Map<number, LoopReport[]>();
  for (const loop of loops) {
    if (loop.line === null) continue;
    const list = groups.get(loop.line);
    if (list) list.push(loop);
    else groups.set(loop.line, [loop]);
  }
  return groups;
}

function byPlace(a: LineReport, b: LineReport): number {
  const key = (l: LineReport): string =>
    `${l.line === null ? '~' : ''}${l.file ?? ''}:${l.inlinedFrom ?? ''}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : (a.line ?? 0) - (b.line ?? 0);
}
