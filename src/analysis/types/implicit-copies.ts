/**
 * Copies within the constructors and assignments that the C++ compiler writes itself: it copies neighbouring members in one go, with nothing
 * that tells of what type they are but the class that the function belongs to.
 */
import type { Instruction } from '../../ir/index.ts';
import { describeType } from '../debug-types.ts';
import { enclosingSubprogram } from '../source-location.ts';
import type { Declared, Leaf, SourceDeclarations } from './declared.ts';

/**
 * The members that a copy of so many bytes takes, at their distance from the first; undefined where it stands in another function, or where it
 * may be several that differ.
 */
export function implicitlyCopied(
  source: SourceDeclarations,
  copy: Instruction,
  size: number,
): readonly Leaf[] | undefined {
  const declared = classOf(source, copy);
  let found: readonly Leaf[] | undefined;
  for (const { offset } of declared?.leaves ?? []) {
    const members = membersWithin(declared!, offset, size);
    if (!members) continue;
    if (found && !sameLeaves(found, members)) return undefined;
    found = members;
  }
  return found;
}

/** The class of an implicit constructor or assignment. */
function classOf(source: SourceDeclarations, copy: Instruction): Declared | undefined {
  const subprogram = enclosingSubprogram(copy);
  if (!subprogram?.keywordField('flags')?.includes('DIFlagArtificial')) return undefined;
  const scope = subprogram.nodeField('scope');
  const name = subprogram.stringField('name');
  if (scope?.tag !== 'DICompositeType' || (name !== scope.stringField('name') && name !== 'operator='))
    return undefined;
  return source.array(describeType(scope))?.element;
}

/** Those that begin at an offset and end so many bytes on, if all of them are known. */
function membersWithin({ leaves }: Declared, begin: number, size: number): readonly Leaf[] | undefined {
  const end = begin + size;
  const within = leaves.filter((leaf) => leaf.offset < end && leaf.offset + leaf.size > begin);
  const isWhole = (leaf: Leaf): boolean => leaf.offset >= begin && leaf.offset + leaf.size <= end;
  const isKnown = within.every((leaf) => isWhole(leaf) && leaf.scalar && !leaf.weak && !leaf.alternatives);
  if (!isKnown || !within.some((leaf) => leaf.offset + leaf.size === end)) return undefined;
  return within.map((leaf) => ({ offset: leaf.offset - begin, size: leaf.size, scalar: leaf.scalar }));
}

function sameLeaves(a: readonly Leaf[], b: readonly Leaf[]): boolean {
  return (
    a.length === b.length &&
    a.every((leaf, i) => {
      const other = b[i]!;
      return leaf.offset === other.offset && leaf.size === other.size && leaf.scalar === other.scalar;
    })
  );
}
