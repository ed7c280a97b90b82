/**
 * Marker calls: `__enzyme_autodiff(f, …)` and its kin, read into plain data. The convention is public (ARCHITECTURE.md,
 * "Calling convention"); what is not supported yet is a diagnostic, never a guess.
 */
import { holdsFloat } from '../analysis/activity.ts';
import { parameterName } from '../analysis/debug-signature.ts';
import { locate } from '../analysis/source-location.ts';
import type { DiagnosticCode } from '../diagnostics/index.ts';
import { fail } from '../diagnostics/index.ts';
import type { CallBase, Fn, Instruction, Module, Type, Value } from '../ir/index.ts';
import {
  CallBase as CallBaseClass,
  ConstantExpr,
  ConstantInt,
  Fn as FnClass,
  GlobalAlias,
  GlobalVariable,
  MDString,
  MetadataAsValue,
  findAttribute,
  isFloatingPoint,
  isInstruction,
  scalarOf,
} from '../ir/index.ts';
import { findRequestTargets } from './request-targets.ts';
import type { ArgumentActivity, GradientSpec, ParameterActivity } from './spec.ts';

export interface AutodiffRequest {
  readonly call: CallBase & Instruction;
  readonly fn: Fn;
  readonly spec: GradientSpec;
  /** The arguments of the gradient, without the seed: values, each dup one followed by its shadow. */
  readonly args: readonly Value[];
  /** Where the result goes, and the type that it is declared with, for a call with an sret parameter. */
  readonly resultMemory: { readonly pointer: Value; readonly type: Type } | undefined;
}

/** Entry points by the part of their name that matters; longest first, since some contain others. */
const entryPoints = [
  '__enzyme_autodiff', '__enzyme_fwddiff', '__enzyme_augmentsize', '__enzyme_augmentfwd', '__enzyme_reverse', '__enzyme_fwdsplit',
  '__enzyme_batch', '__enzyme_todense', '__enzyme_checkpoint_for',
  '__enzyme_fixed_point', '__enzyme_truncate_', '__enzyme_error_estimate', '__enzyme_sample', '__enzyme_trace', '__enzyme_condition',
]; // prettier-ignore

/** The marker calls of a module, in order. */
export function findRequests(module: Module): (CallBase & Instruction)[] {
  const calls: (CallBase & Instruction)[] = [];
  for (const fn of module.functions) {
    if (!fn.isDeclaration || !entryPoint(fn.name)) continue;
    for (const user of fn.users()) if (user instanceof CallBaseClass && user.callee === fn) calls.push(user as CallBase & Instruction); // prettier-ignore
  }
  return calls.reverse();
}

/** Whether a call is one of an entry point. */
export const isRequest = (call: CallBase): boolean => entryPoint(call.callee.name) !== undefined;

function entryPoint(name: string | undefined): string | undefined {
  return name?.includes('__enzyme_') ? entryPoints.find((e) => name.includes(e)) : undefined;
}

/** Reads a marker call. Throws FX3006 for a malformed one and FX3007 for an entry point that is not available yet. */
export function readRequest(call: CallBase & Instruction): AutodiffRequest {
  const entry = entryPoint(call.callee.name);
  if (entry !== '__enzyme_autodiff') {
    refuse(call, 'FX3007', `'${entry ?? call.callee.name ?? ''}' is not available yet`, [
      'only __enzyme_autodiff is',
    ]);
  }
  return new RequestReader(call).read();
}

function refuse(
  call: Instruction,
  code: DiagnosticCode,
  message: string,
  notes: readonly string[] = [],
): never {
  fail(code, message, { span: locate(call), notes });
}

/** Markers that change the request as a whole. */
const flags: ReadonlySet<string> = new Set([
  'enzyme_primal_return', 'enzyme_noret', 'enzyme_const_return', 'enzyme_active_return', 'enzyme_dup_return',
  'enzyme_strong_zero', 'enzyme_not_overwritten', 'enzyme_nofree', 'enzyme_interleave',
]); // prettier-ignore

/** Markers of other modes, or of what is not there yet: what to say of them. */
const unavailable: Readonly<Record<string, string>> = {
  enzyme_tape: 'the tape is kept by the gradient itself: split mode is not available yet',
  enzyme_allocated: 'the tape is kept by the gradient itself: split mode is not available yet',
  enzyme_runtime_activity:
    'give memory without derivatives a shadow of its own instead of itself as a shadow',
};

class RequestReader {
  readonly #call: CallBase & Instruction;
  readonly #operands: readonly Value[];
  #at = 0;
  #constReturn = false;
  #activeReturn = false;
  #dupReturn = false;
  #primalReturn = false;
  #strongZero = false;
  /** Where in the arguments of the gradient the shadows go that follow at the end; undefined unless they do. */
  #shadowsAtEnd: { readonly at: number; readonly name: string }[] | undefined;

  constructor(call: CallBase & Instruction) {
    this.#call = call;
    this.#operands = call.args;
  }

