/** Which LLVM has written a file of bitcode. What is read is untrusted: bounds are checked. */

const identificationBlock = 13;
const [enterBlock, defineAbbreviation, firstAbbreviation] = [1, 2, 4];
const [fixedField, variableField, arrayField, char6Field] = [1, 2, 3, 4];
const char6 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._';
/** More characters, or fields of an abbreviation, are none of LLVM's. */
const most = 100;

export const isBitcode = (bytes: Uint8Array): boolean =>
  [0x42, 0x43, 0xc0, 0xde].every((byte, i) => bytes[i] === byte);

/** The number before the first dot of the version; undefined for what is no bitcode, or does not tell. */
export function bitcodeVersion(bytes: Uint8Array): number | undefined {
  if (!isBitcode(bytes)) return undefined;
  const found = /^LLVM(\d+)/.exec(identification(new Bits(bytes)) ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The text that the first block begins with, such as `LLVM22.1.8`. */
function identification(bits: Bits): string | undefined {
  bits.read(32);
  if (bits.read(2) !== enterBlock || bits.readVariable(8) !== identificationBlock) return undefined;
  const width = bits.readVariable(4);
  bits.align();
  bits.read(32);
  if (bits.read(width) !== defineAbbreviation) return undefined;
  const fields = readAbbreviation(bits);
  const [code, list, element] = fields;
  const isText = code?.literal !== undefined && list?.encoding === arrayField && fields.length === 3;
  if (!isText || bits.read(width) !== firstAbbreviation) return undefined;
  const length = bits.readVariable(6);
  if (length > most) return undefined;
  return Array.from({ length }, () =>
    element?.encoding === char6Field
      ? char6.charAt(bits.read(6))
      : String.fromCharCode(bits.read(element?.width ?? 8)),
  ).join('');
}

interface Field {
  readonly literal?: number;
  readonly encoding?: number;
  readonly width?: number;
}

function readAbbreviation(bits: Bits): Field[] {
  const count = Math.min(most, bits.readVariable(5));
  return Array.from({ length: count }, () => {
    if (bits.read(1) === 1) return { literal: bits.readVariable(8) };
    const encoding = bits.read(3);
    const hasWidth = encoding === fixedField || encoding === variableField;
    return hasWidth ? { encoding, width: bits.readVariable(5) } : { encoding };
  });
}

/** Bits from the lowest of the first byte on; zeros behind the end. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let i = 0; i < Math.min(count, 32); i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value += ((byte >> (this.#at & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  /** In groups of `width` bits, of which the highest says whether another follows. */
  readVariable(width: number): number {
    const more = 2 ** (width - 1);
    let value = 0;
    for (let shift = 0; shift < 32; shift += width - 1) {
      const group = this.read(width);
      value += (group % more) * 2 ** shift;
      if (group < more) break;
    }
    return value;
  }

  align(): void {
    this.#at = Math.ceil(this.#at / 32) * 32;
  }
}
