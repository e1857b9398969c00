import type { KeyedHash } from './ids/keyed-hash.js'
import type { ReceivedSubjects, ReceivedTable } from '../received-site.js'
import { orderedTexts } from './ordered-texts.js'

/** The keys of a site's ids: each is made when it is first asked for. */
export class Keys {
  private readonly keys: (string | undefined)[]

  constructor(
    private readonly ids: readonly string[],
    private readonly hash: KeyedHash,
  ) {
    this.keys = new Array<string | undefined>(ids.length)
  }

  /** The key of an id's number. */
  of(number: number): string {
    return (this.keys[number] ??= this.hash(this.ids[number]!))
  }
}

/** The subjects that rows of a site have, and its tables with their numbers. */
export interface SubjectsMet {
  readonly subjects: ReceivedSubjects
  readonly numbered: readonly ReceivedTable[]
}

/** Numbers the subjects that rows have by the order of their keys, in tables whose subjects are the numbers of their ids. */
export const subjectsMet = (
  ids: readonly string[],
  keys: Keys,
  tables: readonly ReceivedTable[],
  open: boolean,
): SubjectsMet => {
  const met = new Uint8Array(ids.length)
  for (const { subjects } of tables) for (let row = 0; row < subjects.length; row += 1) met[subjects[row]!] = 1
  const numbers = new Int32Array(ids.length)
  let count = 0
  for (let number = 0; number < met.length; number += 1) {
    if (met[number] === 0) continue
    numbers[count] = number
    count += 1
  }
  // Keys of open ids differ in their ids alone, which are their ends.
  const texts: string[] = []
  for (let at = 0; at < count; at += 1) texts.push(open ? ids[numbers[at]!]! : keys.of(numbers[at]!))
  const order = orderedTexts(texts)
  const places = new Int32Array(ids.length)
  const own: string[] = []
  const openIds: string[] = []
  for (let place = 0; place < count; place += 1) {
    const number = numbers[order[place]!]!
    places[number] = place
    own.push(keys.of(number))
    if (open) openIds.push(ids[number]!)
  }
  return {
    subjects: { keys: own, openIds: open ? openIds : null },
    numbered: tables.map(table => {
      // Nobody else has these numbers, and a copy of them is large.
      const { subjects } = table
      for (let row = 0; row < subjects.length; row += 1) subjects[row] = places[subjects[row]!]!
      return table
    }),
  }
}
