/** Numbers and tables for people. */
/** Longest array that is shown whole, and what is shown of a longer one. */
const mostItems = 10;
const shownAtStart = 6;
const shownAtEnd = 2;

/** A value or a gradient entry in one line; of a long array, its ends. */
export function formatValue(value: unknown): string {
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return formatArray(Array.from(value as unknown as unknown[]));
  return value === null ? 'none' : String(value);
}

function formatArray(items: readonly unknown[]): string {
  const format = (item: unknown) => (item === null ? '–' : formatValue(item));
  if (items.length <= mostItems) return `[${items.map(format).join(', ')}]`;
  const start = items.slice(0, shownAtStart).map(format);
  const end = items.slice(-shownAtEnd).map(format);
  return `[${start.join(', ')}, …, ${end.join(', ')}] (${items.length} entries)`;
}

/** A number with the given significant digits, without what they do not fill. */
export function formatDigits(value: number, digits: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : String(value);
}

export type Alignment = 'left' | 'right';

/** Lines with their cells in columns, two spaces apart. */
export function formatTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string[] {
  const widths = alignments.map((_, column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (alignments[i] === 'right' ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}
