import type { Cell } from '../../sources/source-record.js'
import { nearestOfWithheld } from './withheld-text.js'

/** A text that was not taken in: its column, how often it stands there, and the nearest that the mapping lists. */
export interface WithheldText {
  readonly file: string
  readonly column: string
  readonly received: string
  readonly nearest: string | null
  readonly count: number
}

/** Collects the texts that were not taken in, for a screen beside the exports alone. */
export interface Withheld {
  /** Meets such a text of a column; what it gives counts one more row that has it. */
  readonly meet: (file: string, column: string, cell: Cell, stored: Cell) => () => void
  readonly all: () => readonly WithheldText[]
}

const longestText = 60

/** Makes a collection of texts that were not taken in. */
export const withheldTexts = (): Withheld => {
  const texts = new Map<string, WithheldText>()
  return {
    meet: (file, column, cell, stored) => {
      if (cell.kind === 'empty' || stored.kind === 'empty') return () => undefined
      const received = cell.text.slice(0, longestText)
      const key = JSON.stringify([file, column, received])
      const nearest = nearestOfWithheld(stored.text)
      return () => {
        const count = (texts.get(key)?.count ?? 0) + 1
        texts.set(key, { file, column, received, nearest, count })
      }
    },
    all: () => [...texts.values()],
  }
}
