/**
 * What a program tells by global variables of the convention: derivatives of its own, and what it knows of its functions.
 *
 *     void *__enzyme_register_gradient_f[] = {f, augmented_f, reverse_f};
 *     void *__enzyme_function_like_f[] = {f, "log1p"};
 *     void *__enzyme_allocation_like_f[] = {allocate, (void *)size_index, "-1", release};
 *     void *__enzyme_inactivefn_f = f;   void *__enzyme_inactive_global_v = &v;
 *
 * Hints (`__enzyme_nofree`, `__enzyme_shouldrecompute`) and derivatives for other modes have no effect here.
 */
import { locateGlobal } from '../analysis/source-location.ts';
import { FluxionError, type Diagnostic } from '../diagnostics/index.ts';
import type { GlobalVariable, Module, Value } from '../ir/index.ts';
import { ConstantAggregate, ConstantExpr, ConstantInt, ConstantString, Fn, GlobalAlias, GlobalVariable as Global, isInstruction, isZero } from '../ir/index.ts'; // prettier-ignore
import type { AllocationRule, CalleeRule, DeallocationArgument } from '../rules/index.ts';
import { declareRule, findCalleeRule } from '../rules/index.ts';
import { customGradientOf, registerGradient } from './custom-gradient.ts';

const readers: readonly (readonly [string, (registration: Registration) => void])[] = [
  ['__enzyme_register_gradient', readGradient],
  ['__enzyme_function_like', readFunctionLike],
  ['__enzyme_allocation_like', readAllocationLike],
  ['__enzyme_inactivefn', readInactiveFunction],
];

/**
 * Reads all registrations of a module; what they say of functions is found by `declaredRule` and `customGradientOf` from then on.
 * @throws FluxionError with all that is malformed
 */
