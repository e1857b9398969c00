/** What a place holds: a control that may be taken, a treated unit that looks for one, or neither. */
export const role = { none: 0, free: 1, treated: 2 } as const

/** The columns that all strata share; a place is a position in the order of stratum and distance. */
export interface UnitColumns {
  /** Row at each place. */
  readonly row: Uint32Array
  /** Distance of each row. */
  readonly distance: Float64Array
  /** The role at each place. */
  readonly role: Uint8Array
  /** Memory for the links to a free control at or left of each place, and at or right of it. */
  readonly left: Uint32Array
  readonly right: Uint32Array
}

/**
 * The units that may be matched with each other, from one place up to, and without, another, in ascending distance.
 * Free controls are linked: from any place the nearest on either side is found in near-constant time, by path halving
 * (van Leeuwen and van der Weide 1977).
 */
export class Stratum {
  constructor(
    private readonly units: UnitColumns,
    readonly from: number,
    readonly to: number,
  ) {
    // Every place points to its neighbour; a free control, and the last place on a side, to itself.
    for (let k = from; k < to; k++) {
      const isFree = units.role[k] === role.free
      units.left[k] = isFree || k === from ? k : k - 1
      units.right[k] = isFree || k === to - 1 ? k : k + 1
    }
  }

  /** Row at a place. */
  rowAt(place: number): number {
    return this.units.row[place]!
  }

  /** Distance at a place. */
  distanceAt(place: number): number {
    return this.units.distance[this.units.row[place]!]!
  }

  /** Role at a place. */
  roleAt(place: number): number {
    return this.units.role[place]!
  }

  /** Place of the nearest free control left of a place, or -1. */
  leftOf(place: number): number {
    return place === this.from ? -1 : this.follow(this.units.left, place - 1)
  }

  /** Place of the nearest free control right of a place, or -1. */
  rightOf(place: number): number {
    return place === this.to - 1 ? -1 : this.follow(this.units.right, place + 1)
  }

  /** Takes a control out. */
  take(place: number): void {
    this.units.role[place] = role.none
    if (place > this.from) this.units.left[place] = place - 1
    if (place < this.to - 1) this.units.right[place] = place + 1
  }

  private follow(links: Uint32Array, place: number): number {
    let at = place
    for (let next = links[at]!; next !== at; next = links[at]!) {
      links[at] = links[next]!
      at = next
    }
    return this.units.role[at] === role.free ? at : -1
  }
}
