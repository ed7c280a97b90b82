import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lowerText } from '../../src/bindings/lower.ts';
import { runTool } from './native.ts';

export interface NativeProgram {
  /** clang's path. */
  readonly clang: string;
  /** `-O0` to `-O3`. */
  readonly level: string;
  /** A program in C or C++ with marker calls. */
  readonly source: string;
  readonly language?: 'c' | 'c++';
  /** What the program is passed. */
  readonly args?: readonly string[];
}

/**
 * Compiles a program, differentiates it, and runs it. Whatever the level, LLVM's optimiser sees what has become of it.
 *
 * @throws what clang or Fluxion report
 */
export function runNativeProgram(program: NativeProgram): SpawnSyncReturns<string> {
  const { clang, level, source, language = 'c', args = [] } = program;
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-program-'));
  try {
    const optnone = level === '-O0' ? ['-Xclang', '-disable-O0-optnone'] : [];
    const flags = [level, ...optnone, '-g', '-S', '-emit-llvm', '-x', language, '-', '-o', '-'];
    const { ir } = lowerText(runTool(clang, flags, source), 'f.ll');
    const [file, binary] = [join(folder, 'f.ll'), join(folder, 'f')];
    writeFileSync(file, ir, 'latin1');
    const libraries = language === 'c++' ? ['-lstdc++', '-lm'] : ['-lm'];
    runTool(clang, ['-O1', '-Wno-override-module', file, '-o', binary, ...libraries]);
    return spawnSync(binary, args, { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
