import { describe, expect, test } from 'vitest'
import { headerUnit, unitDrift } from '../../harmonize/columns/judge-units.js'
import { testsOf } from '../../protocol/schema/analytes.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { type Field, lab, readColumn } from './read-column.js'

const tests = testsOf({ tests: {} })
const eachOnce = (numbers: readonly number[]) => numbers.map(number => ({ number, count: 1 }))
const testNamed = (name: string) => tests[name] ?? { conversions: {} }

describe('numbers that fit their column better in another unit', () => {
  test.each([
    ['haemoglobin', 'g/L', [142, 138, 14.2, 13.1], [14.2, 13.1], 'g/dL'],
    ['haemoglobin', 'g/L', [142, 138, 129, 151, 133, 12.9], [12.9], 'g/dL'],
    ['haemoglobin', 'g/dL', [14.2, 13.1, 12.8, 151], [151], 'g/L'],
    ['glucose', 'mmol/L', [5.5, 99], [99], 'mg/dL'],
    ['glucose', 'mmol/L', [5.5, 6.1, 4.9, 7.2, 88, 110], [88, 110], 'mg/dL'],
    ['creatinine', 'umol/L', [70, 88, 65, 101, 0.9, 1.1], [0.9, 1.1], 'mg/dL'],
    ['height', 'cm', [170, 165, 182, 1.7], [1.7], 'm'],
    ['albumin', 'g/L', [41, 38, 44, 4.2, 35], [4.2], 'g/dL'],
  ] as const)('%s under %s: of %j the numbers %j fit %s', (name, unit, numbers, asked, other) => {
    const drift = unitDrift(eachOnce(numbers), unit, testNamed(name))
    expect(numbers.filter(number => drift.fits(number) !== null)).toEqual(asked)
    for (const number of asked) expect(drift.fits(number)).toBe(other)
  })

  test.each([
    ['afp', 'ng/mL', [3.2, 4.1, 18, 77, 240, 1210, 3300, 54000]],
    ['creatinine', 'umol/L', [70, 88, 65, 101, 79, 700]],
    ['haemoglobin', 'g/L', [142, 138, 71, 62, 99]],
    ['bilirubin', 'umol/L', [8, 12, 17, 30, 55, 110, 240]],
    ['glucose', 'mmol/L', [5.5, 6.1, 22]],
    ['alt', 'U/L', [22, 35, 41, 1800]],
    ['sodium', 'mmol/L', [141, 138, 14]],
    ['ecog', '', [0, 1, 2, 4]],
  ] as const)('%s under %s: %j are a spread of its own', (name, unit, numbers) => {
    const drift = unitDrift(eachOnce(numbers), unit, testNamed(name))
    expect(numbers.filter(number => drift.fits(number) !== null)).toEqual([])
  })

  test.each([6, 30, 200])('of 200 drawn columns of %i tumour markers, at most one in ten asks', size => {
    let state = 11
    const uniform = (): number => (state = (state * 16807) % 2147483647) / 2147483647
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    const asking = Array.from({ length: 200 }, () => {
      const numbers = Array.from({ length: size }, () => 50 * Math.exp(3 * normal()))
      const drift = unitDrift(eachOnce(numbers), 'ng/mL', testNamed('afp'))
      return numbers.some(number => drift.fits(number) !== null)
    }).filter(Boolean)
    expect(asking.length).toBeLessThanOrEqual(20)
  })

  test('a number that many cells have counts as often', () => {
    const columns = [
      [142, 142, 142, 138, 138, 14.2, 13.1],
      [70, 70, 88, 88, 88, 101, 0.9, 0.9],
      [41, 41, 41, 41, 4.2, 4.2, 38, 38, 38, 44],
    ]
    for (const numbers of columns) {
      const counted = [...new Set(numbers)].map(number => ({
        number,
        count: numbers.filter(other => other === number).length,
      }))
      for (const [name, unit] of [
        ['haemoglobin', 'g/L'],
        ['creatinine', 'umol/L'],
        ['albumin', 'g/L'],
      ] as const) {
        const [each, once] = [eachOnce(numbers), counted].map(list => unitDrift(list, unit, testNamed(name)))
        expect(numbers.map(number => once?.fits(number))).toEqual(numbers.map(number => each?.fits(number)))
      }
    }
  })

  test('a number is kept and asked, whether the mapping or a column says the unit', async () => {
    const named = await readColumn('lab', 'result', ['142', '138', '14.2'], { unit: 'g/L' }, lab('haemoglobin'))
    expect(named.said).toEqual(['=142 g/L', '=138 g/L', '=14.2 g/L'])
    expect(named.issues.map(issue => issue?.effect ?? null)).toEqual([null, null, 'query'])
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: { lab: { from: 's', test: { constant: 'glucose' }, result: { column: 'v', unit: { column: 'u' } } } },
    })
    const { issues } = await harmonizeTexts(mapping, {
      s: 'id,v,u\n1,5.5,mmol/L\n2,99,mmol/L\n3,101,mg/dL\n4,6,mmol/L\n',
    })
    expect(issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual([[3, 'unit-drift', 'query']])
  })

  test('what other tests of the file look like says nothing', async () => {
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: {
        lab: {
          from: 's',
          test: { column: 't', codes: { HB: 'haemoglobin', ALB: 'albumin' } },
          result: { column: 'v', unit: 'g/L' },
        },
      },
    })
    const { issues, findings } = await harmonizeTexts(mapping, {
      s: 'id,t,v\n1,HB,142\n2,HB,138\n3,ALB,14.2\n4,ALB,13.8\n5,ALB,"18,5"\n6,ALB,"15.1"\n7,HB,"141.125"\n',
    })
    expect(issues).toEqual([])
    expect(findings).toEqual([])
  })
})