  read(): AutodiffRequest {
    const attribute = findAttribute(this.#call.argumentAttributes[0] ?? [], 'sret');
    const inMemory = attribute?.kind === 'type' ? attribute.type : undefined;
    const resultMemory = inMemory && { pointer: this.#operands[this.#at++]!, type: inMemory };
    const fn = this.#readFunction();
    const parameters: ArgumentActivity[] = [];
    const args: Value[] = [];
    while (this.#at < this.#operands.length && !this.#isShadowNext(fn, parameters))
      this.#readArgument(fn, parameters, args);
    for (const { at, name } of this.#shadowsAtEnd ?? []) args[at] = this.#next(`the shadow of ${name}`);
    if (this.#at < this.#operands.length) this.#refuseExcess(fn);
    if (parameters.length < fn.args.length) {
      const missing = fn.args.slice(parameters.length).map((arg) => `'${parameterName(arg)}'`);
      this.#refuse(`'${fn.name}' has ${fn.args.length} parameters: ${missing.join(' and ')} missing here`);
    }
    const active = this.#isReturnActive(fn);
    const spec: GradientSpec = {
      parameters,
      returnActivity: active ? 'active' : 'const',
      primalReturn: this.#primalReturn,
      ...(this.#strongZero && { strongZero: true }),
    };
    return { call: this.#call, fn, spec, args, resultMemory };
  }

  #isReturnActive({ name, returnType }: Fn): boolean {
    if (this.#constReturn) return false;
    if (this.#dupReturn && holdsFloat(returnType))
      this.#refuse(`enzyme_dup_return: the number that '${name}' returns has no shadow`, [
        'its derivative is what is asked for (enzyme_active_return), or is left out (enzyme_const_return)',
      ]);
    if (isFloatingPoint(returnType)) return true;
    // A struct of two floats is returned as a vector.
    if (holdsFloat(returnType))
      this.#refuse(`'${name}' returns more than a number: the derivative of which is meant is not known`, [
        'what is returned has no derivative after enzyme_const_return; write the numbers through a pointer with a shadow instead',
      ]);
    if (this.#activeReturn) this.#refuse(`enzyme_active_return: '${name}' returns no floating-point number`);
    return false;
  }

  #refuse(message: string, notes: readonly string[] = []): never {
    return refuse(this.#call, 'FX3006', message, notes);
  }

  #readFunction(): Fn {
    const operand = this.#operands[this.#at++];
    const fn = operand && resolveFunction(operand);
    if (!fn)
      this.#refuse('the first argument of this call is no function that is known while compiling', [
        'it may be chosen from functions: by conditions, from constant tables and local variables, by callers in this file',
      ]);
    return fn;
  }

  /** After the last parameter, when the shadows stand at the end: no marker, either. */
  #isShadowNext({ args }: Fn, { length }: readonly ArgumentActivity[]): boolean {
    return this.#shadowsAtEnd !== undefined && length === args.length && markerName(this.#operands[this.#at]!) === undefined; // prettier-ignore
  }

  #refuseExcess(fn: Fn): never {
    const isMarkerValue = this.#operands.some((v) => v instanceof ConstantInt && v.type.bits === 32);
    this.#refuse(`'${fn.name}' has ${fn.args.length} parameters, but more arguments are given`, [
      'a pointer without a marker counts as two arguments: itself and its shadow',
      ...(isMarkerValue ? ['a marker that is static or const is only a number here: declare it as extern int'] : []), // prettier-ignore
    ]);
  }

  #readArgument(fn: Fn, parameters: ArgumentActivity[], args: Value[]): void {
    const marker = this.#readMarker();
    if (marker !== undefined && flags.has(marker)) return this.#applyFlag(marker);
    if (marker === 'enzyme_width') return this.#readWidth();
    const parameter = fn.args[parameters.length];
    if (!parameter) this.#refuseExcess(fn);
    const activity = marker === undefined ? defaultActivity(parameter.type) : this.#activityOf(marker);
    const name = `'${parameterName(parameter)}'`;
    this.#checkActivity(activity, parameter.type, name);
    // The distance of the shadows of several lanes: there is one.
    if (marker?.endsWith('v')) this.#next(`the distance of the shadows of ${name}`);
    const value = this.#next(`the argument for ${name}`);
    args.push(value);
    if (activity === 'dup' && this.#shadowsAtEnd) this.#shadowsAtEnd.push({ at: args.push(value) - 1, name });
    else if (activity === 'dup') args.push(this.#next(`the shadow of ${name}`));
    parameters.push(activity === 'const' && this.#isFunction(value) ? 'plain' : activity);
  }

  #isFunction(value: Value): boolean {
    if (value.type.kind !== 'pointer') return false;
    return findRequestTargets(this.#call.parent!.parent!.parent!, value)?.closed === true;
  }

  #checkActivity(activity: ParameterActivity, type: Type, name: string): void {
    if (activity === 'dup' && type.kind !== 'pointer') {
      this.#refuse(`enzyme_dup stands before ${name}, which is no pointer`, [
        'a number by value has no shadow: its derivative is returned (enzyme_out)',
      ]);
    }
    if (activity === 'out' && !isFloatingPoint(scalarOf(type))) {
      const what = type.kind === 'pointer' ? 'a pointer' : 'no floating-point number';
      this.#refuse(`enzyme_out stands before ${name}, which is ${what}`, [
        'a pointer takes a shadow (enzyme_dup); integers have no derivative (enzyme_const)',
      ]);
    }
  }

  #next(what: string): Value {
    const value = this.#operands[this.#at++];
    if (!value) this.#refuse(`${what} is missing`);
    const marker = markerName(value);
    if (marker !== undefined) this.#refuse(`${what} is missing: '${marker}' stands in its place`);
    return value;
  }

  #readMarker(): string | undefined {
    const name = markerName(this.#operands[this.#at]!);
    if (name !== undefined) this.#at++;
    return name;
  }

  #activityOf(marker: string): ParameterActivity {
    switch (marker) {
      case 'enzyme_const':
        return 'const';
      case 'enzyme_out':
        return 'out';
      case 'enzyme_dup':
      case 'enzyme_dupnoneed':
      case 'enzyme_dupv':
      case 'enzyme_dupnoneedv':
        return 'dup';
      default:
        return this.#refuse(`the marker '${marker}' is unknown, or not available yet`, [
          unavailable[marker] ??
            `known: enzyme_const, enzyme_out, enzyme_dup, enzyme_dupnoneed, and for all of it ${[...flags].join(', ')}`,
        ]);
    }
  }

  #applyFlag(marker: string): void {
    if (marker === 'enzyme_primal_return') this.#primalReturn = true;
    else if (marker === 'enzyme_noret') this.#primalReturn = false;
    else if (marker === 'enzyme_const_return') this.#constReturn = true;
    else if (marker === 'enzyme_active_return') this.#activeReturn = true;
    else if (marker === 'enzyme_dup_return') this.#dupReturn = true;
    else if (marker === 'enzyme_strong_zero') this.#strongZero = true;
    else if (marker === 'enzyme_interleave') this.#shadowsAtEnd ??= [];
    // The others allow what is not made use of: the tape is freed, and memory is taken to be overwritten.
  }

  #readWidth(): void {
    const width = this.#next('the number of lanes');
    if (width instanceof ConstantInt && width.value === 1n) return;
    this.#refuse('only one lane is available in reverse mode (enzyme_width)', [
      'request the gradient once for each',
    ]);
  }
}

