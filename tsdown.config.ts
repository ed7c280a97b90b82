import { defineConfig } from 'tsdown';

const common = { format: 'esm', fixedExtension: false, target: 'node20', sourcemap: false } as const;

export default defineConfig([
  {
    ...common,
    entry: { index: 'src/index.ts', node: 'src/node.ts', ir: 'src/ir.ts', cli: 'src/cli/main.ts' },
    platform: 'node',
    dts: true,
    clean: true,
  },
  {
    // Built for itself, since `fluxion build` copies it whole into the modules that it writes.
    ...common,
    entry: { runtime: 'src/bindings/runtime.ts' },
    platform: 'neutral',
    dts: false,
    clean: false,
  },
]);
