/** The ids of a site, each once, by the number that it got when it was met first. */
export class IdNumbers {
  readonly ids: string[] = []
  // Made when an id is looked up: most sites have one column of ids, each of which is its own cell.
  private numbers: Map<string, number> | null = null

  /** Numbers ids that are all distinct, as the first of the site. */
  begin(distinct: readonly string[]): void {
    for (const id of distinct) this.ids.push(id)
  }

  /** The number of an id. */
  of(id: string): number {
    this.numbers ??= new Map(this.ids.map((known, number) => [known, number]))
    const known = this.numbers.get(id)
    if (known !== undefined) return known
    const number = this.ids.push(id) - 1
    this.numbers.set(id, number)
    return number
  }
}
