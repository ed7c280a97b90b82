import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The LLVM that native suites use. */
const llvmVersion = '22';

/** The path of a native LLVM tool of the tested version (`clang` → `/usr/bin/clang-22`), if it is installed. */
export function findTool(name: string): string | undefined {
  return findProgram(`${name}-${llvmVersion}`);
}

/** The path of a program, if it is installed. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * The paths of all these tools; undefined if one is missing, after printing the line that says what is left out. Use it as
 * `describe.skipIf(!tools)`.
 */
export function nativeTools<Name extends string>(
  suite: string,
  ...names: readonly Name[]
): Record<Name, string> | undefined {
  const found = names.map((name) => [name, findTool(name)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => `${name}-${llvmVersion}`);
  if (missing.length === 0) return Object.fromEntries(found) as Record<Name, string>;
  console.warn(`left out: ${suite} (not installed: ${missing.join(', ')})`);
  return undefined;
}

/** Runs a tool on an input and gives what it prints. Throws with its messages when it fails. */
export function runTool(path: string, args: readonly string[], input?: string): string {
  return execFileSync(path, args, {
    ...(input !== undefined && { input: Buffer.from(input, 'latin1') }),
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
