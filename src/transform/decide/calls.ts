/** Calls: of what has a rule, of functions with bodies, and of what is not known. */
import { directCallee } from '../../analysis/activity.ts';
import { parameterName } from '../../analysis/debug-signature.ts';
import { holdsPointer } from '../../analysis/memory/pointer-type.ts';
import { stringArguments } from '../../analysis/types/library-members.ts';
import type { CallBase, Fn, Instruction, Value } from '../../ir/index.ts';
import { InlineAsm, isInstruction } from '../../ir/index.ts';
import type { InactiveRule, MathRule } from '../../rules/index.ts';
import { knownUnsupported } from '../../rules/known-unsupported.ts';
import type { Action } from '../action.ts';
import { activityOfArguments } from '../argument-activity.ts';
import { calleeRule } from '../callee-rule.ts';
import { customGradientOf } from '../custom-gradient.ts';
import { explainTargets } from '../indirect-calls.ts';
import type { DecisionContext } from './context.ts';
import { bytesAsText, decideCopy, decideFill } from './memory.ts';
import { termsOf } from './values.ts';

export function decideCall(context: DecisionContext, call: Instruction & CallBase): Action | undefined {
  const callee = directCallee(call);
  if (!callee) return decideIndirectCall(context, call);
  const rule = calleeRule(call);
  if (!rule && (!callee.isDeclaration || customGradientOf(callee)))
    return decideDefinedCall(context, call, callee);
  const args = call.args;
  switch (rule?.kind) {
    case undefined:
      return reportUnknownCallee(context, call, callee);
    // Reallocations have been lowered.
    case 'noreturn':
    case 'reallocation':
      return undefined;
    case 'free':
      return context.activity.pointers.has(args[rule.pointer]!)
        ? { kind: 'release', pointer: rule.pointer }
        : undefined;
    case 'inactive':
      if (rule.takesText) checkText(context, call);
      if (!rule.ownState) checkOverwritten(context, call, rule);
      if (!context.activity.values.has(call)) return undefined;
      return context.unsupported(call, 'arithmetic on the bits of a floating-point number');
    case 'identity':
      if (!context.activity.values.has(call)) return undefined;
      return { kind: 'move', operand: args[rule.operand]! };
    case 'sum':
      if (!context.activity.values.has(call)) return undefined;
      return { kind: 'sum', start: args[rule.start]!, vector: args[rule.vector]! };
    case 'math':
      return decideMath(context, call, rule);
    case 'allocation':
      return decideAllocation(context, call);
    case 'copy':
      return decideCopy(
        context,
        call,
        args[rule.destination]!,
        args[rule.source]!,
        args[rule.size]!,
        rule.mayOverlap,
      );
    case 'fill':
      return decideFill(
        context,
        call,
        args[rule.destination]!,
        rule.value === undefined ? undefined : args[rule.value],
        args[rule.size]!,
      );
  }
}

/** The bytes of numbers may be put into a string and taken out again. */
function checkText(context: DecisionContext, call: Instruction & CallBase): undefined {
  const strings = stringArguments(directCallee(call)?.name);
  for (const [i, arg] of call.args.entries()) {
    if (!context.activity.pointers.has(arg) || strings.includes(i)) continue;
    const { fields } = context.types.memoryAt(arg, 1, call);
    if (isVariableOfFloats(arg) || fields.some((f) => f.scalar.kind === 'float'))
      context.unsupported(call, bytesAsText);
  }
}

/** Whether a pointer points into a variable of floats, whatever other memory is taken for. */
function isVariableOfFloats(pointer: Value): boolean {
  let base = pointer;
  while (isInstruction(base) && base.opcode === 'getelementptr') base = base.base;
  let type = isInstruction(base) && base.opcode === 'alloca' ? base.allocatedType : undefined;
  while (type?.kind === 'array') type = type.element;
  return type?.kind === 'floating-point';
}

