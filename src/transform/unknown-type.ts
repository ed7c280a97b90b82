import type { Field, MemoryLayout } from '../analysis/types/index.ts';
import { kindName } from '../analysis/types/kinds.ts';

type ByteRange = MemoryLayout['unknown'][number];

const maxReasons = 6;
const maxParts = 8;

/** What is said where bytes are moved of which it is not known what they are. `isDebug`: whether there is debug information. */
export function describeUnknownType(
  layout: MemoryLayout,
  size: number | undefined,
  isDebug: boolean,
): { readonly message: string; readonly notes: readonly string[]; readonly help: readonly string[] } {
  const bytes = size === undefined ? 'the bytes' : size === 1 ? 'the byte' : `the ${size} bytes`;
  const verb = size === 1 ? 'that is moved here is' : 'that are moved here are';
  const kinds =
    size === 1
      ? 'a part of a floating-point number or an integer'
      : 'floating-point numbers, integers or pointers';
  const known = listOf(layout.fields.map(fieldText));
  const period = (layout.period ?? 1) > 1 ? `, in every ${layout.period} bytes` : '';
  const nothingKnown = layout.fields.length === 0;
  const reasons = [...new Set(layout.reasons)].slice(0, maxReasons);
  return {
    message: `cannot tell whether ${bytes} ${verb} ${kinds}`,
    notes: [
      ...(nothingKnown ? [] : [`unknown: ${listOf(layout.unknown.map(rangeText))}${period}`]),
      ...(known ? [`known: ${known}`] : []),
      ...(layout.hasNarrowUnion ? [narrowUnion] : []),
      ...reasons,
    ],
    help: layout.hasNarrowUnion
      ? ['keep the pointer in a member of its own, or compile for a machine of 64 bits']
      : [
          isDebug
            ? 'the debug information does not tell either: give variables, members and parameters their real types, not bytes or void'
            : 'compile with -g, so that debug information tells the types',
          'access the memory through a pointer of its real type',
          ...(size !== 1 ? ['copy member by member, so that each is moved as what it is'] : []),
        ],
  };
}

const narrowUnion =
  'there is a pointer at some times and something else at others: the two are told apart where pointers have 64 bits';

function listOf(parts: readonly string[]): string {
  const more = parts.length > maxParts ? [`${parts.length - maxParts} more`] : [];
  return [...parts.slice(0, maxParts), ...more].join(', ');
}

function rangeText({ offset, size }: ByteRange): string {
  return size === 1 ? `byte ${offset}` : `bytes ${offset} to ${offset + size - 1}`;
}

function fieldText(field: Field): string {
  return `${kindName(field.scalar)} at ${rangeText(field)}`;
}