describe('units that a header or a cell names', () => {
  test.each([
    ['Hb (g/dL)', 'haemoglobin', 'g/dL'],
    ['Hb [g/dl]', 'haemoglobin', 'g/dL'],
    ['血红蛋白（g/L）', 'haemoglobin', 'g/L'],
    ['血红蛋白【g/dL】', 'haemoglobin', 'g/dL'],
    ['Hb, g/dL', 'haemoglobin', 'g/dL'],
    ['Hb g/dL', 'haemoglobin', 'g/dL'],
    ['hb_g_dl', 'haemoglobin', 'g/dL'],
    ['glucose.mg.dl', 'glucose', 'mg/dL'],
    ['PLT (×10⁹/L)', 'platelets', '10^9/L'],
    ['Hb (baseline)', 'haemoglobin', null],
    ['Hb', 'haemoglobin', null],
    ['A/G', 'albumin', null],
    ['SpO2 (%)', 'oxygen-saturation', '%'],
  ])('%s for %s names %s', (header, name, expected) => {
    expect(headerUnit(header, testNamed(name), commonUnit)).toBe(expected)
  })

  const read = async (header: string, written: Field, texts: readonly string[] = ['142', '138']) => {
    const { site } = await readColumn('lab', 'result', texts, written, lab('haemoglobin'), { header })
    return site.findings.map(({ kind, effect, column }) => [kind, effect, column])
  }

  test('a header against the mapping, and no unit named at all, are one question a column', async () => {
    expect(await read('Hb (g/dL)', { unit: 'g/L' })).toEqual([['unit-in-header', 'query', 'Hb (g/dL)']])
    expect(await read('Hb (g/dL)', { unit: 'g/dL' }, ['14.2', '13.8'])).toEqual([])
    expect(await read('Hb (g/L)', {})).toEqual([])
    expect(await read('Hb (g/dL)', {})).toEqual([['unit-in-header', 'query', 'Hb (g/dL)']])
    expect(await read('Hb', {})).toEqual([['no-unit-named', 'query', 'Hb']])
    expect(await read('Hb', {}, ['142 g/L', '13.8 g/dL'])).toEqual([])
  })

  test("a unit in the cell that is not the column's is read by the cell and asked; against a column of units it is held", async () => {
    const { said, kinds } = await readColumn(
      'lab',
      'result',
      ['142', '14.2 g/dL', '138 g/L'],
      { unit: 'g/L' },
      lab('haemoglobin'),
    )
    expect(said).toEqual(['=142 g/L', '=142 g/L', '=138 g/L'])
    expect(kinds).toEqual([null, 'unit-contradicts', null])
    const mapping = madeMapping({
      files: { s: { name: 's.csv', subject: { column: 'id' } } },
      map: { lab: { from: 's', test: { constant: 'haemoglobin' }, result: { column: 'v', unit: { column: 'u' } } } },
    })
    const { issues } = await harmonizeTexts(mapping, { s: 'id,v,u\n1,142,g/L\n2,14.2 g/dL,g/L\n3,140 g/L,g/L\n' })
    expect(issues.map(({ row, kind, effect }) => [row, kind, effect])).toEqual([[3, 'unit-contradicts', 'value held']])
  })
})
