/**
 * Random programs as textual IR. Each function is `double @fK(ptr %x, ptr %y, double %s, i32 %n, i32 %depth)`; its
 * variables are allocas, which the transform promotes. Nothing in it is undefined: indices are masked, loops have fuel.
 */
import type { Body, Expr, IntExpr, RandomFunction, RandomProgram, Statement, Test } from './random-ast.ts';

/** Floats behind each pointer that is passed. A pointer variable has at least half of them before it. */
export const arrayLength = 8;
/** Indices and offsets are up to this: few, so that writes and reads meet. */
const mask = 3;
const [floatVariables, intVariables, pointerVariables] = [3, 3, 2];
const bases = 5;
const tableLength = 4;
/** Iterations of all loops without a count, together, in one call. */
const fuel = 12;

export function programText(program: RandomProgram): string {
  const size = program.target === 'wasm32' ? 'i32' : 'i64';
  const header =
    program.target === 'wasm32'
      ? ['target datalayout = "e-m:e-p:32:32-i64:64-n32:64-S128"', 'target triple = "wasm32-unknown-unknown"']
      : ['target triple = "x86_64-unknown-linux-gnu"'];
  const initial = Array.from({ length: arrayLength }, (_, i) => `double ${(i / 8).toExponential(6)}`).join(
    ', ',
  );
  const declarations = [
    `@initial = internal constant [${arrayLength} x double] [${initial}]`,
    `@state = internal global [${arrayLength} x double] [${initial}]`,
    `declare ptr @malloc(${size})`,
    'declare void @free(ptr)',
    `declare void @llvm.memmove.p0.p0.${size}(ptr, ptr, ${size}, i1)`,
    `declare void @llvm.memcpy.p0.p0.${size}(ptr, ptr, ${size}, i1)`,
    `declare void @llvm.memset.p0.${size}(ptr, i8, ${size}, i1)`,
    ...['sin', 'cos', 'exp', 'sqrt', 'fabs'].map((name) => `declare double @llvm.${name}.f64(double)`),
    ...['maxnum', 'minnum'].map((name) => `declare double @llvm.${name}.f64(double, double)`),
    'declare double @tanh(double)',
    'declare double @atan(double)',
  ];
  const count = program.functions.length;
  const bodies = program.functions.map((fn, i) => new FunctionText(i, count, size).print(fn));
  return [...header, ...declarations, ...bodies].join('\n') + '\n';
}

class FunctionText {
  readonly #index: number;
  readonly #functionCount: number;
  readonly #size: string;
  readonly #lines: string[] = [];
  readonly #loops: { readonly next: string; readonly exit: string }[] = [];
  #serial = 0;

  constructor(index: number, functionCount: number, size: string) {
    this.#index = index;
    this.#functionCount = functionCount;
    this.#size = size;
  }

  print(fn: RandomFunction): string {
    this.#prologue();
    this.#body(fn.body);
    this.#emit(`store double ${this.#expr(fn.result)}, ptr %result`);
    this.#jump('exit');
    this.#label('exit');
    this.#emit('call void @free(ptr %heap)');
    this.#emit(`ret double ${this.#value('load double, ptr %result')}`);
    const signature = `define double @f${this.#index}(ptr %x, ptr %y, double %s, i32 %n, i32 %depth)`;
    return [`${signature} {`, 'entry:', ...this.#lines, '}'].join('\n');
  }

  #prologue(): void {
    const define = (name: string, type: string): void => this.#emit(`%${name} = alloca ${type}`);
    for (let i = 0; i < floatVariables; i++) define(`d${i}`, 'double');
    for (let i = 0; i < intVariables; i++) define(`i${i}`, 'i32');
    for (let i = 0; i < pointerVariables; i++) define(`p${i}`, 'ptr');
    define('local', `[${arrayLength} x double]`);
    define('table', `[${tableLength} x ptr]`);
    define('fuel', 'i32');
    define('result', 'double');
    this.#emit(`%heap = call ptr @malloc(${this.#size} ${8 * arrayLength})`);
    for (const place of ['%local', '%heap']) {
      this.#copyBytes('memcpy', place, '@initial', 8 * arrayLength);
    }
    for (let i = 0; i < floatVariables; i++) this.#emit(`store double 0.${i + 1}, ptr %d${i}`.replace(/0\.\d/, (d) => `${d}e+00`)); // prettier-ignore
    for (let i = 0; i < intVariables; i++) this.#emit(`store i32 ${i === 0 ? '%n' : i}, ptr %i${i}`);
    for (let i = 0; i < pointerVariables; i++) {
      this.#emit(`store ptr ${i === 0 ? '%y' : '%local'}, ptr %p${i}`);
    }
    ['%x', '%heap', '%y', '%local'].forEach((place, i) =>
      this.#emit(`store ptr ${place}, ptr ${this.#tableEntry(i)}`),
    );
    this.#emit(`store i32 ${fuel}, ptr %fuel`);
  }

