import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { gb18030, madeFile, utf8, workbookBytes } from './made-bytes.js'

const refusedOrRead = async (bytes: Uint8Array, name: string): Promise<string> => {
  try {
    const { header, rows, issues } = await readTable(bytes, madeFile(), name, 'north')
    return JSON.stringify([header, rows, issues])
  } catch (error) {
    if (error instanceof ExportUnreadable) return 'refused'
    throw error
  }
}

const changed = (bytes: Uint8Array, places: readonly (readonly [number, number])[]): Uint8Array => {
  const copy = bytes.slice()
  for (const [share, value] of places) copy[Math.floor(share * (bytes.length - 1))] = value
  return copy
}

const places = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
  minLength: 1,
  maxLength: 4,
})

test('B2, B7: a workbook with bytes changed or cut away is refused, or is the same table', async () => {
  const whole = await workbookBytes(workbook => {
    const sheet = workbook.addWorksheet('a')
    for (let row = 0; row < 60; row += 1) sheet.addRow([row === 0 ? 'id' : row, `text ${row * 7919}`, row / 7])
  })
  const expected = await refusedOrRead(whole, 'made.xlsx')
  await fc.assert(
    fc.asyncProperty(places, fc.double({ min: 0.05, max: 1, noNaN: true }), async (at, share) => {
      expect(['refused', expected]).toContain(await refusedOrRead(changed(whole, at), 'made.xlsx'))
      expect(['refused', expected]).toContain(
        await refusedOrRead(whole.slice(0, Math.ceil(whole.length * share)), 'made.xlsx'),
      )
    }),
    { numRuns: 150 },
  )
})

test('B2: text of any bytes is read or refused, and nothing else is thrown', async () => {
  const start = utf8('id,a\n1,男\n')
  const quoted = gb18030('id,a\n1,"男,女"\n2,未查\n')
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), places, async (bytes, at) => {
      await refusedOrRead(Uint8Array.from([...start, ...bytes]), 'made.csv')
      await refusedOrRead(changed(quoted, at), 'made.csv')
      await refusedOrRead(bytes, 'made.csv')
      await refusedOrRead(bytes, 'made.xlsx')
    }),
    { numRuns: 400 },
  )
})
