import type { LinkedWasm, ToolRun, ToolRunner } from '../../src/toolchain/index.ts';
import { llvmRunner } from '../../src/toolchain/llvm-runner.ts';

type Exported = (...args: number[]) => number;

/** An instance of a module that needs nothing from its host. */
export async function instantiate({ wasm, imports }: LinkedWasm) {
  if (imports.length > 0) throw new Error(`unexpected imports: ${imports.map((i) => i.name).join(', ')}`);
  const { instance } = await WebAssembly.instantiate(wasm, {});
  const { memory, ...functions } = instance.exports;
  const call = functions as Record<string, Exported>;
  call['_initialize']?.();
  return {
    call,
    exports: instance.exports,
    memory: memory as WebAssembly.Memory,
    /** Copies numbers into memory; gives their address. */
    doubles(values: readonly number[]): number {
      const address = call['malloc']!(values.length * 8);
      new Float64Array((memory as WebAssembly.Memory).buffer, address, values.length).set(values);
      return address;
    },
  };
}

/** The embedded compiler with a record of what was really run. */
export function countingRunner(): ToolRunner & { readonly runs: ToolRun[] } {
  const runs: ToolRun[] = [];
  return {
    runs,
    version: () => llvmRunner.version(),
    run: (run) => {
      runs.push(run);
      return llvmRunner.run(run);
    },
  };
}
