import { defineConfig } from 'tsdown';

/** Bundles the benchmarks for Node, which cannot run TypeScript itself in all supported versions. */
export default defineConfig({
  entry: { run: 'bench/run.ts' },
  outDir: 'bench/dist',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: false,
  clean: true,
  logLevel: 'error',
});
