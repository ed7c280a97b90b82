import { fineKey } from './fine-place.ts';
import type { Place, Region } from './region.ts';
import { resolve } from './region.ts';

/** Names of places that are equal when the places are. Of use as long as no regions are unified. */
export class PlaceNames {
  readonly #regions = new Map<Region, number>();

  of(at: Place): string {
    const { region, offset, stride, fine } = resolve(at);
    let number = this.#regions.get(region);
    if (number === undefined) this.#regions.set(region, (number = this.#regions.size));
    return `${number}/${offset}/${stride}${fine ? `/${fineKey(fine)}` : ''}`;
  }
}
