import { describe, expect, it } from 'vitest';
import type { DiagnosticCode } from '../../src/diagnostics/index.ts';
import { FluxionError, renderDiagnostic } from '../../src/diagnostics/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

/** The error that reading a text gives; fails when there is none, or another kind of error. */
function errorOf(text: string) {
  try {
    parseModule(text, { fileName: 'bad.ll' });
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return error.diagnostics[0]!;
  }
  throw new Error('this was read without an error');
}

const body = (line: string): string =>
  `define i32 @f(i32 %x, ptr %p, float %y) {\n${line}\n  ret i32 %x\n}\n`;

/** Name, code, text, and what is underlined. */
const cases: readonly (readonly [name: string, code: DiagnosticCode, text: string, underlined: string])[] = [
  ['a stray character', 'FX1001', 'define void @f() {\n  ret void ? \n}', '?'],
  ['a byte that is no text', 'FX1001', 'define void @f() \u0000{', '\u0000'],
  ['a sigil without a name', 'FX1001', 'define void @() {', '@'],
  ['a wrong keyword', 'FX1002', 'defin void @f() {}', 'defin'],
  ['a missing comma', 'FX1002', body('  %a = add i32 %x %x'), '%x'],
  ['a body without blocks', 'FX1002', 'define void @f() {\n}', '}'],
  ['a block without terminator', 'FX1002', 'define void @f() {\na:\nb:\n  ret void\n}', 'b:'],
  ['code after the end', 'FX1002', 'declare void @f()\n}', '}'],
  ['a summary entry without a value', 'FX1003', '^0 = module:', ''],
  ['a truncated function', 'FX1003', 'define void @f() {\n  ret void\n', ''],
  ['a string without end', 'FX1003', 'source_filename = "abc', '"'],
  ['a comment without end', 'FX1003', '/* abc', '/*'],
  ['an attribute without end', 'FX1003', 'declare void @f(i32 range(i32 0, 5)', ''],
  ['a typed pointer', 'FX1004', 'declare void @f(i32*)', '*'],
  ['a typed pointer in an address space', 'FX1004', 'declare void @f(i8 addrspace(1)*)', 'addrspace'],
  ['a typed pointer to a function', 'FX1004', '@f = global void (i32)* null', '*'],
  ['a typed pointer in an instruction', 'FX1004', body('  %a = load i32, i32* %p'), '*'],
  ['an unknown instruction', 'FX1005', body('  %a = frobnicate i32 %x'), 'frobnicate'],
  ['an unknown instruction after a call', 'FX1005', body('  call void @f()\n  frobnicate i32 %x'), 'frobnicate'],
  ['an undefined value', 'FX1006', body('  %a = add i32 %x, %nothing'), '%nothing'],
  ['an undefined number', 'FX1006', body('  %a = add i32 %x, %7'), '%7'],
  ['an undefined block', 'FX1006', 'define void @f() {\n  br label %nowhere\n}', '%nowhere'],
  ['an undefined global', 'FX1006', '@a = global ptr @b', '@b'],
  ['an undefined function', 'FX1006', body('  call void @nothing()'), '@nothing'],
  ['an undefined type', 'FX1006', '@a = external global %t', '%t'],
  ['an undefined comdat', 'FX1006', 'define void @f() comdat($c) {\n  ret void\n}', '$c'],
  ['an undefined metadata node', 'FX1006', '!a = !{!7}', '!7'],
  ['an undefined block in an address', 'FX1006', `@a = global ptr blockaddress(@f, %no)\n${body('')}`, 'blockaddress(@f, %no)'],
  ['the first of several undefined', 'FX1006', '!a = !{!7}\n@a = global ptr @b', '!7'],
  ['a local name outside of functions', 'FX1006', '@a = global i32 %x', '%x'],
  ['a value of another type', 'FX1007', body('  %a = add i64 %x, 1'), '%x'],
  ['a forward reference of another type', 'FX1007', body('  %a = add i64 %b, 1\n  %b = add i32 %x, 1'), '%b'],
  ['a block used as a value', 'FX1007', 'define i32 @f() {\na:\n  ret i32 %a\n}', '%a'],
  ['a value used as a block', 'FX1007', body('  br label %x'), '%x'],
  ['an integer as a float', 'FX1007', body('  %a = fadd float %y, 1'), '1'],
  ['a float as an integer', 'FX1007', body('  %a = add i32 %x, 1.0'), '1.0'],
  ['null of an integer', 'FX1007', '@a = global i32 null', 'null'],
  ['too few elements', 'FX1007', '@a = global [2 x i32] [i32 1]', '['],
  ['too many elements', 'FX1007', '@a = global { i32 } { i32 1, i32 2 }', 'i'],
  ['an element of another type', 'FX1007', '@a = global [1 x i32] [i64 1]', 'i'],
  ['a string of another length', 'FX1007', '@a = global [2 x i8] c"abc"', 'c"abc"'],
  ['the wrong result', 'FX1007', 'define i32 @f() {\n  ret void\n}', 'v'],
  ['a named result of a store', 'FX1007', body('  %a = store i32 %x, ptr %p'), '%a'],
  ['a load from no pointer', 'FX1007', body('  %a = load i32, i32 %x'), 'i'],
  ['the wrong number of arguments', 'FX1007', body('  call void (i32, i32) @f(i32 %x)'), 'v'],
  ['an element that is not there', 'FX1007', body('  %a = extractvalue { i32 } zeroinitializer, 3'), '{'],
  ['a path into a scalar', 'FX1007', body('  %a = extractvalue i32 %x, 0'), 'i'],
  ['a struct that holds itself', 'FX1007', '%a = type { [2 x %b] }\n%b = type { i32, %a }', '%'],
  ['an array of void', 'FX1007', '@a = external global [2 x void]', 'v'],
  ['a hexadecimal float of another kind', 'FX1007', '@a = global double 0xK3FFF8000000000000000', '0xK3FFF8000000000000000'],
  ['a value defined twice', 'FX1009', body('  %a = add i32 %x, 1\n  %a = add i32 %x, 1'), '%a'],
  ['a number used twice', 'FX1009', body('  %1 = add i32 %x, 1\n  %1 = add i32 %x, 1'), '%1'],
  ['a block defined twice', 'FX1009', 'define void @f() {\na:\n  br label %a\na:\n  ret void\n}', 'a'],
  ['a function defined twice', 'FX1009', 'declare void @f()\ndeclare void @f()', '@f'],
  ['a type defined twice', 'FX1009', '%a = type { i32 }\n%a = type opaque', '%a'],
  ['a node defined twice', 'FX1009', '!0 = !{}\n!0 = !{}', '!0'],
  ['a number that does not fit', 'FX1010', '@a = global i8 300', '300'],
  ['a negative number that does not fit', 'FX1010', '@a = global i8 -129', '-129'],
  ['a long number that does not fit', 'FX1010', `@a = global i64 ${'9'.repeat(25)}`, '9'.repeat(25)],
  ['a number of a million digits', 'FX1010', `@a = global i32 ${'9'.repeat(1_000_000)}`, '9'.repeat(1_000_000)],
  ['an integer of absurd width', 'FX1010', '@a = external global i99999999', 'i99999999'],
  ['an integer without width', 'FX1010', '@a = external global i0', 'i0'],
  ['a decimal that float does not hold', 'FX1010', '@a = global float 0.1', '0.1'],
  ['an absurd id', 'FX1010', body(`  %a = add i32 %x, %${'9'.repeat(30)}`), '9'.repeat(30)],
  ['an alignment that is no power of two', 'FX1010', body('  %a = load i32, ptr %p, align 3'), '3'],
  ['an absurd address space', 'FX1010', '@a = external global ptr addrspace(99999999)', '99999999'],
  ['a vector without lanes', 'FX1010', '@a = external global <0 x i32>', '0'],
  ['an array that is too long', 'FX1010', '@a = external global [18446744073709551616 x i8]', 'x'],
  ['an empty file', 'FX1011', '', ''],
  ['nothing but comments', 'FX1011', '\n; ModuleID = ""\n\n', ''],
  ['a malformed data layout', 'FX1012', 'target datalayout = "e-p:x"', '"e-p:x"'],
]; // prettier-ignore

