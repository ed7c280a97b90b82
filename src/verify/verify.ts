/**
 * The verifier. What it guarantees for a module without diagnostics:
 *
 * Module (FX2006, types FX2003)
 *  1. Names of globals are unique, and the module's symbol table knows each global under its name.
 *  2. Every global that is mentioned belongs to this module.
 *  3. A variable with an initialiser has its type, a size, and no linkage of declarations; one without has such a linkage.
 *  4. The parameters of a function match its type; declarations have a linkage of declarations and no comdat.
 *  5. Every identified struct that is used is listed in the module.
 *  6. Constants have elements of the right number and types; block addresses name a block of their function.
 *
 * Control flow (FX2001)
 *  7. Every block ends with a terminator and has no other one, and belongs to its function.
 *  8. Nothing jumps to the entry block.
 *  9. Pads (landingpad, catchpad, cleanuppad, catchswitch) stand first in their block, after phis, and the function that
 *     holds one has a personality.
 *
 * Phis (FX2004)
 * 10. Phis stand first in their block, and not in the entry.
 * 11. A phi has one value for each edge into its block, and one value for each predecessor.
 *
 * Definitions and uses
 * 12. A definition dominates its uses (FX2002). Code that control cannot reach is exempt. A phi uses its values at the end
 *     of the predecessors; the result of an invoke exists only on its normal edge.
 * 13. Operands are constants, globals, or values and blocks of the same function (FX2003, FX2005).
 * 14. Each operand's use is in the use list of its value, and each use list holds operands only (FX2005).
 * 15. Debug records describe values that are still there (FX2006).
 *
 * Types (FX2003)
 * 16. Operands and results have the types that the LangRef demands of each instruction; calls match their function type,
 *     returns the function's, cases the switch's, and what is allocated, loaded, stored or indexed has a size.
 *
 * Time is linear in the size of the module.
 */
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Fn, Instruction, Module } from '../ir/index.ts';
import { Report } from './report.ts';
import { ConstantVerifier } from './verify-constant.ts';
import { FunctionVerifier } from './verify-function.ts';
import { InstructionVerifier } from './verify-instruction.ts';
import { ModuleVerifier } from './verify-module.ts';

/** What is wrong with a module; nothing when it is well formed. At most 50 findings are listed. */
export function verifyModule(module: Module): Diagnostic[] {
  const report = new Report();
  const constants = new ConstantVerifier(module, report);
  const instructions = new InstructionVerifier(report);
  const top = new ModuleVerifier(module, report, constants);
  top.verify();
  for (const fn of module.functions) {
    if (report.isFull) break;
    if (fn.isDeclaration) continue;
    report.fn = fn;
    new FunctionVerifier(fn, report, instructions, constants).verify();
    for (const inst of fn.instructions()) verifyTypesOf(top, inst);
    report.fn = undefined;
  }
  return report.diagnostics;
}

function verifyTypesOf(top: ModuleVerifier, inst: Instruction): void {
  top.verifyType(inst.type);
  if (inst.opcode === 'alloca') top.verifyType(inst.allocatedType);
  else if (inst.opcode === 'getelementptr') top.verifyType(inst.sourceType);
  else if (inst.opcode === 'call' || inst.opcode === 'invoke') top.verifyType(inst.functionType);
}

/** What is wrong with the body of one function; the module around it is taken as it is. */
export function verifyFunction(fn: Fn): Diagnostic[] {
  const report = new Report();
  if (fn.isDeclaration) return [];
  report.fn = fn;
  const constants = new ConstantVerifier(fn.parent, report);
  new FunctionVerifier(fn, report, new InstructionVerifier(report), constants).verify();
  return report.diagnostics;
}
