/** Which file of a link defines a function as machine code. */
import { readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { isArchive, readArchive } from '../objects/archive.ts';
import { bitcodeVersion } from '../objects/bitcode.ts';
import { definesSymbol, embeddedBitcode, readElf } from '../objects/elf.ts';
import { expandResponseFiles, mapLinkedFiles, readLinked } from './link-line.ts';

export interface DefiningFile {
  readonly name: string;
  /** The version of LLVM whose bitcode stands beside the machine code. */
  readonly bitcode: number | undefined;
}

/**
 * The file of a link that defines a function, by its name: `libfoo.a(member.o)`, `libfoo.so`, `foo.o`.
 * @param linker the folder of a running linker under `/proc`
 */
export function findSymbol(linker: string, name: string): DefiningFile | undefined {
  try {
    const folder = readlinkSync(path.join(linker, 'cwd'));
    const args = readFileSync(path.join(linker, 'cmdline'), 'utf8').split('\0').slice(1);
    let found: DefiningFile | undefined;
    mapLinkedFiles(expandResponseFiles(args, folder), folder, (file) => {
      found ??= definingPart(file, name);
      return undefined;
    });
    return found;
  } catch {
    // It only helps a message on.
    return undefined;
  }
}

function definingPart(file: string, name: string): DefiningFile | undefined {
  const bytes = readLinked(file);
  if (bytes === undefined) return undefined;
  if (isArchive(bytes)) {
    const member = readArchive(bytes).find((one) => one.bytes && isDefinedIn(one.bytes, name));
    return (
      member && { name: `${path.basename(file)}(${member.name})`, bitcode: versionBeside(member.bytes!) }
    );
  }
  const whole = { name: path.basename(file), bitcode: versionBeside(bytes) };
  if (isDefinedIn(bytes, name)) return whole;
  return scriptInputs(bytes).some((input) => isDefinedIn(readLinked(input) ?? new Uint8Array(), name))
    ? whole
    : undefined;
}

function versionBeside(bytes: Uint8Array): number | undefined {
  const elf = readElf(bytes);
  const bitcode = elf && embeddedBitcode(elf);
  return bitcode && bitcodeVersion(bitcode);
}

function isDefinedIn(bytes: Uint8Array, name: string): boolean {
  const elf = readElf(bytes);
  return elf !== undefined && definesSymbol(elf, name);
}

/** `libm.so` of glibc is a script: GROUP ( /lib/x86_64-linux-gnu/libm.so.6 … ). */
function scriptInputs(bytes: Uint8Array): string[] {
  const content = bytes.length < 4096 ? new TextDecoder('latin1').decode(bytes) : '';
  return /\b(?:GROUP|INPUT)\s*\(/.test(content)
    ? (content.match(/\/[\w@%+=:,./-]+\.(?:so|a)[\w.]*/g) ?? [])
    : [];
}
