import type { DataLayout } from '../../ir/index.ts';
import type { Part } from './candidates.ts';
import { collect, collectDeclared } from './candidates.ts';
import { Findings } from './findings.ts';
import type { RegionIndex } from './region-index.ts';
import type { Slot } from './slot.ts';

/** Bytes of a region that questions look at. Questions about copies of one object look at the same bytes, and share what they find. */
export class LookedAt {
  readonly index: RegionIndex;
  readonly part: Part;
  #declared: Findings | undefined;
  #found: { readonly version: number; readonly findings: Findings } | undefined;

  constructor(index: RegionIndex, part: Part) {
    this.index = index;
    this.part = part;
  }

  /** What declarations at known offsets say of them. */
  declared(layout: DataLayout): Findings {
    if (!this.#declared) {
      this.#declared = new Findings();
      collectDeclared(layout, this.index, this.part, this.#declared);
    }
    return this.#declared;
  }

  /** What the region's observations tell of the bytes, without what a slot says. */
  findings(layout: DataLayout, ignore: Slot | undefined): Findings {
    if (ignore && this.dependsOn(ignore)) return this.#collect(layout, ignore);
    const { version } = this.index;
    if (this.#found?.version !== version)
      this.#found = { version, findings: this.#collect(layout, undefined) };
    return this.#found.findings;
  }

  dependsOn(slot: Slot): boolean {
    return !this.index.dependentOn(slot).next().done;
  }

  #collect(layout: DataLayout, ignore: Slot | undefined): Findings {
    const findings = new Findings();
    collect(layout, this.index, this.part, ignore, findings);
    return findings;
  }
}
