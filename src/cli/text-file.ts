/** Tells textual IR from what it is taken for. */
import { fail } from '../diagnostics/index.ts';

/** Bitcode begins with `BC` 0xC0DE, or with 0x0B17C0DE where it is wrapped for the linkers of Apple's systems. */
export function checkIsText(bytes: Uint8Array, name: string): void {
  const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (magic === '4243c0de' || magic === 'dec0170b') {
    fail(
      'FX5011',
      `${name} is LLVM bitcode, not text; llvm-dis turns it into text, and clang -S -emit-llvm writes text`,
    );
  }
  if (bytes.subarray(0, 4096).includes(0)) fail('FX5011', `${name} is not a text file`);
}
