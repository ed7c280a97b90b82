/** Archives and ELF files, whole and mutilated. */
import { describe, expect, test } from 'vitest';
import { isArchive, readArchive, writeArchive } from '../../src/toolchain/objects/archive.ts';
import { bitcodeVersion } from '../../src/toolchain/objects/bitcode.ts';
import { definesSymbol, embeddedBitcode, readElf } from '../../src/toolchain/objects/elf.ts';
import { mapLinkedFiles, quoteWord, splitWords } from '../../src/toolchain/node/link-line.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const header = (name: string, size: number): string =>
  `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(size).padEnd(10)}\`\n`;

/** A relocatable file with a section `.llvmbc`, and `f` defined, `g` undefined, `h` local. */
function exampleElf(): Uint8Array {
  const names = '\0.llvmbc\0.symtab\0.strtab\0.shstrtab\0';
  const symbolNames = '\0f\0g\0h\0';
  const symbol = (name: number, info: number, section: number) => {
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, name, true);
    view.setUint8(4, info);
    view.setUint16(6, section, true);
    return String.fromCharCode(...bytes);
  };
  const contents = [
    ['.llvmbc', 1, 0, 'BC\xc0\xde1234'],
    ['.symtab', 2, 3, symbol(0, 0, 0) + symbol(1, 0x12, 1) + symbol(3, 0x10, 0) + symbol(5, 0x02, 1)],
    ['.strtab', 3, 0, symbolNames],
    ['.shstrtab', 3, 0, names],
  ] as const;
  const start = new Uint8Array(64);
  const view = new DataView(start.buffer);
  start.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 1, true);
  let at = 64;
  const headers = [new Uint8Array(64)];
  for (const [name, type, link, content] of contents) {
    const one = new DataView(new ArrayBuffer(64));
    one.setUint32(0, names.indexOf(`${name}\0`), true);
    one.setUint32(4, type, true);
    one.setBigUint64(24, BigInt(at), true);
    one.setBigUint64(32, BigInt(content.length), true);
    one.setUint32(40, link, true);
    headers.push(new Uint8Array(one.buffer));
    at += content.length;
  }
  view.setBigUint64(40, BigInt(at), true);
  view.setUint16(58, 64, true);
  view.setUint16(60, headers.length, true);
  view.setUint16(62, 4, true);
  return Uint8Array.from([...start, ...bytesOf(contents.map(([, , , c]) => c).join('')), ...headers.flatMap((h) => [...h])]); // prettier-ignore
}

describe('archives', () => {
  test('what is written is read back, long names and odd sizes too', () => {
    const members = [
      { name: 'a.o', bytes: bytesOf('odd') },
      { name: 'a name of more than sixteen characters.o', bytes: bytesOf('even') },
      { name: 'a.o', bytes: new Uint8Array() },
    ];
    expect(readArchive(writeArchive(members))).toEqual(members);
  });

  test('GNU, BSD and thin ones; tables of symbols are no members', () => {
    const gnu = `!<arch>\n${header('/', 4)}\0\0\0\0${header('x.o/', 1)}X\n`;
    expect(readArchive(bytesOf(gnu))).toEqual([{ name: 'x.o', bytes: bytesOf('X') }]);
    const bsd = `!<arch>\n${header('#1/8', 10)}long.o\0\0YZ`;
    expect(readArchive(bytesOf(bsd))).toEqual([{ name: 'long.o', bytes: bytesOf('YZ') }]);
    const thin = `!<thin>\n${header('//', 12)}far/away.o/\n${header('/0', 1000)}${header('near.o/', 5)}`;
    expect(readArchive(bytesOf(thin))).toEqual([
      { name: 'far/away.o', bytes: undefined },
      { name: 'near.o', bytes: undefined },
    ]);
  });

  test('one that ends early has the members before; other files have none', () => {
    const whole = writeArchive([
      { name: 'a.o', bytes: bytesOf('1234') },
      { name: 'b.o', bytes: bytesOf('5678') },
    ]);
    for (let length = 0; length < whole.length; length++)
      expect(readArchive(whole.subarray(0, length)).length).toBeLessThan(2);
    expect(isArchive(bytesOf('!<arch>'))).toBe(false);
    expect(readArchive(bytesOf(`!<arch>\n${header('a.o/', -4)}`))).toEqual([]);
  });
});

describe('ELF files', () => {
  test('embedded bitcode, and symbols that others can use', () => {
    const elf = readElf(exampleElf())!;
    expect(embeddedBitcode(elf)).toEqual(bytesOf('BC\xc0\xde1234'));
    expect(['f', 'g', 'h', '', 'ff'].filter((name) => definesSymbol(elf, name))).toEqual(['f']);
  });

  test('mutilated ones are read without a fault', () => {
    const whole = exampleElf();
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const bytes = whole.slice();
        bytes[at] = value;
        const elf = readElf(bytes);
        if (elf) expect([definesSymbol(elf, 'f'), embeddedBitcode(elf)]).toHaveLength(2);
      }
      expect(readElf(whole.subarray(0, at))).toBeUndefined();
    }
  });
});

describe('link lines', () => {
  test('words of response files', () => {
    expect(splitWords(` a 'b c'\n"d \\" e" f\\ g h"i"j '' \\\\`)).toEqual([
      'a',
      'b c',
      'd " e',
      'f g',
      'hij',
      '',
      '\\',
    ]);
    for (const word of ['', 'a b', `"'\\`, '-Dx="1"']) expect(splitWords(quoteWord(word))).toEqual([word]);
  });

  test('files that are linked, and no others', () => {
    const args = [
      '-o',
      'out',
      'a.o',
      '-Wl,--start-group,b.a,c.o,--end-group',
      '-I',
      '-O2',
      '-Wl,-soname,x.so',
    ];
    const seen: string[] = [];
    const mapped = mapLinkedFiles(args, '/d', (file) => {
      seen.push(file);
      return file === '/d/b.a' ? '/copy/b.a' : undefined;
    });
    expect(seen).toEqual(['/d/a.o', '/d/b.a', '/d/c.o']);
    expect(mapped).toEqual(args.with(3, '-Wl,--start-group,/copy/b.a,c.o,--end-group'));
  });
});

describe('the version of bitcode', () => {
  // The beginning of a file of LLVM 22.1.8.
  const start = 'BC\xc0\xde5\x14\0\0\x05\0\0\0b\x0c0$JY\xbe\xa6m\xfb\xb5\xcf\x0bQ\x80L\x01\0\0\0';

  test('is read', () => expect(bitcodeVersion(bytesOf(start))).toBe(22));

  test('of what is cut off or changed is unknown, or another', () => {
    for (let i = 0; i < start.length; i++) {
      for (const bytes of [
        start.slice(0, i),
        `${start.slice(0, i)}\xff${start.slice(i + 1)}`,
        start.slice(i),
      ])
        expect(typeof bitcodeVersion(bytesOf(bytes))).toMatch(/number|undefined/);
    }
    expect(bitcodeVersion(bytesOf(start.slice(0, 20)))).toBeUndefined();
  });
});
