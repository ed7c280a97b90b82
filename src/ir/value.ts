import type { Type } from './type.ts';

// The fields of these classes, of which a module has millions, are declared and then set in the constructor: fields that
// are initialised where they are declared are first defined one by one, which took a sixth of the parser's time.

/**
 * One operand slot of a user. Uses of a value form a doubly linked list, so replacing or erasing costs time in
 * proportion to the uses touched.
 *
 * Invariant: `use.value.tracksUses` implies that `use` is in the list of `use.value`, and in no other.
 */
export class Use {
  declare value: Value;
  declare readonly user: User;
  /** Index among the operands of the user. */
  declare index: number;
  declare prev: Use | null;
  declare next: Use | null;

  constructor(user: User, index: number, value: Value) {
    this.user = user;
    this.index = index;
    this.value = value;
    this.prev = null;
    this.next = null;
    linkUse(this, value);
  }

  /** Points this operand at another value. */
  set(value: Value): void {
    if (value === this.value) return;
    this.unlink();
    this.value = value;
    linkUse(this, value);
  }

  /** Takes the use out of its value's list. The operand must be set or dropped right after. */
  unlink(): void {
    const value = this.value;
    if (!value.tracksUses) return;
    if (this.prev) this.prev.next = this.next;
    else if (value.firstUse === this) value.firstUse = this.next;
    if (this.next) this.next.prev = this.prev;
    this.prev = this.next = null;
  }
}

/** Puts a use at the head of its value's list. */
function linkUse(use: Use, value: Value): void {
  if (!value.tracksUses) return;
  const { firstUse } = value;
  use.next = firstUse;
  if (firstUse) firstUse.prev = use;
  value.firstUse = use;
}

export abstract class Value {
  declare type: Type;
  /** Name without sigil; undefined when the value is numbered. A local name is a hint: the printer makes it unique. */
  declare name: string | undefined;
  declare firstUse: Use | null;

  constructor(type: Type, name?: string) {
    this.type = type;
    this.name = name;
    this.firstUse = null;
  }

  /** False for constants that are plain data: nobody asks who uses the number 1. */
  get tracksUses(): boolean {
    return true;
  }

  /** The uses, newest first. The list may be changed while it is walked, as far as the current use is concerned. */
  *uses(): IterableIterator<Use> {
    let use = this.firstUse;
    while (use) {
      const next = use.next;
      yield use;
      use = next;
    }
  }

  *users(): IterableIterator<User> {
    for (const use of this.uses()) yield use.user;
  }

  get hasOneUse(): boolean {
    return this.firstUse !== null && this.firstUse.next === null;
  }

  get hasUses(): boolean {
    return this.firstUse !== null;
  }

  countUses(): number {
    let n = 0;
    for (let use = this.firstUse; use; use = use.next) n++;
    return n;
  }

  /** Every user of this value uses `other` instead. Costs one step per use. */
  replaceAllUsesWith(other: Value): void {
    if (other === this) return;
    while (this.firstUse) this.firstUse.set(other);
  }
}

/** A value with operands. */
export abstract class User extends Value {
  declare operandUses: Use[];

  constructor(type: Type, name?: string) {
    super(type, name);
    this.operandUses = [];
  }

  get operandCount(): number {
    return this.operandUses.length;
  }

  /** The operand at an index that exists. */
  operand(index: number): Value {
    const use = this.operandUses[index];
    if (!use) throw new RangeError(`operand ${index} of ${this.operandUses.length}`);
    return use.value;
  }

  setOperand(index: number, value: Value): void {
    const use = this.operandUses[index];
    if (!use) throw new RangeError(`operand ${index} of ${this.operandUses.length}`);
    use.set(value);
  }

  get operands(): Value[] {
    return this.operandUses.map((u) => u.value);
  }

  /**
   * Sets the operands of a user that has none yet. The array is made at its final size: one that is pushed to keeps room
   * for 16 more, which for small instructions would be most of their memory.
   */
  protected initOperands(a: Value, b?: Value, c?: Value): void {
    if (c) this.operandUses = [new Use(this, 0, a), new Use(this, 1, b!), new Use(this, 2, c)];
    else if (b) this.operandUses = [new Use(this, 0, a), new Use(this, 1, b)];
    else this.operandUses = [new Use(this, 0, a)];
  }

  /** As `initOperands`, for any number. */
  protected initOperandList(values: readonly Value[]): void {
    if (values.length === 0) return;
    if (values.length <= 3) this.initOperands(values[0]!, values[1], values[2]);
    else this.operandUses = values.map((value, i) => new Use(this, i, value));
  }

  addOperand(value: Value): void {
    this.operandUses.push(new Use(this, this.operandUses.length, value));
  }

  /** Inserts an operand; the later ones move up. */
  insertOperand(index: number, value: Value): void {
    this.operandUses.splice(index, 0, new Use(this, index, value));
    for (let i = index; i < this.operandUses.length; i++) this.operandUses[i]!.index = i;
  }

  /** Removes one operand; the later ones move down. */
  removeOperand(index: number): void {
    const [use] = this.operandUses.splice(index, 1);
    use?.unlink();
    for (let i = index; i < this.operandUses.length; i++) this.operandUses[i]!.index = i;
  }

  /** Removes all operands, so that the values no longer know this user. */
  dropOperands(): void {
    for (const use of this.operandUses) use.unlink();
    this.operandUses.length = 0;
  }
}
