/**
 * Which functions a request may mean whose function is chosen while the program runs: by a `select` or phi, read from a constant
 * table or from a local variable, passed by the callers.
 */
import { gepDisplacement } from '../analysis/memory/gep-offset.ts';
import type { Offset } from '../analysis/memory/offset.ts';
import { isInternal, isNeverWritten } from '../analysis/never-written.ts';
import { addOffsets, zeroOffset } from '../analysis/memory/offset.ts';
import type { AllocaInst, Argument, DataLayout, Fn, GetElementPtrInst, Module, Value } from '../ir/index.ts';
import {
  Argument as ArgumentClass,
  CallBase,
  ConstantAggregate,
  ConstantExpr,
  Fn as FnClass,
  GlobalAlias,
  GlobalVariable as GlobalVariableClass,
  GlobalWrapper,
  SimpleConstant,
  isInstruction,
} from '../ir/index.ts';

export interface RequestTargets {
  readonly functions: readonly Fn[];
  /** Whether it is one of them whoever calls: nothing but this module decides it. */
  readonly closed: boolean;
}

const maxSteps = 1000;
const casts: ReadonlySet<string> = new Set(['bitcast', 'ptrtoint', 'inttoptr', 'addrspacecast', 'freeze']);

/** Undefined when it is not known which functions they are. */
export function findRequestTargets(module: Module, operand: Value): RequestTargets | undefined {
  const functions = new Set<Fn>();
  const seen = new Set<Value>([operand]);
  let closed = true;
  for (const at of seen) {
    if (seen.size > maxSteps) return undefined;
    if (at instanceof FnClass) functions.add(at);
    else if (at instanceof SimpleConstant) continue;
    else {
      const sources = at instanceof ArgumentClass ? passedFor(at) : sourcesOf(module.dataLayout, at);
      if (!sources) return undefined;
      if (at instanceof ArgumentClass && !isInternal(at.parent)) closed = false;
      for (const source of sources) seen.add(source);
    }
  }
  return functions.size > 0 ? { functions: [...functions], closed } : undefined;
}

/** What the callers in this module pass; undefined where there may be calls that are not seen here at all. */
function passedFor({ parent, index }: Argument): Value[] | undefined {
  const passed: Value[] = [];
  for (const { user, index: at } of parent.uses()) {
    const isCall = user instanceof CallBase && at === user.operandCount - 1 && index < user.argumentCount;
    if (!isCall) return undefined;
    passed.push(user.args[index]!);
  }
  return passed;
}

/** The values that a value is one of. */
function sourcesOf(layout: DataLayout, value: Value): Iterable<Value> | undefined {
  if (value instanceof GlobalAlias) return [value.target];
  if (value instanceof GlobalWrapper) return [value.operand(0)];
  if (value instanceof ConstantExpr) return casts.has(value.opcode) ? [value.operand(0)] : undefined;
  if (!isInstruction(value)) return undefined;
  switch (value.opcode) {
    case 'phi':
      return [...value.incoming()].map(([incoming]) => incoming);
    case 'select':
      return [value.ifTrue, value.ifFalse];
    case 'load':
      return contentsBehind(layout, value.pointer);
    case 'call':
    case 'invoke':
      return returnedBy(value);
    default:
      return casts.has(value.opcode) ? [value.operand(0)] : undefined;
  }
}

/** What a function of this module returns: a closure without captures is converted to a pointer by one. */
function returnedBy({ callee }: CallBase): Value[] | undefined {
  if (!(callee instanceof FnClass) || callee.isDeclaration || callee.valueType.variadic) return undefined;
  if (!isInternal(callee) && callee.linkage !== undefined && !callee.linkage.endsWith('_odr') && callee.linkage !== 'external') return undefined; // prettier-ignore
  return callee.blocks.flatMap(({ terminator }) => {
    const returned = terminator?.opcode === 'ret' ? terminator.operand(0) : undefined;
    return returned ? [returned] : [];
  });
}

function contentsBehind(layout: DataLayout, pointer: Value): Value[] | undefined {
  if (isInstruction(pointer) && pointer.opcode === 'alloca') return storedInto(pointer);
  let at = pointer;
  let moved: Offset = zeroOffset;
  while (isDerived(at)) {
    const [base, ...indices] = at.operands;
    if (!at.sourceType) return undefined;
    moved = addOffsets(
      moved,
      gepDisplacement(layout, { sourceType: at.sourceType, indices, flags: at.flags }),
    );
    at = base!;
  }
  const { base, stride } = moved;
  if (!(at instanceof GlobalVariableClass) || !at.initializer || !isNeverWritten(at)) return undefined;
  const pointers = [...pointersIn(layout, at.initializer, 0)];
  const isRead = (offset: number): boolean =>
    stride === 0 ? offset === base : (offset - base) % stride === 0;
  return pointers.flatMap(({ offset, value }) => (isRead(offset) ? [value] : []));
}

function isDerived(value: Value): value is GetElementPtrInst | ConstantExpr {
  return (isInstruction(value) || value instanceof ConstantExpr) && value.opcode === 'getelementptr';
}

/** All that is stored into a local variable of which no pointer is taken. */
function storedInto(variable: AllocaInst): Value[] | undefined {
  const stored: Value[] = [];
  for (const { user, index } of variable.uses()) {
    if (!isInstruction(user)) return undefined;
    if (user.opcode === 'store' && index === 1) stored.push(user.value);
    else if (user.opcode === 'load') continue;
    else if (!(user instanceof CallBase && /^llvm\.(lifetime|dbg)\./.test(user.callee.name ?? '')))
      return undefined;
  }
  return stored;
}

function* pointersIn(
  layout: DataLayout,
  value: Value,
  offset: number,
): Iterable<{ offset: number; value: Value }> {
  const { type } = value;
  if (type.kind === 'pointer') yield { offset, value };
  if (!(value instanceof ConstantAggregate)) return;
  for (const [i, element] of value.operands.entries()) {
    const at =
      type.kind === 'struct' ? layout.structLayout(type).offsets[i]! : i * layout.allocSize(element.type);
    yield* pointersIn(layout, element, offset + at);
  }
}
