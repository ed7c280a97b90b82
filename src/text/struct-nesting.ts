import type { StructType, Type } from '../ir/index.ts';
import type { ParserState } from './parser-state.ts';

/** Identified structs may hold one another this deep; whoever computes sizes recurses so far. */
const maxStructDepth = 1000;

/** The identified structs that a type holds directly: not behind another identified one. */
function* heldStructs(type: Type): IterableIterator<StructType> {
  switch (type.kind) {
    case 'struct':
      if (type.name !== undefined) yield type;
      else for (const element of type.elements ?? []) yield* heldStructs(element);
      return;
    case 'array':
    case 'vector':
      yield* heldStructs(type.element);
      return;
    case 'target':
      for (const parameter of type.types) yield* heldStructs(parameter);
      return;
    default:
  }
}

/** Rejects structs that hold themselves, and chains that are too deep for the recursion over types. */
export function checkStructNesting(p: ParserState): void {
  const depths = new Map<StructType, number>();
  for (const type of p.module.structTypes.values()) measure(p, type, depths);
}

/** Parts of a type that is no struct and has a name; it stands for its text wherever it is used. */
const maxAliasParts = 1000;

/**
 * Rejects names for types that are too large when written out: names inside names could otherwise double the text, or
 * deepen it, line by line.
 */
export function checkAliasSize(p: ParserState, type: Type, start: number, length: number): void {
  let parts = 0;
  const work = [type];
  for (let next = work.pop(); next; next = work.pop()) {
    if (++parts > maxAliasParts) {
      p.failAt(
        start,
        length,
        'FX1008',
        `this type has more than ${maxAliasParts} parts when it is written out`,
      );
    }
    if (next.kind === 'array' || next.kind === 'vector') work.push(next.element);
    else if (next.kind === 'target') work.push(...next.types);
    else if (next.kind === 'function') work.push(next.returnType, ...next.parameters);
    else if (next.kind === 'struct' && next.name === undefined) work.push(...(next.elements ?? []));
  }
}

interface Frame {
  readonly type: StructType;
  readonly inner: IterableIterator<StructType>;
  depth: number;
}

const held = function* (type: StructType): IterableIterator<StructType> {
  for (const element of type.elements ?? []) yield* heldStructs(element);
};

/** Depth-first without recursion; a struct that is on the stack holds itself. */
function measure(p: ParserState, root: StructType, depths: Map<StructType, number>): void {
  if (depths.has(root)) return;
  const stack: Frame[] = [{ type: root, inner: held(root), depth: 1 }];
  const open = new Set([root]);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.inner.next();
    if (next.done) {
      stack.pop();
      open.delete(frame.type);
      depths.set(frame.type, frame.depth);
      const outer = stack.at(-1);
      if (outer) outer.depth = Math.max(outer.depth, frame.depth + 1);
      if (frame.depth > maxStructDepth) failNesting(p, frame.type);
      continue;
    }
    const type = next.value;
    if (open.has(type)) failRecursion(p, type);
    const known = depths.get(type);
    if (known !== undefined) {
      frame.depth = Math.max(frame.depth, known + 1);
    } else {
      open.add(type);
      stack.push({ type, inner: held(type), depth: 1 });
    }
  }
}

function place(p: ParserState, type: StructType): number {
  return Math.max(0, p.text.indexOf(`%${type.name} = type`));
}

function failRecursion(p: ParserState, type: StructType): never {
  p.failAt(place(p, type), 1, 'FX1007', `the struct ${type} contains itself`);
}

function failNesting(p: ParserState, type: StructType): never {
  p.failAt(
    place(p, type),
    1,
    'FX1008',
    `structs are nested more than ${maxStructDepth} levels deep in ${type}`,
  );
}
