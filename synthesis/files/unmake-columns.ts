import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import type { Cell } from '../cell.js'
import { textOfPattern } from '../received-word.js'

type Row = Map<string, Cell>
type Made = Readonly<Record<string, MadeColumn>>
type Part = Extract<MadeColumn, { readonly split: unknown }>

const firstSign = (signs: string | readonly string[] | undefined): string | undefined =>
  typeof signs === 'string' ? signs : signs?.[0]

const affix = (patterns: string | readonly string[] | undefined): string => {
  const first = firstSign(patterns)
  return first === undefined ? '' : (textOfPattern(first) ?? '')
}

const placeOf = ({ part }: Part, parts: number): number =>
  part === 'last' ? parts - 1 : typeof part === 'number' ? part - 1 : 0

// Of the largest and the smallest the other parts are that much less or more.
const besides = ({ part }: Part, text: string): string => {
  const number = Number(text)
  if (Number.isNaN(number) || (part !== 'largest' && part !== 'smallest')) return ''
  return String(Number((part === 'largest' ? number * 0.8 : number * 1.2).toPrecision(2)))
}

const unsplit = (row: Row, made: Made, from: string): void => {
  const own = Object.entries(made).filter((one): one is [string, Part] => 'split' in one[1] && one[1].from === from)
  const filled = own.filter(([column]) => (row.get(column)?.text ?? '') !== '')
  const [, first] = own[0] ?? []
  if (first === undefined) return
  const count = Math.max(
    2,
    ...own.map(([, { part, parts }]) => Math.max(parts ?? 0, typeof part === 'number' ? part : 0)),
  )
  const texts = Array.from({ length: count }, () => '')
  for (const [column, part] of filled) {
    const text = row.get(column)?.text ?? ''
    texts.forEach((there, at) => (texts[at] = there === '' ? besides(part, text) : there))
    texts[placeOf(part, count)] = text
  }
  for (const [column] of own) row.delete(column)
  if (filled.length > 0) row.set(from, { text: texts.join(firstSign(first.split) ?? ' ') })
}

const unjoin = (row: Row, column: string, { join, by }: Extract<MadeColumn, { readonly join: unknown }>): void => {
  const cell = row.get(column)
  row.delete(column)
  if (cell === undefined || cell.text === '') return
  const parts = by === '' ? [cell.text] : cell.text.split(by)
  const first = parts.slice(0, join.length - 1)
  const texts = parts.length > join.length ? [...first, parts.slice(join.length - 1).join(by)] : parts
  texts.forEach((text, at) => row.set(join[at] ?? '', { text }))
}

// Of what a column says in other words, the word that stands for it; a text that none stands for stays.
const unword = (row: Row, column: string, { from, words }: Extract<MadeColumn, { readonly words: unknown }>): void => {
  const cell = row.get(column)
  row.delete(column)
  if (cell === undefined || row.has(from)) return
  const said = Object.entries(words).find(([, meant]) => meant === cell.text)?.[0]
  row.set(from, { text: said ?? cell.text })
}

/** Puts what made columns say into the columns that they are made of, those of `later` left as they are. */
export const unmakeColumns = (
  row: Row,
  { columns = {} }: Pick<ExportFile, 'columns'>,
  later: ReadonlySet<string>,
): void => {
  // A column that is made of a made one comes behind it, so it is undone before it.
  for (const [column, made] of Object.entries(columns).toReversed()) {
    if (later.has(column)) continue
    if ('join' in made) unjoin(row, column, made)
    else if ('split' in made) unsplit(row, columns, made.from)
    else if ('words' in made) unword(row, column, made)
    else {
      const cell = row.get(column)
      row.delete(column)
      if (cell !== undefined && cell.text !== '')
        row.set(made.from, { text: affix(made.strip) + cell.text + affix(made.cut) })
    }
  }
}
