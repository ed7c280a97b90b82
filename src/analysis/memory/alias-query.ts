import type { CallBase, Fn, Value } from '../../ir/index.ts';
import { DataLayout, hasAttribute } from '../../ir/index.ts';
import type { Access } from './access.ts';
import type { CallModel } from './call-model.ts';
import { modelCall, summarizeUnknown } from './call-model.ts';
import { globalEscapes } from './global-escape.ts';
import type { MemoryObject } from './object.ts';
import { PointerInfo } from './object.ts';
import { mayOverlap } from './offset.ts';
import { PointsTo } from './points-to.ts';
import { TbaaTypes } from './tbaa.ts';

/** The answers of the alias analysis of one function. */
export interface AliasInfo {
  readonly fn: Fn;
  readonly layout: DataLayout;
  readonly tbaa: TbaaTypes;
  pointerInfo(p: Value): PointerInfo;
  /**
   * May the two accesses touch a common byte, at any two moments of the execution (in different iterations too)? Memory
   * that is freed and then allocated again counts as different memory: that a free ends the life of what was there, its
   * effect says. Accesses with incompatible types never do.
   */
  mayAlias(a: Access, b: Access): boolean;
  /** `mayAlias` for whole objects. */
  objectsMayAlias(a: MemoryObject, b: MemoryObject): boolean;
  /**
   * The address leaves the function's sight: it is stored, passed to a callee that may keep it, returned, or made an
   * integer. Then code elsewhere, or (unless it is only returned) 'unknown' pointers, may reach the object.
   */
  escapes(object: MemoryObject): boolean;
  /** Whether something of the function or a callee may keep the address, other than by returning it. */
  isCaptured(object: MemoryObject): boolean;
  /** Whether callers find a pointer to the object in memory that is returned, or wherever it was kept. */
  isKept(object: MemoryObject): boolean;
  /** Whether the object is a copy that the call made for a `byval` parameter. */
  isByValue(object: MemoryObject): boolean;
  /** Whether pointers of unknown origin may point to the object while the function runs. */
  reachedByUnknown(object: MemoryObject): boolean;
  /** Whether a callee of which nothing is known may reach the object without being passed a pointer to it. */
  reachedByCallees(object: MemoryObject): boolean;
  /** What a call does. */
  modelOf(call: CallBase): CallModel;
}

interface AliasQueryInput {
  readonly fn: Fn;
  readonly layout: DataLayout;
  readonly tbaa: TbaaTypes;
  readonly points: PointsTo;
  readonly modelOf: (call: CallBase) => CallModel;
  readonly noaliasArguments: ReadonlySet<number>;
}

class AliasQuery implements AliasInfo {
  readonly fn: Fn;
  readonly layout: DataLayout;
  readonly tbaa: TbaaTypes;
  readonly modelOf: (call: CallBase) => CallModel;
  readonly #points: PointsTo;
  readonly #separateArguments: ReadonlySet<number>;
  readonly #infos = new Map<Value, PointerInfo>();
  readonly #globals = new Map<MemoryObject, boolean>();

  constructor(input: AliasQueryInput) {
    this.fn = input.fn;
    this.layout = input.layout;
    this.tbaa = input.tbaa;
    this.modelOf = input.modelOf;
    this.#points = input.points;
    const separate = new Set(input.noaliasArguments);
    for (const arg of input.fn.args) {
      if (hasAttribute(arg.attributes, 'noalias') || isByValue(arg.attributes)) separate.add(arg.index);
    }
    this.#separateArguments = separate;
  }

  pointerInfo(p: Value): PointerInfo {
    let info = this.#infos.get(p);
    if (!info) this.#infos.set(p, (info = new PointerInfo(this.#points.pointsTo(p))));
    return info;
  }

  escapes(object: MemoryObject): boolean {
    if (object.kind === 'unknown' || object.kind === 'global') return this.reachedByUnknown(object);
    return this.#points.isCaptured(object) || this.#points.isReturned(object) || object.kind === 'argument';
  }

  isCaptured(object: MemoryObject): boolean {
    return this.#points.isCaptured(object);
  }

  isKept(object: MemoryObject): boolean {
    return this.#points.isCaptured(object) || this.#points.isReturnedInside(object);
  }

  isByValue(object: MemoryObject): boolean {
    return object.kind === 'argument' && isByValue(object.arg.attributes);
  }

  reachedByUnknown(object: MemoryObject): boolean {
    switch (object.kind) {
      case 'unknown':
        return true;
      case 'alloca':
      case 'allocation':
        return this.#points.isCaptured(object);
      case 'argument':
        return !this.#isSeparate(object) || this.#points.isCaptured(object);
      case 'global': {
        let answer = this.#globals.get(object);
        if (answer === undefined) this.#globals.set(object, (answer = globalEscapes(object.global)));
        return answer;
      }
    }
  }

