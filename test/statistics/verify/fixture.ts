import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A value as R's JSON holds it: numbers as numbers, NaN and infinities as strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One analysis of a fixture: what was asked, and R's answer. */
export interface Analysis {
  readonly id: string
  readonly type: string
  readonly spec: { readonly [key: string]: Json }
  readonly result: { readonly [key: string]: Json }
}

/** A fixture folder: its data by column (null where a cell is empty) and its analyses. */
export interface Fixture {
  readonly name: string
  readonly rows: number
  readonly columns: ReadonlyMap<string, readonly (string | null)[]>
  readonly factors: ReadonlyMap<string, readonly string[]>
  readonly analyses: readonly Analysis[]
}

/** Reads a folder in the fixtures' format: data.csv and expected.json. */
export const readFixture = (folder: string): Fixture => {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
    readonly meta: { readonly dataset: string; readonly factors: { readonly [name: string]: readonly string[] } | null }
    readonly analyses: readonly Analysis[]
  }
  const lines = parseCsv(readFileSync(join(folder, 'data.csv'), 'utf8'))
  const [header = [], ...body] = lines
  const columns = new Map(
    header.map((name, j) => [name, body.map(row => (row[j] === '' || row[j] === undefined ? null : row[j]))]),
  )
  return {
    name: expected.meta.dataset,
    rows: body.length,
    columns,
    factors: new Map(Object.entries(expected.meta.factors ?? {})),
    analyses: expected.analyses,
  }
}

const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text.charAt(++i)
      else quoted = false
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n') {
      row.push(cell)
      cell = ''
      if (c === '\n') {
        rows.push(row)
        row = []
      }
    } else if (c !== '\r') cell += c
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}
