/**
 * Through which global variables pointers have been read: not the addresses of the variables, but what they lead to. A forward
 * data-flow analysis of the pointers of all functions that the differentiated ones may call, insensitive to their calling contexts. A pointer that may also
 * come from elsewhere (an argument of the function that is differentiated, memory that it allocates) has no origin.
 */
import type { CallBase, Fn, GlobalVariable, Instruction, Value } from '../../ir/index.ts';
import {
  Argument,
  CallBase as CallBaseClass,
  Fn as FnClass,
  GlobalVariable as Global,
  SimpleConstant,
  isInstruction,
} from '../../ir/index.ts';
import { holdsPointer } from '../../analysis/memory/pointer-type.ts';
import { ruleOfFunction } from '../../rules/index.ts';
import type { TargetFinder } from '../call-targets.ts';

/** `elsewhere`: the pointer may come from somewhere else, or from too many variables. */
type Origin = ReadonlySet<GlobalVariable> | 'elsewhere';

const nowhere: Origin = new Set();
/** Pointers from more variables than this are followed no further. */
const mostVariables = 4;

export class Origins {
  readonly #variables: ReadonlySet<GlobalVariable>;
  readonly #finder: TargetFinder;
  readonly #of = new Map<Value, Origin>();
  readonly #returned = new Map<Fn, Origin>();
  readonly #callers = new Map<Fn, Set<Fn>>();
  readonly #targets = new Map<CallBase, readonly Fn[]>();
  readonly #pending: Set<Fn>;

  /**
   * @param roots the functions that are differentiated
   * @param fns these, and all that they may call
   * @param variables those that are of interest
   */
  constructor(
    roots: readonly Fn[],
    fns: readonly Fn[],
    variables: ReadonlySet<GlobalVariable>,
    finder: TargetFinder,
  ) {
    this.#variables = variables;
    this.#finder = finder;
    for (const root of roots) for (const arg of root.args) this.#of.set(arg, 'elsewhere');
    this.#pending = new Set(fns);
    // The set grows while it is walked: a function whose parameters or callees came to be known better.
    for (const fn of this.#pending) {
      this.#pending.delete(fn);
      this.#visit(fn);
    }
  }

  /** Empty when the pointer does not come from the variables alone. */
  variablesOf(pointer: Value): readonly GlobalVariable[] {
    const origin = this.#originOf(pointer);
    return origin === 'elsewhere' ? [] : [...origin];
  }

  #visit(fn: Fn): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const inst of fn.instructions()) {
        if (inst instanceof CallBaseClass) this.#pass(inst, fn);
        if (inst.opcode === 'ret' && inst.value && holdsPointer(inst.value.type))
          this.#return(fn, inst.value);
        if (holdsPointer(inst.type) && this.#join(this.#of, inst, this.#transfer(inst))) changed = true;
      }
    }
  }

  #transfer(inst: Instruction): Origin {
    switch (inst.opcode) {
      case 'load':
        return this.#originOf(inst.pointer);
      case 'getelementptr':
        return this.#originOf(inst.base);
      case 'extractvalue':
      case 'freeze':
      case 'addrspacecast':
        return this.#originOf(inst.operand(0));
      case 'phi':
        return union(Array.from({ length: inst.incomingCount }, (_, i) => this.#originOf(inst.incomingValue(i)))); // prettier-ignore
      case 'select':
        return union([this.#originOf(inst.operand(1)), this.#originOf(inst.operand(2))]);
      case 'alloca':
        return this.#copiedInto(inst);
      default:
        return inst instanceof CallBaseClass ? this.#resultOf(inst) : 'elsewhere';
    }
  }

  #originOf(value: Value): Origin {
    if (value instanceof Argument || isInstruction(value)) return this.#of.get(value) ?? nowhere;
    if (value instanceof Global) return this.#variables.has(value) ? new Set([value]) : 'elsewhere';
    if (value instanceof SimpleConstant) return nowhere;
    return 'elsewhere';
  }

  /** A local variable into which structs are copied, and nothing else is written. */
  #copiedInto(local: Instruction): Origin {
    const sources: Origin[] = [];
    const seen = new Set<Value>([local]);
    for (const at of seen) {
      for (const { user, index } of at.uses()) {
        if (!isInstruction(user)) return 'elsewhere';
        if (user.opcode === 'load' || user.opcode === 'icmp') continue;
        if (user.opcode === 'getelementptr') seen.add(user);
        else if (user.opcode === 'store' && index === 1 && !holdsPointer(user.value.type)) continue;
        else if (user.opcode === 'store' && index === 1) sources.push(this.#originOf(user.value));
        else {
          const source = this.#copySource(user, index);
          if (source === undefined) return 'elsewhere';
          sources.push(source);
        }
      }
    }
    return union(sources);
  }

  /** What a call copies to a pointer that it is passed; undefined when it does something else with it. */
  #copySource(user: Instruction, index: number): Origin | undefined {
    if (!(user instanceof CallBaseClass) || !(user.callee instanceof FnClass)) return undefined;
    if (/^llvm\.(lifetime|dbg)\./.test(user.callee.name ?? '')) return nowhere;
    const rule = ruleOfFunction(user.callee);
    if (rule?.kind !== 'copy') return undefined;
    return index === rule.destination ? this.#originOf(user.args[rule.source]!) : nowhere;
  }

  #targetsOf(call: CallBase): readonly Fn[] {
    let known = this.#targets.get(call);
    if (!known) {
      const { callee } = call;
      known = callee instanceof FnClass ? [callee] : this.#finder.find(call).functions;
      this.#targets.set(call, known);
    }
    return known;
  }

  #resultOf(call: CallBase): Origin {
    const targets = this.#targetsOf(call);
    if (targets.length === 0) return 'elsewhere';
    return union(
      targets.map((fn) => {
        if (fn.isDeclaration || ruleOfFunction(fn)) return 'elsewhere';
        return this.#returned.get(fn) ?? nowhere;
      }),
    );
  }

  #pass(call: CallBase, caller: Fn): void {
    for (const fn of this.#targetsOf(call)) {
      if (fn.isDeclaration) continue;
      let callers = this.#callers.get(fn);
      if (!callers) this.#callers.set(fn, (callers = new Set()));
      callers.add(caller);
      fn.args.forEach((arg, i) => {
        if (!holdsPointer(arg.type)) return;
        if (this.#join(this.#of, arg, this.#originOf(call.args[i]!))) this.#pending.add(fn);
      });
    }
  }

  #return(fn: Fn, value: Value): void {
    if (!this.#join(this.#returned, fn, this.#originOf(value))) return;
    for (const caller of this.#callers.get(fn) ?? []) this.#pending.add(caller);
  }

  /** @returns whether more is known than before */
  #join<K>(map: Map<K, Origin>, key: K, more: Origin): boolean {
    const before = map.get(key) ?? nowhere;
    const after = union([before, more]);
    if (sizeOf(after) === sizeOf(before)) return false;
    map.set(key, after);
    return true;
  }
}

const sizeOf = (origin: Origin): number => (origin === 'elsewhere' ? Infinity : origin.size);

function union(origins: readonly Origin[]): Origin {
  const all = new Set<GlobalVariable>();
  for (const origin of origins) {
    if (origin === 'elsewhere') return origin;
    for (const variable of origin) all.add(variable);
  }
  return all.size > mostVariables ? 'elsewhere' : all;
}
