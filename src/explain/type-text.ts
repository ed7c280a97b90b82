/** Types that the analysis found, in words. */
import type { Field, MemoryLayout } from '../analysis/types/index.ts';

const kindText = ({ scalar }: Field): string => (scalar.kind === 'float' ? scalar.type.name : scalar.kind);

/** More fields than this are counted, not named. */
const mostFields = 6;

/** `double`; `{double at 0, integer at 8} every 16 bytes`; what is not known is said. */
export function describeMemory({ fields, unknown, period, reasons }: MemoryLayout): string {
  const gaps = unknown.length > 0;
  const [only] = fields;
  if (!gaps && only && fields.length === 1 && (period === undefined || period === only.size))
    return kindText(only);
  if (!gaps && only && fields.every((f, i) => kindText(f) === kindText(only) && f.offset === i * only.size))
    return kindText(only);
  const shown = fields.slice(0, mostFields).map((f) => `${kindText(f)} at ${f.offset}`);
  if (fields.length > mostFields) shown.push(`… (${fields.length})`);
  for (const { offset, size } of unknown)
    shown.push(`unknown at ${offset}${size > 1 ? `–${offset + size - 1}` : ''}`);
  if (shown.length === 0) return 'unknown';
  const every = period === undefined ? '' : ` every ${period} bytes`;
  const why = gaps && reasons.length > 0 ? ` (${reasons.slice(0, 2).join('; ')})` : '';
  return fields.length === 0 ? `unknown${why}` : `{${shown.join(', ')}}${every}${why}`;
}
