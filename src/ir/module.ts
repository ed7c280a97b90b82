import type { AttributeGroup } from './attribute.ts';
import { DataLayout } from './data-layout.ts';
import { Fn } from './function.ts';
import type { Comdat, GlobalValue } from './global.ts';
import { GlobalAlias, GlobalVariable } from './global.ts';
import type { MDNode, NamedMetadata } from './metadata.ts';
import type { FunctionType, StructType } from './type.ts';

/** A module: what one `.ll` file holds. */
export class Module {
  sourceFileName: string | undefined;
  targetTriple: string | undefined;
  #dataLayoutText: string | undefined;
  #dataLayout: DataLayout | undefined;
  /** Lines of `module asm`, unescaped. */
  readonly assembly: string[] = [];
  /** Identified struct types by name, in source order. */
  readonly structTypes = new Map<string, StructType>();
  readonly comdats = new Map<string, Comdat>();
  readonly globals: GlobalVariable[] = [];
  readonly functions: Fn[] = [];
  /** Aliases and ifuncs. */
  readonly aliases: GlobalAlias[] = [];
  readonly attributeGroups: AttributeGroup[] = [];
  readonly namedMetadata = new Map<string, NamedMetadata>();
  /** Numbered nodes in the order of their numbers; the printer numbers what it meets besides. */
  readonly metadata: MDNode[] = [];
  /** Entries that are kept as text: the summary index (`^0 = …`). */
  readonly rawEntries: string[] = [];
  readonly #symbols = new Map<string, GlobalValue>();

  get dataLayoutText(): string | undefined {
    return this.#dataLayoutText;
  }
  set dataLayoutText(text: string | undefined) {
    this.#dataLayoutText = text;
    this.#dataLayout = undefined;
  }

  /** Sizes and alignments. Throws FX1012 when the layout text is malformed. */
  get dataLayout(): DataLayout {
    return (this.#dataLayout ??= new DataLayout(this.#dataLayoutText ?? ''));
  }

  /** The global of this name: function, variable, alias or ifunc. */
  symbol(name: string): GlobalValue | undefined {
    return this.#symbols.get(name);
  }

  getFunction(name: string): Fn | undefined {
    const value = this.#symbols.get(name);
    return value instanceof Fn ? value : undefined;
  }

  getGlobal(name: string): GlobalVariable | undefined {
    const value = this.#symbols.get(name);
    return value instanceof GlobalVariable ? value : undefined;
  }

  /** Adds a global. A name that is taken gets a number at its end, unless the global is the same. */
  add<T extends GlobalValue>(value: T): T {
    if (value.name !== undefined) {
      value.name = this.uniqueName(value.name);
      this.#symbols.set(value.name, value);
    }
    value.parent = this;
    if (value instanceof Fn) this.functions.push(value);
    else if (value instanceof GlobalVariable) this.globals.push(value);
    else if (value instanceof GlobalAlias) this.aliases.push(value);
    return value;
  }

  uniqueName(name: string): string {
    if (!this.#symbols.has(name)) return name;
    for (let i = 1; ; i++) if (!this.#symbols.has(`${name}.${i}`)) return `${name}.${i}`;
  }

  /** Removes a global that nobody uses any more. */
  remove(value: GlobalValue): void {
    if (value.name !== undefined && this.#symbols.get(value.name) === value) this.#symbols.delete(value.name);
    const list: GlobalValue[] =
      value instanceof Fn ? this.functions : value instanceof GlobalVariable ? this.globals : this.aliases;
    const at = list.indexOf(value);
    if (at >= 0) list.splice(at, 1);
    value.parent = null;
    if (value instanceof Fn) value.dropBody();
    value.dropOperands();
  }

  rename(value: GlobalValue, name: string): void {
    if (value.name !== undefined) this.#symbols.delete(value.name);
    value.name = this.uniqueName(name);
    this.#symbols.set(value.name, value);
  }

  /** The function of this name, declared if it is not there. */
  getOrDeclare(name: string, type: FunctionType): Fn {
    return this.getFunction(name) ?? this.add(new Fn(name, type));
  }
}
