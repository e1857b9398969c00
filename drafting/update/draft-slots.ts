import { type Draft, type DraftBlock, type DraftLine, isSure } from '../draft-model.js'
import { wideSlot } from './column-places.js'

/** What a draft says of a column of one of its files. */
export interface DraftSlot {
  readonly slot: string
  readonly column: string
  readonly how: Readonly<Record<string, unknown>>
  readonly sure: boolean
}

const ofLine = (slot: string, { value }: DraftLine, sure: boolean): readonly DraftSlot[] => {
  if (typeof value === 'string') return [{ slot, column: value, how: {}, sure }]
  const own = value as Readonly<Record<string, unknown>>
  return typeof own['column'] === 'string' ? [{ slot, column: own['column'], how: own, sure }] : []
}

/** All columns that a line of a draft names. */
export const columnsOfLine = ({ value }: DraftLine): readonly string[] => {
  if (typeof value === 'string') return [value]
  const { column, unit } = value as { readonly column?: string; readonly unit?: unknown }
  const ofUnit = typeof unit === 'object' && unit !== null ? (unit as { readonly column?: string }).column : undefined
  return [column, ofUnit].filter(one => one !== undefined)
}

const ofBlock = ({ domain, fields, wide }: DraftBlock): readonly DraftSlot[] => [
  ...fields.flatMap(line => ofLine(`${domain}.${line.key}`, line, isSure(line))),
  ...wide.map((line): DraftSlot => {
    const how = line.value as Readonly<Record<string, unknown>>
    return { slot: wideSlot(domain, how), column: line.key, how, sure: isSure(line) }
  }),
]

/** What a draft says of the columns of one of its files, by what they are there for. */
export const draftSlots = ({ files, link, drop, blocks }: Draft, id: string): readonly DraftSlot[] => {
  const subject = files.find(file => file.id === id)?.lines.find(({ key }) => key === 'subject')
  const national = link !== null && (link.value as { readonly file: string }).file === id ? link : null
  return [
    ...(subject === undefined ? [] : ofLine('subject', subject, isSure(subject))),
    ...(national === null ? [] : ofLine('link', national, true)),
    ...(drop[id] ?? []).map((column): DraftSlot => ({ slot: 'drop', column, how: {}, sure: true })),
    ...blocks.filter(({ from }) => from === id).flatMap(ofBlock),
  ]
}