  reachedByCallees(object: MemoryObject): boolean {
    return object.kind === 'global' || this.reachedByUnknown(object);
  }

  /** The parameter's memory is reached through the parameter alone. */
  #isSeparate(object: MemoryObject): boolean {
    return object.kind === 'argument' && this.#separateArguments.has(object.arg.index);
  }

  objectsMayAlias(a: MemoryObject, b: MemoryObject): boolean {
    if (a === b) return true;
    if (a.kind === 'unknown') return this.reachedByUnknown(b);
    if (b.kind === 'unknown') return this.reachedByUnknown(a);
    // Distinct objects that the program defines or makes are distinct; what the caller passes was there before.
    if (a.kind === 'argument' && (b.kind === 'argument' || b.kind === 'global'))
      return this.#argumentMayBe(a, b);
    if (b.kind === 'argument' && a.kind === 'global') return this.#argumentMayBe(b, a);
    return false;
  }

  #argumentMayBe(argument: MemoryObject, other: MemoryObject): boolean {
    if (this.#isSeparate(argument) || this.#isSeparate(other)) return false;
    return other.kind === 'argument' || this.reachedByUnknown(other);
  }

  mayAlias(a: Access, b: Access): boolean {
    if (a.size === 0 || b.size === 0 || !this.tbaa.mayAlias(a.tbaa, b.tbaa)) return false;
    if (a.pointer === 'anything' || b.pointer === 'anything') return this.#mayTouchAnything(a, b);
    const pa = this.#infoOf(a.pointer);
    const pb = this.#infoOf(b.pointer);
    for (const [x, offsetX] of pa.offsets) {
      if (!mayRelease(a, x)) continue;
      for (const [y, offsetY] of pb.offsets) {
        if (!mayRelease(b, y) || !mayRelease(a, y) || !mayRelease(b, x)) continue;
        if (x === y ? mayOverlap(offsetX, a.size, offsetY, b.size) : this.objectsMayAlias(x, y)) return true;
      }
    }
    return false;
  }

  #mayTouchAnything(a: Access, b: Access): boolean {
    const other = a.pointer === 'anything' ? b : a;
    if (other.pointer === 'anything') return true;
    for (const object of this.#infoOf(other.pointer).objects) if (this.reachedByCallees(object)) return true;
    return false;
  }

  #infoOf(pointer: Value | PointerInfo): PointerInfo {
    return pointer instanceof PointerInfo ? pointer : this.pointerInfo(pointer);
  }
}

/** free takes memory of the heap; the end of a lifetime and of a frame take allocas. */
export function mayRelease(access: Access, object: MemoryObject): boolean {
  if (!access.release || object.kind === 'unknown') return true;
  if (access.release === 'stack') return object.kind === 'alloca';
  return object.kind === 'allocation' || object.kind === 'argument';
}

function isByValue(attributes: Fn['attributes']): boolean {
  return hasAttribute(attributes, 'byval') || hasAttribute(attributes, 'inalloca');
}

export interface AliasOptions {
  /** Pointer parameters whose memory is known to be reached through nothing else (besides those with `noalias`). */
  readonly noaliasArguments?: ReadonlySet<number>;
  /** What is known of some calls in the function beyond what their callees show. */
  readonly models?: ReadonlyMap<CallBase, CallModel>;
  /** Calls that may do anything that code elsewhere may do, whatever is known of their callees. */
  readonly unknownCalls?: ReadonlySet<CallBase>;
}

/** The alias analysis of a function, given summaries of its callees. See `analyzeAliases`. */
export function analyzeAliasesWith(
  fn: Fn,
  options: AliasOptions,
  summarize: (callee: Fn) => CallModel,
): AliasInfo {
  const layout = fn.parent?.dataLayout ?? new DataLayout('');
  const tbaa = new TbaaTypes();
  const models = new Map<CallBase, CallModel>();
  const modelOf = (call: CallBase): CallModel => {
    let model = models.get(call);
    if (!model) {
      const isUnknown = options.unknownCalls?.has(call) ?? false;
      const known = isUnknown ? modelCall(call, summarizeUnknown) : options.models?.get(call);
      models.set(call, (model = known ?? modelCall(call, summarize)));
    }
    return model;
  };
  const points = new PointsTo(fn, layout, tbaa, modelOf);
  const noaliasArguments = options.noaliasArguments ?? new Set();
  return new AliasQuery({ fn, layout, tbaa, points, modelOf, noaliasArguments });
}
