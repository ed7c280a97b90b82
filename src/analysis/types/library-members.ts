import type { DataLayout, Instruction, StructType, Type, Value } from '../../ir/index.ts';
import { ConstantInt, isInstruction } from '../../ir/index.ts';
import { describeType } from '../debug-types.ts';
import { enclosingSubprogram } from '../source-location.ts';
import type { Declared, Leaf, SourceDeclarations } from './declared.ts';
import type { ScalarKind } from './kinds.ts';
import { floatKind, integerKind, pointerKind } from './kinds.ts';

/** Classes of the C++ library, but not its unions. */
const libraryClass = /^(?:struct|class)\.(?:std|__gnu_cxx)::/;

export interface LibraryMember {
  readonly scalar: ScalarKind;
  readonly reason: string;
}

/**
 * An access of so many bytes to a member of a class of the C++ library that is an integer or a pointer, by its name: the library
 * takes its members for what they are. So it is known what unoptimised code accesses, which has no TBAA, where an object is
 * mixed with others of a different layout: the head of a red-black tree with the nodes.
 */
export function libraryMember(layout: DataLayout, pointer: Value, size: number): LibraryMember | undefined {
  const { type, owner } = memberOf(pointer) ?? {};
  if (!type || !owner || !libraryClass.test(owner)) return undefined;
  const scalar = scalarOfMember(type);
  if (!scalar || layout.storeSize(type) !== size) return undefined;
  return { scalar, reason: `it is a member of ${owner.replace(/^\w+\./, '')} of type ${type}` };
}

/**
 * As above, for a member or a variable that is a class of the library itself, of nothing but numbers and pointers, and is copied as a whole.
 * Where it is not the library's own, it may be storage for anything that fits into integers of more than a byte.
 */
export function libraryMembers(
  layout: DataLayout,
  pointer: Value,
  size: number,
): readonly Leaf[] | undefined {
  const { type, owner } = memberOf(pointer) ?? variableOf(pointer) ?? {};
  if (!type || !isLibraryClass(type) || layout.allocSize(type) !== size) return undefined;
  const leaves = leavesOfClass(layout, type);
  const isOwn = owner !== undefined && libraryClass.test(owner);
  const isKnown = (leaf: Leaf): boolean =>
    leaf.scalar !== undefined && (isOwn || leaf.scalar.kind !== 'integer' || leaf.size === 1);
  return leaves.length > 0 && leaves.every(isKnown) ? leaves : undefined;
}

const isLibraryClass = (type: Type): type is StructType => isNamed(type, libraryClass);

export const isNamed = (type: Type, name: RegExp): type is StructType =>
  type.kind === 'struct' && name.test(type.name ?? '');

/** `std::optional` keeps its value in a union with nothing. */
const optionalStorage = /^union\.std::_Optional_payload_base<.*>::_Storage(?:\.\d+)?$/;
const optionalPayload = /^struct\.std::_Optional_payload/;

/** The scalars in a class of the library; without a kind what is none of the library's. */
function leavesOfClass(layout: DataLayout, type: StructType): Leaf[] {
  const { offsets } = layout.structLayout(type);
  const elements = type.elements ?? [];
  return elements.flatMap((element, i): Leaf[] => {
    const offset = offsets[i]!;
    if (isNamed(element, libraryClass) || isNamed(element, optionalStorage))
      return leavesOfClass(layout, element).map((leaf) => ({ ...leaf, offset: offset + leaf.offset }));
    // What fills the payload of an optional to its size.
    if (element.kind === 'array' && i === elements.length - 1 && optionalPayload.test(type.name ?? ''))
      return [];
    const scalar = element.kind === 'floating-point' ? floatKind(element) : scalarOfMember(element);
    return [{ offset, size: layout.storeSize(element), scalar }];
  });
}

/** A variable, which is no member of anything. */
function variableOf(pointer: Value): { readonly type: Type; readonly owner: undefined } | undefined {
  if (!isInstruction(pointer) || pointer.opcode !== 'alloca') return undefined;
  return { type: pointer.allocatedType, owner: undefined };
}

function scalarOfMember(type: Type): ScalarKind | undefined {
  if (type.kind === 'pointer') return pointerKind;
  return type.kind === 'integer' ? integerKind : undefined;
}

/** The type of the member that an address is of, and the struct that it is a member of. */
function memberOf(pointer: Value): { readonly type: Type; readonly owner: string | undefined } | undefined {
  if (!isInstruction(pointer) || pointer.opcode !== 'getelementptr') return undefined;
  let type = pointer.sourceType;
  let owner: string | undefined;
  for (const [i, index] of pointer.indices.entries()) {
    if (i === 0) continue;
    if (type.kind !== 'struct' || !(index instanceof ConstantInt)) return undefined;
    const element = type.elements?.[Number(index.unsigned)];
    if (!element) return undefined;
    owner = type.name;
    type = element;
  }
  return { type, owner };
}

/** `__copy_m<T>(const T *first, const T *last, T *result)` and its kin, in which libstdc++ copies arrays of elements. */
const movesElements = /^_ZNSt(?:11__copy_move|20__copy_move_backward)I|^_ZSt14__relocate_a_1I/;

/** The type of the elements that a copy within the C++ library moves, by the parameters of the function that it stands in. */
export function libraryElement(source: SourceDeclarations, copy: Instruction): Declared | undefined {
  const subprogram = enclosingSubprogram(copy);
  if (!movesElements.test(subprogram?.stringField('linkageName') ?? '')) return undefined;
  const type = describeType(subprogram?.nodeField('type'));
  const [first, , result] = type.kind === 'function' ? type.parameters : [];
  if (first?.kind !== 'pointer' || result?.kind !== 'pointer') return undefined;
  const [from, to] = [source.array(first.pointee), source.array(result.pointee)];
  const isKnown = from?.element.leaves.every((leaf) => leaf.scalar && !leaf.weak);
  return isKnown && from?.count === 1 && from.element.size === to?.element.size ? from.element : undefined;
}

const stringMember = /^_ZNK?St7__cxx1112basic_stringI[cw]/;
const takesString = /E\w*(?:RK|O|R)S4_/;

/** The arguments that point to strings in a call of a member function of `std::string` that has no body. */
export function stringArguments(callee: string | undefined): readonly number[] {
  if (!callee || !stringMember.test(callee)) return [];
  return takesString.test(callee) ? [0, 1] : [0];
}
