import type { CallBase, GetElementPtrInst, Instruction, Type, Value } from '../../ir/index.ts';
import { Fn, hasAttribute, InstructionBase, isInstruction } from '../../ir/index.ts';
import type { CalleeRule } from '../../rules/callee-rule.ts';
import { declaredRule, isKnownByRule } from '../../rules/declared-rules.ts';
import { findCalleeRule } from '../../rules/find-callee-rule.ts';
import type { GepStep } from '../memory/gep-offset.ts';
import { gepSteps } from '../memory/gep-offset.ts';
import type { TypeGraph } from './graph.ts';
import { bucketsOfAddress } from './single-bucket.ts';
import type { CellUse, Place, PointerCell } from './region.ts';
import { advance, cellAt, gcd, place, Region, resolve, step, unify } from './region.ts';
import type { PointerDifference } from './pointer-difference.ts';
import { pointerDifference } from './pointer-difference.ts';
import type { Slot } from './slot.ts';
import { isWithinStruct } from './inner-arrays.ts';
import { leafRange, leavesOf } from './value-leaf.ts';

/** What a call of a function with a body does to its caller's regions: a copy of what the callee's analysis found. */
export interface CalleeView {
  readonly places: readonly (readonly (Place | undefined)[])[];
  readonly slots: readonly (readonly Slot[])[];
  readonly returnPlaces: readonly (Place | undefined)[];
  readonly returnSlots: readonly Slot[];
}

/** More rounds than nested loops and chains of phis in bad order need. */
const maxRounds = 64;

/**
 * Finds where each pointer points: regions and offsets, through getelementptr, phi, select, memory and calls. `viewCallee`
 * gives what is known of a called function, once for each call.
 */
export class PointerFlow {
  readonly #graph: TypeGraph;
  readonly #views = new Map<CallBase, CalleeView | undefined>();
  readonly #viewCallee: (call: CallBase) => CalleeView | undefined;
  /** Regions of allocas, and of results of calls and loads of unknown origin. */
  readonly #fresh = new Map<Value, Region[]>();
  /** By how many bytes pointers into a region are moved. */
  readonly #strides = new Map<Region, number>();
  /** Whether it is known where pointers point that are not moved by the distance of others. */
  #areKnown = false;

  constructor(graph: TypeGraph, viewCallee: (call: CallBase) => CalleeView | undefined) {
    this.#graph = graph;
    this.#viewCallee = viewCallee;
  }

  run(): void {
    this.#settle();
    this.#areKnown = true;
    this.#settle();
  }

  #settle(): void {
    for (let round = 0; round < maxRounds; round++) {
      let changed = false;
      for (const inst of this.#graph.fn.instructions()) changed = this.#transfer(inst) || changed;
      changed = this.linkCells() || changed;
      if (!changed) return;
    }
  }

