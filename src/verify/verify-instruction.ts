import type {
  CallBase,
  CastInst,
  GetElementPtrInst,
  Instruction,
  LandingPadInst,
  SwitchInst,
  Type,
  Value,
} from '../ir/index.ts';
import {
  aggregateElementType,
  BasicBlock,
  ConstantAggregate,
  ConstantInt,
  i1,
  scalarOf,
  SimpleConstant,
  tokenType,
  voidType,
} from '../ir/index.ts';
import type { Report } from './report.ts';
import { isFloats, isIntegers, isPointers, isSized, sameShape } from './type-check.ts';

/** Checks the types of the operands and the result of one instruction. */
export class InstructionVerifier {
  readonly #report: Report;
  readonly #sized = new Map<Type, boolean>();

  constructor(report: Report) {
    this.#report = report;
  }

  #require(condition: boolean, inst: Instruction, message: string): void {
    if (!condition) this.#report.add('FX2003', message, inst);
  }

  #isSized(type: Type): boolean {
    let sized = this.#sized.get(type);
    if (sized === undefined) this.#sized.set(type, (sized = isSized(type)));
    return sized;
  }

  verify(inst: Instruction): void {
    switch (inst.opcode) {
      case 'fneg':
        this.#require(isFloats(inst.type), inst, 'fneg needs a floating-point operand');
        this.#require(
          inst.operand(0).type === inst.type,
          inst,
          'the result has another type than the operand',
        );
        return;
      case 'add':
      case 'sub':
      case 'mul':
      case 'udiv':
      case 'sdiv':
      case 'urem':
      case 'srem':
      case 'shl':
      case 'lshr':
      case 'ashr':
      case 'and':
      case 'or':
      case 'xor':
        return this.#binary(inst, isIntegers(inst.type), 'integer');
      case 'fadd':
      case 'fsub':
      case 'fmul':
      case 'fdiv':
      case 'frem':
        return this.#binary(inst, isFloats(inst.type), 'floating-point');
      case 'icmp':
        return this.#compare(inst, 'integer or pointer', (t) => isIntegers(t) || isPointers(t));
      case 'fcmp':
        return this.#compare(inst, 'floating-point', isFloats);
      case 'select':
        return this.#select(inst, inst.condition, inst.ifTrue, inst.ifFalse);
      case 'freeze':
        return this.#require(inst.operand(0).type === inst.type, inst, 'the result has another type');
      case 'phi':
        return this.#phiTypes(inst, inst.operands);
      case 'alloca':
        this.#require(this.#isSized(inst.allocatedType), inst, 'the allocated type has no size');
        return this.#require(
          inst.count.type.kind === 'integer',
          inst,
          'the number of elements is no integer',
        );
      case 'load':
        this.#require(inst.pointer.type.kind === 'pointer', inst, 'the operand of a load is no pointer');
        return this.#require(this.#isSized(inst.type), inst, 'the loaded type has no size');
      case 'store':
        this.#require(inst.pointer.type.kind === 'pointer', inst, 'the target of a store is no pointer');
        return this.#require(this.#isSized(inst.value.type), inst, 'the stored type has no size');
      case 'cmpxchg':
        this.#require(inst.operand(0).type.kind === 'pointer', inst, 'the target of a cmpxchg is no pointer');
        this.#require(
          inst.operand(1).type === inst.operand(2).type,
          inst,
          'the two values have different types',
        );
        return;
      case 'atomicrmw':
        this.#require(inst.pointer.type.kind === 'pointer', inst, 'the target of an atomicrmw is no pointer');
        return this.#require(
          inst.value.type === inst.type,
          inst,
          'the result has another type than the value',
        );
      case 'getelementptr':
        return this.#elementPointer(inst);
      case 'extractelement':
      case 'insertelement':
      case 'shufflevector':
        return this.#vectorAccess(inst);
      case 'extractvalue':
        return this.#extractValue(inst, inst.operand(0).type, inst.path, inst.type);
      case 'insertvalue':
        this.#require(inst.operand(0).type === inst.type, inst, 'the result has another type');
        return this.#extractValue(inst, inst.type, inst.path, inst.operand(1).type);
      case 'va_arg':
        return this.#require(inst.operand(0).type.kind === 'pointer', inst, 'va_arg needs a pointer');
      case 'landingpad':
        return this.#landingPad(inst);
      case 'catchpad':
      case 'cleanuppad':
        return this.#require(inst.operand(0).type === tokenType, inst, 'the parent of a pad is a token');
      case 'call':
      case 'invoke':
      case 'callbr':
        return this.#call(inst);
      case 'fence':
      case 'unreachable':
        return this.#require(inst.operandCount === 0, inst, 'this takes no operands');
      case 'ret':
        return this.#return(inst, inst.value);
      case 'br':
        return this.#branch(inst);
      case 'switch':
        return this.#switch(inst);
      case 'indirectbr':
        this.#require(inst.operand(0).type.kind === 'pointer', inst, 'the address is no pointer');
        return this.#blocks(inst, 1, inst.operandCount);
      case 'resume':
        return this.#require(inst.operandCount === 1, inst, 'resume takes one operand');
      case 'catchswitch':
        this.#require(inst.operand(0).type === tokenType, inst, 'the parent of a pad is a token');
        return this.#blocks(inst, 1, inst.operandCount);
      case 'catchret':
      case 'cleanupret':
        this.#require(inst.operand(0).type === tokenType, inst, 'the pad is a token');
        return this.#blocks(inst, 1, inst.operandCount);
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
        return this.#cast(inst);
    }
  }

  #blocks(inst: Instruction, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      this.#require(inst.operand(i) instanceof BasicBlock, inst, `operand ${i} is no block`);
    }
  }

  #binary(inst: Instruction, fits: boolean, what: string): void {
    this.#require(fits, inst, `${inst.opcode} needs ${what} operands`);
    const same = inst.operand(0).type === inst.type && inst.operand(1).type === inst.type;
    this.#require(same, inst, 'the operands and the result have different types');
  }

  #compare(inst: Instruction, what: string, fits: (t: Type) => boolean): void {
    const type = inst.operand(0).type;
    this.#require(fits(type), inst, `${inst.opcode} needs ${what} operands`);
    this.#require(inst.operand(1).type === type, inst, 'the operands have different types');
    this.#require(scalarOf(inst.type) === i1 && sameShape(inst.type, type), inst, 'the result is no i1');
  }

  #select(inst: Instruction, condition: Value, ifTrue: Value, ifFalse: Value): void {
    const same = ifTrue.type === inst.type && ifFalse.type === inst.type;
    this.#require(same, inst, 'the two values of a select have different types');
    const { type } = condition;
    this.#require(scalarOf(type) === i1, inst, 'the condition of a select is no i1');
    if (type.kind === 'vector') this.#require(sameShape(type, inst.type), inst, 'the lanes do not match');
  }

  #phiTypes(inst: Instruction, operands: readonly Value[]): void {
    this.#require(inst.type !== voidType, inst, 'a phi has a value');
    this.#require(operands.length % 2 === 0, inst, 'a phi has pairs of values and blocks');
    for (let i = 0; i + 1 < operands.length; i += 2) {
      this.#require(operands[i]!.type === inst.type, inst, `incoming value ${i / 2} has another type`);
      this.#require(operands[i + 1] instanceof BasicBlock, inst, `incoming block ${i / 2} is no block`);
    }
  }

  #elementPointer(inst: GetElementPtrInst): void {
    this.#require(isPointers(inst.base.type), inst, 'the base of a getelementptr is no pointer');
    const problem = this.#walk(inst.sourceType, inst.indices);
    if (problem !== undefined) this.#report.add('FX2003', problem, inst);
  }

  /** What is wrong with the indices of a getelementptr. The first one steps over whole objects. */
  #walk(sourceType: Type, indices: readonly Value[]): string | undefined {
    if (!this.#isSized(sourceType)) return `the type ${sourceType} has no size`;
    let at = sourceType;
    for (const [i, index] of indices.entries()) {
      if (!isIntegers(index.type)) return `index ${i} is no integer`;
      if (i === 0) continue;
      if (at.kind === 'array' || at.kind === 'vector') {
        at = at.element;
      } else if (at.kind === 'struct') {
        const number = constantIndex(index);
        const element = number === undefined ? undefined : at.elements?.[number];
        if (!element) return `index ${i} is no element of ${at}`;
        at = element;
      } else {
        return `index ${i} goes into ${at}, which has no elements`;
      }
    }
    return undefined;
  }

  #vectorAccess(inst: Instruction): void {
    const vector = inst.operand(0).type;
    if (vector.kind !== 'vector') return this.#require(false, inst, 'the first operand is no vector');
    if (inst.opcode === 'shufflevector') {
      this.#require(inst.operand(1).type === vector, inst, 'the two vectors have different types');
      const mask = inst.operand(2);
      this.#require(
        mask.type.kind === 'vector' && isIntegers(mask.type),
        inst,
        'the mask is no vector of integers',
      );
      const isConstant = mask instanceof ConstantAggregate || mask instanceof SimpleConstant;
      return this.#require(isConstant, inst, 'the mask is no constant');
    }
    const index = inst.operand(inst.operandCount - 1).type;
    this.#require(index.kind === 'integer', inst, 'the index is no integer');
    if (inst.opcode === 'insertelement') {
      this.#require(
        inst.operand(1).type === vector.element,
        inst,
        'the element has another type than the vector',
      );
      this.#require(inst.type === vector, inst, 'the result has another type than the vector');
    } else {
      this.#require(inst.type === vector.element, inst, 'the result has another type than the elements');
    }
  }

  #extractValue(inst: Instruction, type: Type, path: readonly number[], element: Type): void {
    let found: Type | undefined;
    try {
      found = aggregateElementType(type, path);
    } catch {
      return this.#require(false, inst, `${type} has no element ${path.join(', ')}`);
    }
    this.#require(found === element, inst, `the element has type ${found}`);
  }

  #landingPad(inst: LandingPadInst): void {
    this.#require(inst.cleanup || inst.clauses.length > 0, inst, 'a landingpad has a clause or is a cleanup');
    inst.clauses.forEach((clause, i) => {
      const kind = inst.operand(i).type.kind;
      if (clause === 'catch') this.#require(kind === 'pointer', inst, 'what is caught is a pointer');
      else this.#require(kind === 'array', inst, 'a filter is an array');
    });
  }

  #call(inst: CallBase & Instruction): void {
    const { parameters, variadic, returnType } = inst.functionType;
    const { args } = inst;
    const enough = variadic ? args.length >= parameters.length : args.length === parameters.length;
    const message = `the call has ${args.length} arguments, and its type has ${parameters.length}`;
    this.#require(enough, inst, message);
    parameters.forEach((parameter, i) => {
      const argument = args[i];
      if (!argument) return;
      this.#require(argument.type === parameter, inst, `argument ${i + 1} is no ${parameter}`);
    });
    this.#require(inst.type === returnType, inst, 'the result has another type than the call');
    this.#require(inst.callee.type.kind === 'pointer', inst, 'what is called is no pointer');
    const bundled = inst.bundleShapes.reduce((sum, b) => sum + b.count, 0);
    this.#blocks(inst, inst.argumentCount + bundled, inst.operandCount - 1);
    const destinations = inst.operandCount - 1 - inst.argumentCount - bundled;
    const expected = inst.opcode === 'call' ? 0 : inst.opcode === 'invoke' ? 2 : destinations;
    this.#require(destinations === expected, inst, 'the operands do not match the shape of the call');
  }

  #return(inst: Instruction, value: Value | undefined): void {
    const expected = inst.parent?.parent?.returnType;
    const message = `the function returns ${expected}`;
    this.#require((value?.type ?? voidType) === expected && inst.operandCount <= 1, inst, message);
  }

  #branch(inst: Instruction): void {
    const conditional = inst.operandCount === 3;
    this.#require(conditional || inst.operandCount === 1, inst, 'a branch has one or two destinations');
    if (conditional) this.#require(inst.operand(0).type === i1, inst, 'the condition of a branch is no i1');
    this.#blocks(inst, conditional ? 1 : 0, inst.operandCount);
  }

  #switch(inst: SwitchInst): void {
    const { type } = inst.condition;
    this.#require(type.kind === 'integer', inst, 'the condition of a switch is no integer');
    this.#blocks(inst, 1, 2);
    const seen = new Set<bigint>();
    for (const [value, block] of inst.cases()) {
      this.#require(block instanceof BasicBlock, inst, 'the destination of a case is no block');
      if (!(value instanceof ConstantInt)) {
        this.#require(false, inst, 'the value of a case is no integer');
        continue;
      }
      this.#require(value.type === type, inst, `the case ${value.value} has another type than the condition`);
      this.#require(!seen.has(value.value), inst, `the case ${value.value} stands twice`);
      seen.add(value.value);
    }
  }

  #cast(inst: CastInst): void {
    const from = inst.operand(0).type;
    const to = inst.type;
    const problem = castProblem(inst.opcode, from, to);
    if (problem) this.#report.add('FX2003', `${inst.opcode} from ${from} to ${to}: ${problem}`, inst);
  }
}

