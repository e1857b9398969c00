/** How far each of some treated units has looked on either side: the places of the last controls that it saw. */
export class SearchedRanges {
  readonly left: Uint32Array
  readonly right: Uint32Array

  constructor(places: Uint32Array) {
    this.left = places.slice()
    this.right = places.slice()
  }

  /** The unit of an index has seen the control at a place. */
  widen(index: number, place: number): void {
    if (place < this.left[index]!) this.left[index] = place
    if (place > this.right[index]!) this.right[index] = place
  }
}
