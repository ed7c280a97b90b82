/**
 * Which global variables are written to. What is written behind pointers that a variable holds is not asked here: such memory was there before,
 * and has no shadow.
 */
import { libraryMemory } from '../analysis/memory/library.ts';
import type { Fn, GlobalVariable, Instruction, Use, Value } from '../ir/index.ts';
import {
  CallBase,
  ConstantAggregate,
  ConstantExpr,
  Fn as FnClass,
  GlobalVariable as GlobalVariableClass,
  hasAttribute,
  isInstruction,
} from '../ir/index.ts';
import { isKnownByRule } from '../rules/declared-rules.ts';

/**
 * Whether functions may write to a variable: the pointers that are computed from its address are followed, into the functions that are called
 * and back. A pointer that goes where that cannot be seen counts.
 */
export function mayBeWritten(global: GlobalVariable, functions: ReadonlySet<Fn>): boolean {
  const pointers = new Set<Value>([global]);
  for (const pointer of pointers) {
    for (const use of pointer.uses()) {
      const { user } = use;
      if (isInstruction(user) && !functions.has(user.parent!.parent!)) continue;
      const derived = derivedFrom(use, functions);
      if (!derived) return true;
      for (const value of derived) pointers.add(value);
    }
  }
  return false;
}

/** The table in which the plugin lists what code takes the address of that it does not hand over: as other functions do, it does not count. */
const takenElsewhere = 'fluxion.taken';

/** The pointers that a use makes of one; undefined when it may write there, or when it is not known what happens. */
function derivedFrom(use: Use, functions: ReadonlySet<Fn>): Value[] | undefined {
  const { user, index } = use;
  if (user instanceof ConstantExpr || user instanceof ConstantAggregate) return [user];
  if (user instanceof GlobalVariableClass && user.name === takenElsewhere) return [];
  if (!isInstruction(user)) return undefined;
  if (user instanceof CallBase) return derivedByCall(user, index);
  switch (user.opcode) {
    case 'load':
    case 'icmp':
      return [];
    case 'getelementptr':
    case 'bitcast':
    case 'phi':
    case 'select':
    case 'freeze':
      return [user];
    case 'store':
      return index === 0 ? loadsOfVariable(user.pointer) : undefined;
    case 'ret':
      return callsOf(user.parent!.parent!, functions);
    default:
      return undefined;
  }
}

function derivedByCall(call: CallBase & Instruction, index: number): Value[] | undefined {
  const { callee } = call;
  if (!(callee instanceof FnClass) || index >= call.argumentCount) return undefined;
  // The callee has a copy.
  if (hasAttribute(call.argumentAttributes[index] ?? [], 'byval')) return [];
  if (!isKnownByRule(callee)) {
    const parameter = callee.args[index];
    return parameter && callee.valueType === call.functionType ? [parameter] : undefined;
  }
  const memory = libraryMemory(callee, call.functionType);
  if (!memory || memory.keeps || memory.frees === index || index >= (memory.writesFrom ?? Infinity))
    return undefined;
  if (memory.writes.some(({ argument }) => argument === index)) return undefined;
  return memory.returns === index ? [call] : [];
}

/** What is loaded from a local variable that nothing but loads and stores know: unoptimised code keeps its parameters in such. */
function loadsOfVariable(variable: Value): Value[] | undefined {
  if (!isInstruction(variable) || variable.opcode !== 'alloca') return undefined;
  const loads: Value[] = [];
  for (const { user, index } of variable.uses()) {
    if (!isInstruction(user)) return undefined;
    if (user.opcode === 'load') loads.push(user);
    else if (user.opcode === 'store' ? index !== 1 : !isLifetime(user)) return undefined;
  }
  return loads;
}

const isLifetime = (inst: Instruction): boolean =>
  inst instanceof CallBase &&
  inst.callee instanceof FnClass &&
  /^llvm\.lifetime\./.test(inst.callee.name ?? '');

/** The calls of a function; undefined when it may be called in another way. */
function callsOf(fn: Fn, functions: ReadonlySet<Fn>): Value[] | undefined {
  const calls: Value[] = [];
  for (const { user, index } of fn.uses()) {
    if (!(user instanceof CallBase) || !isInstruction(user) || index !== user.operandCount - 1)
      return undefined;
    if (functions.has(user.parent!.parent!)) calls.push(user);
  }
  return calls;
}
