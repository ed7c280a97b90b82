/**
 * Allocators that say so by LLVM's attributes: `allockind("alloc,zeroed")`, `allocsize(0)`, `"alloc-family"="pool"`. What one
 * allocates is released by the function of its family that says `allockind("free")`.
 */
import type { AllocationRule } from '../rules/index.ts';
import { ruleOfFunction } from '../rules/index.ts';
import { declareRule } from '../rules/declared-rules.ts';
import type { Attribute, Fn, Module } from '../ir/index.ts';
import { findAttribute, hasAttribute, voidType } from '../ir/index.ts';

/** Declares the rules of the functions without a body that nothing is known of but their attributes. */
export function declareAllocators(module: Module): void {
  const unknown = module.functions.filter(
    (fn) => fn.isDeclaration && kindsOf(fn).size > 0 && !ruleOfFunction(fn),
  );
  for (const fn of unknown) {
    if (kindsOf(fn).has('free')) declareRule(fn, { kind: 'free', pointer: pointerOf(fn) });
  }
  for (const fn of unknown) {
    const rule = kindsOf(fn).has('alloc') ? allocationRule(module, fn) : undefined;
    if (rule) declareRule(fn, rule);
  }
}

function allocationRule(module: Module, fn: Fn): AllocationRule | undefined {
  const kinds = kindsOf(fn);
  const family = familyOf(fn);
  const release = module.functions.find(
    (f) => family !== undefined && familyOf(f) === family && kindsOf(f).has('free'),
  );
  const isUsual =
    fn.returnType.kind === 'pointer' && release?.returnType === voidType && release.args.length === 1;
  const sizes = sizesOf(fn);
  if (!isUsual || !sizes) return undefined;
  const align = fn.args.findIndex((a) => hasAttribute(a.attributes, 'allocalign'));
  return {
    kind: 'allocation',
    sizeOperands: sizes,
    alignOperand: align < 0 ? undefined : align,
    zeroed: kinds.has('zeroed'),
    storedThrough: undefined,
    deallocation: { name: release.name ?? '', args: ['memory'] },
  };
}

const textOf = (attribute: Attribute | undefined): string =>
  attribute?.kind === 'text' ? attribute.text : '';

function kindsOf(fn: Fn): ReadonlySet<string> {
  const text = textOf(findAttribute(fn.attributes, 'allockind')).replaceAll('"', '');
  return new Set(text.split(',').filter((kind) => kind !== ''));
}

function familyOf(fn: Fn): string | undefined {
  const attribute = findAttribute(fn.attributes, 'alloc-family');
  return attribute?.kind === 'string' ? attribute.value : undefined;
}

/** The parameters whose product is the size. */
function sizesOf(fn: Fn): number[] | undefined {
  const attribute = findAttribute(fn.attributes, 'allocsize');
  const text = attribute?.kind === 'integer' ? `${attribute.value}` : textOf(attribute);
  const sizes = text.split(',').map((part) => Number(part));
  return text !== '' && sizes.every((i) => fn.args[i] !== undefined) ? sizes : undefined;
}

function pointerOf(fn: Fn): number {
  return Math.max(
    0,
    fn.args.findIndex((a) => hasAttribute(a.attributes, 'allocptr')),
  );
}
