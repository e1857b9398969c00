import { expect, test } from 'vitest'
import { lab, readColumn } from './read-column.js'

const read = (texts: readonly string[], written: Record<string, unknown>, of = 'albumin') =>
  readColumn('lab', 'result', texts, written, lab(of))

test('a number times the factor of its column is in the unit stated, limits too, and what was received says the factor', async () => {
  const written = { unit: 'IU/mL', factor: 1000, decimal: '.' }
  const { said, values } = await read(['2.35', '<0.5', '4,100 ↑'], written, 'hbv-dna')
  expect(said).toEqual(['=2350 IU/mL', '<500 IU/mL', '=4100000 IU/mL'])
  expect(values[1]).toMatchObject({ received: '<0.5', receivedUnit: '×1000 IU/mL' })
  expect((await read(['4100', '38'], { unit: 'g/dL', factor: 0.1 })).said).toEqual(['held', '=38 g/L'])
  expect((await read(['4.1', '3.8'], { factor: 10 })).said).toEqual(['=41 g/L', '=38 g/L'])
})

test('a unit in the cell of such a column is held, and codes are written as they are meant', async () => {
  const { said, kinds } = await read(['4.1 g/dL', 'low', '3.9'], { unit: 'g/L', factor: 10, codes: { low: '<20' } })
  expect(said).toEqual(['held', '<20 g/L', '=39 g/L'])
  expect(kinds).toEqual(['unit-with-factor', null, null])
})

test('a header that names the unit which the factor makes of the stated one asks nothing', async () => {
  const asked = async (factor: number): Promise<readonly string[]> => {
    const options = { header: 'ALB (g/dL)' }
    const { site } = await readColumn('lab', 'result', ['4.1', '3.9'], { unit: 'g/L', factor }, lab('albumin'), options)
    return site.findings.map(({ kind }) => kind)
  }
  expect(await asked(10)).toEqual([])
  expect(await asked(20)).toEqual(['unit-in-header'])
})

test('in a wide block each column has its factor, and a doubt names the unit that a factor stands for', async () => {
  const { harmonizeTexts, madeMapping } = await import('./made-site.js')
  const mapping = madeMapping({
    files: { s: { name: 's.csv', subject: { column: 'id' } } },
    map: { lab: { from: 's', wide: { PLT: { test: 'platelets', unit: '10^9/L', factor: 0.5 } } } },
  })
  const { site } = await harmonizeTexts(mapping, { s: 'id,PLT\nA,300\n' })
  expect(site.rows[0]?.values['result']).toMatchObject({ number: 150, receivedUnit: '×0.5 10^9/L' })
})
