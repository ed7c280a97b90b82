/** Writes nests of loops as IR. */
import type {
  Atom,
  Bits,
  Condition,
  LoopStatement,
  NestProgram,
  Place,
  Statement,
  Sum,
} from './loop-nests.ts';

interface Named {
  readonly name: string;
  readonly bits: Bits;
}

/** The numbers of a loop that is open. */
interface Open {
  readonly counter: Named;
  readonly start: Named;
  readonly bound: Named;
}

/** Of what width the parameters are, where most numbers have another one. */
const parameterBits = (bits: Bits): readonly Bits[] => [bits, bits, 64, bits === 32 ? 8 : 32];

/** A function of two pointers and a number for each parameter. */
export function writeNest(program: NestProgram): string {
  return new NestWriter(program.bits).write(program);
}

/** The number, as one of so many bits. */
export const asParameters = ({ bits }: NestProgram, values: readonly bigint[]): bigint[] =>
  parameterBits(bits).map((width, i) => BigInt.asIntN(width, values[i]!));

class NestWriter {
  readonly #lines: string[] = [];
  readonly #open: Open[] = [];
  /** Where the loops that are open lead. */
  readonly #exits: string[] = [];
  /** Pointers that can be used here. */
  readonly #pointers: string[] = [];
  readonly #parameterBits: readonly Bits[];
  #names = 0;

  constructor(bits: Bits) {
    this.#parameterBits = parameterBits(bits);
  }

  write({ nest, assumed }: NestProgram): string {
    for (const condition of assumed) this.#branch(condition, this.#label('assumed'), 'end');
    this.#statement(nest);
    this.#emit('br label %end');
    const parameters = this.#parameterBits.map((bits, i) => `i${bits} %n${i}`).join(', ');
    return `define void @f(ptr %a, ptr %b, ${parameters}) {
entry:
${this.#lines.join('\n')}
end:
  ret void
}`;
  }

