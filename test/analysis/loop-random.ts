/** Random nests of loops that access one or two arrays, in text. */
export class LoopWriter {
  readonly #random: () => number;
  readonly #lines: string[] = [];
  /** Whether most of it is as a compiler writes it. */
  readonly #isTame: boolean;
  /** Whether most numbers are bytes that wrap around. */
  readonly #isNarrow: boolean;
  /** Pointers that have been computed in the loops around. */
  readonly #pointers: string[] = [];
  /** Counters of the loops around, and the parameters. */
  readonly #numbers: { readonly name: string; readonly type: string }[];
  #names = 0;
  #last = '%v';

  constructor(random: () => number) {
    this.#random = random;
    this.#isTame = random() < 0.8;
    this.#isNarrow = random() < 0.3;
    this.#numbers = [
      { name: '%n', type: this.#type() },
      { name: '%m', type: this.#type() },
    ];
  }

  write(): string {
    const [n, m] = this.#numbers;
    this.#body(1 + this.#below(3));
    return `define void @f(ptr %a, ptr %b, ptr noalias %s, i64 %v, ${n!.type} %n, ${m!.type} %m) {
entry:
${this.#lines.join('\n')}
  ret void
}`;
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #pick<T>(...of: T[]): T {
    return of[this.#below(of.length)]!;
  }

  #often(): boolean {
    return this.#isTame && this.#below(8) > 0;
  }

  #type(): string {
    if (this.#isNarrow) return this.#pick('i8', 'i8', 'i8', 'i64');
    return this.#often() ? 'i64' : this.#pick('i64', 'i64', 'i32', 'i8');
  }

  #emit(line: string): void {
    this.#lines.push(`  ${line}`);
  }

