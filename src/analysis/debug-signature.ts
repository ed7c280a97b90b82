import type { Fn, Instruction, Value } from '../ir/index.ts';
import { Argument, hasAttribute, MDNode } from '../ir/index.ts';
import type { SourceType } from './debug-types.ts';
import { describeType } from './debug-types.ts';
import { variableRecords } from './debug-variables.ts';
import { gepOffset } from './gep.ts';

/** How a source parameter reaches the function: which IR argument holds which bytes of it. */
export interface SourcePart {
  /** Index of the IR argument. */
  readonly argument: number;
  /** Bytes of the parameter that the argument holds; undefined size: to its end. */
  readonly offset: number;
  readonly size: number | undefined;
  /** The argument is a pointer to the parameter (`byval`, or a large struct by reference). */
  readonly indirect: boolean;
}

export interface SourceParameter {
  /** Undefined for an unnamed parameter or without a variable in the debug info. */
  readonly name: string | undefined;
  readonly type: SourceType;
  /** The object that a method is called for. */
  readonly isThis: boolean;
  /** Empty when it is not known which IR argument the parameter became (or it became none). */
  readonly parts: readonly SourcePart[];
}

export interface SourceSignature {
  /** The name in the source (`gmm`), not the linkage name. */
  readonly name: string;
  readonly linkageName: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly returns: SourceType;
  readonly parameters: readonly SourceParameter[];
  readonly variadic: boolean;
}

const unknown: SourceType = { kind: 'unknown', name: 'unknown', size: 0, const: false };

/** The `DISubprogram` of a function. */
export function subprogramOf(fn: Fn): MDNode | undefined {
  for (const [name, node] of fn.metadata) if (name === 'dbg') return node;
  return undefined;
}

/** What the source calls a parameter; else its name in the IR, or its number from 1. */
export function parameterName({ parent, index, name }: Argument): string {
  const parameters = describeSignature(parent)?.parameters;
  const source = parameters?.find((p) => p.parts.some((part) => part.argument === index));
  return source?.name ?? name ?? String(index + 1);
}

/** How deep scopes may nest: metadata may be cyclic. */
const longestScopeChain = 100;

/** The name in the source with the namespaces and classes that it stands in: `physics::Body::energy`. */
export function qualifiedName(fn: Fn): string {
  const subprogram = subprogramOf(fn);
  const name = subprogram?.stringField('name');
  if (!subprogram || name === undefined) return fn.name ?? '';
  const names = [name];
  // A method that is defined outside of its class has its place at the declaration.
  let scope = (subprogram.nodeField('declaration') ?? subprogram).nodeField('scope');
  for (let i = 0; scope && i < longestScopeChain; i++) {
    const isNamed = scope.tag === 'DINamespace' || scope.tag === 'DICompositeType';
    const outer = isNamed ? scope.stringField('name') : undefined;
    if (outer) names.unshift(outer);
    scope = isNamed ? scope.nodeField('scope') : undefined;
  }
  return names.join('::');
}

/**
 * The signature of a function in its source; undefined without debug info. Parameters are those of the source; `parts`
 * says which IR arguments carry them, since a struct may be split over several arguments or go by pointer, and an
 * optimiser may drop arguments of internal functions.
 */
export function describeSignature(fn: Fn): SourceSignature | undefined {
  const subprogram = subprogramOf(fn);
  if (!subprogram || subprogram.tag !== 'DISubprogram') return undefined;
  const type = describeType(subprogram.nodeField('type'));
  const shape = type.kind === 'function' ? type : undefined;
  const variables = parameterVariables(fn, subprogram);
  const parts = parameterParts(fn, variables);
  const count = Math.max(shape?.parameters.length ?? 0, ...variables.keys());
  const bounded = Math.min(count, fn.args.length + 4096);
  const parameters = Array.from({ length: bounded }, (_, i): SourceParameter => {
    const variable = variables.get(i + 1);
    const declared = variable ? describeType(variable.nodeField('type')) : undefined;
    const name = variable?.stringField('name');
    const found = declared ?? shape?.parameters[i] ?? unknown;
    const isThis = (variable?.keywordField('flags') ?? '').includes('DIFlagObjectPointer');
    return { name: name || undefined, type: found, isThis, parts: parts.get(i + 1) ?? [] };
  });
  return {
    name: subprogram.stringField('name') ?? fn.name ?? '',
    linkageName: subprogram.stringField('linkageName'),
    file: subprogram.nodeField('file')?.stringField('filename'),
    line: subprogram.numberField('line'),
    returns: shape?.returns ?? unknown,
    parameters: withPositionalParts(fn, parameters),
    variadic: shape?.variadic ?? false,
  };
}