/** What is read in, or written as text, must not take the place of numbers whose adjoints would live on. */
function checkOverwritten(
  context: DecisionContext,
  call: Instruction & CallBase,
  { memory }: InactiveRule,
): void {
  const from = memory.writesFrom ?? call.argumentCount;
  call.args.forEach((arg, i) => {
    const isWritten = i >= from || (memory.writes !== 'anything' && memory.writes.includes(i));
    if (!isWritten || !context.activity.pointers.has(arg)) return;
    const { fields } = context.types.memoryAt(arg, 1, call);
    if (fields.some((f) => f.scalar.kind === 'float'))
      context.unsupported(call, 'input that is read over numbers with derivatives: read it into a variable of its own first'); // prettier-ignore
  });
}

function decideIndirectCall(context: DecisionContext, call: Instruction & CallBase): undefined {
  if (call.callee instanceof InlineAsm) {
    const touches = call.args.some((a) => context.activity.pointers.has(a) || context.activity.values.has(a));
    return touches ? context.unsupported(call, 'inline assembly') : undefined;
  }
  if (!context.activity.calls.has(call)) return undefined;
  return context.report(
    call,
    'FX3008',
    'cannot differentiate a call through a function pointer',
    ['the called function is not known here', ...explainTargets(call)],
    ['compile the source that defines the function together with this file, or call it by its name'],
  );
}

function decideDefinedCall(
  context: DecisionContext,
  call: Instruction & CallBase,
  callee: Fn,
): Action | undefined {
  if (!context.activity.calls.has(call)) return undefined;
  if (callee.valueType.variadic) return context.unsupported(call, 'a call with variable arguments');
  const isMixed = (arg: Value): boolean => arg.type.kind !== 'pointer' && holdsPointer(arg.type);
  if (
    call.args.some((a) => isMixed(a) && (context.activity.pointers.has(a) || context.activity.values.has(a)))
  ) {
    return context.unsupported(call, 'a structure with pointers that is passed as a value');
  }
  const parameters = activityOfArguments(call, context.activity, context.plain);
  if (customGradientOf(callee)) {
    const without = call.args.findIndex((a, i) => a.type.kind === 'pointer' && parameters[i] === 'const');
    if (without >= 0) return reportMissingShadow(context, call, callee, without);
  }
  return { kind: 'call', call, callee, parameters };
}

function reportMissingShadow(
  context: DecisionContext,
  call: CallBase & Instruction,
  callee: Fn,
  index: number,
): undefined {
  const parameter = parameterName(callee.args[index]!);
  return context.report(
    call,
    'FX3006',
    `the registered derivative of '${callee.name ?? ''}' takes a shadow for its parameter '${parameter}', and what is passed here has none`,
    ['what the parameter points to holds nothing that is differentiated'],
    [
      'pass memory that has a shadow (enzyme_dup)',
      'or register the derivative of a function without this parameter',
    ],
  );
}

function reportUnknownCallee(context: DecisionContext, call: CallBase, callee: Fn): undefined {
  const name = callee.name ?? '';
  const known = knownUnsupported(name);
  return context.report(
    call as unknown as Instruction,
    'FX3001',
    `the function '${name}' has no body here and no derivative rule`,
    [known ? `it is ${known.what}` : 'a derivative through it would be a guess'],
    known
      ? [known.help]
      : [
          'compile the source that defines it together with this file',
          'or register a derivative of it (docs/custom-derivatives.md)',
        ],
    name,
  );
}

function decideMath(
  context: DecisionContext,
  call: Instruction & CallBase,
  rule: MathRule,
): Action | undefined {
  const operands = call.args;
  const outputs = rule.outputs.flatMap((output) => {
    const pointer = operands[output.pointer]!;
    if (!output.partials || !context.activity.pointers.has(pointer)) return [];
    return [{ pointer, type: rule.type, terms: termsOf(context, operands, output.partials) }];
  });
  const isActive = context.activity.values.has(call);
  if (!isActive && outputs.length === 0) return undefined;
  if (!isActive) return { kind: 'partials', operands, results: [], outputs };
  const results = rule.members
    ? rule.members.map((partials, member) => ({ member, terms: termsOf(context, operands, partials) }))
    : [{ member: undefined, terms: termsOf(context, operands, rule.partials) }];
  return { kind: 'partials', operands, results, outputs };
}

function decideAllocation(context: DecisionContext, call: Instruction & CallBase): Action | undefined {
  const release = context.release.get(call);
  const active = context.activity.pointers.has(call);
  return active || release ? { kind: 'allocation', release } : undefined;
}