  viewOf(call: CallBase): CalleeView | undefined {
    if (!this.#views.has(call)) this.#views.set(call, this.#viewCallee(call));
    return this.#views.get(call);
  }

  #transfer(inst: Instruction): boolean {
    const g = this.#graph;
    switch (inst.opcode) {
      case 'alloca':
        return this.#freshPlace(inst, 0);
      case 'getelementptr': {
        const base = g.place(inst.base);
        if (!base || inst.type.kind !== 'pointer') return false;
        // What begins behind the next multiple of an alignment is an object of its own: memory that is handed out piece by piece.
        if (isAligned(inst)) return this.#freshPlace(inst, 0);
        const buckets = bucketsOfAddress(g, inst);
        const kept = buckets && g.place(buckets);
        if (kept) return g.setPlace(inst, 0, cellAt(kept, true).pointee);
        const distance = pointerDifference(inst);
        if (distance && distance.element === 1 && !this.#areKnown) return false;
        if (distance) return g.setPlace(inst, 0, this.#moveByDifference(inst.base, base, distance));
        // Without `inbounds` too, no program means its indices, or what they are computed of, to wrap around the address space.
        const steps = gepSteps(g.layout, inst, false, false);
        return g.setPlace(inst, 0, steps ? moveBy(base, steps, isWithinStruct(inst)) : advance(base, 0, 1));
      }
      case 'bitcast':
      case 'addrspacecast':
      case 'inttoptr':
      case 'ptrtoint':
      case 'freeze':
        return this.#copy(inst, inst.operand(0));
      case 'phi': {
        let changed = false;
        for (const [value] of inst.incoming()) changed = this.#copy(inst, value) || changed;
        return changed;
      }
      case 'select': {
        const changed = this.#copy(inst, inst.ifTrue);
        return this.#copy(inst, inst.ifFalse) || changed;
      }
      case 'load':
        return this.#load(inst, inst.pointer);
      case 'store':
        return this.#store(inst, inst.value, inst.pointer);
      case 'atomicrmw':
        return inst.operation === 'xchg' && this.#exchange(inst, inst.pointer, inst.value);
      case 'cmpxchg':
        return this.#exchange(inst, inst.operand(0), inst.operand(2));
      case 'extractvalue': {
        const range = leafRange(g.layout, inst.operand(0).type, inst.path);
        return range
          ? this.#copyLeaves(inst, 0, inst.operand(0), range.first, range.end - range.first)
          : false;
      }
      case 'insertvalue':
        return this.#insertValue(inst, inst.operand(0), inst.operand(1), inst.path);
      case 'va_arg':
        return g.carriesPointer(inst.type) && this.#freshPlace(inst, 0);
      case 'call':
      case 'invoke':
      case 'callbr':
        return this.#call(inst);
      case 'ret':
        return this.#return(inst.value);
      default:
        return false;
    }
  }

  /** A pointer moved by the distance of two others, which point into one array: by a multiple of what tells its elements apart. */
  #moveByDifference(pointer: Value, base: Place, { to, from, element }: PointerDifference): Place {
    const [x, y] = [to, from].map((p) => this.#graph.place(p));
    if (x && y) unify(x, y);
    if (from === pointer && x) return x;
    const stride = element > 1 ? element : this.#elementBetween(x, y);
    return stride > 1 ? step(base, 0, [{ stride, count: undefined }]) : advance(base, 0, 1);
  }

  /** By how many bytes two pointers into an array differ, or all that are moved over it; 1 where nothing is known. */
  #elementBetween(x: Place | undefined, y: Place | undefined): number {
    if (!x || !y) return 1;
    const [a, b] = [resolve(x), resolve(y)];
    return gcd(gcd(a.stride, b.stride), a.offset - b.offset) || this.#strideIn(b.region) || 1;
  }

  /** The distance that all pointers into a region are moved by a multiple of; 0 where none is moved. */
  #strideIn(region: Region): number {
    const known = this.#strides.get(region);
    if (known !== undefined) return known;
    let stride = 0;
    for (const inst of this.#graph.fn.instructions()) {
      const place = inst.type.kind === 'pointer' ? this.#graph.place(inst) : undefined;
      const other = place && resolve(place);
      if (other?.region === region) stride = gcd(stride, other.stride);
    }
    this.#strides.set(region, stride);
    return stride;
  }

