/** Functions of the C library besides mathematics. */
import type { Fn } from '../ir/index.ts';
import type { Environment } from './environment.ts';
import { trap } from './error.ts';
import type { Builtin } from './intrinsic.ts';
import { unsignedOf } from './value.ts';
import type { RuntimeValue } from './value.ts';

const sizeOf = (value: RuntimeValue): number => Number(unsignedOf(64, value as bigint));

export function libraryFunction(env: Environment, fn: Fn): Builtin | undefined {
  const { memory } = env;
  switch (fn.name) {
    case 'malloc':
    case '_Znwm':
    case '_Znam':
    case '_Znwj':
    case '_Znaj':
      return ([size]) => memory.allocate(sizeOf(size));
    case 'calloc':
      return ([count, size]) => {
        const bytes = sizeOf(count) * sizeOf(size);
        const start = memory.allocate(bytes);
        memory.fill(start, 0, bytes);
        return start;
      };
    case 'aligned_alloc':
      return ([align, size]) => memory.allocate(sizeOf(size), sizeOf(align));
    case 'realloc':
      return ([old, size]) => memory.reallocate(old as number, sizeOf(size));
    case 'free':
    case '_ZdlPv':
    case '_ZdaPv':
    case '_ZdlPvm':
    case '_ZdlPvj':
      return ([address]) => (memory.free(address as number), undefined);
    case 'memcpy':
    case 'memmove':
      return ([to, from, size]) => (memory.copy(to as number, from as number, sizeOf(size)), to);
    case 'memset':
      return ([to, byte, size]) => (memory.fill(to as number, byte as number, sizeOf(size)), to);
    case 'memcmp':
      return ([left, right, size]) => {
        const [a, b] = [left, right].map((start) => {
          memory.checkRead(start as number, sizeOf(size));
          return memory.slice(start as number, sizeOf(size));
        });
        const at = a!.findIndex((byte, i) => byte !== b![i]);
        return at < 0 ? 0 : a![at]! < b![at]! ? -1 : 1;
      };
    case 'strlen':
      return ([start]) => {
        let end = start as number;
        for (; ; end++) {
          memory.checkRead(end, 1);
          if (memory.view.getUint8(end) === 0) break;
        }
        const length = end - (start as number);
        return fn.returnType.kind === 'integer' && fn.returnType.bits > 32 ? BigInt(length) : length;
      };
    case 'abs':
      return ([x]) => Math.abs(x as number) | 0;
    case 'abort':
    case 'exit':
    case '_exit':
    case '__assert_fail':
      return () => {
        throw trap(`the program called ${fn.name}`);
      };
    default:
      return undefined;
  }
}
