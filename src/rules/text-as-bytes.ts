/**
 * Strings are text, unless a program keeps the bytes of numbers in them: then their functions are differentiated by their bodies, as those
 * of any other container are, and no rule says that they are inactive.
 */
import type { Module } from '../ir/index.ts';

const modules = new WeakSet<Module>();

export function readTextAsBytes(module: Module): void {
  modules.add(module);
}

export function isTextBytes(module: Module | null): boolean {
  return module !== null && modules.has(module);
}
