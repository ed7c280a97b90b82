/** From a kernel's IR to IR with its gradient, timed, and with a count of the tape's bytes if wanted. */
import { lowerText } from '../src/bindings/lower.ts';

export interface LoweredKernel {
  readonly ir: string;
  /** Reading, differentiating and writing the module, in milliseconds of processor time; the median of several runs. */
  readonly milliseconds: number;
}

const runs = 3;

/** @param indexType the target's integer of the width of a pointer */
export function lowerKernel(ir: string, name: string, indexType: 'i32' | 'i64'): LoweredKernel {
  const times: number[] = [];
  let lowered = '';
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    const result = lowerText(ir, name);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    if (result.requests === 0) throw new Error(`${name} calls no marker`);
    lowered = result.ir;
  }
  const milliseconds = times.sort((a, b) => a - b)[(runs - 1) / 2]!;
  return { ir: `${lowered}\n${tapeQuery(lowered, indexType)}`, milliseconds };
}

const capacity = '@__fluxion_tape_capacity';

/** `bench_tape_bytes`, which the driver calls: the arena's size, or nothing where nothing is taped. */
function tapeQuery(ir: string, type: string): string {
  const bytes = ir.includes(`\n${capacity} =`) ? `load ${type}, ptr ${capacity}` : `add ${type} 0, 0`;
  return `define ${type} @bench_tape_bytes() {\n  %bytes = ${bytes}\n  ret ${type} %bytes\n}\n`;
}

/**
 * The module with an arena that grows by no more than a sixty-fourth beyond what is needed, so that its size is the most that was
 * ever on the tape. Too slow for all else.
 */
export function countTape(ir: string, type: 'i32' | 'i64'): string {
  if (!ir.includes(`\n${capacity} =`)) return ir;
  const grow = /^define internal void @__fluxion_tape_grow\([^]*?^}$/m;
  if (!grow.test(ir)) throw new Error('the arena has no function of the known name that grows it');
  return ir.replace(
    grow,
    `define internal void @__fluxion_tape_grow(${type} %needed) {
  %slack = lshr ${type} %needed, 6
  %size = add ${type} %needed, %slack
  %base = load ptr, ptr @__fluxion_tape_base
  %region = call ptr @realloc(ptr %base, ${type} %size)
  store ptr %region, ptr @__fluxion_tape_base
  store ${type} %size, ptr ${capacity}
  ret void
}`,
  );
}
