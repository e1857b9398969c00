import { isDeepStrictEqual } from 'node:util'
import type { Change, Edit } from './changes.js'
import { type ColumnPlace } from './column-places.js'
import type { DraftSlot } from './draft-slots.js'

/** Columns of one file that a mapping reads and that are gone, and those that nobody knew. */
export interface ComeAndGone {
  readonly file: string
  readonly gone: readonly string[]
  readonly came: readonly string[]
}

type How = Readonly<Record<string, unknown>>

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

// A unit that is not said is the standard one of the test.
const sameUnit = (was: How, is: How, standard: (test: unknown) => unknown): boolean =>
  isDeepStrictEqual(was['unit'] ?? standard(was['test']), is['unit'] ?? standard(is['test']))

const sameDays = (was: How, is: How): boolean =>
  was['offset'] === is['offset'] &&
  (was['date'] === undefined || list(was['date']).some(format => list(is['date']).includes(format)))

const sameWords = (was: How, is: How): boolean => {
  const [before, now] = [was['codes'], is['codes']].map(codes => (codes ?? {}) as How)
  return Object.entries(now ?? {}).every(([word, code]) => before?.[word] === undefined || before[word] === code)
}

/** Whether a column that came may be read as one that is gone was read. */
const readsAlike = (was: How, is: How, standard: (test: unknown) => unknown): boolean =>
  sameUnit(was, is, standard) && sameDays(was, is) && sameWords(was, is)

// The one new column of which the draft is sure that it is there for all that the old one was there for.
const nowCalled = (
  places: readonly ColumnPlace[],
  came: readonly string[],
  slots: readonly DraftSlot[],
  standard: (test: unknown) => unknown,
): string | null => {
  const ofOld = places.filter(({ slot }) => slot !== null)
  const fitting = came.filter(
    column =>
      ofOld.length > 0 &&
      ofOld.every(({ slot, how }) =>
        slots.some(one => one.sure && one.column === column && one.slot === slot && readsAlike(how, one.how, standard)),
      ),
  )
  return fitting.length === 1 ? fitting[0]! : null
}

const editOf = ({ path, as }: ColumnPlace, now: string): Edit =>
  as === 'key' ? { edit: 'key', path, key: now } : { edit: 'value', path, value: now }

/** The renamed columns of a file as changes, with those that were taken and those that stay gone. */
export const renamedColumns = (
  { file, gone, came }: ComeAndGone,
  places: readonly ColumnPlace[],
  slots: readonly DraftSlot[],
  standard: (test: unknown) => unknown,
): {
  readonly changes: readonly Change[]
  readonly taken: ReadonlyMap<string, string>
  readonly gone: readonly string[]
} => {
  const found = gone.map(column => {
    const own = places.filter(place => place.column === column)
    return { column, own, now: nowCalled(own, came, slots, standard) }
  })
  // Two that are gone and one that came: neither is it for certain.
  const clear = found.filter(({ now }) => now !== null && found.filter(other => other.now === now).length === 1)
  return {
    // Deepest first: a path through a key holds until the key itself is another.
    changes: clear.map(({ column, own, now }): Change => ({
      edits: own.toSorted((a, b) => b.path.length - a.path.length).map(place => editOf(place, now!)),
      standing: 'filled in',
      says: `${file}: '${column}' is gone, '${now!}' is read in its place`,
    })),
    taken: new Map(clear.map(({ column, now }) => [column, now!])),
    gone: found.filter(one => !clear.includes(one)).map(({ column }) => column),
  }
}
