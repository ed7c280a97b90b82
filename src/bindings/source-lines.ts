/** Adds the text of the source line to diagnostics that know their place but come from debug info, which has no text. */
import { FluxionError, type Diagnostic } from '../diagnostics/index.ts';
import { resolvePath, toVirtualPath } from '../toolchain/path.ts';

/** Gives the text of a source file by the name that debug info has for it; undefined when it is not at hand. */
export type SourceReader = (file: string) => string | undefined;

/** A reader of files in memory. `folder` is where relative paths start. */
export function sourceReader(
  files: Iterable<readonly [path: string, text: string | Uint8Array]>,
  folder: string,
): SourceReader {
  const texts = new Map<string, string | Uint8Array>();
  for (const [path, text] of files) texts.set(resolvePath(folder, toVirtualPath(path)), text);
  return (file) => {
    const text = texts.get(resolvePath(folder, toVirtualPath(file)));
    return text === undefined || typeof text === 'string' ? text : new TextDecoder().decode(text);
  };
}

export function withSourceLine(diagnostic: Diagnostic, read: SourceReader): Diagnostic {
  const { span } = diagnostic;
  if (span?.file === undefined || span.text !== undefined || span.line < 1) return diagnostic;
  const text = read(span.file)?.split(/\r\n|\n/, span.line)[span.line - 1];
  return text === undefined ? diagnostic : { ...diagnostic, span: { ...span, text } };
}

/** Runs the work; what it throws gets source lines. */
export function explainWith<T>(read: SourceReader, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FluxionError) || error.diagnostics.every((d) => withSourceLine(d, read) === d))
      throw error;
    throw new FluxionError(error.diagnostics.map((d) => withSourceLine(d, read)));
  }
}
