import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tables } from './tables.js'

/** A value that COPY can write. */
export type CopyValue = string | number | boolean | null

/** So long a COPY may say nothing at all: longer, and its connection is given up. */
export const silence = 180_000

/** Waits for what COPY says, so long and no longer. */
export const heardWithin = async (what: Promise<unknown>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('COPY went silent'))
    }, milliseconds)
  })
  try {
    await Promise.race([what, silent])
  } finally {
    clearTimeout(timer)
  }
}

const chunkLength = 1 << 16

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const field = (value: CopyValue): string => {
  if (value === null) return '\\N'
  if (typeof value === 'string') return value.replace(/[\\\t\n\r]/g, character => escapes[character] ?? character)
  return String(value)
}

/** Writes rows into a table by COPY, in text chunks of 64 kB: about fifty times faster than row by row. */
export const copyRows = async (
  client: pg.PoolClient,
  table: keyof Tables,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
  patience = silence,
): Promise<number> => {
  const names = columns.map(column => `"${column}"`).join(', ')
  const stream = client.query(copyFrom(`copy "${table}" (${names}) from stdin`))
  // Postgres may refuse a row while we are still writing: its error must reach us and not the process.
  const ended = finished(stream)
  ended.catch(() => undefined)
  let count = 0
  let chunk = ''
  const flush = async (): Promise<void> => {
    if (!stream.write(chunk)) await heardWithin(Promise.race([once(stream, 'drain'), ended]), patience)
    chunk = ''
  }
  for (const row of rows) {
    chunk += `${row.map(field).join('\t')}\n`
    count += 1
    if (chunk.length >= chunkLength) await flush()
  }
  if (chunk !== '') await flush()
  stream.end()
  await heardWithin(ended, patience)
  return count
}