  #emit(line: string): void {
    this.#lines.push(`  ${line}`);
  }

  #label(name: string): string {
    return `${name}${this.#names++}`;
  }

  #begin(label: string): void {
    this.#lines.push(`${label}:`);
  }

  #value(operation: string): string {
    const name = `%v${this.#names++}`;
    this.#emit(`${name} = ${operation}`);
    return name;
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'load':
        this.#value(`load volatile i${8 * statement.bytes}, ptr ${this.#pointer(statement.place)}`);
        break;
      case 'store':
        this.#emit(
          `store volatile i${8 * statement.bytes} ${this.#names % 100}, ptr ${this.#pointer(statement.place)}`,
        );
        break;
      case 'if': {
        const [then, after] = [this.#label('then'), this.#label('after')];
        this.#branch(statement.condition, then, after);
        this.#body(statement.body);
        if (statement.leave) this.#branch(statement.leave, this.#label('stay'), this.#exits.at(-1)!);
        this.#emit(`br label %${after}`);
        this.#begin(after);
        break;
      }
      case 'loop':
        this.#loop(statement);
    }
  }

  #body(body: readonly Statement[]): void {
    const known = this.#pointers.length;
    for (const statement of body) this.#statement(statement);
    this.#pointers.length = known;
  }

  /** Goes on in a new block, or elsewhere. */
  #branch(condition: Condition, then: string, otherwise: string): void {
    const { bits, isNegated, predicate } = condition;
    const [left, right] = [this.#atom(condition.left, bits), this.#number(condition.right, bits)];
    const test = this.#value(`icmp ${predicate} i${bits} ${left}, ${right}`);
    const [ifTrue, ifFalse] = isNegated ? [otherwise, then] : [then, otherwise];
    this.#emit(`br i1 ${test}, label %${ifTrue}, label %${ifFalse}`);
    this.#begin(then);
  }

  #atom({ kind, value, back, widening, narrowing }: Atom, bits: Bits): string {
    const open = this.#open[this.#open.length - 1 - back];
    if (kind === 'constant') return String(BigInt.asIntN(bits, value));
    const parameter = [0, 1, 0, 1, 0, 1, 2, 3][Number(BigInt.asUintN(3, value))]!;
    const given: Named = { name: `%n${parameter}`, bits: this.#parameterBits[parameter]! };
    const from = open && kind !== 'parameter' ? open[kind] : given;
    return this.#converted(from, bits, from.bits < bits ? widening : narrowing);
  }

  #converted(from: Named, bits: Bits, how: string): string {
    return from.bits === bits ? from.name : this.#value(`${how} i${from.bits} ${from.name} to i${bits}`);
  }

  #sum({ bits, terms }: Sum): string {
    const type = `i${bits}`;
    return terms.reduce((sum, { atom, factor, productFlags, isShift, sum: operation }) => {
      let at = this.#atom(atom, bits);
      if (factor && isShift)
        at = this.#value(`shl ${productFlags}${type} ${at}, ${BigInt.asUintN(3, factor.value)}`);
      else if (factor) at = this.#value(`mul ${productFlags}${type} ${at}, ${this.#atom(factor, bits)}`);
      return sum === '' ? at : this.#value(`${operation}${type} ${sum}, ${at}`);
    }, '');
  }

  /** A sum with the width of another place. */
  #number(sum: Sum, bits: Bits): string {
    return this.#converted(
      { name: this.#sum(sum), bits: sum.bits },
      bits,
      sum.bits < bits ? sum.widening : 'trunc',
    );
  }

  #pointer(place: Place): string {
    const { flags, element, delta } = place;
    const known = this.#pointers[this.#pointers.length - 1 - place.back];
    const gep = (base: string, bits: Bits, index: string | bigint): string =>
      this.#value(`getelementptr ${flags}i${8 * element}, ptr ${base}, i${bits} ${index}`);
    if (place.isFromPointer && known) return delta === 0n ? known : gep(known, 64, delta);
    const { bits } = place.sum;
    const sum = this.#sum(place.sum);
    const widened = bits < 64 && place.sum.terms.length % 2 === 1;
    // An index that is narrower than an address is taken with its sign.
    const pointer = widened
      ? gep('%a', 64, this.#converted({ name: sum, bits }, 64, place.sum.widening))
      : gep('%a', bits, sum);
    const there = delta === 0n ? pointer : gep(pointer, 64, delta);
    this.#pointers.push(pointer);
    return there;
  }

  #loop(loop: LoopStatement): void {
    const { isPointer, tested, step, stepFlags } = loop;
    const bits = isPointer ? 64 : loop.bits;
    const type = isPointer ? 'ptr' : `i${bits}`;
    const limits = [loop.start, loop.bound].map((s) => this.#number(s, bits)) as [string, string];
    const inbounds = stepFlags === '' ? '' : 'inbounds ';
    const ends = isPointer
      ? limits.map((i) => this.#value(`getelementptr ${inbounds}i64, ptr %a, i64 ${i}`))
      : limits;
    const [start, bound] = ends as [string, string];
    const [before, head, body, latch, after] = ['before', 'head', 'body', 'latch', 'after'].map((l) =>
      this.#label(l),
    ) as [string, string, string, string, string];
    if (tested !== 'top') this.#guard(loop, `${type} ${start}, ${bound}`, before, after);
    else this.#emit(`br label %${before}`);
    this.#begin(before);
    this.#emit(`br label %${head}`);
    this.#begin(head);
    const [counter, next] = [`%i.${head}`, `%next.${head}`];
    this.#emit(`${counter} = phi ${type} [ ${start}, %${before} ], [ ${next}, %${latch} ]`);
    if (tested === 'top') {
      this.#test(loop, type, counter, bound, [body, after]);
      this.#begin(body);
    }
    const known = this.#pointers.length;
    const named = (name: string): Named => ({ name, bits });
    if (isPointer) this.#pointers.push(counter);
    else this.#open.push({ counter: named(counter), start: named(start), bound: named(bound) });
    this.#exits.push(after);
    this.#body(loop.body);
    this.#exits.pop();
    if (loop.leave)
      this.#branch(loop.leave.condition, this.#label('stay'), loop.leave.fails ? `fails.${head}` : after);
    if (isPointer) this.#pointers.length = known;
    else this.#open.pop();
    this.#emit(`br label %${latch}`);
    this.#begin(latch);
    this.#emit(
      isPointer
        ? `${next} = getelementptr ${inbounds}i64, ptr ${counter}, i64 ${step}`
        : `${next} = add ${stepFlags}${type} ${counter}, ${step}`,
    );
    if (tested === 'top') this.#emit(`br label %${head}`);
    else this.#test(loop, type, tested === 'next' ? next : counter, bound, [head, after]);
    if (loop.leave?.fails) {
      this.#begin(`fails.${head}`);
      this.#emit('unreachable');
    }
    this.#begin(after);
  }

  /** Goes into the loop, perhaps only if its test holds at the start. */
  #guard(
    { guard, predicate, isPointer }: LoopStatement,
    operands: string,
    then: string,
    otherwise: string,
  ): void {
    if (guard === 'none') {
      this.#emit(`br label %${then}`);
      return;
    }
    const sign = isPointer || predicate.startsWith('u') ? 'u' : 's';
    const strict = `${sign}${predicate.includes('g') ? 'gt' : 'lt'}`;
    const test = this.#value(`icmp ${guard === 'same' && !isPointer ? predicate : strict} ${operands}`);
    this.#emit(`br i1 ${test}, label %${then}, label %${otherwise}`);
  }

  #test(
    { predicate, isSwapped, isNegated, testedBits, isPointer, bits }: LoopStatement,
    type: string,
    tested: string,
    bound: string,
    [stay, leave]: readonly [string, string],
  ): void {
    let [left, right, of] = [tested, bound, type];
    if (!isPointer && testedBits < bits) {
      of = `i${testedBits}`;
      left = this.#value(`trunc ${type} ${tested} to ${of}`);
      right = this.#value(`trunc ${type} ${bound} to ${of}`);
    }
    const [goesOn, a, b] = isSwapped ? [swapped(predicate), right, left] : [predicate, left, right];
    const test = this.#value(`icmp ${isNegated ? negated(goesOn) : goesOn} ${of} ${a}, ${b}`);
    const [ifTrue, ifFalse] = isNegated ? [leave, stay] : [stay, leave];
    this.#emit(`br i1 ${test}, label %${ifTrue}, label %${ifFalse}`);
  }
}

const swapped = (predicate: string): string =>
  predicate === 'ne' ? 'ne' : `${predicate[0]}${predicate[1] === 'g' ? 'l' : 'g'}${predicate[2]}`;

/** What holds where a predicate does not. */
const negated = (predicate: string): string =>
  predicate === 'ne'
    ? 'eq'
    : `${predicate[0]}${predicate[1] === 'g' ? 'l' : 'g'}${predicate[2] === 't' ? 'e' : 't'}`;
