/**
 * Stops the program while it runs, with a message. Natively it goes to standard error, and the program is aborted. A
 * WebAssembly module has no such place: there the message stays in a variable, which the caller reads after the trap.
 */
import { libraryFunction } from './library-function.ts';
import type { IRBuilder, IntegerType, Module, Value } from '../ir/index.ts';
import {
  ConstantString,
  GlobalVariable,
  arrayType,
  constantInt,
  functionType,
  i32,
  i8,
  ptr,
  structType,
  voidType,
  zeroOf,
} from '../ir/index.ts';

/** In a WebAssembly module: `{ const char *message; size_t amount; }`, zero as long as nothing has stopped. */
const reasonVariable = '__fluxion_stop_reason';

/**
 * Ends the block of the builder. The message is of ASCII characters, and may hold one `%zu`, for the amount, which is of the integer type of sizes.
 */
export function emitStop(b: IRBuilder, message: string, amount?: Value): void {
  const module = b.block.parent!.parent!;
  if (module.targetTriple?.startsWith('wasm')) {
    leaveReason(b, module, message, amount);
    b.call(module.getOrDeclare('llvm.trap', functionType(voidType, [])), []);
  } else {
    const print = libraryFunction(module, 'dprintf', functionType(i32, [i32, ptr], true));
    const standardError = constantInt(i32, 2);
    b.call(print, [standardError, textOf(module, `fluxion: ${message}\n`), ...(amount ? [amount] : [])]);
    b.call(libraryFunction(module, 'abort', functionType(voidType, [])), []);
  }
  b.unreachable();
}

function leaveReason(b: IRBuilder, module: Module, message: string, amount: Value | undefined): void {
  const size = module.dataLayout.indexType();
  const reason = reasonOf(module, size);
  b.store(textOf(module, message), reason);
  if (amount) b.store(amount, b.byteOffset(reason, constantInt(size, module.dataLayout.pointerBits() / 8)));
}

/** One for all modules that are linked together. */
function reasonOf(module: Module, size: IntegerType): GlobalVariable {
  const known = module.getGlobal(reasonVariable);
  if (known) return known;
  const type = structType([ptr, size]);
  const variable = module.add(new GlobalVariable(reasonVariable, type, zeroOf(type)));
  variable.linkage = 'linkonce_odr';
  return variable;
}

function textOf(module: Module, text: string): GlobalVariable {
  const type = arrayType(i8, text.length + 1);
  const string = new ConstantString(type, `${text}\0`);
  const variable = module.add(new GlobalVariable('__fluxion_message', type, string));
  variable.linkage = 'private';
  variable.isConstant = true;
  variable.unnamedAddr = 'unnamed_addr';
  return variable;
}
