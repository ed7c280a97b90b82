/** The files that a link is of, from the arguments of a compiler or a linker. */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** Options whose next word is no file that is linked. */
const takesWord =
  /^(-o|-m|-z|-x|-rpath|-soname|--?dynamic-linker|-plugin|-plugin-opt|-e|-u|-T|-MF|-MT|-MQ|-include)$/;
const largest = 2 ** 30;

/** Response files, `@FILE`, are replaced by what they hold, as GNU's tools do; one that cannot be read stays. */
export function expandResponseFiles(args: readonly string[], folder: string, depth = 0): string[] {
  return args.flatMap((arg) => {
    const content =
      arg.startsWith('@') && depth < 10 ? readText(path.resolve(folder, arg.slice(1))) : undefined;
    return content === undefined ? [arg] : expandResponseFiles(splitWords(content), folder, depth + 1);
  });
}

function readText(file: string): string | undefined {
  try {
    return statSync(file).size > largest ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The words of a response file: between white space, with quotes, and backslashes before any character. */
export function splitWords(content: string): string[] {
  const words = content.match(/(?:\\[^]|"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[^\s\\"'])+/g) ?? [];
  const unescape = (part: string): string => part.replaceAll(/\\([^])/g, '$1');
  return words.map((word) =>
    word.replaceAll(
      /\\([^])|"((?:\\[^]|[^"\\])*)"?|'((?:\\[^]|[^'\\])*)'?/g,
      (_, ...[escaped, double, single]: (string | undefined)[]) =>
        escaped ?? unescape(double ?? single ?? ''),
    ),
  );
}

/** As a response file holds it. */
export const quoteWord = (word: string): string => `"${word.replaceAll(/["\\]/g, '\\$&')}"`;

/**
 * Calls `visit` with each file that the arguments name, libraries of `-l` too, and the word that names it. Returns the arguments with each
 * word replaced that it returns another for.
 */
export function mapLinkedFiles(
  args: readonly string[],
  folder: string,
  visit: (file: string) => string | undefined,
): string[] {
  const words = args.flatMap((arg) => (arg.startsWith('-Wl,') ? arg.slice(4).split(',') : [arg]));
  const folders = libraryFolders(words);
  let isStatic = false;
  const mapWords = (all: readonly string[], before: string | undefined): string[] =>
    all.map((word, i) => {
      const previous = i > 0 ? all[i - 1] : before;
      if (/^-(static|Bstatic|dn|non_shared)$/.test(word)) isStatic = true;
      if (/^-(Bdynamic|dy|call_shared)$/.test(word)) isStatic = false;
      const library = previous === '-l' ? word : /^-l(.+)$/.exec(word)?.[1];
      const file =
        library !== undefined
          ? findLibrary(library, folders, folder, isStatic)
          : word.startsWith('-') || (previous !== undefined && takesWord.test(previous))
            ? undefined
            : path.resolve(folder, word);
      const other = file === undefined ? undefined : visit(file);
      return other ?? word;
    });
  const result: string[] = [];
  for (const [i, arg] of args.entries()) {
    const isWl = arg.startsWith('-Wl,');
    const mapped = mapWords(isWl ? arg.slice(4).split(',') : [arg], isWl ? undefined : args[i - 1]);
    // A replaced `-l NAME` becomes a file.
    if (!isWl && args[i - 1] === '-l' && mapped[0] !== arg) result.pop();
    result.push(isWl ? `-Wl,${mapped.join(',')}` : mapped[0]!);
  }
  return result;
}

function libraryFolders(words: readonly string[]): string[] {
  return words.flatMap((word, i) => {
    const [, joined] = /^(?:-L|--library-path=)(.+)$/.exec(word) ?? [];
    return joined !== undefined ? [joined] : word === '-L' ? [words[i + 1] ?? '.'] : [];
  });
}

function findLibrary(
  name: string,
  folders: readonly string[],
  folder: string,
  isStatic: boolean,
): string | undefined {
  const names = name.startsWith(':')
    ? [name.slice(1)]
    : [...(isStatic ? [] : [`lib${name}.so`]), `lib${name}.a`];
  return folders
    .flatMap((place) => names.map((file) => path.resolve(folder, place, file)))
    .find((file) => existsSync(file));
}

/** A file that may be linked: an object, an archive, or a short script of the linker; undefined for any other. */
export function readLinked(file: string): Uint8Array | undefined {
  try {
    const { size } = statSync(file);
    if (size > largest) return undefined;
    const start = Buffer.alloc(8);
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, start, 0, 8, 0);
    } finally {
      closeSync(descriptor);
    }
    const isKnown = /^(\x7fELF|!<arch>\n|!<thin>\n|BC\xc0\xde)/.test(start.toString('latin1')) || size < 4096;
    return isKnown ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}