  #name(): string {
    return `%x${this.#names++}`;
  }

  #flags(): string {
    if (this.#isNarrow) return this.#pick('', '', '', 'nuw ');
    return this.#often() ? 'nsw ' : this.#pick('nsw ', 'nsw ', 'nuw nsw ', 'nuw ', '');
  }

  #body(depth: number): void {
    const accesses = 1 + this.#below(3);
    const at = this.#below(accesses + 1);
    const known = this.#pointers.length;
    for (let i = 0; i <= accesses; i++) {
      if (i === at && depth > 0) this.#loop(depth);
      if (i < accesses) this.#access();
    }
    this.#pointers.length = known;
  }

  /** A number of a type: a constant, or one of those around, converted. */
  #number(type: string): string {
    if (this.#below(4) === 0) return String(this.#below(6) - 1);
    const { name, type: from } = this.#numbers[Math.max(0, this.#numbers.length - 1 - this.#below(4))]!;
    if (from === type) return name;
    const converted = this.#name();
    const [bits, fromBits] = [type, from].map((t) => Number(t.slice(1)));
    const operation = bits! < fromBits! ? 'trunc' : this.#pick('sext', 'sext', 'zext nneg', 'zext');
    this.#emit(`${converted} = ${operation} ${from} ${name} to ${type}`);
    return converted;
  }

  /** A sum of products. */
  #index(type: string): string {
    let sum = this.#number(type);
    for (let i = this.#below(4); i > 0; i--) {
      const [product, next] = [this.#name(), this.#name()];
      this.#emit(
        `${product} = mul ${this.#flags()}${type} ${this.#number(type)}, ${this.#pick('1', '2', '-1', this.#number(type))}`,
      );
      this.#emit(`${next} = ${this.#pick('add', 'add', 'sub')} ${this.#flags()}${type} ${sum}, ${product}`);
      sum = next;
    }
    return sum;
  }

  #access(): void {
    const [pointer, result] = [this.#pointer(), this.#name()];
    if (this.#below(2) === 0) {
      this.#emit(`${result} = load i64, ptr ${pointer}`);
      this.#emit(`store i64 ${result}, ptr %s`);
      this.#last = result;
    } else {
      this.#emit(`${result} = add i64 ${this.#last}, ${this.#below(99)}`);
      this.#emit(`store i64 ${result}, ptr ${pointer}`);
    }
  }

  #pointer(): string {
    if (this.#pointers.length > 0 && this.#below(3) === 0) return this.#pick(...this.#pointers);
    const type = this.#type();
    const index = this.#often() ? this.#element(type) : this.#index(type);
    const pointer = this.#name();
    this.#pointers.push(pointer);
    const array = this.#often() ? '%a' : this.#pick('%a', '%b');
    const [flags, element] = this.#often()
      ? ['inbounds ', 'i64']
      : [this.#pick('inbounds ', ''), this.#pick('i64', 'i32')];
    const wide = this.#isNarrow ? this.#widened(index, type) : `${type} ${index}`;
    this.#emit(`${pointer} = getelementptr ${flags}${element}, ptr ${array}, ${wide}`);
    return pointer;
  }

  #widened(index: string, type: string): string {
    if (type === 'i64') return `i64 ${index}`;
    const wide = this.#name();
    this.#emit(`${wide} = ${this.#pick('sext', 'zext', 'zext nneg')} ${type} ${index} to i64`);
    return `i64 ${wide}`;
  }

  /** Row and column, or a number near one that is known. */
  #element(type: string): string {
    const [row, sum, near] = [this.#name(), this.#name(), this.#name()];
    const column = this.#number(type);
    this.#emit(
      `${row} = mul ${this.#flags()}${type} ${this.#number(type)}, ${this.#pick('1', '2', this.#number(type))}`,
    );
    this.#emit(
      `${sum} = ${this.#pick('add', 'add', 'sub')} ${this.#flags()}${type} ${column}, ${this.#below(2) === 0 ? row : '0'}`,
    );
    this.#emit(`${near} = add ${this.#flags()}${type} ${sum}, ${this.#pick(-1, 0, 0, 1)}`);
    return near;
  }

  #loop(depth: number): void {
    const type = this.#type();
    const id = this.#names++;
    const step = this.#often() ? this.#pick(1, 1, -1) : this.#pick(1, -1, 2, -3);
    const up = step > 0;
    const [start, bound] = [this.#number(type), this.#number(type)];
    const predicate = this.#pick(
      up ? 'slt' : 'sgt',
      up ? 'slt' : 'sgt',
      up ? 'sle' : 'sge',
      'ne',
      up ? 'ult' : 'ugt',
    );
    const [counter, next, test] = [`%i${id}`, `%next${id}`, `%c${id}`];
    const isTop = this.#below(2) === 0;
    const last = this.#last;
    const before = `before${id}`;
    this.#emit(`br label %${before}`);
    this.#lines.push(`${before}:`);
    // Unless it is tested at the top, perhaps not at all.
    const guarded = !isTop && this.#below(2) === 0;
    if (guarded) this.#emit(`%g${id} = icmp ${predicate} ${type} ${start}, ${bound}`);
    this.#emit(guarded ? `br i1 %g${id}, label %head${id}, label %after${id}` : `br label %head${id}`);
    this.#lines.push(`head${id}:`);
    this.#emit(`${counter} = phi ${type} [ ${start}, %${before} ], [ ${next}, %latch${id} ]`);
    if (isTop) {
      this.#emit(`${test} = icmp ${predicate} ${type} ${counter}, ${bound}`);
      this.#emit(`br i1 ${test}, label %body${id}, label %after${id}`);
      this.#lines.push(`body${id}:`);
    }
    this.#numbers.push({ name: counter, type });
    this.#body(depth - 1);
    this.#numbers.pop();
    this.#emit(`br label %latch${id}`);
    this.#lines.push(`latch${id}:`);
    this.#emit(`${next} = add ${this.#flags()}${type} ${counter}, ${step}`);
    if (isTop) this.#emit(`br label %head${id}`);
    else {
      this.#emit(`${test} = icmp ${predicate} ${type} ${this.#pick(next, next, counter)}, ${bound}`);
      this.#emit(`br i1 ${test}, label %head${id}, label %after${id}`);
    }
    this.#lines.push(`after${id}:`);
    // What was computed in the loop may not have been.
    this.#last = last;
  }
}
