import type { Metadata, MDNode } from './metadata.ts';

/**
 * `#dbg_value(ptr %x, !5, !DIExpression(), !7)` and its kin (LLVM 19 and later). They describe source variables and
 * do not compute; an argument that names a value is a ValueAsMetadata, which is no use: when the value goes away, so
 * must the record (see `replaceInDebugRecords`).
 */
export interface DebugRecord {
  /** `dbg_value`, `dbg_declare`, `dbg_assign`, `dbg_label`, `dbg_declare_value` */
  readonly name: string;
  readonly args: Metadata[];
  readonly location: MDNode;
}