describe('bad input', () => {
  it.each(cases)('%s: %s', (_name, code, text, underlined) => {
    const { code: found, span, message } = errorOf(text);
    expect(found, message).toBe(code);
    const line = text.split('\n')[span!.line - 1]!;
    expect(span!.text).toBe(line);
    const length = underlined.length || 1;
    expect(line.slice(span!.column - 1, span!.column - 1 + span!.length!)).toBe(underlined);
    expect(span!.length).toBe(length);
  });

  it('says which LLVM is needed for typed pointers, and how to get there', () => {
    expect(renderDiagnostic(errorOf('declare void @f(i32*)'))).toBe(
      [
        "bad.ll:1:20: error: 'i32*' is a typed pointer, as LLVM 14 and older wrote them [FX1004]",
        '    1 | declare void @f(i32*)',
        '      |                    ^',
        '  note: Fluxion reads the IR of LLVM 17 to 22, where a pointer is written `ptr`',
        '  help: compile the source again with clang, flang or rustc of LLVM 17 or newer',
        '  help: or let LLVM upgrade the file: `llvm-as-14 old.ll -o old.bc`, then `llvm-dis-22 old.bc -o new.ll`',
      ].join('\n'),
    );
  });

  it('points at the place of the first use of what is undefined', () => {
    const { span } = errorOf(
      'define i32 @f() {\n  %a = add i32 %b, 1\n  %c = add i32 %b, 2\n  ret i32 %c\n}',
    );
    expect(span).toMatchObject({ file: 'bad.ll', line: 2, column: 16, length: 2 });
  });
});

