/**
 * Marker calls: `__enzyme_autodiff(f, …)` and its kin, read into plain data. The convention is public (ARCHITECTURE.md,
 * "Calling convention"); what is not supported yet is a diagnostic, never a guess.
 */
import { locate } from '../analysis/source-location.ts';
import type { DiagnosticCode } from '../diagnostics/index.ts';
import { fail } from '../diagnostics/index.ts';
import type { CallBase, Fn, Instruction, Module, Type, Value } from '../ir/index.ts';
import {
  CallBase as CallBaseClass,
  ConstantExpr,
  Fn as FnClass,
  GlobalAlias,
  GlobalVariable,
  findAttribute,
  isFloatingPoint,
  isInstruction,
  scalarOf,
  voidType,
} from '../ir/index.ts';
import type { GradientSpec, ParameterActivity } from './spec.ts';

export interface AutodiffRequest {
  readonly call: CallBase & Instruction;
  readonly fn: Fn;
  readonly spec: GradientSpec;
  /** The arguments of the gradient, without the seed: values, each dup one followed by its shadow. */
  readonly args: readonly Value[];
  /** Where a result in memory goes, for a call with an sret parameter. */
  readonly resultPointer: Value | undefined;
}

/** Entry points by the part of their name that matters; longest first, since some contain others. */
const entryPoints = [
  '__enzyme_autodiff', '__enzyme_fwddiff', '__enzyme_augmentsize', '__enzyme_augmentfwd', '__enzyme_reverse', '__enzyme_fwdsplit',
  '__enzyme_batch', '__enzyme_virtualreverse', '__enzyme_call_inactive', '__enzyme_ignore_derivatives', '__enzyme_iter',
  '__enzyme_float', '__enzyme_double', '__enzyme_integer', '__enzyme_pointer', '__enzyme_todense', '__enzyme_checkpoint_for',
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
const returnMarkers: ReadonlySet<string> = new Set([
  'enzyme_primal_return', 'enzyme_noret', 'enzyme_const_return', 'enzyme_active_return', 'enzyme_dup_return',
]); // prettier-ignore

class RequestReader {
  readonly #call: CallBase & Instruction;
  readonly #operands: readonly Value[];
  #at = 0;
  #constReturn = false;
  #primalReturn = false;

  constructor(call: CallBase & Instruction) {
    this.#call = call;
    this.#operands = call.args;
  }

  read(): AutodiffRequest {
    const hasResultPointer = findAttribute(this.#call.argumentAttributes[0] ?? [], 'sret') !== undefined;
    const resultPointer = hasResultPointer ? this.#operands[this.#at++] : undefined;
    const fn = this.#readFunction();
    const parameters: ParameterActivity[] = [];
    const args: Value[] = [];
    while (this.#at < this.#operands.length) this.#readArgument(fn, parameters, args);
    if (parameters.length < fn.args.length) {
      this.#refuse(`'${fn.name}' has ${fn.args.length} parameters, but ${parameters.length} are given`);
    }
    const active =
      !this.#constReturn && fn.returnType !== voidType && isFloatingPoint(scalarOf(fn.returnType));
    const spec: GradientSpec = {
      parameters,
      returnActivity: active ? 'active' : 'const',
      primalReturn: this.#primalReturn,
    };
    return { call: this.#call, fn, spec, args, resultPointer };
  }

  #refuse(message: string, notes: readonly string[] = []): never {
    return refuse(this.#call, 'FX3006', message, notes);
  }

  #readFunction(): Fn {
    const operand = this.#operands[this.#at++];
    const fn = operand && resolveFunction(operand);
    if (!fn) this.#refuse('the first argument of this call is no function that is known while compiling');
    return fn;
  }

  #readArgument(fn: Fn, parameters: ParameterActivity[], args: Value[]): void {
    const marker = this.#readMarker();
    if (marker !== undefined && returnMarkers.has(marker)) return this.#applyReturnMarker(marker);
    const parameter = fn.args[parameters.length];
    if (!parameter)
      this.#refuse(`'${fn.name}' has ${fn.args.length} parameters, but more arguments are given`);
    const activity = marker === undefined ? defaultActivity(parameter.type) : this.#activityOf(marker);
    const value = this.#next(`the argument for '${parameter.name ?? parameters.length}'`);
    parameters.push(activity);
    args.push(value);
    if (activity === 'dup')
      args.push(this.#next(`the shadow of '${parameter.name ?? parameters.length - 1}'`));
  }

  #next(what: string): Value {
    const value = this.#operands[this.#at++];
    if (!value) this.#refuse(`${what} is missing`);
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
        return 'dup';
      default:
        return this.#refuse(`the marker '${marker}' is unknown, or not available yet`, [
          'known: enzyme_const, enzyme_out, enzyme_dup, enzyme_dupnoneed, and for the result enzyme_primal_return, enzyme_noret, enzyme_const_return, enzyme_active_return',
        ]);
    }
  }

  #applyReturnMarker(marker: string): void {
    if (marker === 'enzyme_primal_return') this.#primalReturn = true;
    else if (marker === 'enzyme_noret') this.#primalReturn = false;
    else if (marker === 'enzyme_const_return') this.#constReturn = true;
    else if (marker === 'enzyme_dup_return') this.#refuse(`'${marker}' is not available yet`);
  }
}

function defaultActivity(type: Type): ParameterActivity {
  if (type.kind === 'pointer') return 'dup';
  return isFloatingPoint(scalarOf(type)) ? 'out' : 'const';
}

/** The name of the marker that a value stands for: a global `enzyme_*`, or a load of one. */
function markerName(value: Value): string | undefined {
  const global = isInstruction(value) && value.opcode === 'load' ? value.pointer : value;
  if (!(global instanceof GlobalVariable)) return undefined;
  // Name mangling of C++ variables in namespaces leaves the name inside.
  return /enzyme_[a-z_]+/.exec(global.name ?? '')?.[0];
}

/** Looks through casts, aliases and loads of constant globals. */
function resolveFunction(value: Value): Fn | undefined {
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
