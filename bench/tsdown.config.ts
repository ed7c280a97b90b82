import { defineConfig } from 'tsdown';

/** Bundles the benchmarks for Node, which cannot run TypeScript itself in all supported versions. */
export default defineConfig({
  cwd: import.meta.dirname,
  entry: { run: 'run.ts' },
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: false,
  clean: true,
  fixedExtension: false,
});
