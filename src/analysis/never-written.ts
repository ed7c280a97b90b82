/** Variables whose contents are what they are initialised with. */
import type { GlobalVariable, Value } from '../ir/index.ts';
import { ConstantExpr, isInstruction } from '../ir/index.ts';

/** Whether only this module knows a function or variable. */
export const isInternal = ({ linkage }: { linkage: string | undefined }): boolean =>
  linkage === 'internal' || linkage === 'private';

/** A constant, or a variable of this module that is only read. */
export function isNeverWritten(global: GlobalVariable): boolean {
  if (global.isConstant) return true;
  if (!isInternal(global)) return false;
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    for (const user of at.users()) {
      const opcode = isInstruction(user) || user instanceof ConstantExpr ? user.opcode : '';
      if (opcode === 'getelementptr') seen.add(user as unknown as Value);
      else if (opcode !== 'load') return false;
    }
  }
  return true;
}
