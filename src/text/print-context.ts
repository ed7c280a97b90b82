import type {
  AttributeGroup,
  AttributeList,
  BasicBlock,
  Fn,
  GlobalValue,
  MDNode,
  Module,
  Value,
} from '../ir/index.ts';
import { voidType } from '../ir/index.ts';
import { nameText } from './print-name.ts';

/** Names and numbers that the printer gives to what it meets. */
export class PrintContext {
  /** The address space of functions, which is written wherever it is not 0. */
  readonly programAddressSpace: number = 0;
  readonly #globals = new Map<Value, string>();
  readonly #groups = new Map<AttributeGroup, number>();
  readonly #groupIds = new Set<number>();
  readonly #nodes = new Map<MDNode, number>();
  /** Numbered nodes in the order of their numbers; grows while the module is printed. */
  readonly nodes: MDNode[] = [];
  /** Groups to print, in the order of their appearance in the module. */
  readonly groups: AttributeGroup[] = [];
  /** Names of the values of the current function, with sigil. */
  #locals = new Map<Value, string>();
  #localsOf: Fn | undefined;
  readonly #blockNames = new Map<Fn, Map<Value, string>>();
  readonly #attributeTexts = new Map<AttributeList, string>();

  constructor(module: Module | null) {
    if (!module) return;
    this.programAddressSpace = module.dataLayout.programAddressSpace;
    let next = 0;
    for (const list of [module.globals, module.aliases, module.functions]) {
      for (const value of list as readonly GlobalValue[]) {
        this.#globals.set(value, `@${value.name === undefined ? next++ : nameText(value.name)}`);
      }
    }
    for (const node of module.metadata) this.nodeId(node);
    for (const group of module.attributeGroups) this.groupId(group);
  }

  globalName(value: Value): string {
    return this.#globals.get(value) ?? (value.name === undefined ? '@<unnamed>' : `@${nameText(value.name)}`);
  }

  /** The number of a metadata node, given when it is first asked for. */
  nodeId(node: MDNode): number {
    let id = this.#nodes.get(node);
    if (id === undefined) {
      id = this.nodes.length;
      this.#nodes.set(node, id);
      this.nodes.push(node);
    }
    return id;
  }

  /** The number of an attribute group: its own, unless another group has it. */
  groupId(group: AttributeGroup): number {
    let id = this.#groups.get(group);
    if (id === undefined) {
      id = group.id;
      while (this.#groupIds.has(id)) id = this.#groupIds.size > id ? this.#groupIds.size : id + 1;
      this.#groups.set(group, id);
      this.#groupIds.add(id);
      this.groups.push(group);
    }
    return id;
  }

  /** The text of an attribute list, cached by the list, since lists are shared. */
  cachedAttributes(list: AttributeList, make: () => string): string {
    let text = this.#attributeTexts.get(list);
    if (text === undefined) this.#attributeTexts.set(list, (text = make()));
    return text;
  }

  /** Makes the values of a function known under unique names, and numbers those without one, as LLVM does. */
  enterFunction(fn: Fn): void {
    if (this.#localsOf === fn) return;
    this.#localsOf = fn;
    this.#locals = nameLocals(fn);
  }

  /** The name of a block of any function. */
  blockName(fn: Fn, block: BasicBlock): string {
    if (fn === this.#localsOf) return this.localName(block);
    let names = this.#blockNames.get(fn);
    if (!names) this.#blockNames.set(fn, (names = nameLocals(fn)));
    return names.get(block) ?? this.localName(block);
  }

  localName(value: Value): string {
    return this.#locals.get(value) ?? (value.name === undefined ? '%<unnamed>' : `%${nameText(value.name)}`);
  }
}

function nameLocals(fn: Fn): Map<Value, string> {
  const locals = new Map<Value, string>();
  const namer = new Namer();
  for (const arg of fn.args) locals.set(arg, namer.next(arg.name));
  for (const block of fn.blocks) {
    locals.set(block, namer.next(block.name));
    for (let inst = block.first; inst; inst = inst.next) {
      if (inst.type !== voidType) locals.set(inst, namer.next(inst.name));
    }
  }
  return locals;
}

/** Gives out local names with their sigil. */
class Namer {
  #number = 0;
  readonly #used = new Set<string>();
  readonly #suffixes = new Map<string, number>();

  next(hint: string | undefined): string {
    if (hint === undefined) return `%${this.#number++}`;
    let name = hint;
    if (this.#used.has(name)) {
      let suffix = this.#suffixes.get(hint) ?? 1;
      while (this.#used.has((name = `${hint}.${suffix}`))) suffix++;
      this.#suffixes.set(hint, suffix + 1);
    }
    this.#used.add(name);
    return `%${nameText(name)}`;
  }
}
