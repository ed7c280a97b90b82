/** Finds functions of a module by the names that their source gives them. */
import { fail } from '../diagnostics/index.ts';
import { describeSignature } from '../analysis/debug-types.ts';
import { qualifiedName } from '../analysis/debug-signature.ts';
import type { Fn, Module } from '../ir/index.ts';
import { isCallable, sourceName } from './signature.ts';

/** The functions that can be called, by the name to call them: that of the source, or the linker's where several share it. */
export function callableFunctions(module: Module): Map<string, Fn> {
  const functions = module.functions.filter(isCallable);
  const count = new Map<string, number>();
  for (const fn of functions) count.set(sourceName(fn), (count.get(sourceName(fn)) ?? 0) + 1);
  return new Map(
    functions.map((fn) => [count.get(sourceName(fn)) === 1 ? sourceName(fn) : (fn.name ?? ''), fn] as const),
  );
}

/**
 * The function of this name, which may be that of the source or the linker's.
 * @throws FluxionError FX5004 with the nearest names.
 */
export function findFunction(module: Module, name: string): Fn {
  const callable = callableFunctions(module);
  const found = callable.get(name) ?? [...callable.values()].find((fn) => fn.name === name);
  if (found) return found;
  const overloads = [...callable.values()].filter((fn) => answersTo(fn, name));
  if (overloads.length === 1) return overloads[0]!;
  if (overloads.length > 1) failAmbiguous(name, overloads);
  const hidden = module.functions.find((fn) => answersTo(fn, name));
  if (hidden?.isDeclaration) fail('FX5004', `the function ${name} is declared but not defined`);
  if (hidden)
    fail('FX5004', `the function ${name} is static or inline: it cannot be called from outside its file`);
  return fail('FX5004', `there is no function ${name}${suggest(name, [...callable.keys()])}`);
}

/** As `findFunction`, but static functions are found, too. */
export function findDefinedFunction(module: Module, name: string): Fn {
  const defined = module.functions.filter((fn) => !fn.isDeclaration);
  const matches = defined.filter((fn) => answersTo(fn, name));
  if (matches.length > 1) return matches.find((fn) => fn.name === name) ?? failAmbiguous(name, matches);
  return matches[0] ?? findFunction(module, name);
}

/** By the linker's name, the source's, the one with its namespaces, or that with the types of its parameters. */
function answersTo(fn: Fn, name: string): boolean {
  if (fn.name === name || sourceName(fn) === name || qualifiedName(fn) === name) return true;
  return name.endsWith(')') && withoutSpaces(describeOverload(fn)) === withoutSpaces(name);
}

const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');

/** `physics::potential(const Body *, int)` */
function describeOverload(fn: Fn): string {
  const types = describeSignature(fn)?.parameters.map(({ type }) => type.name) ?? [];
  return `${qualifiedName(fn)}(${types.join(', ')})`;
}

function failAmbiguous(name: string, overloads: readonly Fn[]): never {
  const list = overloads.map((fn) => `'${describeOverload(fn)}'`).join(', ');
  return fail('FX5004', `there are ${overloads.length} functions ${name}; say which: ${list}`);
}

function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return ', nor any other that is defined and not static';
  const near = nearestNames(name, known);
  if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
  const shown = known.slice(0, 5).join(', ');
  return `; there ${known.length === 1 ? 'is' : 'are'} ${shown}${known.length > 5 ? `, … (${known.length})` : ''}`;
}

/** At most three names that are a few typing errors away, the nearest first. */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one name into the other (optimal string alignment). */
function editDistance(a: string, b: string): number {
  // Longer names are no typing errors, and the table is of their product's size.
  if (a.length > 256 || b.length > 256) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1]!;
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, substituted);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
