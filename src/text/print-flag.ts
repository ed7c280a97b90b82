import { fastMathFlags, Flag } from '../ir/index.ts';

const texts = new Map<number, string>();
const words = Object.entries(Flag);
const fastWords = new Set(words.filter(([, bit]) => bit & fastMathFlags).map(([word]) => word));

/** Flags in LLVM's order, each with a blank before it. */
export function printFlags(flags: number): string {
  if (flags === 0) return '';
  let text = texts.get(flags);
  if (text === undefined) texts.set(flags, (text = makeText(flags)));
  return text;
}

function makeText(flags: number): string {
  const isFast = (flags & fastMathFlags) === fastMathFlags;
  let out = isFast ? ' fast' : '';
  for (const [word, bit] of words) {
    if (flags & bit && !(isFast && fastWords.has(word))) out += ` ${word}`;
  }
  return out;
}

/** Flags of a getelementptr: `inbounds` implies `nusw` and comes first. */
export function printElementPointerFlags(flags: number): string {
  if (flags === 0) return '';
  let out = '';
  if (flags & Flag.inbounds) out += ' inbounds';
  else if (flags & Flag.nusw) out += ' nusw';
  if (flags & Flag.nuw) out += ' nuw';
  return out;
}
