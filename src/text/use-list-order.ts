import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

/**
 * `uselistorder T value, { 1, 0 }` and `uselistorder_bb @f, %block, { 1, 0 }` only say in which order LLVM keeps the uses
 * in memory. They are read over.
 */
export function skipUseListOrder(p: ParserState): void {
  while (p.kind !== Token.leftBrace || !atIndexes(p)) {
    if (p.kind === Token.eof) p.expected("'{' and the order of the uses");
    p.next();
  }
  while (p.kind !== Token.rightBrace) {
    if (p.kind === Token.eof) p.expected("'}'");
    p.next();
  }
  p.next();
}

/** Whether the brace opens a list of numbers, not the type or value of a struct. */
function atIndexes(p: ParserState): boolean {
  return /^\{\s*\d+\s*[,}]/.test(p.text.slice(p.start, p.start + 100));
}
