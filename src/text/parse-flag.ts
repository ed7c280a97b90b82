import { fastMathFlags, Flag } from '../ir/index.ts';
import type { ParserState } from './parser-state.ts';
import { Token } from './token.ts';

const flagOfWord: ReadonlyMap<string, number> = new Map([...Object.entries(Flag), ['fast', fastMathFlags]]);

/** The optional words before the type of an instruction, as bits; LLVM takes them in any order. */
export function parseFlags(p: ParserState): number {
  let flags = 0;
  while (p.kind === Token.word) {
    const flag = flagOfWord.get(p.word);
    if (flag === undefined) break;
    flags |= flag;
    p.next();
  }
  return flags;
}
