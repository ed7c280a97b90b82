import { kindName, Rank } from './kinds.ts';
import type { Declared } from './declared.ts';
import type { Declaration } from './region.ts';
import { gcd } from './region.ts';

/**
 * Marks what is declared by a pointer to one member of a larger object that the source declares, too, if there are members of other kinds
 * in it: `double *number = std::get_if<double>(&value)` does not point into an array of doubles.
 */
export function markMembers(declarations: readonly Declaration[]): readonly Declaration[] {
  const objects = declarations.filter((d) => d.rank >= Rank.debug && kindsOf(d.element).size > 1);
  if (objects.length === 0) return declarations;
  return declarations.map((d) =>
    d.repeats && kindsOf(d.element).size === 1 && objects.some((object) => isWithin(d, object))
      ? { ...d, amongOthers: true }
      : d,
  );
}

function isWithin(d: Declaration, object: Declaration): boolean {
  const { size } = object.element;
  if (size <= d.element.size) return false;
  const common = gcd(d.stride, object.stride);
  if (common !== 0) return common % size === 0;
  const distance = d.offset - object.offset;
  return object.repeats || (distance >= 0 && distance < object.extent);
}

/** What the scalars are that an object consists of, by name; unions count as kinds of their own. */
function kindsOf({ leaves }: Declared): ReadonlySet<string> {
  return new Set(
    leaves.map(({ scalar, alternatives }) =>
      scalar ? kindName(scalar) : (alternatives ?? []).map(kindName).join(),
    ),
  );
}
