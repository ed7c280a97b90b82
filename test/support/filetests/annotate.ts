/** Turns what a stage says about blocks and instructions into the text of a filetest. */
import type { BasicBlock, Fn, Instruction } from '../../../src/ir/index.ts';
import { printInstruction } from '../../../src/text/index.ts';
import type { Observation } from './derivation.ts';
import type { FileTest } from './source.ts';
import { pad, writeFileTest } from './source.ts';
import { nameOf } from './text.ts';

export interface Annotator {
  /** Undefined: nothing to say. */
  ofFunction?(fn: Fn): string | undefined;
  ofBlock?(block: BasicBlock): string | undefined;
  ofInstruction(inst: Instruction): string | undefined;
  /** Whether instructions that are not of the input are shown. */
  readonly showsAdded: boolean;
}

export function annotate(test: FileTest, seen: Observation, annotator: Annotator): string {
  const behind = new Map<number, string>();
  const following = new Map<number, string[]>();
  const note = (line: number, text: string | undefined): void => {
    if (text !== undefined && text !== '') behind.set(line, text);
  };
  reportDiagnostics(test, seen, behind);
  const { derivation } = seen;
  if (derivation) {
    let line = seen.contents.findIndex((c) => c.kind === 'define' && c.fn === test.fn);
    note(line, annotator.ofFunction?.(derivation.fn));
    const add = (text: string, more: string | undefined): void => {
      const list = following.get(line) ?? [];
      following.set(line, list);
      list.push(more ? `${pad(`;+ ${text}`)} ; ${more}` : `;+ ${text}`);
    };
    for (const block of derivation.fn.blocks) {
      const label = seen.lineOfBlock(block);
      line = label ?? line;
      if (label !== undefined) note(label, annotator.ofBlock?.(block));
      else if (annotator.showsAdded) add(`${nameOf(block).slice(1)}:`, annotator.ofBlock?.(block));
      for (const inst of block) {
        const at = seen.lineOf(inst);
        if (at !== undefined) note((line = at), annotator.ofInstruction(inst));
        else if (annotator.showsAdded) add(`  ${withoutMetadata(inst)}`, annotator.ofInstruction(inst));
      }
    }
  }
  if (derivation) markGone(test, seen, behind);
  return writeFileTest(test, behind, following, []);
}

/** Instructions that the canonical form no longer has. */
function markGone(test: FileTest, seen: Observation, behind: Map<number, string>): void {
  const left = new Set([...seen.derivation!.fn.instructions()].map((inst) => seen.lineOf(inst)));
  seen.contents.forEach((c, i) => {
    if (c.kind === 'instruction' && c.fn === test.fn && !left.has(i) && !behind.has(i)) behind.set(i, 'gone');
  });
}

const withoutMetadata = (inst: Instruction): string =>
  printInstruction(inst)
    .trim()
    .replace(/, !(dbg|line) !\d+/g, '');

function reportDiagnostics(test: FileTest, seen: Observation, behind: Map<number, string>): void {
  for (const d of seen.diagnostics) {
    const line = d.span?.line ?? seen.contents.findIndex((c) => c.kind === 'define' && c.fn === test.fn);
    const known = behind.get(line);
    behind.set(line, `${known === undefined ? '' : `${known}; `}error ${d.code}: ${d.message}`);
  }
}
