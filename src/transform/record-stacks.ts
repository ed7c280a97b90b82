/**
 * The tape of a derivative that is differentiated itself. Its records are then memory whose adjoints are needed, and whose types must be
 * known: each is allocated for itself, until the gradient is complete, with a pointer to the one before it of the same layout. So the
 * records of one layout are a stack, as all of them together are on the arena, and what is differentiated is a linked list like any other.
 *
 * Within one function the stack is a local variable. Between an augmented primal and its reverse function, which are called in
 * opposite orders, it is a variable of the module.
 */
import type { BasicBlock, IntegerType, Module, Value } from '../ir/index.ts';
import { GlobalVariable, IRBuilder, constantInt, constantNull, i32, ptr, structType } from '../ir/index.ts';
import { recordAllocator } from './deferred-release.ts';
import type { RecordLayout, Tape } from './tape.ts';
import { storedType } from './tape.ts';

/** The stacks that functions share, by the layout of their records. */
const shared = new WeakMap<RecordLayout, GlobalVariable>();

export class RecordStacks implements Tape {
  readonly #module: Module;
  /** Where local stacks go; undefined when they are shared. */
  readonly #entry: IRBuilder | undefined;
  readonly #stacks = new Map<RecordLayout, Value>();

  constructor(module: Module, entry: IRBuilder | undefined) {
    this.#module = module;
    this.#entry = entry;
  }

  get offsetType(): IntegerType {
    return this.#module.dataLayout.indexType();
  }

  reload(): void {}

  writeBack(): void {}

  reserve(block: BasicBlock): BasicBlock {
    return block;
  }

  pushReserved(block: BasicBlock, record: RecordLayout, values: readonly Value[]): void {
    const b = new IRBuilder(block, block.terminator ?? null);
    b.debugLocation = block.terminator?.getMetadata('dbg');
    const type = recordType(record);
    const size = this.#module.dataLayout.allocSize(type);
    const memory = b.call(recordAllocator(this.#module), [constantInt(this.offsetType, size)], 'record');
    const stack = this.#stackOf(record);
    b.store(b.load(ptr, stack), memory);
    record.fields.forEach((field, i) => {
      const stored = storedType(field.type);
      const value = stored === field.type ? values[i]! : b.cast('zext', values[i]!, stored);
      b.store(value, b.gep(type, memory, [constantInt(i32, 0), constantInt(i32, i + 1)]));
    });
    b.store(memory, stack);
  }

  push(block: BasicBlock, record: RecordLayout, values: readonly Value[]): BasicBlock {
    this.pushReserved(block, record, values);
    return block;
  }

  pop(b: IRBuilder, record: RecordLayout): Value[] {
    const type = recordType(record);
    const stack = this.#stackOf(record);
    const memory = b.load(ptr, stack, 'record');
    const values = record.fields.map((field, i) => {
      const stored = storedType(field.type);
      const value = b.load(
        stored,
        b.gep(type, memory, [constantInt(i32, 0), constantInt(i32, i + 1)]),
        'saved',
      );
      return stored === field.type ? value : b.cast('trunc', value, field.type);
    });
    b.store(b.load(ptr, memory), stack);
    return values;
  }

  #stackOf(record: RecordLayout): Value {
    const known = this.#stacks.get(record);
    if (known) return known;
    const stack = this.#entry ? localStack(this.#entry) : sharedStack(this.#module, record);
    this.#stacks.set(record, stack);
    return stack;
  }
}

const recordType = ({ fields }: RecordLayout): ReturnType<typeof structType> =>
  structType([ptr, ...fields.map((f) => storedType(f.type))]);

function localStack(entry: IRBuilder): Value {
  const stack = entry.alloca(ptr, 'records');
  entry.store(constantNull(ptr), stack);
  return stack;
}

function sharedStack(module: Module, record: RecordLayout): GlobalVariable {
  const known = shared.get(record);
  if (known) return known;
  const stack = new GlobalVariable('fluxion.records', ptr, constantNull(ptr));
  stack.linkage = 'internal';
  if (!module.targetTriple?.startsWith('wasm')) stack.threadLocal = '';
  shared.set(record, stack);
  return module.add(stack);
}
