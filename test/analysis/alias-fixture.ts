import type {
  Access,
  AliasInfo,
  AliasOptions,
  ClobberOptions,
  Effect,
  Reload,
} from '../../src/analysis/memory/index.ts';
import { analyzeAliases, analyzeClobbers, memoryEffect } from '../../src/analysis/memory/index.ts';
import type { Fn, Instruction, Module, Value } from '../../src/ir/index.ts';
import { isInstruction } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';

/** A function of a module in text, with questions by the names of values. */
export class Fixture {
  readonly module: Module;
  readonly fn: Fn;
  readonly alias: AliasInfo;

  constructor(text: string, options: AliasOptions = {}, name = 'f') {
    this.module = parseModule(text);
    const fn = this.module.getFunction(name);
    if (!fn) throw new Error(`no function ${name}`);
    this.fn = fn;
    this.alias = analyzeAliases(fn, options);
  }

  value(name: string): Value {
    if (name.startsWith('@')) return this.module.symbol(name.slice(1))!;
    for (const arg of this.fn.args) if (arg.name === name) return arg;
    for (const inst of this.fn.instructions()) if (inst.name === name) return inst;
    throw new Error(`no value ${name}`);
  }

  inst(name: string): Instruction {
    const value = this.value(name);
    if (!isInstruction(value)) throw new Error(`${name} is no instruction`);
    return value;
  }

  /** The n-th instruction of an opcode. */
  nth(opcode: string, n = 0): Instruction {
    const inst = [...this.fn.instructions()].filter((i) => i.opcode === opcode)[n];
    if (!inst) throw new Error(`no ${opcode} ${n}`);
    return inst;
  }

  /** Whether accesses of some bytes through two pointers may meet. */
  pointersMeet(a: string, b: string, bytes: number | 'open' = 8): boolean {
    const size = bytes === 'open' ? undefined : bytes;
    return this.alias.mayAlias({ pointer: this.value(a), size }, { pointer: this.value(b), size });
  }

  /** Whether what two instructions access may meet. */
  meet(a: Instruction, b: Instruction): boolean {
    const accesses = (inst: Instruction): Access[] => {
      const effect = memoryEffect(inst, this.alias);
      return [...effect.reads, ...effect.writes];
    };
    return accesses(a).some((x) => accesses(b).some((y) => this.alias.mayAlias(x, y)));
  }

  /** Object kinds behind a pointer, sorted, with names. */
  objects(name: string): string[] {
    return [...this.alias.pointerInfo(this.value(name)).objects]
      .map((o) => {
        switch (o.kind) {
          case 'alloca':
            return `alloca ${o.inst.name}`;
          case 'allocation':
            return `allocation ${o.call.name}`;
          case 'argument':
            return `argument ${o.arg.name}`;
          case 'global':
            return `global ${o.global.name}`;
          case 'unknown':
            return 'unknown';
        }
      })
      .sort();
  }

  effect(inst: Instruction): Effect {
    return memoryEffect(inst, this.alias);
  }

  escapes(name: string): boolean {
    const [object] = this.alias.pointerInfo(this.value(name)).objects;
    return this.alias.escapes(object!);
  }

  reload(name: string, options: ClobberOptions = { treatFreeAsWrite: true }): Reload {
    return analyzeClobbers(this.fn, this.alias, options)(this.inst(name));
  }

  repeatable(name: string, options?: ClobberOptions): boolean {
    return this.reload(name, options).repeatable;
  }
}