export function readRegistrations(module: Module): void {
  const diagnostics: Diagnostic[] = [];
  for (const global of module.globals) {
    const read = readers.find(([prefix]) => global.name?.includes(prefix))?.[1];
    if (!read || !global.initializer) continue;
    try {
      read(new Registration(global));
    } catch (error) {
      if (!(error instanceof FluxionError)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  if (diagnostics.length > 0) throw new FluxionError(diagnostics);
}

/** Warnings of derivatives of functions in the module that nothing calls, so that they may have been inlined. */
export function unusedGradients(module: Module): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  for (const global of module.globals) {
    if (!global.name?.includes('__enzyme_register_gradient') || !global.initializer) continue;
    const fn = resolve(new Registration(global).elements[0]);
    if (!(fn instanceof Fn) || fn.isDeclaration || [...fn.users()].some(isInstruction)) continue;
    warnings.push({
      code: 'FX3102',
      severity: 'warning',
      message: `the registered derivative of '${fn.name ?? ''}' is not used: nothing calls the function`,
      span: locateGlobal(global),
      notes: ['if it was inlined before, its own instructions are differentiated'],
      help: ['mark the function __attribute__((noinline)), or differentiate before the optimisation'],
    });
  }
  return warnings;
}

/** The variables that a program declares to hold nothing that is to be differentiated. */
export function inactiveGlobals(module: Module): Set<GlobalVariable> {
  const inactive = new Set<GlobalVariable>();
  for (const global of module.globals) {
    if (!global.name?.includes('__enzyme_inactive_global') || !global.initializer) continue;
    const named = resolve(new Registration(global).elements[0]);
    if (named instanceof Global) inactive.add(named);
  }
  return inactive;
}

/** The variable, and its elements. */
class Registration {
  readonly global: GlobalVariable;
  readonly elements: readonly Value[];

  constructor(global: GlobalVariable) {
    this.global = global;
    const initializer = global.initializer!;
    this.elements = initializer instanceof ConstantAggregate ? initializer.operands : [initializer];
  }

  refuse(what: string, help: string): never {
    throw new FluxionError([
      {
        code: 'FX3006',
        severity: 'error',
        message: `'${this.global.name ?? ''}' ${what}`,
        span: locateGlobal(this.global),
        notes: [],
        help: [help],
      },
    ]);
  }

  function(index: number, what: string): Fn {
    const value = resolve(this.elements[index]);
    if (value instanceof Fn) return value;
    return this.refuse(`does not name ${what} as its ${ordinal(index)} element`, 'give the address of a function of the program'); // prettier-ignore
  }

  text(index: number): string {
    const value = resolve(this.elements[index]);
    const text = value instanceof Global ? value.initializer : undefined;
    if (text instanceof ConstantString) return text.text.replace(/\0.*$/s, '');
    return this.refuse(`has no text as its ${ordinal(index)} element`, 'give a string constant');
  }

  integer(index: number): number {
    const value = resolve(this.elements[index]);
    if (value instanceof ConstantInt) return Number(value.value);
    if (value && isZero(value)) return 0;
    return this.refuse(`has no number as its ${ordinal(index)} element`, 'give an integer constant');
  }
}

const ordinal = (index: number): string => ['first', 'second', 'third', 'fourth'][index] ?? `${index + 1}th`;

/** Behind casts and aliases. */
function resolve(value: Value | undefined): Value | undefined {
  let at = value;
  for (let i = 0; at && i < 100; i++) {
    if (at instanceof GlobalAlias) at = at.target;
    else if (at instanceof ConstantExpr) at = at.operand(0);
    else break;
  }
  return at;
}

function readGradient(registration: Registration): void {
  const fn = registration.function(0, 'a function');
  const augmented = registration.function(1, 'the augmented primal');
  const reverse = registration.function(2, 'the reverse function');
  if (customGradientOf(fn)) return;
  const problem = registerGradient(fn, augmented, reverse);
  if (problem)
    registration.refuse(`does not fit '${fn.name ?? ''}': ${problem}`, 'docs/custom-derivatives.md shows what the functions take and return'); // prettier-ignore
  declareRule(fn, null);
}

function readFunctionLike(registration: Registration): void {
  const fn = registration.function(0, 'a function');
  const name = registration.text(1);
  const rule = findCalleeRule(name, fn.valueType);
  if (rule?.kind !== 'math')
    registration.refuse(`says that '${fn.name ?? ''}' is like '${name}', of which no derivative with its parameters is known`, 'name a function of <math.h> with the same parameters and result'); // prettier-ignore
  declareRule(fn, rule);
}

/** A function of which the program says that no derivative flows through it. It may do anything else. */
export const inactiveRule: CalleeRule = {
  kind: 'inactive',
  reason: 'the program declares it so',
  memory: { reads: 'arguments', writes: 'anything' },
  returns: undefined,
  onlyForIntegers: false,
};

function readInactiveFunction(registration: Registration): void {
  declareRule(registration.function(0, 'a function'), inactiveRule);
}

function readAllocationLike(registration: Registration): void {
  const allocate = registration.function(0, 'an allocation function');
  const size = registration.integer(1);
  const passed = registration.text(2).split(',').map(Number);
  const release = registration.function(3, 'the function that frees');
  const isArgument = (i: number): boolean => Number.isInteger(i) && i >= 0 && i < allocate.args.length;
  if (!isArgument(size) || allocate.args[size]?.type.kind !== 'integer')
    registration.refuse('does not give the index of the parameter with the size', 'count parameters from 0');
  if (!passed.every((i) => i === -1 || isArgument(i)) || !passed.includes(-1))
    registration.refuse('does not say what to free', 'list the parameters of the allocation that are passed on, with -1 for the memory: "-1"'); // prettier-ignore
  const args = passed.map((i): DeallocationArgument => (i === -1 ? 'memory' : i));
  const rule: AllocationRule = {
    kind: 'allocation',
    sizeOperands: [size],
    alignOperand: undefined,
    zeroed: false,
    storedThrough: undefined,
    deallocation: { name: release.name ?? '', args },
  };
  declareRule(allocate, rule);
  declareRule(release, { kind: 'free', pointer: passed.indexOf(-1) });
}
