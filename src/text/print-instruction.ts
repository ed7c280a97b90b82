import type {
  AllocaInst,
  AtomicRMWInst,
  CmpXchgInst,
  GetElementPtrInst,
  Instruction,
  LandingPadInst,
  LoadInst,
  PhiInst,
  StoreInst,
} from '../ir/index.ts';
import { voidType } from '../ir/index.ts';
import { printCall } from './print-call.ts';
import type { PrintContext } from './print-context.ts';
import { printElementPointerFlags, printFlags } from './print-flag.ts';
import { printAttachments } from './print-metadata.ts';
import { quote } from './print-name.ts';
import { printTerminator } from './print-terminator.ts';
import { printTyped, printValue } from './print-value.ts';

/** `[%name =] opcode … [, !name !N]…`, without indentation. */
export function printInstructionText(c: PrintContext, inst: Instruction): string {
  const body = printBody(c, inst);
  const text = inst.type === voidType ? body : `${c.localName(inst)} = ${body}`;
  return inst.metadata ? text + printAttachments(c, inst.metadata, ', ') : text;
}

function printBody(c: PrintContext, inst: Instruction): string {
  switch (inst.opcode) {
    case 'fneg':
      return `fneg${printFlags(inst.flags)} ${printTyped(c, inst.operand(0))}`;
    case 'add':
    case 'fadd':
    case 'sub':
    case 'fsub':
    case 'mul':
    case 'fmul':
    case 'udiv':
    case 'sdiv':
    case 'fdiv':
    case 'urem':
    case 'srem':
    case 'frem':
    case 'shl':
    case 'lshr':
    case 'ashr':
    case 'and':
    case 'or':
    case 'xor':
      return `${inst.opcode}${printFlags(inst.flags)} ${printPair(c, inst)}`;
    case 'trunc':
    case 'zext':
    case 'sext':
    case 'fptrunc':
    case 'fpext':
    case 'fptoui':
    case 'fptosi':
    case 'uitofp':
    case 'sitofp':
    case 'ptrtoint':
    case 'ptrtoaddr':
    case 'inttoptr':
    case 'bitcast':
    case 'addrspacecast':
      return `${inst.opcode}${printFlags(inst.flags)} ${printTyped(c, inst.operand(0))} to ${inst.type.toString()}`;
    case 'icmp':
    case 'fcmp':
      return `${inst.opcode}${printFlags(inst.flags)} ${inst.predicate} ${printPair(c, inst)}`;
    case 'select':
      return `select${printFlags(inst.flags)} ${printOperands(c, inst)}`;
    case 'freeze':
    case 'extractelement':
    case 'insertelement':
    case 'shufflevector':
      return `${inst.opcode} ${printOperands(c, inst)}`;
    case 'phi':
      return printPhi(c, inst);
    case 'alloca':
      return printAlloca(c, inst);
    case 'load':
      return printLoad(c, inst);
    case 'store':
      return printStore(c, inst);
    case 'fence':
      return `fence${printScope(inst.syncScope)} ${inst.ordering}`;
    case 'cmpxchg':
      return printCompareExchange(c, inst);
    case 'atomicrmw':
      return printReadModifyWrite(c, inst);
    case 'getelementptr':
      return printElementPointer(c, inst);
    case 'extractvalue':
    case 'insertvalue':
      return `${inst.opcode} ${printOperands(c, inst)}, ${inst.path.join(', ')}`;
    case 'va_arg':
      return `va_arg ${printTyped(c, inst.operand(0))}, ${inst.type.toString()}`;
    case 'landingpad':
      return printLandingPad(c, inst);
    case 'catchpad':
    case 'cleanuppad': {
      const args = inst.operands.slice(1).map((a) => printTyped(c, a));
      return `${inst.opcode} within ${printValue(c, inst.operand(0))} [${args.join(', ')}]`;
    }
    case 'call':
    case 'invoke':
    case 'callbr':
      return printCall(c, inst);
    default:
      return printTerminator(c, inst);
  }
}

