import type { FloatingPointType, FunctionType, Type } from '../ir/index.ts';
import { doubleType, floatType, fp128Type, halfType, isInteger, scalarOf, x86Fp80Type } from '../ir/index.ts';
import type { CalleeRule, MathOutput, MathRule, Partials } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';
import { isIntegerName, parseExpr } from './expr-parser.ts';
import type { MathEntry } from './math-table.ts';
import { inactiveMath, mathTable } from './math-table.ts';
import { isFloatingPointLike, longDoubleTypes, matchesSignature } from './signature.ts';

/**
 * Finds the rule of a mathematical function by its C name: the name for double with the suffix of its type, or the
 * `__exp_finite` form of it that glibc had for -ffinite-math-only.
 */
export function findMathRule(name: string, type: FunctionType): CalleeRule | undefined {
  for (const { rule, kinds } of candidates().library.get(name) ?? []) {
    const found = rule.match(type, (t) => (kinds as readonly Type[]).includes(t));
    if (found) return found;
  }
  return undefined;
}

/**
 * Finds the rule of a mathematical function of whole vectors, by its name in the vector ABI that GNU's libmvec and others
 * follow: `_ZGV`, the instruction set, N for no mask, the number of lanes, a letter for each operand, and the function.
 */
export function findVectorMathRule(name: string, type: FunctionType): CalleeRule | undefined {
  const parts = /^_ZGV[a-zA-Z]N(\d+)v+_(\w+)$/.exec(name);
  if (!parts) return undefined;
  const length = Number(parts[1]);
  for (const { rule, kinds } of candidates().library.get(parts[2]!) ?? []) {
    const isKind = (t: Type): boolean =>
      t.kind === 'vector' && t.length === length && kinds.some((k) => k === t.element);
    const found = rule.match(type, isKind);
    if (found) return found;
  }
  return undefined;
}

/** Finds the rule of a mathematical intrinsic by its name without types (`llvm.sin`). */
export function findMathIntrinsicRule(stem: string, type: FunctionType): CalleeRule | undefined {
  for (const rule of candidates().intrinsics.get(stem) ?? []) {
    const found = rule.match(type, isFloatingPointLike);
    if (found) return found;
  }
  return undefined;
}

/** Whether this is a mathematical intrinsic, without its types. */
export const isMathIntrinsic = (stem: string): boolean => candidates().intrinsics.has(stem);

/** Every C function that has a rule, by name; for tests and documentation. */
export const mathFunctionNames = (): readonly string[] => [...candidates().library.keys()];

/** The suffixes of C's names, with the types that each can stand for. */
const suffixes: readonly (readonly [string, readonly FloatingPointType[]])[] = [
  ['', [doubleType]],
  ['f', [floatType]],
  ['l', longDoubleTypes],
  ['f16', [halfType]],
  ['f32', [floatType]],
  ['f64', [doubleType]],
  ['f128', [fp128Type]],
  ['f32x', [doubleType]],
  ['f64x', [x86Fp80Type, fp128Type]],
];

interface Matcher {
  /** The rule for a function of this type; undefined when the signature is another. */
  match(type: FunctionType, isKind: (type: Type) => boolean): CalleeRule | undefined;
}

interface LibraryCandidate {
  readonly rule: Matcher;
  readonly kinds: readonly FloatingPointType[];
}

interface Candidates {
  readonly library: ReadonlyMap<string, readonly LibraryCandidate[]>;
  readonly intrinsics: ReadonlyMap<string, readonly Matcher[]>;
}

let index: Candidates | undefined;

function candidates(): Candidates {
  return (index ??= buildCandidates());
}

