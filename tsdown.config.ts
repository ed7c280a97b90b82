import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    node: 'src/node.ts',
    ir: 'src/ir.ts',
    cli: 'src/cli/main.ts',
    // A file of its own: `fluxion build` copies it into the modules that it writes.
    runtime: 'src/bindings/runtime.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  dts: true,
  sourcemap: false,
  clean: true,
});