  #freshPlace(value: Value, leaf: number): boolean {
    const regions = this.#fresh.get(value) ?? [];
    this.#fresh.set(value, regions);
    if (regions[leaf]) return false;
    const region = (regions[leaf] = new Region());
    return this.#graph.setPlace(value, leaf, place(region, 0, 0));
  }

  #copy(to: Value, from: Value): boolean {
    const count = leavesOf(this.#graph.layout, to.type).length;
    return this.#copyLeaves(to, 0, from, 0, count);
  }

  #copyLeaves(to: Value, toLeaf: number, from: Value, fromLeaf: number, count: number): boolean {
    let changed = false;
    for (let i = 0; i < count; i++) {
      const source = this.#graph.place(from, fromLeaf + i);
      if (source) changed = this.#graph.setPlace(to, toLeaf + i, source) || changed;
    }
    return changed;
  }

  #insertValue(inst: Value, aggregate: Value, element: Value, path: readonly number[]): boolean {
    const range = leafRange(this.#graph.layout, inst.type, path);
    if (!range) return false;
    const total = leavesOf(this.#graph.layout, inst.type).length;
    let changed = this.#copyLeaves(inst, 0, aggregate, 0, range.first);
    changed = this.#copyLeaves(inst, range.first, element, 0, range.end - range.first) || changed;
    return this.#copyLeaves(inst, range.end, aggregate, range.end, total - range.end) || changed;
  }

  #load(inst: Instruction, pointer: Value): boolean {
    const g = this.#graph;
    const at = g.place(pointer);
    if (!at) return false;
    let changed = false;
    for (const [i, leaf] of leavesOf(g.layout, inst.type).entries()) {
      if (leaf.type.kind !== 'pointer' && !(g.carriesPointer(leaf.type) && movesOn(inst))) continue;
      for (const element of elementsOf(g.inside(at, leaf.offset))) {
        const cell = cellAt(element, true);
        cell.uses.add(this.#useOf(inst, leaf.type));
        changed = g.setPlace(inst, i, cell.pointee) || changed;
      }
    }
    return changed;
  }

  #store(inst: Instruction, value: Value, pointer: Value): boolean {
    const g = this.#graph;
    const at = g.place(pointer);
    if (!at) return false;
    let changed = false;
    for (const [i, leaf] of leavesOf(g.layout, value.type).entries()) {
      const to = g.carriesPointer(leaf.type) ? g.place(value, i) : undefined;
      if (!to) continue;
      for (const element of elementsOf(g.inside(at, leaf.offset)))
        changed = g.storePointer(element, to, this.#useOf(inst, leaf.type)) || changed;
    }
    return changed;
  }

  #exchange(inst: Instruction, pointer: Value, value: Value): boolean {
    const changed = this.#store(inst, value, pointer);
    return this.#load(inst, pointer) || changed;
  }

  #useOf(access: Instruction, type: Type): CellUse {
    if (type.kind === 'pointer') return 'pointers';
    const { layout, readers } = this.#graph;
    const said = readers.tbaa.access(access.getMetadata('tbaa'), layout.storeSize(type));
    return said?.scalar?.kind === 'integer' ? 'integers' : undefined;
  }

  #call(call: CallBase): boolean {
    const view = this.viewOf(call);
    if (view) return this.#callView(call, view);
    const rule = calleeRule(call);
    const same = returnedOperand(call, rule);
    if (same) return this.#copy(call as unknown as Instruction, same.value);
    let changed = false;
    if (rule?.kind === 'allocation' && rule.storedThrough !== undefined) {
      const at = this.#graph.place(call.operand(rule.storedThrough));
      if (at) cellAt(at, true);
    }
    for (const [i, leaf] of leavesOf(this.#graph.layout, call.type).entries()) {
      if (leaf.type.kind === 'pointer') changed = this.#freshPlace(call, i) || changed;
    }
    return changed;
  }

  #callView(call: CallBase, view: CalleeView): boolean {
    const g = this.#graph;
    let changed = false;
    for (const [i, places] of view.places.entries()) {
      const arg = call.args[i];
      if (!arg) break;
      for (const [leaf, formal] of places.entries()) {
        const actual = g.place(arg, leaf);
        if (formal && actual) changed = unify(actual, formal) || changed;
      }
    }
    for (const [leaf, to] of view.returnPlaces.entries()) {
      if (to) changed = g.setPlace(call, leaf, to) || changed;
    }
    return changed;
  }

  #return(value: Value | undefined): boolean {
    const { places } = this.#graph.returned;
    let changed = false;
    for (let i = 0; value && i < places.length; i++) {
      const to = this.#graph.place(value, i);
      const old = places[i];
      if (!to) continue;
      if (!old) {
        places[i] = to;
        changed = true;
      } else changed = unify(old, to) || changed;
    }
    return changed;
  }

  /** Pointers at strided offsets may be those at the offsets they cover: what these point to is one. */
  linkCells(): boolean {
    const pointerSize = this.#graph.layout.pointerBits() / 8;
    let changed = false;
    for (const region of reachableRegions(this.#graph)) {
      const strided = [...region.cells.values()].filter((c) => c.stride >= pointerSize);
      for (const cell of strided.slice(0, 64)) {
        for (const other of [...region.cells.values()]) {
          if (other === cell || areApart(cell, other)) continue;
          const g = gcd(cell.stride, other.stride);
          if ((cell.offset - other.offset) % g === 0) changed = unify(cell.pointee, other.pointee) || changed;
        }
      }
    }
    return changed;
  }
}

/** Walks over arrays of more elements than this stay walks. */
const mostElements = 16;

