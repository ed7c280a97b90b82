import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'tsdown';
import configs from '../../tsdown.config.ts';
import { repository } from './support.ts';

/**
 * Builds the package of the present sources into a folder of its own, so that a test does not run yesterday's `dist`.
 * The folder is inside the repository, where Node finds the dependencies.
 */
export async function buildPackage(
  folder: string = path.join(repository, 'node_modules/.cache/fluxion-test', String(process.pid)),
): Promise<{ folder: string; remove: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  for (const part of ['bin', 'native'])
    await cp(path.join(repository, part), path.join(folder, part), { recursive: true });
  await cp(path.join(repository, 'package.json'), path.join(folder, 'package.json'));
  for (const config of configs) {
    const outDir = path.join(folder, 'dist');
    await build({
      ...config,
      cwd: repository,
      config: false,
      outDir,
      dts: false,
      clean: false,
      logLevel: 'silent',
    });
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
