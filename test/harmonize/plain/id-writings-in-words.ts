import type { SourceRow } from '../../../sources/source-record.js'

import type { IdTrouble } from './alike-ids.js'
import type { DoorPlaces } from './door-places.js'
import { foldedId, idWriting } from '../../../harmonize/door/ids/id-writing.js'
import { plainText, receivedText } from '../../../harmonize/read/plain-text.js'
import type { SubjectId } from '../../../harmonize/door/ids/subject-id.js'
import { type Told, told } from '../../../words/told.js'
import { counted } from '../../../words/counted.js'

/** A table's ids as read, row by row. */
export interface ReadTable {
  readonly file: Told
  readonly places: DoorPlaces
  readonly read: ReadonlyMap<SourceRow, SubjectId>
}

const differsIn = (writing: string, other: string): Told => {
  if (foldedId(writing) !== foldedId(other)) return told`digits, 15 and 18 as resident ids have,`
  return writing.toUpperCase() === other.toUpperCase()
    ? told`capitals`
    : told`spaces, dashes or letters that look alike`
}

/** What is to be reported about the writings of a site's ids. */
export interface WritingsTold {
  readonly troubles: ReadonlyMap<SourceRow, IdTrouble>
  readonly notes: readonly Told[]
}

interface Writing {
  readonly row: number
  readonly writing: string
}

const residentForms = /^(?:\d{15},\d{17}[\dX]|\d{17}[\dX],\d{15})$/

const otherThan = (known: Writing | undefined, writing: string): known is Writing => {
  if (known === undefined || known.writing === writing) return false
  const [one, other] = [foldedId(known.writing), foldedId(writing)]
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

/** Tells where one id is written in several ways: in one file that is a doubt, between files two programs' habits. */
export const tellWritings = (tables: readonly ReadTable[]): WritingsTold => {
  const troubles = new Map<SourceRow, IdTrouble>()
  const notes: Told[] = []
  const elsewhere = new Map<string, Writing>()
  for (const { file, places, read } of tables) {
    if (places.subject === null) continue
    const [pointZero, around, differing] = [new Set<string>(), new Set<string>(), new Set<string>()]
    const here = new Map<string, Writing>()
    const asked = new Set<string>()
    for (const [row, id] of read) {
      if ('fault' in id) continue
      const received = receivedText(row.cells[places.subject])
      const writing = idWriting(received)
      if (/^\d+[.,]0+$/.test(writing) && /^\d+$/.test(id.id)) pointZero.add(id.id)
      else if (writing.length < plainText(received).length) around.add(id.id)
      if (otherThan(elsewhere.get(id.id), writing)) differing.add(id.id)
      const known = here.get(id.id)
      if (known === undefined) here.set(id.id, { row: row.row, writing })
      else if (otherThan(known, writing) && !asked.has(id.id)) {
        asked.add(id.id)
        const message = told`written with other ${differsIn(writing, known.writing)} than in row ${known.row}: both are taken for one subject; are they?`
        troubles.set(row, { kind: 'id-writings-differ', effect: 'query', message })
      }
    }
    for (const [id, writing] of here) if (!elsewhere.has(id)) elsewhere.set(id, writing)
    notes.push(...writingNotes(file, pointZero.size, around.size, differing.size))
  }
  return { troubles, notes }
}
