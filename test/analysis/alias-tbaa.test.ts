import { describe, expect, it } from 'vitest';
import { TbaaTypes } from '../../src/analysis/memory/tbaa.ts';
import type { MDNode } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';

/** Whether two tags, by their numbers, may alias; asked both ways. */
function asker(metadata: string): (a: number, b: number) => boolean {
  const module = parseModule(
    `!keep = !{${[...metadata.matchAll(/^\s*(!\d+) =/gm)].map((m) => m[1]).join(', ')}}\n${metadata}`,
  );
  const numbers = [...metadata.matchAll(/^\s*!(\d+) =/gm)].map((m) => Number(m[1]));
  const nodes = new Map<number, MDNode>();
  module.namedMetadata.get('keep')!.operands.forEach((node, i) => nodes.set(numbers[i]!, node));
  const types = new TbaaTypes();
  return (a, b) => {
    const there = types.mayAlias(nodes.get(a), nodes.get(b));
    expect(types.mayAlias(nodes.get(b), nodes.get(a))).toBe(there);
    return there;
  };
}

// As clang 22 writes them: 1 char, 2 int, 3 double, 4 any pointer, 5 p1 double, 6 struct { int; double; double *; }.
const clang = `
  !0 = !{!"Simple C/C++ TBAA"}
  !1 = !{!"omnipotent char", !0, i64 0}
  !2 = !{!"int", !1, i64 0}
  !3 = !{!"double", !1, i64 0}
  !4 = !{!"any pointer", !1, i64 0}
  !5 = !{!"p1 double", !4, i64 0}
  !6 = !{!"s", !2, i64 0, !3, i64 8, !5, i64 16}
  !7 = !{!"t", !6, i64 0, !3, i64 24}
  !8 = !{!"u", !3, i64 0, !3, i64 8}
  !11 = !{!1, !1, i64 0}
  !12 = !{!2, !2, i64 0}
  !13 = !{!3, !3, i64 0}
  !14 = !{!4, !4, i64 0}
  !15 = !{!5, !5, i64 0}
  !16 = !{!6, !2, i64 0}
  !17 = !{!6, !3, i64 8}
  !18 = !{!7, !3, i64 8}
  !19 = !{!7, !3, i64 24}
  !20 = !{!8, !3, i64 0}
  !21 = !{!8, !3, i64 8}
  !22 = !{!3, !3, i64 0, i64 1}
  !23 = !{!24, !24, i64 0}
  !24 = !{!"double", !25, i64 0}
  !25 = !{!"omnipotent char", !26, i64 0}
  !26 = !{!"Rust"}
  !27 = !{!28, !28, i64 0}
  !28 = !{!"p1 int", !4, i64 0}
  !29 = distinct !{!29}`;

describe('struct-path tags', () => {
  const mayAlias = asker(clang);

  it('separates scalars, except char', () => {
    expect(mayAlias(12, 13)).toBe(false);
    expect(mayAlias(13, 13)).toBe(true);
    for (const tag of [11, 12, 13, 14, 15, 16, 17, 19]) expect(mayAlias(11, tag)).toBe(true);
  });

  it('has any pointer above the typed pointers', () => {
    expect(mayAlias(14, 15)).toBe(true);
    expect(mayAlias(15, 27)).toBe(false);
    expect(mayAlias(13, 15)).toBe(false);
  });

  it('walks into structs by the offset', () => {
    expect(mayAlias(16, 17)).toBe(false);
    expect(mayAlias(16, 12)).toBe(true);
    expect(mayAlias(17, 13)).toBe(true);
    expect(mayAlias(17, 12)).toBe(false);
    // The inner struct at offset 0 of the outer one.
    expect(mayAlias(18, 17)).toBe(true);
    expect(mayAlias(19, 17)).toBe(false);
    expect(mayAlias(20, 21)).toBe(false);
    expect(mayAlias(20, 17)).toBe(false);
    expect(mayAlias(20, 13)).toBe(true);
  });

  it('says maybe without a tag, across languages, and for what it cannot read', () => {
    expect(mayAlias(13, 99)).toBe(true);
    expect(mayAlias(13, 23)).toBe(true);
    expect(mayAlias(13, 29)).toBe(true);
  });

  it('knows constant memory', () => {
    const module = parseModule(`!keep = !{!22, !13}\n${clang}`);
    const [constant, plain] = module.namedMetadata.get('keep')!.operands;
    const types = new TbaaTypes();
    expect(types.isImmutable(constant)).toBe(true);
    expect(types.isImmutable(plain)).toBe(false);
  });

  it('takes nodes of the same content for the same type', () => {
    const twice = asker(`
      !0 = !{!"root"}
      !1 = !{!"double", !0, i64 0}
      !2 = !{!"root"}
      !3 = !{!"double", !2, i64 0}
      !4 = !{!"int", !2, i64 0}
      !5 = !{!1, !1, i64 0}
      !6 = !{!3, !3, i64 0}
      !7 = !{!4, !4, i64 0}`);
    expect(twice(5, 6)).toBe(true);
    expect(twice(5, 7)).toBe(false);
  });
});

describe('other formats', () => {
  it('reads the scalar tags of old', () => {
    const mayAlias = asker(`
      !0 = !{!"root"}
      !1 = !{!"char", !0}
      !2 = !{!"int", !1}
      !3 = !{!"double", !1}
      !4 = !{!"double const", !3, i64 1}
      !5 = !{!3, !3, i64 0}`);
    expect(mayAlias(2, 3)).toBe(false);
    expect(mayAlias(1, 2)).toBe(true);
    expect(mayAlias(4, 3)).toBe(true);
    expect(mayAlias(4, 2)).toBe(false);
    expect(mayAlias(5, 3)).toBe(true);
    expect(mayAlias(5, 2)).toBe(false);
  });

  it('reads tags with sizes', () => {
    const mayAlias = asker(`
      !0 = !{!"root"}
      !1 = !{!0, i64 1, !"char"}
      !2 = !{!1, i64 4, !"int"}
      !3 = !{!1, i64 8, !"double"}
      !4 = !{!1, i64 16, !"s", !2, i64 0, i64 4, !3, i64 8, i64 8}
      !10 = !{!1, !1, i64 0, i64 1}
      !12 = !{!2, !2, i64 0, i64 4}
      !13 = !{!3, !3, i64 0, i64 8}
      !14 = !{!4, !2, i64 0, i64 4}
      !15 = !{!4, !3, i64 8, i64 8}
      !16 = !{!4, !4, i64 0, i64 16}`);
    expect(mayAlias(12, 13)).toBe(false);
    expect(mayAlias(14, 15)).toBe(false);
    expect(mayAlias(14, 12)).toBe(true);
    expect(mayAlias(14, 13)).toBe(false);
    expect(mayAlias(16, 13)).toBe(true);
    expect(mayAlias(16, 15)).toBe(true);
    for (const tag of [12, 13, 14, 15, 16]) expect(mayAlias(10, tag)).toBe(true);
  });

  it('gives up on types that contain themselves', () => {
    const mayAlias = asker(`
      !0 = distinct !{!"loop", !0, i64 0}
      !1 = !{!0, !0, i64 0}
      !2 = !{!"root"}
      !3 = !{!"int", !2, i64 0}
      !4 = !{!3, !3, i64 0}`);
    expect(mayAlias(1, 4)).toBe(true);
  });
});