/** The variables that are parameters of the function itself (not of one inlined into it), by their number from 1. */
function parameterVariables(fn: Fn, subprogram: MDNode): Map<number, MDNode> {
  const found = new Map<number, MDNode>();
  const consider = (node: MDNode | undefined): void => {
    if (node?.tag !== 'DILocalVariable' || node.field('scope') !== subprogram) return;
    const arg = node.numberField('arg');
    if (arg !== undefined && arg >= 1 && arg < 65536 && !found.has(arg)) found.set(arg, node);
  };
  for (const retained of asNode(subprogram.field('retainedNodes'))?.operands ?? [])
    consider(asNode(retained));
  for (const inst of fn.instructions()) {
    for (const record of variableRecords(inst)) consider(record.variable);
  }
  return found;
}

/** Which IR arguments debug records tie to which parameter. */
function parameterParts(fn: Fn, variables: ReadonlyMap<number, MDNode>): Map<number, SourcePart[]> {
  const numbers = new Map([...variables].map(([number, node]) => [node, number]));
  const parts = new Map<number, SourcePart[]>();
  const taken = new Set<number>();
  const add = (number: number, part: SourcePart): void => {
    if (taken.has(part.argument)) return;
    taken.add(part.argument);
    const list = parts.get(number);
    if (list) list.push(part);
    else parts.set(number, [part]);
  };
  for (const inst of fn.instructions()) {
    for (const { variable, value, how, fragment } of variableRecords(inst)) {
      const number = numbers.get(variable);
      if (number === undefined) continue;
      const { offset, size } = fragment ?? { offset: 0, size: undefined };
      if (value instanceof Argument) {
        add(number, { argument: value.index, offset, size, indirect: how === 'declare' });
      } else if (how === 'declare' && !fragment) {
        for (const [argument, at] of argumentsStoredTo(fn, value)) {
          add(number, { argument: argument.index, offset: at, size: undefined, indirect: false });
        }
      }
    }
  }
  for (const list of parts.values()) list.sort((a, b) => a.offset - b.offset);
  return parts;
}

/** Arguments that unoptimised code stores to a parameter's stack slot, with the byte offset into the slot. */
function argumentsStoredTo(fn: Fn, slot: Value): readonly (readonly [Argument, number])[] {
  const layout = fn.parent?.dataLayout;
  const found: (readonly [Argument, number])[] = [];
  // Structs in structs are reached by one getelementptr after the other.
  const work: (readonly [Value, number])[] = [[slot, 0]];
  for (let at = work.pop(); at; at = work.pop()) {
    const [address, offset] = at;
    for (const user of address.users()) {
      const inst = user as unknown as Instruction;
      if (inst.opcode === 'store' && inst.pointer === address && inst.value instanceof Argument) {
        found.push([inst.value, offset]);
      } else if (inst.opcode === 'getelementptr' && inst.base === address && layout) {
        const step = gepOffset(layout, inst.sourceType, inst.indices);
        if (step && step.terms.length === 0) work.push([inst, offset + step.offset]);
      }
    }
  }
  return found;
}

/**
 * Where debug records are silent (an unused parameter of optimised code), parameters and arguments are matched by
 * position, provided that their numbers agree and every known match agrees with it.
 */
function withPositionalParts(fn: Fn, parameters: readonly SourceParameter[]): readonly SourceParameter[] {
  const args = fn.args.filter((a) => !hasAttribute(a.attributes, 'sret'));
  if (args.length !== parameters.length) return parameters;
  const agrees = parameters.every((p, i) => p.parts.every((part) => part.argument === args[i]?.index));
  if (!agrees) return parameters;
  return parameters.map((p, i) => {
    const argument = args[i];
    if (p.parts.length || !argument || !fits(p.type, argument)) return p;
    const indirect = argument.type.kind === 'pointer' && p.type.kind === 'struct';
    if (indirect && !isSurelyIndirect(fn, p.type, argument)) return p;
    return { ...p, parts: [{ argument: argument.index, offset: 0, size: undefined, indirect }] };
  });
}

/** A struct that is no larger than two registers may be a pointer itself: what an iterator consists of. */
function isSurelyIndirect(fn: Fn, { size }: SourceType, { attributes }: Argument): boolean {
  const register = (fn.parent?.dataLayout.pointerBits() ?? 64) / 8;
  return size > 2 * register || hasAttribute(attributes, 'byval');
}

function fits(type: SourceType, argument: Argument): boolean {
  switch (type.kind) {
    case 'float':
      return argument.type.kind === 'floating-point';
    case 'int':
      return argument.type.kind === 'integer';
    case 'pointer':
    case 'array':
      return argument.type.kind === 'pointer';
    case 'struct':
      return true;
    default:
      return false;
  }
}

function asNode(value: unknown): MDNode | undefined {
  return value instanceof MDNode ? value : undefined;
}
