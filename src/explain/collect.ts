/** Turns what was decided about one function into its report. Decides nothing itself. */
import { holdsFloat } from '../analysis/activity.ts';
import { subprogramOf } from '../analysis/debug-signature.ts';
import { describeSignature } from '../analysis/debug-types.ts';
import { computeDominators } from '../analysis/dominators.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import { computeLoops } from '../analysis/loops.ts';
import { locate, locateFunction } from '../analysis/source-location.ts';
import type { Argument, Instruction, Value } from '../ir/index.ts';
import { CallBase, MDNode, isInstruction } from '../ir/index.ts';
import type { Derivation, Findings } from '../transform/generate.ts';
import { hasInfluence } from '../transform/lint.ts';
import { ActivityReasons } from './activity-reasons.ts';
import { calledName, SourceNames } from './names.ts';
import type {
  ActiveValue,
  FunctionReport,
  InactiveValue,
  LineReport,
  ParameterReport,
  TapedValue,
} from './report.ts';
import { emptyTape, isDerivation, placeOfLoop, reportTape } from './tape-report.ts';
import { describeMemory } from './type-text.ts';

export function reportFunction(
  seen: Findings | Derivation,
  originalName: (symbol: string) => string,
): FunctionReport {
  return new Collector(seen, originalName).report();
}

interface Line {
  readonly file: string | null;
  readonly line: number | null;
  readonly inlinedFrom: string | null;
  readonly active: Map<string, ActiveValue>;
  readonly inactive: Map<string, InactiveValue>;
  readonly types: Set<string>;
  readonly taped: TapedValue[];
  readonly recomputed: Set<string>;
  readonly kept: Set<string>;
}

class Collector {
  readonly #seen: Findings | Derivation;
  readonly #originalName: (symbol: string) => string;
  readonly #names: SourceNames;
  readonly #reasons: ActivityReasons;
  readonly #lines = new Map<string, Line>();
  /** Where an instruction without a place is counted in: at the last place before it. */
  readonly #places = new Map<Instruction, Line>();
  readonly #subprogram: MDNode | undefined;
  readonly #loops: Loops;

  constructor(seen: Findings | Derivation, originalName: (symbol: string) => string) {
    this.#seen = seen;
    this.#originalName = originalName;
    this.#names = new SourceNames(seen.fn);
    this.#loops = isDerivation(seen) ? seen.loops : computeLoops(seen.fn, computeDominators(seen.fn));
    this.#reasons = new ActivityReasons(seen, this.#names);
    // A clone has its own subprogram.
    this.#subprogram = subprogramOf(seen.fn);
  }

