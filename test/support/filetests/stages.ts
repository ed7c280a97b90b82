/** One annotator for each stage: what it decided, as text. They read plain data and nothing else. */
import type { BasicBlock, Fn, Instruction, Value } from '../../../src/ir/index.ts';
import type { Action, MemoryPattern } from '../../../src/transform/action.ts';
import type { Derivation } from '../../../src/transform/generate.ts';
import type { Recovery } from '../../../src/transform/recovery.ts';
import type { WayBack } from '../../../src/transform/way-back.ts';
import type { LinearForm } from '../../../src/analysis/linear-form.ts';
import type { Field } from '../../../src/analysis/types/index.ts';
import type { Annotator } from './annotate.ts';
import { exprText, nameOf } from './text.ts';

/** `active`, `active pointer`, `active call`; `varied only` for what depends on an input but influences no output. */
export function activityAnnotator({ activity }: Derivation): Annotator {
  const of = (value: Value): string | undefined => {
    if (activity.values.has(value)) return `active${carried(value)}`;
    if (activity.pointers.has(value)) return 'active pointer';
    if (activity.varied.has(value)) return 'varied only';
    return undefined;
  };
  const carried = (value: Value): string =>
    value.type.kind === 'integer' ? ` (carries ${activity.adjointType(value)})` : '';
  return {
    showsAdded: false,
    ofFunction: (fn: Fn) =>
      fn.args
        .flatMap((arg) => {
          const text = of(arg);
          return text === undefined ? [] : [`${nameOf(arg)} ${text}`];
        })
        .join(', '),
    ofInstruction: (inst) => {
      const call = activity.calls.has(inst as never) ? ['active call'] : [];
      const value = of(inst);
      return [...call, ...(value === undefined ? [] : [value])].join(', ');
    },
  };
}

export function actionsAnnotator({ actions }: Derivation): Annotator {
  return {
    showsAdded: false,
    ofInstruction: (inst) => {
      const action = actions.get(inst);
      return action && actionText(action);
    },
  };
}

function actionText(action: Action): string {
  switch (action.kind) {
    case 'partials':
      return partialsText(action);
    case 'convert':
    case 'move':
      return `${action.kind} ${nameOf(action.operand)}`;
    case 'load':
      return `load ${action.type}`;
    case 'store':
      return `store ${action.type}${action.active ? '' : ', inactive'}${action.accumulates ? ', accumulates' : ''}`;
    case 'copy':
      return `copy ${patternText(action.pattern)}${action.sourceActive ? '' : ' from inactive memory'}`;
    case 'no-adjoint':
      return `no adjoint of ${action.words.map((w) => `${w.type} at ${w.offset}`).join(', ')}`;
    case 'fill':
      return `fill ${patternText(action.pattern)}`;
    case 'allocation':
      return action.release ? `allocation, freed later by @${action.release.free.name}` : 'allocation';
    case 'update':
      return `update, ${action.operation} ${action.type}${action.active ? '' : ' of something inactive'}`;
    case 'release':
      return 'release, put off';
    case 'call':
      return `call @${action.callee.name}`;
    default:
      return action.kind;
  }
}

function partialsText(action: Action & { kind: 'partials' }): string {
  const terms = (list: (typeof action.results)[number]['terms']): string =>
    list.map((t) => `d/d${nameOf(t.operand)} = ${exprText(t.partial, action.operands)}`).join(', ') || 'none';
  const results = action.results.map(
    (r) => `${r.member === undefined ? '' : `member ${r.member}: `}${terms(r.terms)}`,
  );
  const outputs = action.outputs.map((o) => `through ${nameOf(o.pointer)}: ${terms(o.terms)}`);
  return [...results, ...outputs].join('; ');
}

function patternText({ floats, pointers, period }: MemoryPattern): string {
  const field = (f: Field): string =>
    `${f.scalar.kind === 'float' ? f.scalar.type : f.scalar.kind} at ${f.offset}`;
  const fields = [...floats, ...pointers].map(field).join(', ');
  return `{${fields}${period === undefined ? '' : `; every ${period} bytes`}}`;
}

/** Shows the shadow instructions; behind each pointer what its shadow is where it is no copy. */
export function shadowsAnnotator({ shadows }: Derivation): Annotator {
  return {
    showsAdded: true,
    ofFunction: (fn) => {
      const of = fn.args.flatMap((a) => (shadows.of.has(a) ? [`${nameOf(a)} → ${nameOf(shadows.of.get(a)!)}`] : [])); // prettier-ignore
      return of.join(', ');
    },
    ofInstruction: (inst) => {
      const shadow = shadows.of.get(inst);
      return shadow && `→ ${nameOf(shadow)}`;
    },
  };
}

/** For each block its way back and its record; for each value how the reverse sweep gets it. */
export function planAnnotator({ plan }: Derivation): Annotator {
  if (!plan) return { showsAdded: false, ofInstruction: () => undefined };
  const { ways, recovery, records } = plan;
  const skippedText = (block: BasicBlock): string | undefined =>
    ways.skipped.has(block) ? 'skipped' : undefined;
  return {
    showsAdded: true,
    ofBlock: (block) => {
      const way = ways.of.get(block);
      const record = recovery.records.get(block);
      const counts = (ways.exitCounts.get(block) ?? []).map(
        (c) => `counts the loop at ${nameOf(c.loop.header)}`,
      );
      const tape = record
        ? [`record ${record.map(nameOf).join(', ')} (${records.get(block)!.size} bytes)`]
        : [];
      return [...(way ? [wayText(way)] : [skippedText(block) ?? 'not visited']), ...counts, ...tape].join(
        '; ',
      );
    },
    ofInstruction: (inst: Instruction) => {
      const how = recovery.of.get(inst);
      return how && recoveryText(how);
    },
  };
}

function wayText(way: WayBack): string {
  switch (way.kind) {
    case 'entry':
      return 'the end';
    case 'single':
      return `back to ${nameOf(way.from)}`;
    case 'skip':
      return `skips to ${nameOf(way.to)}`;
    case 'counter':
      return `counter: ${nameOf(way.preheader)} from the first iteration, else ${nameOf(way.latch)}`;
    case 'condition':
      return `condition ${nameOf(way.condition)} ? ${nameOf(way.ifTrue)} : ${nameOf(way.ifFalse)}`;
    case 'number':
      return `number ${nameOf(way.phi)}: ${way.predecessors.map((p, i) => `${i} = ${nameOf(p)}`).join(', ')}`;
  }
}

function recoveryText(how: Recovery): string {
  switch (how.kind) {
    case 'own':
    case 'previous':
      return `tape ${how.kind}`;
    case 'once':
      return 'kept in a slot';
    case 'induction':
      return `induction ${nameOf(how.induction.start)} + k * (${linearText(how.induction.step)})${
        how.induction.kind === 'quadratic'
          ? ` + ${how.induction.inductions.map((i) => `${i.scale} * sum of ${nameOf(i.induction.phi)}`).join(' + ')}`
          : ''
      }`;
    default:
      return how.kind;
  }
}

function linearText(form: LinearForm): string {
  const terms = form.terms.map((t) => `${t.scale} * ${nameOf(t.value)}`);
  return [...(form.constant !== 0n || terms.length === 0 ? [String(form.constant)] : []), ...terms].join(
    ' + ',
  );
}