function defaultActivity(type: Type): ParameterActivity {
  if (type.kind === 'pointer') return 'dup';
  return isFloatingPoint(scalarOf(type)) ? 'out' : 'const';
}

/**
 * The name of the marker that a value stands for: a global or local variable `enzyme_*`, a load of one, metadata with the
 * name, or a phi of one marker.
 */
function markerName(value: Value, depth = 0): string | undefined {
  if (value instanceof MetadataAsValue) {
    return value.metadata instanceof MDString ? markerIn(value.metadata.text) : undefined;
  }
  if (value instanceof GlobalVariable) return markerIn(value.name);
  if (!isInstruction(value)) return undefined;
  if (value.opcode === 'alloca') return markerIn(value.name);
  if (value.opcode === 'load') return variableName(value.pointer);
  if (value.opcode !== 'phi' || depth > 8) return undefined;
  const names = new Set(
    [...value.incoming()].map(([v]) => (v === value ? undefined : markerName(v, depth + 1))),
  );
  return names.size === 1 ? [...names][0] : undefined;
}

/** The name of the marker variable behind a pointer, for a load of it. */
function variableName(pointer: Value): string | undefined {
  const isVariable =
    pointer instanceof GlobalVariable || (isInstruction(pointer) && pointer.opcode === 'alloca');
  return isVariable ? markerIn(pointer.name) : undefined;
}

/** Whether a variable is a marker, by its name as C and Rust write it. */
export const isMarker = (variable: GlobalVariable): boolean =>
  variable.name !== undefined && markerIn(variable.name) === variable.name;

/** Name mangling of C++ variables in namespaces leaves the name inside; Fortran appends an underscore. */
const markerIn = (name: string | undefined): string | undefined =>
  /enzyme_[a-z]+(?:_[a-z]+)*/.exec(name ?? '')?.[0];

/** The operand with the function; before it stands where the result goes in memory. */
export function functionOperand(call: CallBase): number {
  return findAttribute(call.argumentAttributes[0] ?? [], 'sret') ? 1 : 0;
}

/** Looks through casts, aliases and loads of constant globals. */
export function resolveFunction(value: Value): Fn | undefined {
  let at: Value | undefined = value;
  for (let i = 0; at && i < 100; i++) {
    if (at instanceof FnClass) return at;
    if (at instanceof GlobalAlias) at = at.target;
    else if (at instanceof ConstantExpr) at = at.operand(0);
    else if (!isInstruction(at)) return undefined;
    else if (at.opcode === 'load') at = constantInitializer(at.pointer);
    else if (['bitcast', 'ptrtoint', 'inttoptr', 'addrspacecast', 'freeze'].includes(at.opcode))
      at = at.operand(0);
    else return undefined;
  }
  return undefined;
}

function constantInitializer(pointer: Value): Value | undefined {
  return pointer instanceof GlobalVariable && pointer.isConstant ? pointer.initializer : undefined;
}
