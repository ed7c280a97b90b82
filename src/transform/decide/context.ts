/** What the decisions about one function have in common: what is known of it, and where they report what cannot be differentiated. */
import type { Activity } from '../../analysis/activity.ts';
import { locate } from '../../analysis/source-location.ts';
import type { MemoryLayout, TypeInfo } from '../../analysis/types/index.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.ts';
import type { BasicBlock, Fn, GlobalVariable, Instruction } from '../../ir/index.ts';
import type { Release } from '../action.ts';
import { LostBits } from '../lost-bits.ts';
import type { LostFractions } from '../lost-fractions.ts';
import { lostFractions } from '../lost-fractions.ts';
import type { PlainPointers } from '../plain-pointers.ts';
import { inactiveGlobals } from '../registrations.ts';
import { describeUnknownType } from '../unknown-type.ts';

export interface DecisionInput {
  readonly fn: Fn;
  readonly activity: Activity;
  readonly types: TypeInfo;
  /** For each allocation whose primal free moves into the reverse sweep, the function that frees it. */
  readonly release: ReadonlyMap<Instruction, Release>;
  readonly plain: PlainPointers;
  /** Those from which the function can be left; what cannot be walked back needs no action. */
  readonly blocks: readonly BasicBlock[];
  /** Words that may be parts of numbers where there are pointers, too (`moved-bytes.ts`). */
  readonly unclearWords: ReadonlyMap<Instruction, string>;
}

/** Shared by all decisions about one function; the diagnostics are in the order in which they were reported. */
export class DecisionContext {
  readonly diagnostics: Diagnostic[] = [];
  /** The instruction that each diagnostic is about. */
  readonly places = new Map<Diagnostic, Instruction>();
  readonly fn: Fn;
  readonly activity: Activity;
  readonly types: TypeInfo;
  readonly release: ReadonlyMap<Instruction, Release>;
  readonly plain: PlainPointers;
  readonly unclearWords: ReadonlyMap<Instruction, string>;
  readonly lostBits: LostBits;
  readonly lostFractions: LostFractions;
  readonly inactiveGlobals: ReadonlySet<GlobalVariable>;

  constructor({ fn, activity, types, release, plain, unclearWords }: DecisionInput) {
    this.fn = fn;
    this.activity = activity;
    this.types = types;
    this.release = release;
    this.plain = plain;
    this.unclearWords = unclearWords;
    this.lostBits = new LostBits(activity, types);
    this.lostFractions = lostFractions(fn, activity, types);
    this.inactiveGlobals = inactiveGlobals(fn.parent!);
  }

  report(
    inst: Instruction,
    code: DiagnosticCode,
    message: string,
    notes: readonly string[],
    help: readonly string[],
    missing?: string,
  ): undefined {
    const span = locate(inst);
    const diagnostic: Diagnostic = { code, severity: 'error', message, span, missing, notes, help };
    this.diagnostics.push(diagnostic);
    this.places.set(diagnostic, inst);
    return undefined;
  }

  unsupported(inst: Instruction, what: string): undefined {
    return this.report(
      inst,
      'FX3002',
      `cannot differentiate ${what}`,
      [`the LLVM instruction is '${inst.opcode}'`],
      ['rewrite this line, or pass what it computes as an argument that is not differentiated'],
    );
  }

  reportUnknownType(inst: Instruction, layout: MemoryLayout, size: number | undefined): undefined {
    const { message, notes, help } = describeUnknownType(layout, size, locate(inst) !== undefined);
    return this.report(inst, 'FX3003', message, notes, help);
  }
}
