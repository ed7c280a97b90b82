import { describe, expect, it } from 'vitest';
import type { Fn, Instruction, Module } from '../../src/ir/index.ts';
import {
  AllocaInst,
  BasicBlock,
  BinaryInst,
  BranchInst,
  CastInst,
  constantInt,
  Fn as FnClass,
  functionType,
  GlobalVariable,
  i1,
  i32,
  i64,
  LoadInst,
  PhiInst,
  ReturnInst,
  StoreInst,
  StructType,
  undef,
  Use,
  voidType,
} from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { verifyFunction, verifyModule } from '../../src/verify/index.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const codes = (module: Module): string[] => verifyModule(module).map((d) => d.code);
const verify = (text: string): string[] => codes(parseModule(text));

const diamond = `
define i32 @f(i1 %c, i32 %x) {
entry:
  %a = add i32 %x, 1
  br i1 %c, label %left, label %right
left:
  %l = mul i32 %a, 2
  br label %join
right:
  %r = mul i32 %a, 3
  br label %join
join:
  %p = phi i32 [ %l, %left ], [ %r, %right ]
  ret i32 %p
}`;

/** A parsed module, its function @f, and an instruction of it by name. */
function open(text: string): {
  module: Module;
  fn: Fn;
  at: (name: string) => Instruction;
  block: (name: string) => BasicBlock;
} {
  const module = parseModule(text);
  const fn = module.getFunction('f')!;
  const find = <T extends { name: string | undefined }>(list: Iterable<T>, name: string): T => {
    for (const item of list) if (item.name === name) return item;
    throw new Error(`no ${name}`);
  };
  return { module, fn, at: (name) => find(fn.instructions(), name), block: (name) => find(fn.blocks, name) };
}