/** `T a, b` */
function printPair(c: PrintContext, inst: Instruction): string {
  return `${printTyped(c, inst.operand(0))}, ${printValue(c, inst.operand(1))}`;
}

/** `T a, U b, …` */
function printOperands(c: PrintContext, inst: Instruction): string {
  const uses = inst.operandUses;
  let out = '';
  for (let i = 0; i < uses.length; i++) out += (i ? ', ' : '') + printTyped(c, uses[i]!.value);
  return out;
}

function printPhi(c: PrintContext, inst: PhiInst): string {
  let out = `phi${printFlags(inst.flags)} ${inst.type.toString()} `;
  for (let i = 0; i < inst.incomingCount; i++) {
    out += `${i ? ', ' : ''}[ ${printValue(c, inst.incomingValue(i))}, ${c.localName(inst.incomingBlock(i))} ]`;
  }
  return out;
}

const printAlign = (align: number | undefined): string => (align === undefined ? '' : `, align ${align}`);
const printScope = (scope: string | undefined): string =>
  scope === undefined ? '' : ` syncscope(${quote(scope)})`;

function printAlloca(c: PrintContext, inst: AllocaInst): string {
  const { count, type } = inst;
  const words = (inst.inalloca ? ' inalloca' : '') + (inst.swifterror ? ' swifterror' : '');
  const isOne = !inst.explicitCount && printTyped(c, count) === 'i32 1';
  const space = type.kind === 'pointer' && type.addressSpace !== 0 ? `, addrspace(${type.addressSpace})` : '';
  const counted = isOne ? '' : `, ${printTyped(c, count)}`;
  return `alloca${words} ${inst.allocatedType.toString()}${counted}${printAlign(inst.align)}${space}`;
}

/** What stands around an access to memory: `atomic volatile` before it, scope, ordering and alignment after it. */
function accessWords(inst: LoadInst | StoreInst): string {
  return (inst.ordering === undefined ? '' : ' atomic') + (inst.volatile ? ' volatile' : '');
}
function accessTail(inst: LoadInst | StoreInst): string {
  const ordering = inst.ordering === undefined ? '' : `${printScope(inst.syncScope)} ${inst.ordering}`;
  return ordering + printAlign(inst.align);
}

function printLoad(c: PrintContext, inst: LoadInst): string {
  return `load${accessWords(inst)} ${inst.type.toString()}, ${printTyped(c, inst.pointer)}${accessTail(inst)}`;
}

function printStore(c: PrintContext, inst: StoreInst): string {
  return `store${accessWords(inst)} ${printTyped(c, inst.value)}, ${printTyped(c, inst.pointer)}${accessTail(inst)}`;
}

function printCompareExchange(c: PrintContext, inst: CmpXchgInst): string {
  const words = (inst.weak ? ' weak' : '') + (inst.volatile ? ' volatile' : '');
  const orderings = ` ${inst.successOrdering} ${inst.failureOrdering}`;
  return `cmpxchg${words} ${printOperands(c, inst)}${printScope(inst.syncScope)}${orderings}${printAlign(inst.align)}`;
}

function printReadModifyWrite(c: PrintContext, inst: AtomicRMWInst): string {
  const words = inst.volatile ? ' volatile' : '';
  const tail = `${printScope(inst.syncScope)} ${inst.ordering}${printAlign(inst.align)}`;
  return `atomicrmw${words} ${inst.operation} ${printOperands(c, inst)}${tail}`;
}

function printElementPointer(c: PrintContext, inst: GetElementPtrInst): string {
  const flags = printElementPointerFlags(inst.flags);
  return `getelementptr${flags} ${inst.sourceType.toString()}, ${printOperands(c, inst)}`;
}

function printLandingPad(c: PrintContext, inst: LandingPadInst): string {
  let out = `landingpad ${inst.type.toString()}`;
  if (inst.cleanup) out += '\n          cleanup';
  inst.clauses.forEach((kind, i) => (out += `\n          ${kind} ${printTyped(c, inst.operand(i))}`));
  return out;
}
