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
  readonly add: (file: string, column: string, cell: Cell, stored: Cell) => void
  readonly all: () => readonly WithheldText[]
}

const longestText = 60

/** Makes a collection of texts that were not taken in; it stays empty where nobody asked for them. */
export const withheldTexts = (wanted: boolean): Withheld => {
  const texts = new Map<string, WithheldText>()
  return {
    add: (file, column, cell, stored) => {
      if (!wanted || cell.kind === 'empty' || stored.kind === 'empty') return
      const received = cell.text.slice(0, longestText)
      const key = JSON.stringify([file, column, received])
      const count = (texts.get(key)?.count ?? 0) + 1
      texts.set(key, { file, column, received, nearest: nearestOfWithheld(stored.text), count })
    },
    all: () => [...texts.values()],
  }
}
