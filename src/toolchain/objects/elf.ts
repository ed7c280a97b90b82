/** Sections and symbols of ELF files for 64-bit little-endian machines. What is read is untrusted: bounds are checked. */
import { isBitcode } from './bitcode.ts';

export interface Elf {
  /** Whether it is yet to be linked. */
  readonly isRelocatable: boolean;
  readonly sections: readonly ElfSection[];
}

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Number of another section: of a table of symbols, the one with their names. */
  readonly link: number;
}

const sectionHeaderSize = 64;
const symbolSize = 24;
const [symbolTable, dynamicSymbolTable, withoutBytes] = [2, 11, 8];

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Undefined for what is no ELF file, one of another machine, or malformed. */
export function readElf(bytes: Uint8Array): Elf | undefined {
  const isElf = [0x7f, 0x45, 0x4c, 0x46, 2, 1].every((byte, i) => bytes[i] === byte);
  if (!isElf || bytes.length < 64) return undefined;
  const view = viewOf(bytes);
  const start = Number(view.getBigUint64(40, true));
  const [entrySize, namesIndex] = [view.getUint16(58, true), view.getUint16(62, true)];
  if (entrySize !== sectionHeaderSize || start + sectionHeaderSize > bytes.length) return undefined;
  // Large numbers are in the first header.
  const count = view.getUint16(60, true) || Number(view.getBigUint64(start + 32, true));
  const names = namesIndex === 0xffff ? view.getUint32(start + 40, true) : namesIndex;
  if (start + count * sectionHeaderSize > bytes.length) return undefined;
  const headers = Array.from({ length: count }, (_, i) => {
    const at = start + i * sectionHeaderSize;
    const type = view.getUint32(at + 4, true);
    const [offset, size] = [24, 32].map((field) => Number(view.getBigUint64(at + field, true))) as [
      number,
      number,
    ];
    const isThere = type !== withoutBytes && offset + size <= bytes.length;
    const content = bytes.subarray(isThere ? offset : 0, isThere ? offset + size : 0);
    return { name: view.getUint32(at, true), type, link: view.getUint32(at + 40, true), bytes: content };
  });
  const nameBytes = headers[names]?.bytes ?? new Uint8Array();
  const sections = headers.map((header) => ({ ...header, name: stringAt(nameBytes, header.name) }));
  return { isRelocatable: view.getUint16(16, true) === 1, sections };
}

function stringAt(bytes: Uint8Array, from: number): string {
  const end = bytes.indexOf(0, from);
  return end < 0 ? '' : new TextDecoder('latin1').decode(bytes.subarray(from, end));
}

/** Whether other files can call a function of this name there. */
export function definesSymbol(elf: Elf, name: string): boolean {
  const wanted = elf.isRelocatable ? symbolTable : dynamicSymbolTable;
  const asBytes = Uint8Array.from([...name, '\0'], (c) => c.charCodeAt(0));
  return elf.sections.some(({ type, bytes, link }) => {
    const names = elf.sections[link]?.bytes;
    if (type !== wanted || names === undefined) return false;
    const view = viewOf(bytes);
    for (let at = 0; at + symbolSize <= bytes.length; at += symbolSize) {
      const isLocal = bytes[at + 4]! >> 4 === 0;
      if (isLocal || view.getUint16(at + 6, true) === 0) continue;
      const from = view.getUint32(at, true);
      if (asBytes.every((byte, i) => names[from + i] === byte)) return true;
    }
    return false;
  });
}

/** Bitcode that a compiler put beside the machine code: by `-fembed-bitcode`, or by `-ffat-lto-objects`. */
export function embeddedBitcode(elf: Elf): Uint8Array | undefined {
  if (!elf.isRelocatable) return undefined;
  return elf.sections.find(
    ({ name, bytes }) => (name === '.llvmbc' || name === '.llvm.lto') && isBitcode(bytes),
  )?.bytes;
}
