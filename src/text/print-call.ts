import type { CallBrInst, CallInst, InvokeInst } from '../ir/index.ts';
import { metadataType, noAttributes } from '../ir/index.ts';
import { printAttributes } from './print-attribute.ts';
import type { PrintContext } from './print-context.ts';
import { printFlags } from './print-flag.ts';
import { quote } from './print-name.ts';
import { printTyped, printValue } from './print-value.ts';

type AnyCall = CallInst | InvokeInst | CallBrInst;

/** `[tail] call flags cc attributes addrspace(N) T|fnty callee(args) attributes [bundles]` and what follows for invoke and callbr. */
export function printCall(c: PrintContext, inst: AnyCall): string {
  let out = printHead(inst);
  if (inst.callingConvention !== '') out += ` ${inst.callingConvention}`;
  out += printAttributes(c, inst.returnAttributes);
  if (inst.addressSpace !== 0 || c.programAddressSpace !== 0) out += ` addrspace(${inst.addressSpace})`;
  const type = inst.functionType;
  // Only the arguments of a variadic function do not tell the type of the callee.
  out += ` ${(type.variadic ? type : type.returnType).toString()} ${printValue(c, inst.callee)}(`;
  out += `${printArguments(c, inst)})${printAttributes(c, inst.functionAttributes)}`;
  if (inst.bundleShapes.length) out += printBundles(c, inst);
  return out + printDestinations(c, inst);
}

function printHead(inst: AnyCall): string {
  if (inst.opcode !== 'call') return inst.opcode;
  return (inst.tail === 'none' ? 'call' : `${inst.tail} call`) + printFlags(inst.flags);
}

function printArguments(c: PrintContext, inst: AnyCall): string {
  const uses = inst.operandUses;
  const lists = inst.argumentAttributes;
  let out = '';
  for (let i = 0; i < inst.argumentCount; i++) {
    const { value } = uses[i]!;
    const list = lists[i] ?? noAttributes;
    out += `${i ? ', ' : ''}${value.type.toString()}${printAttributes(c, list)} ${printValue(c, value)}`;
  }
  if (inst.opcode === 'call' && inst.tail === 'musttail' && inst.functionType.variadic) {
    out += out === '' ? '...' : ', ...';
  }
  return out;
}

function printBundles(c: PrintContext, inst: AnyCall): string {
  const bundles = inst.bundles.map(({ tag, args }) => {
    const values = args.map((a) =>
      a.type === metadataType ? `metadata ${printValue(c, a)}` : printTyped(c, a),
    );
    return `${quote(tag)}(${values.join(', ')})`;
  });
  return ` [ ${bundles.join(', ')} ]`;
}

function printDestinations(c: PrintContext, inst: AnyCall): string {
  if (inst.opcode === 'invoke') {
    return `\n          to label ${c.localName(inst.normal)} unwind label ${c.localName(inst.unwind)}`;
  }
  if (inst.opcode !== 'callbr') return '';
  const labels = inst.operandUses.slice(inst.operandCount - 2 - inst.indirectCount, inst.operandCount - 1);
  const [fallthrough, ...indirect] = labels.map((u) => `label ${c.localName(u.value)}`);
  return `\n          to ${fallthrough} [${indirect.join(', ')}]`;
}
