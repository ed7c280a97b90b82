import { enclosingSubprogram } from './source-location.ts';
import type { Instruction, Value } from '../ir/index.ts';
import { GlobalVariable, isInstruction } from '../ir/index.ts';
import { holdsPointer } from './memory/pointer-type.ts';

/** `std::char_traits<…>::copy`, `move` and `assign`, of libstdc++ and libc++: all that strings move and fill goes through them. */
const movesCharacters = /^_ZNSt(?:3__1)?11char_traitsI(?:[cw]|D[usi])E(?:4copy|4move|6assign)E/;

const charTraits = /\/(?:bits|__string)\/char_traits\.h$/;

/** Whether an instruction is a part of the C++ library that moves characters, which are no numbers with derivatives. */
export function movesText(inst: Instruction): boolean {
  const subprogram = enclosingSubprogram(inst);
  const name = subprogram?.stringField('linkageName');
  if (name !== undefined) return movesCharacters.test(name);
  // Where there are but lines, its name and file tell.
  const file = subprogram?.nodeField('file')?.stringField('filename') ?? '';
  return /^(?:copy|move|assign)$/.test(subprogram?.stringField('name') ?? '') && charTraits.test(file);
}

/** Whether a pointer points into a constant of numbers and characters: what is copied from it has no derivatives or shadows. */
export function isPlainData(pointer: Value): boolean {
  let at = pointer;
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return at instanceof GlobalVariable && at.isConstant && !holdsPointer(at.valueType);
}
