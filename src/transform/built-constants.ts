/**
 * Constant objects that the program builds while it runs: `static const std::map<…> table = {…}`. To LLVM they are variables. Once they
 * are built nothing writes to them, so they hold no derivatives, unless they were built of differentiated values, within
 * the gradient; that is reported where it happens (FX3004), and they are taken for variables then.
 */
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import type { GlobalVariable, MDNode, Module, Type } from '../ir/index.ts';

/** Those that hold pointers: what a later gradient finds there are addresses whose shadows it would not know. */
export function builtConstants(module: Module): Set<GlobalVariable> {
  return new Set(
    module.globals.filter((global) => {
      if (global.isConstant || !global.initializer || !holdsPointer(global.valueType)) return false;
      if (!isDeclaredConst(global)) return false;
      return module.getGlobal(guardOf(global)) !== undefined || ownsMemory(global.valueType);
    }),
  );
}

/** The variable that tells whether a local one is built (Itanium C++ ABI, 5.1.6). Where it is built can be looked at. */
const guardOf = (global: GlobalVariable): string => `_ZGV${(global.name ?? '').slice(2)}`;

/** By debug information. */
function isDeclaredConst(global: GlobalVariable): boolean {
  const expression = global.metadata.find(([name]) => name === 'dbg')?.[1];
  let type: MDNode | undefined = expression?.nodeField('var')?.nodeField('type');
  for (let i = 0; type && i < 16; i++) {
    if (type.keywordField('tag') === 'DW_TAG_const_type') return true;
    if (type.keywordField('tag') !== 'DW_TAG_typedef') return false;
    type = type.nodeField('baseType');
  }
  return false;
}

const owners =
  /^(?:class|struct)\.std::(?:__\w+::)?(?:vector|deque|list|forward_list|map|multimap|set|multiset|unordered_\w+|basic_string|unique_ptr|valarray)\b/;

/** Whether all pointers in an object are those of classes that own what they point to: nobody else writes there. */
function ownsMemory(type: Type): boolean {
  if (type.kind === 'pointer') return false;
  if (type.kind === 'array') return ownsMemory(type.element);
  if (type.kind !== 'struct') return true;
  return owners.test(type.name ?? '') || (type.elements ?? []).every(ownsMemory);
}
