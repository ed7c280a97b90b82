/**
 * Kinds of tokens of textual IR. Names (`%x`, `@f`) and numbers (`%1`, `@0`) are told apart here. The values are plain
 * numbers to TypeScript on purpose: the current token changes under a narrowed type.
 */
export const Token = {
  eof: 0,
  /** `add`, `noundef`, `DW_TAG_member`: the text is in `word`. */
  word: 1,
  /** `i32`: the width is in `number` (NaN when it is absurd). */
  integerType: 2,
  localName: 3,
  localId: 4,
  globalName: 5,
  globalId: 6,
  comdatName: 7,
  /** `!dbg`, `!DILocation`, `!llvm.ident` */
  metadataName: 8,
  metadataId: 9,
  /** `!"text"` */
  metadataString: 10,
  exclaim: 11,
  /** `#3` */
  attributeGroup: 12,
  /** `#dbg_value`: the word without the hash. */
  debugRecord: 13,
  summaryId: 14,
  /** `entry:` or `"a b":`, also the name of a metadata field. */
  label: 15,
  /** `12:` */
  labelId: 16,
  /** Decimal; in `number` up to 15 digits, else NaN there and exact in `integerValue()`. */
  integer: 17,
  /** `u0x1F`, `s0x1F` */
  hexInteger: 18,
  float: 19,
  hexFloat: 20,
  string: 21,
  ellipsis: 22,
  equal: 23,
  comma: 24,
  star: 25,
  leftParen: 26,
  rightParen: 27,
  leftBracket: 28,
  rightBracket: 29,
  leftBrace: 30,
  rightBrace: 31,
  less: 32,
  greater: 33,
  bar: 34,
  colon: 35,
};

export type TokenKind = number;
