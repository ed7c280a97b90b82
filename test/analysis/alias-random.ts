/** A generator of random numbers from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const prelude = `
  @g = global [8 x i64] zeroinitializer
  @in = internal global [8 x i64] zeroinitializer
  @hidden = internal global [8 x i64] zeroinitializer
  declare ptr @malloc(i64)
  declare void @free(ptr)
  declare ptr @unknown(ptr)
  declare ptr @unknown_nocapture(ptr nocapture)
  declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
  define internal void @second(ptr %p, i64 %v) {
    %q = getelementptr inbounds i64, ptr %p, i64 1
    store i64 %v, ptr %q
    ret void
  }
  define internal ptr @exchange(ptr %p, ptr %q) {
    %p1 = getelementptr inbounds ptr, ptr %p, i64 1
    %q1 = getelementptr inbounds ptr, ptr %q, i64 3
    %x = load ptr, ptr %p1
    store ptr %x, ptr %q1
    ret ptr %x
  }
  define internal ptr @choose(ptr %p, ptr %q, i64 %c) {
    %z = icmp eq i64 %c, 0
    %q2 = getelementptr inbounds i64, ptr %q, i64 2
    %r = select i1 %z, ptr %p, ptr %q2
    ret ptr %r
  }
  define internal ptr @make(ptr %p) {
    %m = call ptr @malloc(i64 64)
    %m1 = getelementptr inbounds i64, ptr %m, i64 1
    store ptr %p, ptr %m1
    ret ptr %m
  }
  define internal void @count(ptr %p) {
    %n = load i64, ptr @in
    %n1 = add i64 %n, 1
    store i64 %n1, ptr @in
    %h = getelementptr inbounds ptr, ptr @hidden, i64 1
    store ptr %p, ptr %h
    ret void
  }
  define internal ptr @last() {
    %h = getelementptr inbounds ptr, ptr @hidden, i64 1
    %l = load ptr, ptr %h
    ret ptr %l
  }
  define internal void @walk(ptr %p, i64 %n) {
    %z = icmp slt i64 %n, 1
    br i1 %z, label %stop, label %go
  go:
    %m = add i64 %n, -1
    %p1 = getelementptr inbounds ptr, ptr %p, i64 1
    %x = load ptr, ptr %p1
    store i64 %n, ptr %p
    call void @walk(ptr %x, i64 %m)
    br label %stop
  stop:
    ret void
  }`;

/**
 * Writes random functions `@f(ptr %a, ptr %b, ptr noalias %r)`. Objects have 64 bytes; in most places, slots with an odd
 * number hold pointers and the others integers, so that most programs run for a while.
 */
export class ProgramWriter {
  readonly #random: () => number;
  readonly #lines: string[] = [];
  #pointers = ['%a', '%b', '%r', '@g', '@in'];
  #integers = ['0', '1', '5'];
  #next = 0;
  #block = 'entry';

  constructor(random: () => number) {
    this.#random = random;
  }