describe('what the parser accepts and the verifier does not', () => {
  const inBody = (lines: string): string => `%o = type opaque
declare i32 @p(...)
define i32 @f(i32 %x, ptr %p, float %y, <2 x i32> %v, <2 x ptr> %vp) personality ptr @p {\n${lines}\n  ret i32 %x\n}`;
  it.each([
    ['add of floats', 'FX2003', inBody('%a = add float %y, %y')],
    ['fadd of integers', 'FX2003', inBody('%a = fadd i32 %x, %x')],
    ['fneg of an integer', 'FX2003', inBody('%a = fneg i32 %x')],
    ['icmp of floats', 'FX2003', inBody('%a = icmp eq float %y, %y')],
    ['fcmp of integers', 'FX2003', inBody('%a = fcmp oeq i32 %x, %x')],
    ['select by an integer', 'FX2003', inBody('%a = select i32 %x, i32 1, i32 2')],
    ['select of other lanes', 'FX2003', inBody('%a = select <2 x i1> zeroinitializer, i32 1, i32 2')],
    ['trunc to wider', 'FX2003', inBody('%a = trunc i32 %x to i64')],
    ['zext to the same', 'FX2003', inBody('%a = zext i32 %x to i32')],
    ['sext of a float', 'FX2003', inBody('%a = sext float %y to i64')],
    ['fpext to narrower', 'FX2003', inBody('%a = fpext float %y to half')],
    ['fptrunc to wider', 'FX2003', inBody('%a = fptrunc float %y to double')],
    ['fptosi to a float', 'FX2003', inBody('%a = fptosi float %y to double')],
    ['sitofp of a float', 'FX2003', inBody('%a = sitofp float %y to double')],
    ['ptrtoint of an integer', 'FX2003', inBody('%a = ptrtoint i32 %x to i64')],
    ['inttoptr of a pointer', 'FX2003', inBody('%a = inttoptr ptr %p to ptr')],
    ['bitcast to another size', 'FX2003', inBody('%a = bitcast i32 %x to i64')],
    ['bitcast of a pointer', 'FX2003', inBody('%a = bitcast ptr %p to i64')],
    ['addrspacecast to the same', 'FX2003', inBody('%a = addrspacecast ptr %p to ptr')],
    ['cast of other lanes', 'FX2003', inBody('%a = zext <2 x i32> %v to i64')],
    ['alloca of an opaque type', 'FX2003', inBody('%a = alloca %o')],
    ['alloca of a float many', 'FX2003', inBody('%a = alloca i32, float %y')],
    ['load of an opaque type', 'FX2003', inBody('%a = load %o, ptr %p')],
    ['getelementptr of an opaque type', 'FX2003', inBody('%a = getelementptr %o, ptr %p, i32 1')],
    ['getelementptr into a scalar', 'FX2003', inBody('%a = getelementptr i32, ptr %p, i32 0, i32 1')],
    [
      'getelementptr by a variable into a struct',
      'FX2003',
      inBody('%a = getelementptr {i32, i32}, ptr %p, i32 0, i32 %x'),
    ],
    [
      'getelementptr beyond a struct',
      'FX2003',
      inBody('%a = getelementptr {i32, i32}, ptr %p, i32 0, i32 2'),
    ],
    ['getelementptr by a float', 'FX2003', inBody('%a = getelementptr i32, ptr %p, float %y')],
    ['extractelement by a float', 'FX2003', inBody('%a = extractelement <2 x i32> %v, float %y')],
    [
      'shufflevector by a variable',
      'FX2003',
      inBody('%a = shufflevector <2 x i32> %v, <2 x i32> %v, <2 x i32> %v'),
    ],
    ['catch of an integer', 'FX2003', inBody('%a = landingpad {ptr, i32} catch i32 1')],
    ['an empty landingpad', 'FX2003', inBody('%a = landingpad {ptr, i32}')],
    ['a case twice', 'FX2003', inBody('switch i32 %x, label %b [ i32 1, label %b i32 1, label %b ]\nb:')],
    ['a use before the definition', 'FX2002', inBody('%a = add i32 %b, 1\n%b = add i32 %x, 1')],
    ['a jump to the entry', 'FX2001', 'define void @f() {\ne:\n  br label %e\n}'],
    ['a phi in the entry', 'FX2004', 'define void @f() {\n  %a = phi i32\n  ret void\n}'],
    ['a phi without values', 'FX2004', inBody('br label %b\nb:\n%a = phi i32')],
    ['a phi with a stranger', 'FX2004', inBody('br label %b\nb:\n%a = phi i32 [ 1, %b ]')],
    [
      'a phi after an instruction',
      'FX2004',
      inBody('br label %b\nb:\n%a = add i32 1, 2\n%c = phi i32 [ 1, %0 ]'),
    ],
    [
      'a phi with two values of one block',
      'FX2004',
      inBody('br i1 true, label %b, label %b\nb:\n%c = phi i32 [ 1, %0 ], [ 2, %0 ]'),
    ],
    [
      'a landingpad without a personality',
      'FX2001',
      'define void @f() {\n  %a = landingpad {ptr, i32} cleanup\n  ret void\n}',
    ],
    [
      'a landingpad after an instruction',
      'FX2001',
      inBody('%b = add i32 1, 2\n%a = landingpad {ptr, i32} cleanup'),
    ],
    ['a private declaration', 'FX2006', 'declare private void @f()'],
    ['a declaration in a comdat', 'FX2006', '$f = comdat any\ndeclare void @f() comdat'],
    ['an extern_weak definition', 'FX2006', 'define extern_weak void @f() {\n  ret void\n}'],
    ['a variable without a size', 'FX2006', '%o = type opaque\n@a = global %o zeroinitializer'],
  ])('%s: %s', (_name, code, text) => {
    expect(verify(text)).toContain(code);
  });

  it('accepts what is right', () => {
    expect(verify(diamond)).toEqual([]);
  });

  it('accepts a phi with the same value twice for two edges of one block', () => {
    expect(
      verify(
        inBody(
          'br i1 true, label %b, label %b\nb:\n%c = phi i32 [ 1, %0 ], [ 1, %0 ]\n%d = phi double [ 2.0, %0 ], [ 2.0, %0 ]',
        ),
      ),
    ).toEqual([]);
  });

  it('exempts code that control cannot reach', () => {
    expect(
      verify(
        'define i32 @f() {\n  ret i32 0\ndead:\n  %a = add i32 %b, 1\n  %b = add i32 %a, 1\n  br label %dead\n}',
      ),
    ).toEqual([]);
  });

  it('lets the result of an invoke exist on its normal edge only', () => {
    const text = (use: string, where: string): string => `declare i32 @p(...)
define i32 @f() personality ptr @p {
  %r = invoke i32 @f() to label %ok unwind label %bad
ok:
  ${where === 'ok' ? use : ''}
  ret i32 0
bad:
  %l = landingpad {ptr, i32} cleanup
  ${where === 'bad' ? use : ''}
  ret i32 1
}`;
    expect(verify(text('%u = add i32 %r, 1', 'ok'))).toEqual([]);
    expect(verify(text('%u = add i32 %r, 1', 'bad'))).toEqual(['FX2002']);
  });
});

