/**
 * Copies within the constructors and assignments that the C++ compiler writes itself: it copies neighbouring members in one go, with nothing
 * that tells of what type they are but the class that the function belongs to.
 */
import type { Instruction } from '../../ir/index.ts';
import type { SourceType } from '../debug-types.ts';
import { describeType } from '../debug-types.ts';
import { enclosingSubprogram } from '../source-location.ts';
import type { Declared, Leaf, SourceDeclarations } from './declared.ts';

/**
 * The members that a copy of so many bytes takes, at their distance from the first; undefined where it stands in another function, or where it
 * may be several that differ.
 *
 * @param at how far from the beginning of an object the copied bytes begin, which is the class's as a rule; undefined when that is not known
 */
export function implicitlyCopied(
  source: SourceDeclarations,
  copy: Instruction,
  size: number,
  at: number | undefined,
): readonly Leaf[] | undefined {
  const type = classOf(copy);
  const declared = type && source.array(type)?.element;
  if (!declared) return undefined;
  let found: readonly Leaf[] | undefined;
  for (const { offset } of declared.leaves) {
    const members = membersWithin(declared, offset, size);
    if (offset === at) return members && !touchesOthers(type, offset, size) ? members : undefined;
    if (!members) continue;
    if (found && !sameLeaves(found, members)) found = [];
    else found ??= members;
  }
  return found?.length === 0 ? undefined : found;
}

/** The class of an implicit constructor or assignment. */
function classOf(copy: Instruction): SourceType | undefined {
  const subprogram = enclosingSubprogram(copy);
  if (!subprogram?.keywordField('flags')?.includes('DIFlagArtificial')) return undefined;
  const scope = subprogram.nodeField('scope');
  const name = subprogram.stringField('name');
  const isClass = scope?.tag === 'DICompositeType';
  return isClass && (name === scope.stringField('name') || name === 'operator=') ? describeType(scope) : undefined; // prettier-ignore
}

/** Whether members are among so many bytes that functions copy. */
function touchesOthers(type: SourceType, begin: number, size: number): boolean {
  const members = type.kind === 'struct' ? type.members : [];
  return members.some(
    ({ offset, type: member }) =>
      offset < begin + size && offset + member.size > begin && isPassedByReference(member),
  );
}

function isPassedByReference(type: SourceType): boolean {
  let element = type;
  while (element.kind === 'array') element = element.element;
  return element.kind === 'struct' && element.byReference;
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
