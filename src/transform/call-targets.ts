/** Which functions a call through a pointer may call. */
import { gepDisplacement } from '../analysis/memory/gep-offset.ts';
import type { CallBase, Fn, GlobalVariable, Module, Use, Value } from '../ir/index.ts';
import { functionOperand, isRequest } from './request.ts';
import {
  CallBase as CallBaseClass,
  ConstantAggregate,
  ConstantExpr,
  Fn as FnClass,
  GlobalAlias,
  GlobalVariable as GlobalVariableClass,
  GlobalWrapper,
  SimpleConstant,
  isConstantData,
  isInstruction,
  voidType,
} from '../ir/index.ts';

export interface CallTargets {
  /** In the order of the module. */
  readonly functions: readonly Fn[];
  /** Whether the pointer is known to be one of them: it is chosen from constants. */
  readonly closed: boolean;
}

/** Constants are followed this deep, and so many values of them. */
const maxSteps = 4096;

/**
 * Finds the targets of calls: the functions of the call's type whose address is taken. A virtual call, which reads its pointer
 * at a constant distance behind a loaded pointer to a table, calls of the functions that stand nowhere but in C++'s
 * virtual tables only those at that distance.
 */
export class TargetFinder {
  readonly #module: Module;
  #taken: ReadonlyMap<Fn, TakenAddress> | undefined;

  constructor(module: Module) {
    this.#module = module;
  }

  find(call: CallBase): CallTargets {
    const constants = functionsIn(call.callee);
    if (constants) {
      const functions = this.#module.functions.filter((f) => constants.has(f) && isCallable(call, f));
      return { functions, closed: true };
    }
    const slot = this.#virtualSlot(call.callee);
    this.#taken ??= findTakenAddresses(this.#module);
    const functions: Fn[] = [];
    for (const [fn, { elsewhere, slots }] of this.#taken) {
      const reachable = slot === undefined || elsewhere || slots.has(slot);
      if (reachable && isCallable(call, fn)) functions.push(fn);
    }
    return { functions, closed: false };
  }

  /** The distance in bytes from the pointer to a virtual table, if the function pointer is read from one. */
  #virtualSlot(pointer: Value): number | undefined {
    if (!isInstruction(pointer) || pointer.opcode !== 'load') return undefined;
    const place = pointer.pointer;
    if (!isInstruction(place)) return undefined;
    if (place.opcode === 'load') return 0;
    if (place.opcode !== 'getelementptr') return undefined;
    const base = place.base;
    if (!isInstruction(base) || base.opcode !== 'load') return undefined;
    const offset = gepDisplacement(this.#module.dataLayout, place);
    return offset.stride === 0 ? offset.base : undefined;
  }
}

/** The functions with bodies that the roots may call, and themselves. */
export function functionsReached(roots: readonly Fn[], finder: TargetFinder): Fn[] {
  const seen = new Set<Fn>(roots.filter((fn) => !fn.isDeclaration));
  // The set grows while it is walked.
  for (const fn of seen) {
    for (const inst of fn.instructions()) {
      if (!(inst instanceof CallBaseClass)) continue;
      const targets = inst.callee instanceof FnClass ? [inst.callee] : finder.find(inst).functions;
      for (const target of targets) if (!target.isDeclaration) seen.add(target);
    }
  }
  return [...seen];
}

/** Whether the call may call the function: same convention, parameters and result. A result may go unused. */
function isCallable(call: CallBase, fn: Fn): boolean {
  if (fn.callingConvention !== call.callingConvention) return false;
  const { returnType, parameters, variadic } = fn.valueType;
  if (call.type !== voidType && returnType !== call.type) return false;
  if (variadic) return fn.valueType === call.functionType;
  const { args } = call;
  return args.length === parameters.length && args.every((arg, i) => arg.type === parameters[i]);
}

/** The functions that a value is chosen from while nothing but constants are read; undefined when something else is. */
function functionsIn(value: Value): Set<Fn> | undefined {
  const functions = new Set<Fn>();
  const seen = new Set<Value>([value]);
  for (const at of seen) {
    if (seen.size > maxSteps) return undefined;
    if (at instanceof FnClass) functions.add(at);
    else if (isInstruction(at)) {
      switch (at.opcode) {
        case 'phi':
          for (const [incoming] of at.incoming()) seen.add(incoming);
          break;
        case 'select':
          seen.add(at.ifTrue).add(at.ifFalse);
          break;
        case 'freeze':
          seen.add(at.operand(0));
          break;
        case 'load': {
          const table = constantTable(at.pointer);
          if (!table) return undefined;
          seen.add(table);
          break;
        }
        default:
          return undefined;
      }
    } else if (at instanceof ConstantAggregate) for (const element of at.operands) seen.add(element);
    else if (at instanceof GlobalAlias || isWrapper(at)) seen.add(at.operand(0));
    else if (!isData(at)) return undefined;
  }
  return functions;
}

const isWrapper = (value: Value): value is GlobalWrapper => value instanceof GlobalWrapper;

