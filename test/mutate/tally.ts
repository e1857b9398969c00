import type { Mutant } from './draw.js'
import { type Equivalent, equivalents } from './equivalents.js'
import { leastByRoom, leastInAll, type Room } from './suites.js'

/** What became of a change. */
export interface Tried {
  readonly mutant: Pick<Mutant, 'room' | 'file' | 'line' | 'before' | 'text' | 'operator'>
  readonly end: 'noticed' | 'survived'
}

/** The share of a room, or of all rooms. */
export interface Share {
  readonly name: string
  readonly tried: number
  readonly noticed: number
  readonly equivalent: number
  /** Per cent of the changes that are not equivalent; null where none was tried. */
  readonly share: number | null
  readonly least: number
  readonly isEnough: boolean
}

/** A change in one line: what stood there, and what stands there now. */
export const changeOf = ({ before, text }: Tried['mutant']): string =>
  `${before} -> ${text === '' ? 'nothing' : text}`.replaceAll(/\s+/g, ' ').slice(0, 160)

const isEquivalent = (mutant: Tried['mutant'], known: readonly Equivalent[]): boolean =>
  known.some(({ file, change }) => file === mutant.file && change === changeOf(mutant))

const shareOf = (name: string, all: readonly Tried[], least: number, known: readonly Equivalent[]): Share => {
  const equal = all.filter(({ mutant, end }) => end === 'survived' && isEquivalent(mutant, known)).length
  const noticed = all.filter(({ end }) => end === 'noticed').length
  const share = all.length === equal ? null : (100 * noticed) / (all.length - equal)
  return {
    name,
    tried: all.length,
    noticed,
    equivalent: equal,
    share,
    least,
    isEnough: share === null || share >= least,
  }
}

/** The share of changes noticed in each room, then in all. */
export const tally = (tried: readonly Tried[], known: readonly Equivalent[] = equivalents): readonly Share[] => {
  const rooms = [...new Set(tried.map(({ mutant }) => mutant.room))].sort()
  return [
    ...rooms.map((room: Room) =>
      shareOf(
        room,
        tried.filter(one => one.mutant.room === room),
        leastByRoom[room],
        known,
      ),
    ),
    shareOf('all', tried, leastInAll, known),
  ]
}

/** The tally as lines of a table. */
export const tallyLines = (shares: readonly Share[]): readonly string[] => [
  `${'room'.padEnd(12)} tried noticed equivalent  share  least`,
  ...shares.map(({ name, tried, noticed, equivalent, share, least, isEnough }) =>
    [
      name.padEnd(12),
      String(tried).padStart(5),
      String(noticed).padStart(7),
      String(equivalent).padStart(10),
      (share === null ? '-' : `${share.toFixed(0)} %`).padStart(6),
      `${least} %`.padStart(6),
      isEnough ? '' : ' too few',
    ]
      .join(' ')
      .trimEnd(),
  ),
]