  write(): string {
    // Some programs work on memory of their own, which escapes at some time or never.
    if (this.#random() < 0.5) this.#pointers = [];
    for (let i = 0; i < 3; i++) this.#pointers.push(this.#emit('alloca [8 x i64]'));
    for (let i = 0; i < 5; i++) this.#lines.push(`store ptr ${this.#pointer()}, ptr ${this.#slot(true)}`);
    this.#statements(10 + this.#below(16), 0);
    return `${prelude}\ndefine void @f(ptr %a, ptr %b, ptr noalias %r) {\nentry:\n${this.#lines.join('\n')}\nret void\n}`;
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }
  #pick(list: readonly string[]): string {
    // The newest are the most interesting.
    return this.#random() < 0.4
      ? list[list.length - 1 - this.#below(Math.min(3, list.length))]!
      : list[this.#below(list.length)]!;
  }
  #pointer(): string {
    return this.#pick(this.#pointers);
  }
  #integer(): string {
    return this.#pick(this.#integers);
  }
  #emit(text: string): string {
    const name = `%v${this.#next++}`;
    this.#lines.push(`${name} = ${text}`);
    return name;
  }
  #label(): string {
    return `l${this.#next++}`;
  }
  #start(label: string): void {
    this.#lines.push(`${label}:`);
    this.#block = label;
  }

  /** The address of a slot with an odd or even number. */
  #slot(odd: boolean): string {
    const p = this.#pointer();
    const odder = this.#random() < 0.05 ? !odd : odd;
    if (this.#random() < 0.3) {
      const index = this.#emit(`and i64 ${this.#integer()}, 3`);
      return this.#emit(`getelementptr inbounds { i64, ptr }, ptr ${p}, i64 ${index}, i32 ${odder ? 1 : 0}`);
    }
    const at = 2 * this.#below(4) + (odder ? 1 : 0);
    return at === 0 ? p : this.#emit(`getelementptr inbounds i64, ptr ${p}, i64 ${at}`);
  }

  #statements(n: number, depth: number): void {
    for (let i = 0; i < n; i++) this.#statement(depth);
  }

  #statement(depth: number): void {
    const makers: readonly (() => void)[] = [
      () => this.#integers.push(this.#emit(`load i64, ptr ${this.#slot(false)}`)),
      () => this.#integers.push(this.#emit(`load i64, ptr ${this.#slot(false)}`)),
      () => this.#pointers.push(this.#emit(`load ptr, ptr ${this.#slot(true)}`)),
      () => this.#pointers.push(this.#emit(`load ptr, ptr ${this.#slot(true)}`)),
      () => this.#lines.push(`store i64 ${this.#integer()}, ptr ${this.#slot(false)}`),
      () => this.#lines.push(`store i64 ${this.#integer()}, ptr ${this.#slot(false)}`),
      () => this.#lines.push(`store ptr ${this.#pointer()}, ptr ${this.#slot(true)}`),
      () => this.#lines.push(`store ptr ${this.#pointer()}, ptr ${this.#slot(true)}`),
      () => this.#move(),
      () => this.#integers.push(this.#emit(`add i64 ${this.#integer()}, ${this.#below(4)}`)),
      () => this.#call(),
      () => this.#allocate(),
      () => this.#select(),
      () => this.#disguise(),
      () => (depth < 2 ? this.#branch(depth) : undefined),
      () => (depth < 2 ? this.#loop(depth) : undefined),
    ];
    makers[this.#below(makers.length)]!();
  }

  #move(): void {
    const size = 8 * (1 + this.#below(3));
    const odd = this.#random() < 0.5;
    const [to, from] = [this.#slot(odd), this.#slot(odd)];
    this.#lines.push(`call void @llvm.memmove.p0.p0.i64(ptr ${to}, ptr ${from}, i64 ${size}, i1 false)`);
  }

  #call(): void {
    const p = (): string => this.#pointer();
    const calls: readonly (() => void)[] = [
      () => this.#pointers.push(this.#emit(`call ptr @unknown(ptr ${p()})`)),
      () => this.#pointers.push(this.#emit(`call ptr @unknown_nocapture(ptr ${p()})`)),
      () => this.#lines.push(`call void @second(ptr ${p()}, i64 ${this.#integer()})`),
      () => this.#pointers.push(this.#emit(`call ptr @exchange(ptr ${p()}, ptr ${p()})`)),
      () =>
        this.#pointers.push(this.#emit(`call ptr @choose(ptr ${p()}, ptr ${p()}, i64 ${this.#integer()})`)),
      () => this.#pointers.push(this.#emit(`call ptr @make(ptr ${p()})`)),
      () => this.#lines.push(`call void @count(ptr ${p()})`),
      () => this.#pointers.push(this.#emit('call ptr @last()')),
      () => this.#lines.push(`call void @walk(ptr ${p()}, i64 ${1 + this.#below(3)})`),
      () => this.#lines.push(`call void @free(ptr ${this.#pick(this.#fresh)})`),
    ];
    calls[this.#below(this.#fresh.length && this.#random() < 0.3 ? calls.length : calls.length - 1)]!();
  }

  #fresh: string[] = [];

  #allocate(): void {
    const heap = this.#random() < 0.7;
    const m = this.#emit(heap ? 'call ptr @malloc(i64 64)' : 'alloca [8 x i64]');
    const at = this.#emit(`getelementptr inbounds i64, ptr ${m}, i64 ${1 + 2 * this.#below(4)}`);
    this.#lines.push(`store ptr ${this.#pointer()}, ptr ${at}`);
    this.#pointers.push(m);
    if (heap) this.#fresh.push(m);
  }

  #select(): void {
    const c = this.#emit(`icmp eq i64 ${this.#integer()}, ${this.#integer()}`);
    this.#pointers.push(this.#emit(`select i1 ${c}, ptr ${this.#pointer()}, ptr ${this.#pointer()}`));
  }

  /** Pointers as integers: moved as they are, or computed with. */
  #disguise(): void {
    if (this.#random() < 0.6) {
      const w = this.#emit(`load i64, ptr ${this.#slot(true)}`);
      this.#lines.push(`store i64 ${w}, ptr ${this.#slot(true)}`);
      return;
    }
    const w = this.#emit(`ptrtoint ptr ${this.#pointer()} to i64`);
    const moved = this.#emit(`add i64 ${w}, ${8 * this.#below(2)}`);
    if (this.#random() < 0.5) this.#pointers.push(this.#emit(`inttoptr i64 ${moved} to ptr`));
    else this.#lines.push(`store i64 ${moved}, ptr ${this.#slot(true)}`);
  }

  /** Statements whose values are not used elsewhere. */
  #scoped(body: () => void): void {
    const saved = [this.#pointers, this.#integers, this.#fresh] as const;
    [this.#pointers, this.#integers, this.#fresh] = [[...saved[0]], [...saved[1]], [...saved[2]]];
    body();
    [this.#pointers, this.#integers, this.#fresh] = saved;
  }

  #branch(depth: number): void {
    const c = this.#emit(`icmp eq i64 ${this.#integer()}, ${this.#integer()}`);
    const [yes, no, join] = [this.#label(), this.#label(), this.#label()];
    const [x, y] = [this.#pointer(), this.#pointer()];
    this.#lines.push(`br i1 ${c}, label %${yes}, label %${no}`);
    const ends: string[] = [];
    for (const label of [yes, no]) {
      this.#start(label);
      this.#scoped(() => this.#statements(this.#below(5), depth + 1));
      ends.push(this.#block);
      this.#lines.push(`br label %${join}`);
    }
    this.#start(join);
    this.#pointers.push(this.#emit(`phi ptr [ ${x}, %${ends[0]} ], [ ${y}, %${ends[1]} ]`));
  }

  #loop(depth: number): void {
    const [head, exit] = [this.#label(), this.#label()];
    const before = this.#block;
    const [i, p, next] = [`%i${this.#next++}`, `%p${this.#next++}`, `%n${this.#next++}`];
    const start = this.#pointer();
    this.#lines.push(`br label %${head}`);
    this.#start(head);
    const phis = this.#lines.length;
    this.#scoped(() => {
      this.#integers.push(i);
      this.#pointers.push(p);
      this.#statements(1 + this.#below(6), depth + 1);
      const step = 8 * (1 + this.#below(3));
      if (this.#random() < 0.5)
        this.#lines.push(`${next} = getelementptr inbounds i8, ptr ${p}, i64 ${step}`);
      else this.#lines.push(`${next} = select i1 true, ptr ${this.#pointer()}, ptr ${p}`);
    });
    const more = this.#emit(`add i64 ${i}, 1`);
    const c = this.#emit(`icmp slt i64 ${more}, ${2 + this.#below(2)}`);
    this.#lines.push(`br i1 ${c}, label %${head}, label %${exit}`);
    this.#lines.splice(
      phis,
      0,
      `${i} = phi i64 [ 0, %${before} ], [ ${more}, %${this.#block} ]`,
      `${p} = phi ptr [ ${start}, %${before} ], [ ${next}, %${this.#block} ]`,
    );
    this.#start(exit);
  }
}