/** The number of a struct element; a vector of equal numbers counts as one. */
function constantIndex(index: Value): number | undefined {
  if (index instanceof ConstantInt) return Number(index.value);
  if (index instanceof SimpleConstant && index.which === 'zeroinitializer') return 0;
  if (!(index instanceof ConstantAggregate)) return undefined;
  const first = index.operand(0);
  const same = index.operands.every(
    (o) => o instanceof ConstantInt && first instanceof ConstantInt && o.value === first.value,
  );
  return same ? constantIndex(first) : undefined;
}

const bitsOf = (t: Type): number => {
  const scalar = scalarOf(t);
  return scalar.kind === 'integer' || scalar.kind === 'floating-point' ? scalar.bits : 0;
};

function castProblem(opcode: CastInst['opcode'], from: Type, to: Type): string | undefined {
  if (opcode !== 'bitcast' && !sameShape(from, to)) return 'the lanes do not match';
  const need = (condition: boolean, message: string): string | undefined => (condition ? undefined : message);
  switch (opcode) {
    case 'trunc':
      return need(isIntegers(from) && isIntegers(to) && bitsOf(to) < bitsOf(from), 'to a narrower integer');
    case 'zext':
    case 'sext':
      return need(isIntegers(from) && isIntegers(to) && bitsOf(to) > bitsOf(from), 'to a wider integer');
    case 'fptrunc':
      return need(
        isFloats(from) && isFloats(to) && bitsOf(to) < bitsOf(from),
        'to a narrower floating-point type',
      );
    case 'fpext':
      return need(
        isFloats(from) && isFloats(to) && bitsOf(to) > bitsOf(from),
        'to a wider floating-point type',
      );
    case 'fptoui':
    case 'fptosi':
      return need(isFloats(from) && isIntegers(to), 'from floating-point to integer');
    case 'uitofp':
    case 'sitofp':
      return need(isIntegers(from) && isFloats(to), 'from integer to floating-point');
    case 'ptrtoint':
    case 'ptrtoaddr':
      return need(isPointers(from) && isIntegers(to), 'from pointer to integer');
    case 'inttoptr':
      return need(isIntegers(from) && isPointers(to), 'from integer to pointer');
    case 'addrspacecast':
      return need(isPointers(from) && isPointers(to) && from !== to, 'between address spaces');
    case 'bitcast':
      return bitcastProblem(from, to);
  }
}

function bitcastProblem(from: Type, to: Type): string | undefined {
  if (isPointers(from) || isPointers(to)) {
    return isPointers(from) && scalarOf(from) === scalarOf(to)
      ? undefined
      : 'pointers need ptrtoint or inttoptr';
  }
  const total = (t: Type): number => (t.kind === 'vector' ? t.length : 1) * bitsOf(t);
  const isPlain = (t: Type): boolean => bitsOf(t) > 0;
  // Types of targets and of matrix units have their own rules.
  if (!isPlain(from) || !isPlain(to)) return undefined;
  return total(from) === total(to) ? undefined : 'the sizes differ';
}
