/** The ids of a site, each once, by the number that it got when it was met first. */
export class IdNumbers {
  readonly ids: string[] = []
  private readonly numbers = new Map<string, number>()

  /** The number of an id. */
  of(id: string): number {
    const known = this.numbers.get(id)
    if (known !== undefined) return known
    const number = this.ids.push(id) - 1
    this.numbers.set(id, number)
    return number
  }
}
