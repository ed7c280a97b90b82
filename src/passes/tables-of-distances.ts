/**
 * In position-independent code LLVM turns constant tables of pointers into tables of distances, 32 bits each, which
 * `llvm.load.relative` adds to the address of the table. They become tables of pointers again: those can be followed.
 */
import type { CallInst, GlobalVariable, Module, Value } from '../ir/index.ts';
import {
  CallInst as Call,
  ConstantAggregate,
  ConstantExpr,
  GlobalVariable as Global,
  IRBuilder,
  arrayType,
  constantInt,
  i8,
  isInteger,
  ptr,
} from '../ir/index.ts';
import { Replacements } from './debug-values.ts';

export function restorePointerTables(module: Module): void {
  const tables = new Map<GlobalVariable, GlobalVariable | undefined>();
  const tableFor = (distances: GlobalVariable): GlobalVariable | undefined => {
    if (!tables.has(distances)) tables.set(distances, pointerTable(module, distances));
    return tables.get(distances);
  };
  for (const fn of module.functions) {
    if (!fn.name?.startsWith('llvm.load.relative.')) continue;
    for (const user of [...fn.users()]) {
      if (!(user instanceof Call) || user.callee !== fn) continue;
      const base = user.args[0]!;
      const table = base instanceof Global ? tableFor(base) : undefined;
      if (table) replaceLoad(module, user, table);
    }
  }
}

/** Undefined when the variable holds something else than distances from itself. */
function pointerTable(module: Module, distances: GlobalVariable): GlobalVariable | undefined {
  const { initializer } = distances;
  if (!distances.isConstant || !(initializer instanceof ConstantAggregate)) return undefined;
  if (initializer.type.kind !== 'array') return undefined;
  const { element } = initializer.type;
  if (!isInteger(element) || element.bits !== 32) return undefined;
  const targets = initializer.operands.map((entry) => targetOf(entry, distances));
  if (targets.some((t) => t === undefined)) return undefined;
  const type = arrayType(ptr, targets.length);
  const table = new Global(
    `${distances.name ?? ''}.pointers`,
    type,
    new ConstantAggregate(type, targets as Value[]),
  );
  table.linkage = 'private';
  table.isConstant = true;
  return module.add(table);
}

/** What `trunc (sub (ptrtoint target), (ptrtoint table))` leads to. */
function targetOf(entry: Value, table: GlobalVariable): Value | undefined {
  const difference = operandOf(entry, 'trunc') ?? entry;
  if (!(difference instanceof ConstantExpr) || difference.opcode !== 'sub') return undefined;
  const [target, base] = [0, 1].map((i) => operandOf(difference.operand(i), 'ptrtoint'));
  return base === table ? target : undefined;
}

function operandOf(value: Value, opcode: string): Value | undefined {
  return value instanceof ConstantExpr && value.opcode === opcode ? value.operand(0) : undefined;
}

/** The offset counts four bytes for each entry. */
function replaceLoad(module: Module, call: CallInst, table: GlobalVariable): void {
  const fn = call.parent!.parent!;
  const b = new IRBuilder(call.parent!, call);
  b.debugLocation = call.getMetadata('dbg');
  const offset = call.args[1]!;
  if (!isInteger(offset.type)) return;
  const size = module.dataLayout.allocSize(ptr);
  const scaled = size === 4 ? offset : b.mul(offset, constantInt(offset.type, size / 4));
  const replacements = new Replacements();
  replacements.replace(call, b.load(ptr, b.gep(i8, table, [scaled]), call.name));
  replacements.updateDebugValues(fn);
}