  report(): FunctionReport {
    const { job, returnActive } = this.#seen;
    const { fn } = job;
    this.#placeInstructions();
    for (const inst of this.#seen.fn.instructions()) if (!this.#isAdded(inst)) this.#visit(inst);
    const complete = isDerivation(this.#seen);
    if (isDerivation(this.#seen)) this.#reportRecovery(this.#seen);
    const place = locateFunction(fn);
    return {
      name: describeSignature(fn)?.name ?? fn.name ?? '',
      symbol: fn.name ?? '',
      file: place?.file ?? null,
      line: place?.line ?? null,
      role: job.kind === 'combined' ? 'requested' : 'called',
      parameters: this.#parameters(),
      result: returnActive ? 'differentiated' : 'constant',
      complete,
      tape: isDerivation(this.#seen) ? reportTape(this.#seen, this.#originalName) : emptyTape,
      lines: [...this.#lines.values()].filter(hasContent).map(finishLine),
    };
  }

  /** Whether a stage put the instruction in: a shadow, a counter. */
  #isAdded(inst: Instruction): boolean {
    return isDerivation(this.#seen) && this.#seen.shadows.originals.has(inst);
  }

  #placeInstructions(): void {
    for (const inst of this.#seen.fn.instructions()) {
      const loop = this.#loopOf(inst);
      const at = loop ? placeOfLoop(loop, this.#seen.job.fn) : undefined;
      const line = at ? this.#makeLine(at.file ?? null, at.line, null) : this.#lineAt(inst);
      this.#places.set(inst, line ?? this.#lineOfUser(inst) ?? this.#unplaced());
    }
  }

  /** The loop that a phi is carried around by. */
  #loopOf(inst: Instruction): Loop | undefined {
    if (inst.opcode !== 'phi') return undefined;
    const loop = this.#loops.loopFor(inst.parent!);
    return loop?.header === inst.parent ? loop : undefined;
  }

  /** What the compiler moved has no place of its own; it belongs to where it is used. */
  #lineOfUser(inst: Instruction): Line | undefined {
    for (const user of inst.users()) {
      const line = isInstruction(user) ? this.#lineAt(user) : undefined;
      if (line) return line;
    }
    return undefined;
  }

  #unplaced(): Line {
    return this.#makeLine(null, null, null);
  }

  #lineAt(inst: Instruction): Line | undefined {
    const at = locate(inst);
    return at && this.#makeLine(at.file ?? null, at.line, inlinedFrom(inst, this.#subprogram));
  }

  #makeLine(file: string | null, line: number | null, inlined: string | null): Line {
    const key = JSON.stringify([file, line, inlined]);
    let known = this.#lines.get(key);
    if (!known) {
      known = {
        ...{ file, line, inlinedFrom: inlined, taped: [] },
        ...{ active: new Map(), inactive: new Map() },
        ...{ types: new Set(), recomputed: new Set(), kept: new Set() },
      };
      this.#lines.set(key, known);
    }
    return known;
  }

  #visit(inst: Instruction): void {
    const { activity, types } = this.#seen;
    const line = this.#places.get(inst)!;
    if (inst.opcode === 'phi') {
      // Other phis merge what is told where it is computed.
      if (this.#loopOf(inst) && activity.values.has(inst)) this.#add(line.active, inst, { type: String(activity.adjointType(inst)), because: 'carried from iteration to iteration' }); // prettier-ignore
    } else if (activity.values.has(inst)) {
      const type = activity.adjointType(inst);
      this.#add(line.active, inst, { type: String(type), because: this.#reasons.whyActive(inst) });
      if (inst.type.kind === 'integer')
        line.types.add(`${this.#names.of(inst)}: an integer that carries a ${String(type)}`);
    } else if (holdsFloat(inst.type)) {
      this.#add(line.inactive, inst, { because: this.#reasons.whyInactive(inst) });
    }
    if (isAllocation(inst)) {
      const memory = describeMemory(types.memoryAt(inst, undefined, inst));
      line.types.add(`${this.#names.of(inst)}: memory for ${memory}`);
      if (activity.pointers.has(inst))
        this.#add(line.active, inst, {
          type: `memory for ${memory}`,
          because: this.#reasons.whyActive(inst),
        });
    }
    this.#noteMovedTypes(inst, line);
  }

  /** What a copy or a fill moves; a call of library functions says nothing of types itself. */
  #noteMovedTypes(inst: Instruction, line: Line): void {
    const action = this.#seen.actions.get(inst);
    if (action?.kind !== 'copy' && action?.kind !== 'fill') return;
    const kinds = new Set<string>();
    for (const { scalar } of action.pattern.floats) if (scalar.kind === 'float') kinds.add(scalar.type.name);
    if (action.pattern.pointers.length > 0) kinds.add('pointer');
    const what = inst instanceof CallBase ? calledName(inst.callee.name ?? '') : inst.opcode;
    line.types.add(`${what} moves ${[...kinds].join(' and ')}`);
  }

  #add<T extends object>(into: Map<string, T & { value: string }>, inst: Instruction, rest: T): void {
    const value = this.#names.of(inst);
    // One name for several values, as of a variable that is assigned again: the first tells enough.
    if (!into.has(value)) into.set(value, { value, ...rest });
  }

  #reportRecovery(d: Derivation): void {
    const { plan, loops } = d;
    for (const [value, recovery] of plan?.recovery.of ?? []) {
      if (!isInstruction(value)) continue;
      switch (recovery.kind) {
        case 'own':
        case 'previous':
          this.#tape(value, d, loops.cyclic(value.parent!) ? 'iteration' : 'call');
          break;
        case 'once':
        case 'stepped':
          if (d.job.kind === 'combined') this.#lineFor(value, d).kept.add(this.#nameOf(value, d));
          break;
        case 'recompute':
          // Addresses and indices go without saying.
          if (holdsFloat(value.type) || value.opcode === 'fcmp')
            this.#lineFor(value, d).recomputed.add(this.#nameOf(value, d));
          break;
        case 'direct':
        case 'induction':
        case 'same':
          break;
      }
    }
    // What slots hold in the end crosses over to the reverse function on the tape.
    if (d.job.kind === 'split') for (const value of plan?.recovery.slots ?? []) this.#tape(value, d, 'call');
  }

  #tape(value: Instruction, d: Derivation, per: TapedValue['per']): void {
    this.#lineFor(value, d).taped.push({
      value: this.#nameOf(value, d),
      bytes: d.fn.parent!.dataLayout.allocSize(value.type),
      because: this.#whyTaped(value, d),
      per,
    });
  }

  #lineFor(value: Instruction, d: Derivation): Line {
    return this.#placeOfCount(value, d) ?? this.#places.get(value) ?? this.#unplaced();
  }

  #placeOfCount(value: Value, d: Derivation): Line | undefined {
    const loop = this.#loopCountedBy(value, d);
    const at = loop && placeOfLoop(loop, d.job.fn);
    return at && this.#makeLine(at.file ?? null, at.line, null);
  }

  #nameOf(value: Instruction, d: Derivation): string {
    const original = d.shadows.originals.get(value);
    if (original) return `the shadow of ${this.#names.of(original)}`;
    if (this.#isCount(value, d)) return 'the number of iterations';
    const isNumber = [...(d.plan?.ways.of.values() ?? [])].some(
      (w) => w.kind === 'number' && w.phi === value,
    );
    return isNumber ? 'the branch that was taken' : this.#names.of(value);
  }

  #isCount(value: Value, d: Derivation): boolean {
    return this.#loopCountedBy(value, d) !== undefined;
  }

  /** The loop whose iteration counter the value is, during the loop or after it. */
  #loopCountedBy(value: Value, { plan }: Derivation): Loop | undefined {
    for (const [loop, counter] of plan?.ways.counters ?? []) if (counter === value) return loop;
    for (const counts of plan?.ways.exitCounts.values() ?? []) {
      const found = counts.find((c) => c.count === value);
      if (found) return found.loop;
    }
    return undefined;
  }

  #whyTaped(value: Instruction, d: Derivation): string {
    const original = d.shadows.originals.get(value) ?? value;
    if (original.opcode === 'load') {
      const reload = d.reloads.get(original);
      if (!reload || reload.repeatable) return 'cheaper than what it is computed from';
      const at = reload.clobberedBy && locate(reload.clobberedBy)?.line;
      return at === undefined ? reload.reason : `the memory may be overwritten on line ${at}`;
    }
    if (original instanceof CallBase)
      return d.calls.has(original) ? 'a call is not repeated' : 'costs more to compute again';
    if (original.opcode === 'phi') {
      if (this.#isCount(original, d)) return 'the way back must go round as often';
      const loop = d.loops.loopFor(original.parent!);
      return loop?.header === original.parent
        ? 'carried from iteration to iteration'
        : 'depends on the way taken';
    }
    return 'cheaper than what it is computed from';
  }

  #parameters(): ParameterReport[] {
    const { fn, parameters, job } = this.#seen;
    const signature = describeSignature(job.fn);
    return fn.args.map((arg, i) => {
      const source = signature?.parameters.find((p) => p.parts.some((part) => part.argument === i));
      const active = parameters[i] !== 'const';
      return {
        name: source?.name ?? arg.name ?? `argument ${i + 1}`,
        type: source?.type.name ?? null,
        activity: active ? ('differentiated' as const) : ('constant' as const),
        influence: active ? hasInfluence(this.#seen, arg) : null,
        memory: arg.type.kind === 'pointer' ? this.#memoryBehind(arg) : null,
      };
    });
  }

  #memoryBehind(arg: Argument): string {
    const { types, fn } = this.#seen;
    return describeMemory(types.memoryAt(arg, undefined, fn.entry.first!));
  }
}