/** Null, and the data that stands beside functions in a table: never called. */
function isData(value: Value): boolean {
  if (value instanceof SimpleConstant || value instanceof GlobalVariableClass) return true;
  if (value instanceof ConstantExpr) return value.opcode === 'getelementptr';
  return value.type.kind !== 'pointer' && isConstantData(value);
}

/** The contents of the constant variable that a pointer points into. */
function constantTable(pointer: Value): Value | undefined {
  let at = pointer;
  for (let i = 0; i < 100; i++) {
    if (at instanceof GlobalVariableClass) return at.isConstant ? at.initializer : undefined;
    if (at instanceof ConstantExpr && at.opcode === 'getelementptr') at = at.operand(0);
    else if (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
    else return undefined;
  }
  return undefined;
}

interface TakenAddress {
  /** Whether it is taken other than by virtual tables. */
  readonly elsewhere: boolean;
  /** The distances behind the address of a virtual table at which the function stands. */
  readonly slots: ReadonlySet<number>;
}

/** The functions whose address is taken, in the order of the module. */
function findTakenAddresses(module: Module): Map<Fn, TakenAddress> {
  const slots = findVirtualSlots(module);
  const taken = new Map<Fn, TakenAddress>();
  for (const fn of module.functions) {
    if (/^(llvm|__fluxion)[._]/.test(fn.name ?? '')) continue;
    const elsewhere = isTakenElsewhere(fn);
    const own = slots.get(fn);
    if (elsewhere || own) taken.set(fn, { elsewhere, slots: own ?? new Set() });
  }
  return taken;
}

function isTakenElsewhere(fn: Fn): boolean {
  const seen = new Set<Value>([fn]);
  for (const at of seen) {
    for (const use of at.uses()) {
      const { user } = use;
      if (user instanceof ConstantAggregate || user instanceof ConstantExpr || user instanceof GlobalAlias)
        seen.add(user);
      else if (isWrapper(user)) seen.add(user);
      else if (takesAddress(use)) return true;
    }
  }
  return false;
}

function takesAddress({ user, index }: Use): boolean {
  if (user instanceof GlobalVariableClass) return !isVirtualTable(user) && !user.name?.startsWith('llvm.');
  // As personality, or by a blockaddress.
  if (!isInstruction(user)) return false;
  if (!(user instanceof CallBaseClass)) return true;
  const isCallee = index === user.operandCount - 1;
  // The first argument of a request names a function for us, not for the program.
  return !isCallee && !(isRequest(user) && index === functionOperand(user));
}

/** A virtual table of C++'s usual ABI (Itanium), or one that is used during construction. */
const isVirtualTable = (global: GlobalVariable): boolean => /^_ZT[VC]/.test(global.name ?? '');

/** For each function in a virtual table, the distances at which calls find it. */
function findVirtualSlots(module: Module): Map<Fn, Set<number>> {
  const slots = new Map<Fn, Set<number>>();
  for (const table of module.globals) {
    if (!isVirtualTable(table)) continue;
    const starts = addressPoints(module, table);
    for (const { fn, offset, part } of entriesOf(module, table)) {
      const own = slots.get(fn) ?? new Set<number>();
      slots.set(fn, own);
      for (const start of starts) {
        if (part.start <= start && start <= offset) own.add(offset - start);
      }
      // Two words stand before the functions: the distance to the top, and the type information.
      own.add(offset - part.start - 2 * pointerSize(module));
    }
  }
  return slots;
}

const pointerSize = (module: Module): number => module.dataLayout.pointerBits() / 8;

interface TableEntry {
  readonly fn: Fn;
  readonly offset: number;
  /** The table of one base class within the whole. */
  readonly part: { readonly start: number };
}

function* entriesOf(module: Module, table: GlobalVariable): IterableIterator<TableEntry> {
  const { initializer } = table;
  if (!(initializer instanceof ConstantAggregate) || initializer.type.kind !== 'struct') return;
  const { offsets } = module.dataLayout.structLayout(initializer.type);
  const size = pointerSize(module);
  for (const [i, part] of initializer.operands.entries()) {
    if (!(part instanceof ConstantAggregate)) continue;
    const start = offsets[i]!;
    for (const [k, entry] of part.operands.entries()) {
      const fn = functionBehind(entry);
      if (fn) yield { fn, offset: start + k * size, part: { start } };
    }
  }
}

function functionBehind(value: Value): Fn | undefined {
  let at = value;
  for (let i = 0; i < 100; i++) {
    if (at instanceof FnClass) return at;
    if (!(at instanceof GlobalAlias || isWrapper(at))) return undefined;
    at = at.operand(0);
  }
  return undefined;
}

/** The places in a table that objects, and tables of tables, point to. */
function addressPoints(module: Module, table: GlobalVariable): Set<number> {
  const points = new Set<number>();
  for (const user of table.users()) {
    if (!(user instanceof ConstantExpr) || user.opcode !== 'getelementptr' || !user.sourceType) continue;
    const { sourceType, flags } = user;
    const at = gepDisplacement(module.dataLayout, { sourceType, indices: user.operands.slice(1), flags });
    if (at.stride === 0) points.add(at.base);
  }
  return points;
}