describe('broken data structures', () => {
  it('finds a block without a terminator', () => {
    const { module, block } = open(diamond);
    block('left').terminator!.erase();
    expect(codes(module)).toContain('FX2001');
  });

  it('finds a terminator in the middle', () => {
    const { module, block, at } = open(diamond);
    block('left').insertBefore(BranchInst.unconditional(block('join')), at('l'));
    expect(codes(module)).toContain('FX2001');
  });

  it('finds a definition that does not dominate a use', () => {
    const { module, at } = open(diamond);
    at('r').setOperand(0, at('l'));
    const [diagnostic] = verifyModule(module);
    expect(diagnostic).toMatchObject({
      code: 'FX2002',
      notes: ['in the function @f', 'at: %r = mul i32 %l, 3'],
    });
  });

  it('finds a phi that misses an edge', () => {
    const { module, at } = open(diamond);
    (at('p') as PhiInst).removeIncoming(0);
    expect(codes(module)).toEqual(['FX2004']);
  });

  it('finds operands of wrong types', () => {
    const { module, fn, at } = open(diamond);
    at('l').setOperand(1, constantInt(i64, 2));
    at('r').setOperand(0, fn.args[0]!);
    expect(codes(module)).toEqual(['FX2003', 'FX2003']);
  });

  it('finds a value of another function', () => {
    const { module, at } = open(diamond);
    const other = open(diamond);
    at('l').setOperand(0, other.at('a'));
    expect(codes(module)).toContain('FX2005');
    at('l').setOperand(0, other.fn.args[1]!);
    expect(codes(module)).toContain('FX2005');
  });

  it('finds a jump to a block of another function', () => {
    const { module, block } = open(diamond);
    block('left').terminator!.setOperand(0, open(diamond).block('join'));
    expect(codes(module)).toContain('FX2005');
  });

  it('finds a user that stands nowhere', () => {
    const { module, at } = open(diamond);
    new CastInst('zext', at('a'), i64);
    expect(codes(module)).toEqual(['FX2005']);
  });

  it('finds a use that is in no list', () => {
    const { module, at } = open(diamond);
    at('l').operandUses[0]!.unlink();
    expect(codes(module)).toContain('FX2005');
  });

  it('finds a use with a wrong index, and one that is no operand', () => {
    const { module, at } = open(diamond);
    at('l').operandUses[0]!.index = 1;
    expect(codes(module)).toContain('FX2005');
    const second = open(diamond);
    new Use(second.at('l'), 5, second.at('a'));
    expect(codes(second.module)).toContain('FX2005');
  });

  it('finds a broken list of instructions', () => {
    const { module, at } = open(diamond);
    at('p').prev = at('l');
    expect(codes(module)).toContain('FX2005');
  });

  it('finds a return of another type', () => {
    const { module, block } = open(diamond);
    block('join').terminator!.erase();
    block('join').append(new ReturnInst(undef(i64)));
    expect(codes(module)).toEqual(['FX2003']);
  });

  it('finds a debug record of a value that is gone', () => {
    const { module, at } = open(`define i32 @f(i32 %x) {
  %gone = add i32 %x, 1
    #dbg_value(i32 %gone, !{}, !DIExpression(), !{})
  ret i32 %x
}`);
    expect(codes(module)).toEqual([]);
    at('gone').erase();
    expect(codes(module)).toEqual(['FX2006']);
  });

  it('finds a global of another module, a name that stands twice, and a struct that is not listed', () => {
    const module = parseModule('@a = global ptr null');
    module.globals[0]!.initializer = new GlobalVariable('elsewhere', i32);
    expect(codes(module)).toEqual(['FX2006']);
    const twins = parseModule('@a = global i32 1\n@b = global i32 2');
    twins.globals[1]!.name = 'a';
    expect(codes(twins)).toContain('FX2006');
    const unlisted = parseModule('@a = external global i32');
    unlisted.add(new GlobalVariable('s', new StructType('fresh', [i32], false)));
    expect(codes(unlisted)).toEqual(['FX2006']);
  });
});

