/** Optional words on instructions and constant expressions, as bits, in the order in which LLVM prints them. */
export const Flag = {
  reassoc: 1 << 0,
  nnan: 1 << 1,
  ninf: 1 << 2,
  nsz: 1 << 3,
  arcp: 1 << 4,
  contract: 1 << 5,
  afn: 1 << 6,
  nuw: 1 << 7,
  nsw: 1 << 8,
  exact: 1 << 9,
  disjoint: 1 << 10,
  nneg: 1 << 11,
  samesign: 1 << 12,
  inbounds: 1 << 13,
  nusw: 1 << 14,
} as const;

export type FlagName = keyof typeof Flag;

/** All fast-math flags: printed as `fast`. */
export const fastMathFlags =
  Flag.reassoc | Flag.nnan | Flag.ninf | Flag.nsz | Flag.arcp | Flag.contract | Flag.afn;
