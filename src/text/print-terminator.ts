import type { CatchSwitchInst, Instruction, SwitchInst } from '../ir/index.ts';
import type { PrintContext } from './print-context.ts';
import { printTyped, printValue } from './print-value.ts';

/** The instructions that end a block, but for the calls among them. */
export function printTerminator(c: PrintContext, inst: Instruction): string {
  const { opcode } = inst;
  switch (opcode) {
    case 'ret':
      return inst.value ? `ret ${printTyped(c, inst.value)}` : 'ret void';
    case 'br':
      return `br ${inst.operandUses.map((u) => printTyped(c, u.value)).join(', ')}`;
    case 'switch':
      return printSwitch(c, inst);
    case 'indirectbr': {
      const [address, ...blocks] = inst.operands;
      return `indirectbr ${printTyped(c, address!)}, [${blocks.map((b) => printTyped(c, b)).join(', ')}]`;
    }
    case 'resume':
      return `resume ${printTyped(c, inst.operand(0))}`;
    case 'catchswitch':
      return printCatchSwitch(c, inst);
    case 'catchret':
      return `catchret from ${printValue(c, inst.operand(0))} to ${printTyped(c, inst.operand(1))}`;
    case 'cleanupret': {
      const to = inst.operandCount > 1 ? printTyped(c, inst.operand(1)) : 'to caller';
      return `cleanupret from ${printValue(c, inst.operand(0))} unwind ${to}`;
    }
    case 'unreachable':
      return 'unreachable';
    default:
      return `<${opcode}>`;
  }
}

function printSwitch(c: PrintContext, inst: SwitchInst): string {
  let out = `switch ${printTyped(c, inst.condition)}, ${printTyped(c, inst.defaultBlock)} [\n`;
  for (const [value, block] of inst.cases()) out += `    ${printTyped(c, value)}, ${printTyped(c, block)}\n`;
  return `${out}  ]`;
}

function printCatchSwitch(c: PrintContext, inst: CatchSwitchInst): string {
  const handlers = inst.operands.slice(1, 1 + inst.handlerCount).map((b) => printTyped(c, b));
  const last = 1 + inst.handlerCount;
  const unwind = inst.operandCount > last ? printTyped(c, inst.operand(last)) : 'to caller';
  return `catchswitch within ${printValue(c, inst.operand(0))} [${handlers.join(', ')}] unwind ${unwind}`;
}
