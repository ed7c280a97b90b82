import type { CalleeRule, CopyRule, FillRule, InactiveRule } from './callee-rule.ts';
import { noMemory } from './callee-rule.ts';

/**
 * LLVM's intrinsics besides the mathematical ones (`math-table.ts`), without the types in their names. Intrinsic names
 * are reserved, so there are no signatures to check. What is not here has no rule, and a call of it is an error.
 */

const inactive = (reason: string, more: Partial<InactiveRule> = {}): InactiveRule => ({
  kind: 'inactive',
  reason,
  memory: noMemory,
  returns: undefined,
  onlyForIntegers: false,
  ...more,
});

interface InactiveGroup {
  readonly reason: string;
  readonly names: readonly string[];
  readonly more?: Partial<InactiveRule>;
}

const inactiveGroups: readonly InactiveGroup[] = [
  {
    reason: 'debug information',
    names: ['dbg.declare', 'dbg.value', 'dbg.assign', 'dbg.label', 'fake.use', 'pseudoprobe'],
  },
  { reason: 'marks the lifetime of a variable', names: ['lifetime.start', 'lifetime.end'] },
  {
    reason: 'a promise to the optimiser',
    names: ['assume', 'experimental.noalias.scope.decl', 'sideeffect', 'donothing'],
  },
  {
    reason: 'a promise to the optimiser',
    names: ['invariant.start', 'invariant.end'],
    more: { returns: { to: 'inactive-memory' } },
  },
  {
    reason: 'an annotation',
    names: ['var.annotation', 'codeview.annotation'],
  },
  {
    reason: 'an integer operation',
    names: [
      'abs', 'smax', 'smin', 'umax', 'umin', 'ucmp', 'scmp', 'ctpop', 'ctlz', 'cttz', 'bswap', 'bitreverse', 'fshl', 'fshr',
      'sadd.with.overflow', 'uadd.with.overflow', 'ssub.with.overflow', 'usub.with.overflow', 'smul.with.overflow',
      'umul.with.overflow', 'sadd.sat', 'uadd.sat', 'ssub.sat', 'usub.sat', 'sshl.sat', 'ushl.sat',
      'smul.fix', 'umul.fix', 'smul.fix.sat', 'umul.fix.sat', 'sdiv.fix', 'udiv.fix', 'sdiv.fix.sat', 'udiv.fix.sat',
      'vector.reduce.add', 'vector.reduce.mul', 'vector.reduce.and', 'vector.reduce.or', 'vector.reduce.xor',
      'vector.reduce.smax', 'vector.reduce.smin', 'vector.reduce.umax', 'vector.reduce.umin',
    ],
    more: { onlyForIntegers: true },
  }, // prettier-ignore
  { reason: 'the result is an integer', names: ['fptosi.sat', 'fptoui.sat'] },
  { reason: 'a test of a floating-point value', names: ['is.fpclass'] },
  {
    reason: 'a property of the program or the machine',
    names: [
      'objectsize', 'is.constant', 'vscale', 'stepvector', 'experimental.stepvector', 'get.active.lane.mask',
      'experimental.get.vector.length',
      'type.test', 'public.type.test', 'allow.runtime.check', 'allow.ubsan.check',
    ],
  }, // prettier-ignore
  {
    reason: 'an address on the stack or in the code',
    names: ['stacksave', 'stackrestore', 'returnaddress', 'addressofreturnaddress', 'frameaddress'],
    more: { returns: { to: 'inactive-memory' } },
  },
  {
    reason: 'a hint to the machine',
    names: ['prefetch', 'clear_cache', 'readcyclecounter', 'readsteadycounter'],
  },
  {
    reason: 'the floating-point environment',
    names: [
      'get.rounding',
      'set.rounding',
      'get.fpenv',
      'set.fpenv',
      'reset.fpenv',
      'get.fpmode',
      'set.fpmode',
      'reset.fpmode',
    ],
  },
  {
    reason: 'counts executions',
    names: [
      'instrprof.increment', 'instrprof.increment.step', 'instrprof.cover', 'instrprof.timestamp', 'instrprof.value.profile',
    ],
  }, // prettier-ignore
  { reason: 'a table of exception types', names: ['eh.typeid.for'] },
];

const noReturn = (reason: string): CalleeRule => ({ kind: 'noreturn', reason, unwinds: false });

const copy = (mayOverlap: boolean): CopyRule => ({
  kind: 'copy',
  destination: 0,
  source: 1,
  size: 2,
  mayOverlap,
  volatile: 3,
  returns: undefined,
});
const fill: FillRule = { kind: 'fill', destination: 0, value: 1, size: 2, volatile: 3, returns: undefined };

const identity: CalleeRule = { kind: 'identity', operand: 0 };

export const intrinsicTable: ReadonlyMap<string, CalleeRule> = new Map<string, CalleeRule>([
  ...inactiveGroups.flatMap(({ reason, names, more }) =>
    names.map((name): [string, CalleeRule] => [`llvm.${name}`, inactive(reason, more)]),
  ),
  ['llvm.trap', noReturn('a trap')],
  ['llvm.ubsantrap', noReturn('a trap')],
  ['llvm.debugtrap', inactive('a stop for the debugger')],
  ['llvm.x86.sse2.pause', inactive('a pause while waiting')],
  ['llvm.memcpy', copy(false)],
  ['llvm.memcpy.inline', copy(false)],
  ['llvm.memmove', copy(true)],
  ['llvm.memcpy.element.unordered.atomic', { ...copy(false), volatile: undefined }],
  ['llvm.memmove.element.unordered.atomic', { ...copy(true), volatile: undefined }],
  ['llvm.memset.element.unordered.atomic', { ...fill, volatile: undefined }],
  ['llvm.memset', fill],
  ['llvm.memset.inline', fill],
  ['llvm.vector.reduce.fadd', { kind: 'sum', start: 0, vector: 1 }],
  ['llvm.expect', identity],
  ['llvm.expect.with.probability', identity],
  ['llvm.ssa.copy', identity],
  ['llvm.threadlocal.address', identity],
  ['llvm.launder.invariant.group', identity],
  ['llvm.strip.invariant.group', identity],
  ['llvm.annotation', identity],
  ['llvm.ptr.annotation', identity],
]);