  #emit(line: string): void {
    this.#lines.push(`  ${line}`);
  }
  #value(operation: string): string {
    const name = `%v${this.#serial++}`;
    this.#emit(`${name} = ${operation}`);
    return name;
  }
  #newLabel(hint: string): string {
    return `${hint}${this.#serial++}`;
  }
  #label(name: string): void {
    this.#lines.push(`${name}:`);
  }
  #jump(to: string): void {
    this.#emit(`br label %${to}`);
  }
  #branch(condition: string, yes: string, no: string): void {
    this.#emit(`br i1 ${condition}, label %${yes}, label %${no}`);
  }

  #tableEntry(index: number): string {
    return this.#value(`getelementptr inbounds [${tableLength} x ptr], ptr %table, i32 0, i32 ${index}`);
  }

  /** One of the places whose whole length may be accessed. */
  #base(place: number): string {
    return ['%x', '%y', '%local', '%heap', '@state'][place % bases]!;
  }
  #place(place: number): string {
    const which = place % (bases + pointerVariables + tableLength);
    if (which < bases) return this.#base(which);
    const variable = which - bases;
    const address =
      variable < pointerVariables ? `%p${variable}` : this.#tableEntry(variable - pointerVariables);
    return this.#value(`load ptr, ptr ${address}`);
  }
  #element(place: number, index: IntExpr): string {
    const masked = this.#value(`and i32 ${this.#int(index)}, ${mask}`);
    return this.#value(`getelementptr inbounds double, ptr ${this.#place(place)}, i32 ${masked}`);
  }

  #expr(e: Expr): string {
    switch (e.kind) {
      case 'variable':
        return this.#value(`load double, ptr %d${e.index % floatVariables}`);
      case 'parameter':
        return '%s';
      case 'constant':
        return e.value.toExponential(6);
      case 'load':
        return this.#value(`load double, ptr ${this.#element(e.place, e.index)}`);
      case 'math':
        return this.#math(e.fn, this.#expr(e.a));
      case 'binary':
        return this.#binary(e.op, this.#expr(e.a), this.#expr(e.b));
      case 'select': {
        const test = this.#test(e.test);
        return this.#value(`select i1 ${test}, double ${this.#expr(e.a)}, double ${this.#expr(e.b)}`);
      }
    }
  }

  /** Functions that are smooth and grow at most linearly, but for the absolute value. */
  #math(fn: number, a: string): string {
    const call = (name: string, x: string): string => this.#value(`call double @${name}(double ${x})`);
    switch (fn % 7) {
      case 0:
        return call('llvm.sin.f64', a);
      case 1:
        return call('llvm.cos.f64', a);
      case 2:
        return call('tanh', a);
      case 3:
        return call('atan', a);
      case 4:
        return call('llvm.exp.f64', call('llvm.sin.f64', a));
      case 5: {
        const square = this.#value(`fmul double ${a}, ${a}`);
        return call('llvm.sqrt.f64', this.#value(`fadd double ${square}, 1.0`));
      }
      default:
        return call('llvm.fabs.f64', a);
    }
  }

  #binary(op: number, a: string, b: string): string {
    switch (op % 6) {
      case 0:
        return this.#value(`fadd double ${a}, ${b}`);
      case 1:
        return this.#value(`fsub double ${a}, ${b}`);
      case 2:
        return this.#value(`fmul double ${a}, ${this.#math(0, b)}`);
      case 3:
        return this.#value(`fdiv double ${a}, ${this.#math(5, b)}`);
      case 4:
        return this.#value(`call double @llvm.maxnum.f64(double ${a}, double ${b})`);
      default:
        return this.#value(`call double @llvm.minnum.f64(double ${a}, double ${b})`);
    }
  }

  #int(e: IntExpr): string {
    switch (e.kind) {
      case 'variable':
        return this.#value(`load i32, ptr %i${e.index % intVariables}`);
      case 'constant':
        return String(e.value);
      case 'round': {
        const float = this.#value(`load double, ptr %d${e.of % floatVariables}`);
        const bounded = this.#value(`fmul double ${this.#math(0, float)}, 4.0`);
        return this.#value(`fptosi double ${bounded} to i32`);
      }
      case 'binary': {
        const op = ['add', 'sub', 'mul', 'xor', 'and'][e.op % 5]!;
        return this.#value(`${op} i32 ${this.#int(e.a)}, ${this.#int(e.b)}`);
      }
    }
  }

  #test(test: Test): string {
    if (test.kind === 'integers') {
      const predicate = ['eq', 'ne', 'slt', 'sgt', 'ule'][test.predicate % 5]!;
      return this.#value(`icmp ${predicate} i32 ${this.#int(test.a)}, ${this.#int(test.b)}`);
    }
    const predicate = ['olt', 'ogt', 'ole', 'uge'][test.predicate % 4]!;
    return this.#value(`fcmp ${predicate} double ${this.#expr(test.a)}, ${this.#expr(test.b)}`);
  }

  #body(body: Body): void {
    for (const statement of body) this.#statement(statement);
  }

  #statement(s: Statement): void {
    switch (s.kind) {
      case 'assign':
        return this.#emit(`store double ${this.#expr(s.value)}, ptr %d${s.to % floatVariables}`);
      case 'assign-integer':
        return this.#emit(`store i32 ${this.#int(s.value)}, ptr %i${s.to % intVariables}`);
      case 'store': {
        const value = this.#expr(s.value);
        return this.#emit(`store double ${value}, ptr ${this.#element(s.place, s.index)}`);
      }
      case 'update': {
        const element = this.#element(s.place, s.index);
        const old = this.#value(`load double, ptr ${element}`);
        return this.#emit(`store double ${this.#binary(s.op, old, this.#expr(s.value))}, ptr ${element}`);
      }
      case 'point':
        return this.#point(s.to % pointerVariables, s);
      case 'swap-pointers': {
        const [a, b] = [this.#value('load ptr, ptr %p0'), this.#value('load ptr, ptr %p1')];
        this.#emit(`store ptr ${a}, ptr %p1`);
        return this.#emit(`store ptr ${b}, ptr %p0`);
      }
      case 'save-pointer':
      case 'restore-pointer': {
        const slot = this.#value(`and i32 ${this.#int(s.index)}, ${tableLength - 1}`);
        const address = this.#value(
          `getelementptr inbounds [${tableLength} x ptr], ptr %table, i32 0, i32 ${slot}`,
        );
        const variable = `%p${s.pointer % pointerVariables}`;
        const [from, to] = s.kind === 'save-pointer' ? [variable, address] : [address, variable];
        return this.#emit(`store ptr ${this.#value(`load ptr, ptr ${from}`)}, ptr ${to}`);
      }
      case 'shift-pointers': {
        const bytes = (1 + (s.count % (tableLength - 1))) * (this.#size === 'i32' ? 4 : 8);
        const [to, from] = s.up ? [1, 0] : [0, 1];
        return this.#copyBytes('memmove', this.#tableEntry(to), this.#tableEntry(from), bytes);
      }
      case 'copy':
        return this.#copy(s.to, s.from, s.count % (mask + 2), s.exact);
      case 'clear':
        return this.#clear(this.#place(s.place), s.count % (mask + 2));
      case 'call':
        return this.#call(s);
      case 'return': {
        const [then, after] = [this.#newLabel('return'), this.#newLabel('after')];
        this.#branch(this.#test(s.test), then, after);
        this.#label(then);
        this.#emit(`store double ${this.#expr(s.value)}, ptr %result`);
        this.#jump('exit');
        return this.#label(after);
      }
      case 'leave': {
        const loop = this.#loops.at(-1);
        if (!loop) return;
        const after = this.#newLabel('after');
        this.#branch(this.#test(s.test), s.how === 'break' ? loop.exit : loop.next, after);
        return this.#label(after);
      }
      default:
        return this.#control(s);
    }
  }

  #point(to: number, s: Statement & { readonly kind: 'point' }): void {
    const offset = this.#value(`and i32 ${this.#int(s.offset)}, ${mask}`);
    const target = this.#value(`getelementptr inbounds double, ptr ${this.#base(s.place)}, i32 ${offset}`);
    const test = this.#test(s.test);
    const other = this.#value(`load ptr, ptr %p${1 - to}`);
    this.#emit(`store ptr ${this.#value(`select i1 ${test}, ptr ${target}, ptr ${other}`)}, ptr %p${to}`);
  }

  #copy(to: number, from: number, count: number, exact: boolean): void {
    // Only distinct local objects are known not to overlap.
    const disjoint = exact && to % bases >= 2 && from % bases !== to % bases;
    const [target, source] = disjoint
      ? [this.#base(to), this.#base(from)]
      : [this.#place(to), this.#place(from)];
    this.#copyBytes(disjoint ? 'memcpy' : 'memmove', target, source, 8 * count);
  }

  #copyBytes(name: 'memcpy' | 'memmove', target: string, source: string, bytes: number): void {
    const size = this.#size;
    this.#emit(
      `call void @llvm.${name}.p0.p0.${size}(ptr ${target}, ptr ${source}, ${size} ${bytes}, i1 false)`,
    );
  }

  #clear(place: string, count: number): void {
    this.#emit(
      `call void @llvm.memset.p0.${this.#size}(ptr ${place}, i8 0, ${this.#size} ${8 * count}, i1 false)`,
    );
  }

  /** Calls are bounded by their depth. */
  #call(s: Statement & { readonly kind: 'call' }): void {
    const [then, after] = [this.#newLabel('call'), this.#newLabel('after')];
    this.#branch(this.#value('icmp sgt i32 %depth, 0'), then, after);
    this.#label(then);
    const value = this.#expr(s.value);
    const integer = this.#value(`and i32 ${this.#int(s.integer)}, 3`);
    const depth = this.#value('sub i32 %depth, 1');
    const [x, y] = s.args.map((place) => this.#base(place));
    const args = `ptr ${x}, ptr ${y}, double ${value}, i32 ${integer}, i32 ${depth}`;
    const result = this.#value(`call double @f${s.fn % this.#functionCount}(${args})`);
    if (s.to % (floatVariables + 1) < floatVariables) this.#emit(`store double ${result}, ptr %d${s.to % (floatVariables + 1)}`); // prettier-ignore
    this.#jump(after);
    this.#label(after);
  }

  #control(s: Statement & { readonly kind: 'if' | 'switch' | 'for' | 'while' | 'two-entries' }): void {
    switch (s.kind) {
      case 'if': {
        const [then, otherwise, after] = ['then', 'else', 'after'].map((hint) => this.#newLabel(hint)) as [string, string, string]; // prettier-ignore
        this.#branch(this.#test(s.test), then, otherwise);
        this.#label(then);
        this.#body(s.then);
        this.#jump(after);
        this.#label(otherwise);
        this.#body(s.otherwise);
        this.#jump(after);
        return this.#label(after);
      }
      case 'switch':
        return this.#switch(s);
      case 'for':
        return this.#for(s);
      case 'while':
        return this.#while(s);
      case 'two-entries':
        return this.#twoEntries(s);
    }
  }

  #switch(s: Statement & { readonly kind: 'switch' }): void {
    const labels = s.cases.map(() => this.#newLabel('case'));
    const after = this.#newLabel('after');
    const on = this.#value(`and i32 ${this.#int(s.on)}, 3`);
    // Two values lead to the first case: parallel edges.
    const cases = [...labels.map((label, i) => `i32 ${i}, label %${label}`), `i32 3, label %${labels[0]}`];
    this.#emit(`switch i32 ${on}, label %${after} [ ${[...new Set(cases)].slice(0, 4).join(' ')} ]`);
    s.cases.forEach((body, i) => {
      this.#label(labels[i]!);
      this.#body(body);
      this.#jump((s.fallThrough ? labels[i + 1] : undefined) ?? after);
    });
    this.#label(after);
  }

  #for(s: Statement & { readonly kind: 'for' }): void {
    const counter = this.#newLabel('%counter');
    const [head, body, next, exit] = ['head', 'body', 'next', 'exit'].map((hint) => this.#newLabel(hint)) as [string, string, string, string]; // prettier-ignore
    const count = this.#value(`and i32 ${this.#int(s.count)}, 3`);
    const entered = this.#newLabel('enter');
    this.#jump(entered);
    this.#label(entered);
    this.#jump(head);
    this.#label(head);
    const at = `${counter}.at`;
    this.#emit(`${at} = phi i32 [ ${s.down ? count : 0}, %${entered} ], [ ${counter}.next, %${next} ]`);
    this.#branch(this.#value(s.down ? `icmp sgt i32 ${at}, 0` : `icmp slt i32 ${at}, ${count}`), body, exit);
    this.#label(body);
    this.#emit(`store i32 ${at}, ptr %i${s.counter % intVariables}`);
    this.#loops.push({ next, exit });
    this.#body(s.body);
    this.#loops.pop();
    this.#jump(next);
    this.#label(next);
    this.#emit(`${counter}.next = add nsw i32 ${at}, ${s.down ? -1 : 1}`);
    this.#jump(head);
    this.#label(exit);
  }

  /** False when the fuel is used up, else the test. */
  #fuelled(test: Test): string {
    const left = this.#value('load i32, ptr %fuel');
    this.#emit(`store i32 ${this.#value(`sub i32 ${left}, 1`)}, ptr %fuel`);
    return this.#value(`and i1 ${this.#value(`icmp sgt i32 ${left}, 0`)}, ${this.#test(test)}`);
  }

  #while(s: Statement & { readonly kind: 'while' }): void {
    const [head, body, exit] = ['head', 'body', 'exit'].map((hint) => this.#newLabel(hint)) as [string, string, string]; // prettier-ignore
    this.#jump(s.atEnd ? body : head);
    this.#label(head);
    this.#branch(this.#fuelled(s.test), body, exit);
    this.#label(body);
    this.#loops.push({ next: head, exit });
    this.#body(s.body);
    this.#loops.pop();
    this.#jump(head);
    this.#label(exit);
  }

  /** A loop that is entered at its beginning or in its middle. */
  #twoEntries(s: Statement & { readonly kind: 'two-entries' }): void {
    const [first, second, exit] = ['first', 'second', 'exit'].map((hint) => this.#newLabel(hint)) as [string, string, string]; // prettier-ignore
    this.#branch(this.#test(s.enter), first, second);
    this.#label(first);
    this.#body(s.first);
    this.#jump(second);
    this.#label(second);
    this.#body(s.second);
    this.#branch(this.#fuelled(s.again), first, exit);
    this.#label(exit);
  }
}
