/**
 * A folder of its own for the temporary files of a program that leaves them behind when it is interrupted, as clang does between
 * the programs that it runs.
 */
import { mkdtempSync, rmSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Environment } from './native-tool.ts';

export interface TemporaryFolder {
  /** The environment to run the program in. */
  readonly environment: Environment;
  /** To be called when the program has ended. Files that it left without being interrupted, as after a crash, are kept. */
  remove(interrupted: boolean): void;
}

export function temporaryFolder(environment: Environment): TemporaryFolder {
  let folder: string;
  try {
    folder = mkdtempSync(path.join(tmpdir(), 'fluxion-'));
  } catch {
    // The program will say so, if it wants one.
    return { environment, remove: () => {} };
  }
  return {
    environment: { ...environment, TMPDIR: folder },
    remove: (interrupted) => {
      try {
        if (interrupted) rmSync(folder, { recursive: true, force: true });
        else rmdirSync(folder);
      } catch {
        // It is not empty.
      }
    },
  };
}
