import type { KeyedHash } from './ids/keyed-hash.js'
import type { ReceivedSubjects, ReceivedTable } from '../received-site.js'
import { orderedTexts } from './ordered-keys.js'

/** The keys of a site's ids: each is made when it is first asked for. */
export class Keys {
  private readonly keys: (string | undefined)[] = []

  constructor(
    private readonly ids: readonly string[],
    private readonly hash: KeyedHash,
  ) {}

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
  const numbers = Int32Array.from(ids.keys()).filter(number => met[number] === 1)
  const own = Array.from(numbers, number => keys.of(number))
  const places = new Int32Array(ids.length)
  const order = orderedTexts(own)
  for (let place = 0; place < order.length; place += 1) places[numbers[order[place]!]!] = place
  return {
    subjects: {
      keys: Array.from(order, at => own[at]!),
      openIds: open ? Array.from(order, at => ids[numbers[at]!]!) : null,
    },
    numbered: tables.map(table => ({ ...table, subjects: table.subjects.map(number => places[number]!) })),
  }
}
