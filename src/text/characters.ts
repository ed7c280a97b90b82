/** Character classes of textual IR as bits in a table over ASCII; other characters are in none. */
export const digitBit = 1;
/** Starts a keyword: a letter or `_`. */
export const wordStartBit = 2;
/** Continues a keyword: a letter, a digit or `_`. */
export const wordBit = 4;
/** Part of a name or label: `[-a-zA-Z$._0-9]`. */
export const nameBit = 8;
export const hexBit = 16;

/** Indexed with `code & 127` after a test that the code is ASCII, or with codes below 128. */
export const characterClass = new Uint8Array(256);

for (let code = 0; code < 128; code++) {
  const c = String.fromCharCode(code);
  let bits = 0;
  if (/[0-9]/.test(c)) bits |= digitBit;
  if (/[a-zA-Z_]/.test(c)) bits |= wordStartBit;
  if (/[a-zA-Z_0-9]/.test(c)) bits |= wordBit;
  if (/[-a-zA-Z$._0-9]/.test(c)) bits |= nameBit;
  if (/[0-9a-fA-F]/.test(c)) bits |= hexBit;
  characterClass[code] = bits;
}

/** The class bits of a character; none beyond Latin-1. */
export function classOf(code: number): number {
  return code < 256 ? characterClass[code]! : 0;
}