describe('limits', () => {
  it('stops after fifty findings', () => {
    const lines = Array.from({ length: 500 }, (_, i) => `  %a${i} = add float 1.0, 2.0`).join('\n');
    expect(verify(`define void @f() {\n${lines}\n  ret void\n}`)).toHaveLength(50);
  });

  it('verifies one function alone, and nothing for a declaration', () => {
    const { fn, at } = open(diamond);
    expect(verifyFunction(fn)).toEqual([]);
    at('r').setOperand(0, at('l'));
    expect(verifyFunction(fn).map((d) => d.code)).toEqual(['FX2002']);
    expect(verifyFunction(parseModule('declare void @g()').functions[0]!)).toEqual([]);
  });

  it('takes time in proportion to the size', () => {
    const text = (n: number): string => {
      const blocks = Array.from(
        { length: n },
        (_, i) => `b${i}:\n  %v${i} = add i32 %x, ${i}\n  br i1 %c, label %b${i + 1}, label %end`,
      );
      const phi = Array.from({ length: n }, (_, i) => `[ %v${i}, %b${i} ]`).join(', ');
      return `define i32 @f(i32 %x, i1 %c) {\n  br label %b0\n${blocks.join('\n')}\nb${n}:\n  br label %end\nend:\n  %p = phi i32 ${phi}, [ 0, %b${n} ]\n  ret i32 %p\n}`;
    };
    const measure = (n: number): number => {
      const module = parseModule(text(n));
      const start = cpuMilliseconds();
      expect(verifyModule(module)).toEqual([]);
      return cpuMilliseconds() - start;
    };
    measure(4000);
    const best = (n: number): number => Math.min(measure(n), measure(n), measure(n));
    // Eight times the size: quadratic time would be sixty-four times as long.
    expect(best(32000)).toBeLessThan(30 * Math.max(1, best(4000)));
  });
});

describe('instructions made by hand', () => {
  const make = (build: (block: BasicBlock, fn: Fn) => void): string[] => {
    const module = parseModule('@g = global i32 0');
    const fn = module.add(new FnClass('f', functionType(voidType, [i32, i1])));
    const block = fn.appendBlock(new BasicBlock('entry'));
    build(block, fn);
    block.append(new ReturnInst());
    return codes(module);
  };
  it('finds a load and a store through an integer', () => {
    expect(make((block, fn) => block.append(new LoadInst(i32, fn.args[0]!)))).toEqual(['FX2003']);
    expect(make((block, fn) => block.append(new StoreInst(constantInt(i32, 1), fn.args[0]!)))).toEqual([
      'FX2003',
    ]);
  });
  it('finds mixed operands and an alloca of void', () => {
    expect(make((block, fn) => block.append(new BinaryInst('add', fn.args[0]!, fn.args[1]!)))).toEqual([
      'FX2003',
    ]);
    expect(make((block) => block.append(new AllocaInst(voidType, constantInt(i32, 1))))).toEqual(['FX2003']);
  });
});
