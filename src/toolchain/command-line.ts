/**
 * The command lines of the compiler proper (`clang -cc1`). clang's driver knows them best, so it is asked with `-###`,
 * once per set of flags, and the answer is kept. Browser-safe.
 */
import { fail } from '../diagnostics/index.ts';
import { CompilerError } from './compiler-error.ts';
import { baseName } from './path.ts';
import type { ToolRunner } from './llvm-runner.ts';

/** What the compiler proper is to make, as its own option. */
export type Action = '-emit-llvm' | '-emit-llvm-bc' | '-emit-obj';

const driverAction: Readonly<Record<Action, readonly string[]>> = {
  '-emit-llvm': ['-S', '-emit-llvm'],
  '-emit-llvm-bc': ['-c', '-emit-llvm'],
  '-emit-obj': ['-c'],
};

/** What the driver is asked about: a file that is not there later, in place of the real input. */
const placeholder = '/placeholder';
const placeholderName = 'placeholder';

export class CommandLines {
  readonly #runner: ToolRunner;
  readonly #known = new Map<string, Promise<readonly string[]>>();

  constructor(runner: ToolRunner) {
    this.#runner = runner;
  }

  /**
   * The complete command for one input that is written to standard output.
   * @param action what to make
   * @param flags what else the driver is asked with, without input and output
   * @param more flags of `-cc1` to add
   * @param input path of the input, as messages shall call it
   */
  async get(
    action: Action,
    flags: readonly string[],
    more: readonly string[],
    input: string,
  ): Promise<string[]> {
    const key = JSON.stringify([action, ...flags]);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#ask(action, flags);
      known.catch(() => this.#known.delete(key));
      this.#known.set(key, known);
    }
    const command = (await known).map((arg, i, all) =>
      all[i - 1] === '-main-file-name' ? baseName(input) : arg,
    );
    // A file whose name begins with a dash must not be taken for an option.
    return [...command, ...more, input.startsWith('-') ? `./${input}` : input];
  }

  /** The command without its input. */
  async #ask(action: Action, flags: readonly string[]): Promise<readonly string[]> {
    const args = ['clang', ...flags, ...driverAction[action], '-o', '-', '-###', placeholder];
    const result = await this.#runner.run({ args, files: { [placeholderName]: '' } });
    if (result.exitCode !== 0) {
      throw new CompilerError('FX4001', 'clang reports errors', withoutBanner(result.stderr));
    }
    const commands = result.stderr.split('\n').filter((line) => line.startsWith(' "'));
    const command = commands.length === 1 ? splitCommand(commands[0]!) : [];
    if (command.at(-1) !== placeholder || !command.includes(action)) {
      fail('FX4002', 'flags that make clang do something else than compile one file', {
        notes: [flags.join(' ')],
      });
    }
    return command.slice(0, -1);
  }
}

/** `-###` adds the version and the target to what clang would write on an error. */
function withoutBanner(stderr: string): string {
  const banner = /^clang version .*$/m.exec(stderr);
  return banner === null ? stderr : stderr.slice(0, banner.index);
}

/** Undoes the quoting of `-###`: every argument in double quotes, with `"`, `\` and `$` escaped. */
function splitCommand(line: string): string[] {
  const args = Array.from(line.matchAll(/ "((?:[^"\\]|\\.)*)"/g), (match) =>
    match[1]!.replace(/\\(.)/g, '$1'),
  );
  // The compiler's own path comes first and is empty.
  return args[0] === '' ? args.slice(1) : args;
}
