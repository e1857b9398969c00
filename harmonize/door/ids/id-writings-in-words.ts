import type { RowNumbers } from '../../../sources/row-numbers.js'
import type { IdTrouble } from './alike-ids.js'
import { foldedId, idWriting } from './id-writing.js'
import { isUsualId } from './usual-id.js'
import { plainText, receivedText } from '../../read/plain-text.js'
import type { ReadIds } from './read-ids.js'
import { type Told, told } from '../../../words/told.js'
import { counted } from '../../../words/counted.js'

/** A table's ids as read. */
export interface WrittenIds {
  readonly file: Told
  readonly read: ReadIds
  /** The number in the file of each row of the table. */
  readonly rows: RowNumbers
}

const differsIn = (writing: string, other: string): Told => {
  if (foldedId(writing) !== foldedId(other)) return told`digits, 15 and 18 as resident ids have,`
  return writing.toUpperCase() === other.toUpperCase()
    ? told`capitals`
    : told`spaces, dashes or letters that look alike`
}

/** What is to be reported about the writings of a site's ids: about rows of each table, and of files as a whole. */
export interface WritingsTold {
  readonly ofRows: readonly ReadonlyMap<number, IdTrouble>[]
  readonly notes: readonly Told[]
}

const residentForms = /^(?:\d{15},\d{17}[\dX]|\d{17}[\dX],\d{15})$/

const isOther = (known: string | undefined, writing: string): known is string => {
  if (known === undefined || known === writing) return false
  const [one, other] = [foldedId(known), foldedId(writing)]
  return one === other || residentForms.test(`${one},${other}`)
}

const writingNotes = (file: Told, pointZero: number, around: number, elsewhere: number): readonly Told[] => [
  ...(pointZero > 0
    ? [
        told`${file}: ${counted(pointZero, told`id`)} ${pointZero === 1 ? 'ends' : 'end'} in '.0', as a program writes numbers; read without it`,
      ]
    : []),
  ...(around > 0
    ? [
        told`${file}: ${counted(around, told`id`)} ${around === 1 ? 'was' : 'were'} read without apostrophes, ="…" or invisible signs around ${around === 1 ? 'it' : 'them'}`,
      ]
    : []),
  ...(elsewhere > 0
    ? [
        told`${file}: ${counted(elsewhere, told`id`)} ${elsewhere === 1 ? 'is' : 'are'} written with other capitals, spaces or dashes than in another file; taken for the same ${elsewhere === 1 ? 'subject' : 'subjects'}`,
      ]
    : []),
]

const writingOf = ({ column }: ReadIds, code: number): string => idWriting(receivedText(column.cells[code]))

/** Tells where one id is written in several ways: in one file that is a doubt, between files two programs' habits. */
export const tellWritings = (tables: readonly WrittenIds[], ids: readonly string[]): WritingsTold => {
  const notes: Told[] = []
  const several = tables.length > 1
  // By the numbers of ids: how an earlier table writes it first.
  const elsewhere: string[] = []
  const ofRows = tables.map(({ file, read, rows }) => {
    const troubles = new Map<number, IdTrouble>()
    const [pointZero, around, differing] = [new Set<number>(), new Set<number>(), new Set<number>()]
    const here = new Int32Array(ids.length).fill(-1)
    const asked = new Set<number>()
    for (const code of read.met.codes) {
      const number = read.numbers[code]!
      if (number === -1) continue
      const received = receivedText(read.column.cells[code])
      const isUsual = isUsualId(received)
      const writing = isUsual ? received : idWriting(received)
      if (!isUsual && writing !== ids[number] && /^\d+[.,]0+$/.test(writing) && /^\d+$/.test(ids[number]!))
        pointZero.add(number)
      else if (writing !== received && writing.length < plainText(received).length) around.add(number)
      if (several && isOther(elsewhere[number], writing)) differing.add(number)
      const first = here[number]!
      if (first === -1) here[number] = code
      else if (!asked.has(number)) {
        const known = writingOf(read, first)
        if (!isOther(known, writing)) continue
        asked.add(number)
        const row = rows.at(read.met.firstRow[first]!)!
        const message = told`written with other ${differsIn(writing, known)} than in row ${row}: both are taken for one subject; are they?`
        troubles.set(read.met.firstRow[code]!, { kind: 'id-writings-differ', effect: 'query', message })
      }
    }
    if (several) {
      for (const [number, code] of here.entries()) if (code !== -1) elsewhere[number] ??= writingOf(read, code)
    }
    notes.push(...writingNotes(file, pointZero.size, around.size, differing.size))
    return troubles
  })
  return { ofRows, notes }
}