/** The places of the elements that a walk over short arrays of known length may lead to; of any other walk the place itself. */
function elementsOf(at: Place): Place[] {
  const { region, fine } = at;
  if (!fine || fine.stride !== 0) return [at];
  let offsets = [fine.offset];
  for (const { stride, count } of fine.inner) {
    if (count === undefined || offsets.length * count > mostElements) return [at];
    offsets = offsets.flatMap((offset) => Array.from({ length: count }, (_, i) => offset + i * stride));
  }
  return offsets.map((offset) => place(region, offset, 0));
}

/** What is only accessed as integers by its tags is nowhere accessed as a pointer, though an unknown index may seem to lead there. */
function areApart(a: PointerCell, b: PointerCell): boolean {
  const isInteger = ({ uses }: PointerCell): boolean => uses.size === 1 && uses.has('integers');
  const isPointer = ({ uses }: PointerCell): boolean => uses.size === 1 && uses.has('pointers');
  return (isInteger(a) && isPointer(b)) || (isPointer(a) && isInteger(b));
}

/** `getelementptr i8, ptr %p, i64 ((%a & mask) - %a)` */
function isAligned(gep: GetElementPtrInst): boolean {
  const [index] = gep.indices;
  if (!isInstruction(index!) || index.opcode !== 'sub') return false;
  const [rounded, address] = [index.operand(0), index.operand(1)];
  return isInstruction(rounded) && rounded.opcode === 'and' && rounded.operand(0) === address;
}

/** An array of one element is taken to have more, unless it stands in the middle of a struct. */
function moveBy(
  base: Place,
  { offset, terms }: { offset: number; terms: readonly GepStep[] },
  isWithin: boolean,
): Place {
  const least = isWithin ? 1 : 2;
  const constant = terms.reduce((sum, term) => sum + term.base, offset);
  const dimensions = terms
    .filter((term) => term.stride > 0)
    .map(({ stride, count }) => ({
      stride,
      count: count !== undefined && count >= least ? count : undefined,
    }));
  return step(base, constant, dimensions);
}

/** All regions that stand for others: those that values of the function point into, and what is found there, and so on. */
export function reachableRegions(graph: TypeGraph): Set<Region> {
  const work: Region[] = [...graph.placedRegions()];
  const roots = new Set<Region>();
  for (let region = work.pop(); region; region = work.pop()) {
    const { root } = region.find();
    if (roots.has(root)) continue;
    roots.add(root);
    for (const cell of root.cells.values()) work.push(resolve(cell.pointee).region);
  }
  return roots;
}

/** Whether an integer that was loaded is passed on as it is: it may be a pointer's bits. */
function movesOn(inst: Instruction): boolean {
  for (const use of inst.uses()) {
    const user = use.user;
    if (!(user instanceof InstructionBase)) continue;
    switch (user.opcode) {
      case 'store':
        if (use.index === 0) return true;
        break;
      case 'phi':
      case 'select':
      case 'inttoptr':
      case 'freeze':
      case 'insertvalue':
      case 'call':
      case 'invoke':
      case 'ret':
        return true;
      default:
    }
  }
  return false;
}

/** The function that is called directly, if it is known. */
export function directCallee(call: CallBase): Fn | undefined {
  return call.callee instanceof Fn ? call.callee : undefined;
}

/** What the tables know about the callee of a call: only for functions without a body. */
export function calleeRule(call: CallBase): CalleeRule | undefined {
  const fn = directCallee(call);
  if (!fn || !isKnownByRule(fn) || fn.name === undefined) return undefined;
  const declared = declaredRule(fn);
  return declared === undefined ? findCalleeRule(fn.name, call.functionType) : (declared ?? undefined);
}

/** The argument that a call returns (or a pointer into the same object). */
function returnedOperand(call: CallBase, rule: CalleeRule | undefined): { value: Value } | undefined {
  const at = (index: number): { value: Value } | undefined => {
    const value = call.args[index];
    return value && { value };
  };
  const returned = call.argumentAttributes.findIndex((list) => hasAttribute(list, 'returned'));
  if (returned >= 0) return at(returned);
  if (rule?.kind === 'identity') return at(rule.operand);
  if (rule?.kind === 'reallocation') return at(rule.pointer);
  const returns = rule && 'returns' in rule ? rule.returns : undefined;
  return returns?.to === 'operand' ? at(returns.index) : undefined;
}