const deep = 10_000;

describe('nesting of ten thousand levels', () => {
  const nested = (open: string, inner: string, close: string): string =>
    open.repeat(deep) + inner + close.repeat(deep);
  it.each([
    ['array types', `@a = external global ${nested('[1 x ', 'i8', ']')}`],
    ['struct types', `@a = external global ${nested('{', 'i8', '}')}`],
    ['packed structs', `@a = external global ${nested('<{', 'i8', '}>')}`],
    ['function types', `@a = external global ${nested('void (', 'i8', ')')}`],
    ['results of functions', `declare void${' ()'.repeat(deep)} @f()`],
    ['target types', `@a = external global ${nested('target("x", ', 'i8', ')')}`],
    ['arrays', `@a = global [1 x i8] ${nested('[[1 x i8] ', '[i8 1]', ']')}`],
    ['constant expressions', `@a = global ptr ${nested('getelementptr (i8, ptr ', 'null', ', i32 1)')}`],
    ['casts', `@a = global i64 ${nested('ptrtoint (ptr inttoptr (i64 ', '1', ' to ptr) to i64)')}`],
    ['signed pointers', `@a = global ptr ${nested('ptrauth (ptr ', 'null', ', i32 1)')}`],
    ['splats', `@a = global <1 x i8> ${nested('splat (<1 x i8> ', 'undef', ')')}`],
    ['tuples', `!0 = ${nested('!{', '', '}')}`],
    ['nodes', `!0 = ${nested('!DILocation(scope: ', '!{}', ')')}`],
    ['operands of a generic node', `!0 = !GenericDINode(operands: ${nested('{', '', '}')})`],
  ])('%s', (name, text) => {
    const { code, span } = errorOf(text);
    // Some of these are wrong in their types before they are too deep; none may overflow the stack.
    expect(['FX1008', 'FX1007', 'FX1002']).toContain(code);
    expect(span!.line).toBe(1);
    if (/types$|structs$|expressions$|^casts$|pointers$|tuples$|nodes$|^operands/.test(name))
      expect(code).toBe('FX1008');
  });

  it('identified structs', () => {
    const chain = Array.from({ length: deep }, (_, i) => `%s${i} = type { %s${i + 1} }`).join('\n');
    expect(errorOf(`${chain}\n%s${deep} = type { i8 }`).code).toBe('FX1008');
  });

  it('names for types that would double or deepen the text line by line', () => {
    const chain = (make: (inner: string) => string): string =>
      [
        '%t0 = type i8',
        ...Array.from({ length: deep }, (_, i) => `%t${i + 1} = type ${make(`%t${i}`)}`),
      ].join('\n');
    expect(errorOf(chain((t) => `[1 x ${t}]`)).code).toBe('FX1008');
    expect(errorOf(chain((t) => `target("x", ${t}, ${t})`)).code).toBe('FX1008');
  });

  it('structs that hold another one twice are read and verified in linear time', () => {
    const lines = Array.from({ length: 900 }, (_, i) => `%s${i} = type { %s${i + 1}, %s${i + 1} }`);
    const module = parseModule(`${lines.join('\n')}\n%s900 = type { i8 }\n@a = global %s0 zeroinitializer`);
    expect(verifyModule(module)).toEqual([]);
    expect(module.dataLayout.allocSize(module.globals[0]!.valueType)).toBe(2 ** 900);
  });

  it('parentheses of attributes and summaries are no nesting', () => {
    const attribute = `declare void @f() future${'('.repeat(deep)}${')'.repeat(deep)}`;
    expect(parseModule(attribute).functions).toHaveLength(1);
  });
});

describe('absurd sizes cost neither time nor memory', () => {
  it.each([
    ['a large array', '@a = global [99999999999 x i8] zeroinitializer'],
    ['the largest array', '@a = external global [18446744073709551615 x [18446744073709551615 x i8]]'],
    ['the widest integer', '@a = global i8388608 -1'],
    ['sparse numbers', 'define i32 @f() {\n  %900000000 = add i32 1, 2\n  ret i32 %900000000\n}'],
    ['sparse nodes', '!999999999999 = !{}\n!a = !{!999999999999}'],
    ['sparse globals', '@888888888 = global i32 0'],
    ['a sparse group', 'declare void @f() #99999999\nattributes #99999999 = { nounwind }'],
    ['many lanes', '@a = global <4294967295 x i8> zeroinitializer'],
  ])('%s', (_name, text) => {
    const start = cpuMilliseconds();
    expect(parseModule(text)).toBeDefined();
    expect(cpuMilliseconds() - start).toBeLessThan(500);
  });
});
