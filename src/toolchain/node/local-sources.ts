/** Source files that debug information names, for the lines that diagnostics show. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SourceReader } from '../../bindings/source-lines.ts';

const isSource = /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inc|f|for|f90|f95|f03|f08|rs|ll)$/i;
const largestFile = 1 << 24;

/**
 * Reads files within the folders. What names them is input that is not trusted: other files are not read, nor those that a link
 * leads to outside of the folders.
 */
export function localSources(folders: readonly string[]): SourceReader {
  const roots = folders.map((folder) => realPath(folder)).filter((root) => root !== undefined);
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file))
      texts.set(
        file,
        roots.map((root) => read(root, file)).find((t) => t !== undefined),
      );
    return texts.get(file);
  };
}

function read(root: string, file: string): string | undefined {
  if (!isSource.test(file)) return undefined;
  const real = realPath(path.resolve(root, file));
  if (real === undefined || !isSource.test(real) || !real.startsWith(root + path.sep)) return undefined;
  const about = statSync(real);
  return about.isFile() && about.size <= largestFile ? readFileSync(real, 'utf8') : undefined;
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