const hasContent = (l: Line): boolean =>
  l.active.size + l.inactive.size + l.types.size + l.taped.length + l.recomputed.size + l.kept.size > 0;

function finishLine(l: Line): LineReport {
  const taped = new Set(l.taped.map((t) => t.value));
  return {
    file: l.file,
    line: l.line,
    inlinedFrom: l.inlinedFrom,
    active: [...l.active.values()],
    inactive: [...l.inactive.values()],
    types: [...l.types],
    taped: l.taped,
    recomputed: [...l.recomputed].filter((name) => !taped.has(name)),
    kept: [...l.kept].filter((name) => !taped.has(name)),
  };
}

function isAllocation(inst: Value): inst is Instruction {
  if (!isInstruction(inst)) return false;
  if (inst.opcode === 'alloca') return true;
  return inst instanceof CallBase && inst.type.kind === 'pointer' && inst.callee.name !== undefined && /alloc|_Znw|_Zna/.test(inst.callee.name); // prettier-ignore
}

/** How deep scopes may nest before we stop looking: metadata may be cyclic. */
const longestScopeChain = 1000;

/** The function whose text the instruction stems from, if it is not the one it stands in. */
function inlinedFrom(inst: Instruction, own: MDNode | undefined): string | null {
  let scope = inst.getMetadata('dbg')?.nodeField('scope');
  for (let i = 0; scope && i < longestScopeChain; i++) {
    if (scope.tag === 'DISubprogram') return scope === own ? null : (scope.stringField('name') ?? null);
    scope = scope.nodeField('scope');
  }
  return null;
}