function buildCandidates(): Candidates {
  const library = new Map<string, LibraryCandidate[]>();
  const intrinsics = new Map<string, Matcher[]>();
  const addAll = (names: readonly string[], stems: readonly string[], rule: Matcher): void => {
    for (const stem of stems) append(intrinsics, stem, rule);
    for (const name of names) {
      for (const [suffix, kinds] of suffixes) {
        for (const spelling of spellings(name, suffix)) append(library, spelling, { rule, kinds });
      }
    }
  };
  for (const entry of mathTable) addAll(entry.names, entry.intrinsics ?? [], new MathMatcher(entry));
  for (const { reason, names, intrinsics: stems, signatures } of inactiveMath) {
    addAll(names, stems ?? [], new InactiveMathMatcher(reason, signatures));
  }
  return { library, intrinsics };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** `sin` and `f`: sinf, __sinf_finite; `lgamma*_r` and `f`: lgammaf_r, __lgammaf_r_finite. */
function spellings(name: string, suffix: string): readonly string[] {
  const full = name.includes('*') ? name.replace('*', suffix) : name + suffix;
  return full.startsWith('_') ? [full] : [full, `__${full}_finite`];
}

class InactiveMathMatcher implements Matcher {
  readonly #reason: string;
  readonly #signatures: readonly string[];

  constructor(reason: string, signatures: readonly string[]) {
    this.#reason = reason;
    this.#signatures = signatures;
  }

  match(type: FunctionType, isKind: (type: Type) => boolean): CalleeRule | undefined {
    if (!this.#signatures.some((s) => matchesSignature(s, type, isKind))) return undefined;
    const reads = type.parameters.flatMap((p, i) => (p.kind === 'pointer' ? [i] : []));
    return {
      kind: 'inactive',
      reason: this.#reason,
      memory: { reads, writes: [] },
      returns: undefined,
      onlyForIntegers: false,
    };
  }
}

class MathMatcher implements Matcher {
  readonly #entry: MathEntry;
  /** All but the type, parsed on first use. */
  #parsed: Omit<MathRule, 'type'> | undefined;

  constructor(entry: MathEntry) {
    this.#entry = entry;
  }

  match(type: FunctionType, isKind: (type: Type) => boolean): CalleeRule | undefined {
    const kind = this.#kindOf(type);
    if (!kind || !isKind(kind) || type.variadic || !this.#matchesResult(type.returnType, kind))
      return undefined;
    this.#parsed ??= parseEntry(this.#entry);
    return { ...this.#parsed, type: kind };
  }

  /** The type of the floating-point operands; undefined when the parameters do not fit. */
  #kindOf(type: FunctionType): Type | undefined {
    const { operands } = this.#entry;
    if (type.parameters.length !== operands.length) return undefined;
    const kind = type.parameters[operands.findIndex((o) => this.#category(o) === 'float')];
    return operands.every((o, i) => this.#matchesParameter(o, type.parameters[i]!, kind)) ? kind : undefined;
  }

  #category(operand: string): 'float' | 'long double' | 'integer' | 'pointer' {
    if (this.#entry.longDouble?.includes(operand)) return 'long double';
    if (isIntegerName(operand)) return 'integer';
    return operand === 'p' || operand === 'q' ? 'pointer' : 'float';
  }

  #matchesParameter(operand: string, type: Type, kind: Type | undefined): boolean {
    switch (this.#category(operand)) {
      case 'float':
        return type === kind;
      case 'long double':
        return (longDoubleTypes as readonly Type[]).includes(type);
      case 'integer':
        return isInteger(scalarOf(type));
      case 'pointer':
        return type.kind === 'pointer';
    }
  }

  #matchesResult(type: Type, kind: Type): boolean {
    const { members, result } = this.#entry;
    if (result === 'void') return type.kind === 'primitive' && type.name === 'void';
    if (!members) return type === kind;
    if (type.kind !== 'struct' || type.elements?.length !== members.length) return false;
    return members.every((m, i) => {
      const element = type.elements![i]!;
      return m ? element === kind : isInteger(scalarOf(element));
    });
  }
}

/** The rule of an entry as data, but for the type. Throws `Error` when a text in the table is malformed. */
export function parseEntry(entry: MathEntry): Omit<MathRule, 'type'> {
  const partialsOf = (texts: Readonly<Record<string, string>> | undefined): Partials => {
    for (const name of Object.keys(texts ?? {})) {
      if (!entry.operands.includes(name)) throw new Error(`partial by '${name}', which is no operand`);
    }
    return entry.operands.map((name) => {
      const text = texts?.[name];
      return text === undefined ? undefined : parseExpr(text, entry.operands);
    });
  };
  const outputs = Object.entries(entry.outputs ?? {}).map(([name, texts]): MathOutput => ({
    pointer: entry.operands.indexOf(name),
    partials: texts === 'integer' ? undefined : partialsOf(texts),
  }));
  return {
    kind: 'math',
    name: (entry.names[0] ?? entry.intrinsics?.[0] ?? '').replace('*', ''),
    partials: partialsOf(entry.partials),
    members: entry.members?.map((m) => (m ? partialsOf(m) : undefined)),
    outputs,
    memory: outputs.length ? { reads: [], writes: outputs.map((o) => o.pointer) } : noMemory,
  };
}
