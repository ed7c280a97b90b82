import type { AttributeList } from './attribute.ts';
import { noAttributes } from './attribute.ts';
import type { MetadataAttachment } from './metadata.ts';
import type { Module } from './module.ts';
import type { Type } from './type.ts';
import { pointerType } from './type.ts';
import type { Value } from './value.ts';
import { User } from './value.ts';

/** `$name = comdat any` */
export interface Comdat {
  readonly name: string;
  /** `any`, `exactmatch`, `largest`, `nodeduplicate`, `samesize` */
  selection: string;
}

/** What functions, variables, aliases and ifuncs share. The type of a global is a pointer; `valueType` is what it holds. */
export abstract class GlobalValue extends User {
  parent: Module | null = null;
  readonly valueType: Type;
  /** `private`, `internal`, `external`, `linkonce_odr`, `extern_weak`, …; undefined when not written. */
  linkage: string | undefined;
  /** `dso_local`, `dso_preemptable` */
  preemption: string | undefined;
  /** `hidden`, `protected`, `default` */
  visibility: string | undefined;
  /** `dllimport`, `dllexport` */
  dllStorage: string | undefined;
  /** The text between the parentheses of `thread_local(…)`; empty for plain `thread_local`. */
  threadLocal: string | undefined;
  /** `unnamed_addr`, `local_unnamed_addr` */
  unnamedAddr: string | undefined;
  /** `partition "…"` */
  partition: string | undefined;
  metadata: MetadataAttachment[] = [];

  constructor(valueType: Type, name: string | undefined, addressSpace = 0) {
    super(pointerType(addressSpace), name);
    this.valueType = valueType;
  }
}

/** A module-level variable. Operand 0, if there is one, is the initialiser. */
export class GlobalVariable extends GlobalValue {
  readonly kind = 'global-variable';
  isConstant = false;
  externallyInitialized = false;
  section: string | undefined;
  comdat: Comdat | undefined;
  align: number | undefined;
  codeModel: string | undefined;
  attributes: AttributeList = noAttributes;
  /** `no_sanitize_address` and its kin. */
  sanitizer: readonly string[] = [];

  constructor(name: string | undefined, valueType: Type, initializer?: Value, addressSpace = 0) {
    super(valueType, name, addressSpace);
    if (initializer) this.addOperand(initializer);
  }

  get initializer(): Value | undefined {
    return this.operandUses[0]?.value;
  }
  set initializer(value: Value | undefined) {
    if (value && this.operandCount) this.setOperand(0, value);
    else if (value) this.addOperand(value);
    else this.dropOperands();
  }
}

/** `@a = alias T, ptr @b` and `@f = ifunc …`: operand 0 is the aliasee or the resolver. */
export class GlobalAlias extends GlobalValue {
  readonly kind: 'alias' | 'ifunc';
  constructor(
    kind: 'alias' | 'ifunc',
    name: string | undefined,
    valueType: Type,
    target: Value,
    addressSpace = 0,
  ) {
    super(valueType, name, addressSpace);
    this.kind = kind;
    this.addOperand(target);
  }
  get target(): Value {
    return this.operand(0);
  }
}
