import type { Fn, Instruction, Module, Value } from '../ir/index.ts';
import { Argument, BasicBlock, InstructionBase } from '../ir/index.ts';
import { printGroup } from './print-attribute.ts';
import { PrintContext } from './print-context.ts';
import { Output } from './output.ts';
import { printFunctionInto } from './print-function.ts';
import { printAlias, printComdat, printTypeDefinition, printVariable } from './print-global.ts';
import { printInstructionText } from './print-instruction.ts';
import { printNamedMetadata, printNumberedNode } from './print-metadata.ts';
import { quote } from './print-name.ts';
import { printTyped } from './print-value.ts';

/** The text of a module, which `parseModule` and LLVM's own tools read. */
export function printModule(module: Module): string {
  const c = new PrintContext(module);
  const out = new Output();
  printHeader(module, out);
  printSection(out, module.structTypes.values(), printTypeDefinition);
  printSection(out, module.comdats.values(), printComdat);
  printSection(out, module.globals, (v) => printVariable(c, v));
  printSection(out, module.aliases, (v) => printAlias(c, v));
  for (const fn of module.functions) {
    out.write('\n');
    printFunctionInto(c, fn, out);
  }
  // Functions may have met groups and nodes that the module does not list.
  printSection(out, c.groups, (g) => printGroup(c, g));
  printSection(out, module.namedMetadata.values(), (m) => printNamedMetadata(c, m.name, m.operands));
  printNodes(c, out);
  printSection(out, module.rawEntries, (entry) => `${entry}\n`);
  return out.finish();
}

function printHeader(module: Module, out: Output): void {
  if (module.sourceFileName !== undefined) out.write(`source_filename = ${quote(module.sourceFileName)}\n`);
  if (module.dataLayoutText !== undefined) out.write(`target datalayout = ${quote(module.dataLayoutText)}\n`);
  if (module.targetTriple !== undefined) out.write(`target triple = ${quote(module.targetTriple)}\n`);
  printSection(out, module.assembly, (line) => `module asm ${quote(line)}\n`);
}

/** Entries of one kind, with an empty line before them. */
function printSection<T>(out: Output, entries: Iterable<T>, print: (entry: T) => string): void {
  let first = true;
  for (const entry of entries) {
    if (first) out.write('\n');
    first = false;
    out.write(print(entry));
  }
}

/** Printing a node may give numbers to further ones, so the list grows on the way. */
function printNodes(c: PrintContext, out: Output): void {
  if (c.nodes.length) out.write('\n');
  for (let i = 0; i < c.nodes.length; i++) out.write(printNumberedNode(c, c.nodes[i]!));
}

/** The text of one function, for messages and tests. Metadata and groups are referred to by number. */
export function printFunction(fn: Fn): string {
  const out = new Output();
  printFunctionInto(new PrintContext(fn.parent), fn, out);
  return out.finish();
}

/** The text of one instruction, for messages and tests. Takes time in proportion to its function. */
export function printInstruction(inst: Instruction): string {
  return printInstructionText(contextOf(inst), inst);
}

/** A value with its type as it stands as an operand, for messages and tests. */
export function printValue(value: Value): string {
  return printTyped(contextOf(value), value);
}

function contextOf(value: Value): PrintContext {
  const fn = functionOf(value);
  const c = new PrintContext(fn?.parent ?? null);
  if (fn) c.enterFunction(fn);
  return c;
}

function functionOf(value: Value): Fn | null {
  if (value instanceof Argument) return value.parent;
  if (value instanceof BasicBlock) return value.parent;
  if (value instanceof InstructionBase) return value.parent?.parent ?? null;
  return null;
}
