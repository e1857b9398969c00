import { describe, expect, test } from 'vitest'
import { measuredText } from '../../harmonize/read/measured-text.js'
import { plainText } from '../../harmonize/read/plain-text.js'
import { type Field, lab, readColumn } from './read-column.js'

const kindOf = (text: string): string => {
  const read = measuredText(plainText(text), rest => ['g/L', 'cm', '10^9/L', '×10^9/L'].includes(rest))
  return 'kind' in read
    ? read.kind
    : `${read.relation === '=' ? '' : read.relation}${read.digits}${read.power === 0 ? '' : `e${read.power}`} ${read.rest}`.trim()
}

const flagOf = (text: string): string | null => {
  const read = measuredText(plainText(text), rest => ['g/L', 'U/L'].includes(rest))
  return 'kind' in read ? read.kind : (read.flag?.flag ?? null)
}

describe('what stands where one number is expected', () => {
  test.each([
    ['56.3↑', '56.3', 'high'],
    ['12.4 ↓', '12.4', 'low'],
    ['↑↑ 88', '88', 'high-high'],
    ['↑88↑', '88', 'high'],
    ['33.0 L', '33.0', 'low'],
    ['33.0 Ｌ', '33.0', 'low'],
    ['H 45', '45', 'high'],
    ['HH45', '45', 'high-high'],
    ['7(H)', '7', 'high'],
    ['7 [LL]', '7', 'low-low'],
    ['(↑) 7', '7', 'high'],
    ['41.2*', '41.2', 'abnormal'],
    ['41.2＊', '41.2', 'abnormal'],
    ['41.2 H*', '41.2', 'high'],
    ['!5', '5', 'abnormal'],
    ['38.1↑ g/L', '38.1 g/L', 'high'],
    ['38.1 L g/L', '38.1 g/L', 'low'],
    ['38.1 * g/L', '38.1 g/L', 'abnormal'],
    ['38.1 g/L ↑', '38.1 g/L', 'high'],
    ['38.1g/L(H)', '38.1 g/L', 'high'],
    ['38.1 g/L L', '38.1 g/L', 'low'],
    ['↑ 38.1 g/L', '38.1 g/L', 'high'],
    ['6.2 偏高', '6.2', 'high'],
    ['偏低 6.2', '6.2', 'low'],
    ['6.2高', '6.2', 'high'],
    ['3 high', '3', 'high'],
    ['3 HIGH', '3', 'high'],
    ['3 ⬆️', '3', 'high'],
    ['45 N', '45', 'normal'],
    ['45 正常', '45', 'normal'],
    ['56.3+', '56.3', 'high'],
    ['5,3 ++', '5,3', 'high-high'],
    ['38 g/L +', '38 g/L', 'high'],
    ['>1000 ↑', '>1000', 'high'],
    ['45', '45', null],
    ['45 g/L', '45 g/L', null],
  ])('the flag of %s is kept apart from its number', (text, expected, flag) => {
    expect(kindOf(text)).toBe(expected)
    expect(flagOf(text)).toBe(flag)
  })

  test.each(['45 ↑L', '↑ 45 ↓', 'H 45 L', 'HL 45', '45 N↑', '↓45 HH'])('%s says two things and is held', text => {
    expect(kindOf(text)).toBe('flag-contradicts')
  })

  test.each([
    ['2.35×10^5', '2.35e5'],
    ['2.35×10⁻³', '2.35e-3'],
    ['2.35×10⁵', '2.35e5'],
    ['3.1*10E4', '3.1e4'],
    ['3.1 x 10^-2 g/L', '3.1e-2 g/L'],
    ['<5.0×10^2', '<5.0e2'],
    ['3.1E-2', '3.1E-2'],
    ['10^5', '1e5'],
    ['<10⁴ g/L', '<1e4 g/L'],
    ['3.5万', '3.5e4'],
    ['2亿', '2e8'],
    ['1.2千万 g/L', '1.2e7 g/L'],
    ['12.3 万g/L', '12.3e4 g/L'],
    ['>5百万', '>5e6'],
    ['1.5 Mio.', '1.5e6'],
    ['2 million g/L', '2e6 g/L'],
    ['2.35×10^5 ↑', '2.35e5'],
    ['156×10^9/L', '156 ×10^9/L'],
    ['156 10^9/L', '156 10^9/L'],
  ])('the power of ten of %s is read, or is its unit', (text, expected) => {
    expect(kindOf(text)).toBe(expected)
  })

  test.each([
    ['小于20', '<20'],
    ['less than 20', '<20'],
    ['不超过 20 g/L', '<=20 g/L'],
    ['not more than 20', '<=20'],
    ['No less than 3', '>=3'],
    ['至少3', '>=3'],
    ['over 1000', '>1000'],
    ['über 1000', '>1000'],
    ['20以下', '<=20'],
    ['20及以上', '>=20'],
    ['20 g/L or more', '>=20 g/L'],
    ['3.5万以上', '>=3.5e4'],
    ['不低于≥5', '>=5'],
    ['≤5以下', '<=5'],
    ['﹤5', '<5'],
    ['≧5', '>=5'],
  ])('the limit of %s is read, in signs or words', (text, expected) => {
    expect(kindOf(text)).toBe(expected)
  })

  test.each([
    ['120/80', 'several-numbers'],
    ['1.2; 1.4', 'several-numbers'],
    ['88 (repeat 91)', 'several-numbers'],
    ['5 of 12', 'several-numbers'],
    ['3.5*2.1cm', 'several-numbers'],
    ['3.5×2.1', 'several-numbers'],
    ['3.5x2.1x2.0 cm', 'several-numbers'],
    ['3 × 100 mg', 'several-numbers'],
    ['2.35×105', 'several-numbers'],
    ['2020-03-05', 'several-numbers'],
    ['5.2±0.3', 'several-numbers'],
    ["12'345", 'ambiguous-number'],
    ['1 234,5', 'several-numbers'],
    ['2-3', 'range'],
    ['2～3', 'range'],
    ['2 to 3', 'range'],
    ['2 至 3 cm', 'range'],
    ['约3cm', 'approximate-number'],
    ['ca. 3', 'approximate-number'],
    ['~5', 'approximate-number'],
    ['3cm左右', 'approximate-number'],
    ['2+', 'graded-result'],
    ['4 ++', 'graded-result'],
    ['5.2+/-', 'approximate-number'],
    ['A 45', 'not-a-number'],
    ['5 h', 'words-behind-number'],
    ['2〜3', 'range'],
    ['2 – 3', 'range'],
    ['<2-3', 'range'],
    ['between 2 and 3', 'range'],
    ['介于2和3', 'range'],
    ['5±', 'approximate-number'],
    ['>约5', 'approximate-number'],
    ['~<5', 'approximate-number'],
    ['低于检测下限', 'limit-without-number'],
    ['< LOD', 'limit-without-number'],
    ['未检出', 'limit-without-number'],
    ['not detected', 'limit-without-number'],
    ['<5以上', 'limits-contradict'],
    ['小于>5', 'limits-contradict'],
    ['1.2E+06万', 'words-behind-number'],
    ['2.35×10^5万', 'words-behind-number'],
    ['3 k', 'words-behind-number'],
    ['100 mg bid', 'words-behind-number'],
    ['l2.5', 'not-a-number'],
    ['12O', 'words-behind-number'],
    ['5-', 'words-behind-number'],
    ['(5)', 'not-a-number'],
    ['0x1F', 'not-a-number'],
    ['溶血', 'not-a-number'],
  ])('%s is named as %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })

  test('a unit that another test has is named as a unit, by its common spelling', async () => {
    const { issues } = await readColumn('lab', 'result', ['5 MMOL/l', '41'], { unit: 'g/L' }, lab('albumin'))
    expect(issues[0]?.message).toBe("the unit 'mmol/L', which does not convert; expected g/L, g/dL, mg/mL, mg/dL")
  })
})

describe('numbers of a test', () => {
  const read = (texts: readonly string[], of: string, written: Field = {}) =>
    readColumn('lab', 'result', texts, written, lab(of))

  test('flags and powers of ten are read exactly, and noted', async () => {
    const { said, kinds, site } = await read(['2.35×10^5', '<5.0×10²', '1.2E+06', '4.1×10^5 ↑'], 'hbv-dna', {
      unit: 'IU/mL',
    })
    expect(said).toEqual(['=235000 IU/mL', '<500 IU/mL', '=1200000 IU/mL', '=410000 IU/mL'])
    expect(kinds).toEqual([null, null, null, null])
    expect(site.notes.join('\n')).toContain('abnormal flags beside numbers')
    expect(site.notes.join('\n')).toContain('numbers with a power of ten were read as numbers')
  })

  test('a score may carry a flag', async () => {
    expect((await read(['1.8↑', '0.9 L'], 'inr')).said).toEqual(['=1.8 -', '=0.9 -'])
  })

  test('of a test that nothing is known of a bare number is read, and nothing else', async () => {
    const texts = ['7', '<5', '2.35×10^2', '1.2; 1.4', "12'345", '5 of 12', '3 points', '4 g/L', '2-3']
    const { said } = await read(texts, 'unheard-of')
    expect(said).toEqual(['=7 -', '<5 -', '=235 -', ...Array.from({ length: 6 }, () => 'held')])
  })

  test('a word for the limit of detection stands for the limit that the mapping writes, in the unit of its column', async () => {
    const codes = { TND: '<20', 未检出: '<20', over: '>170000000', 阴性: 'negative' }
    const { values } = await read(['TND', '未检出', 'over', '阴性', '35'], 'hbv-dna', { unit: 'IU/mL', codes })
    expect(values.map(value => (value?.kind === 'quantity' ? [value.relation, value.number] : value?.kind))).toEqual([
      ['<', 20],
      ['<', 20],
      ['>', 170000000],
      'code',
      ['=', 35],
    ])
    const written = { a: '<2.0×10^2 IU/mL', b: '小于20 IU/L', c: '≥3万', d: '< 20 furlong' }
    const siblings = await read(['a', 'b', 'c', 'd'], 'hbv-dna', { unit: 'IU/mL', codes: written })
    expect(siblings.said).toEqual(['<200 IU/mL', '<0.02 IU/mL', '>=30000 IU/mL', '< 20 furlong'])
    const besideUnit = { unit: { column: 'k' }, codes: { low: '<3' } }
    const byRow = await readColumn('lab', 'result', ['low', 'low'], besideUnit, lab('haemoglobin'), {
      k: ['g/dL', 'g/L'],
    })
    expect(byRow.said).toEqual(['<30 g/L', '<3 g/L'])
    const inGrams = await read(['low', '1.2'], 'haemoglobin', { unit: 'g/dL', codes: { low: '<3' } })
    expect(inGrams.said).toEqual(['<30 g/L', '=12 g/L'])
  })

  test('no message repeats what stood in the cell or in its unit', async () => {
    const cells = ['41 Wang 13800138000', '12 Li', '88 (P00345)', '约 7 Zhang', '41']
    const { site } = await read(cells, 'albumin', { unit: 'g/L' })
    const said = JSON.stringify([site.issues, site.notes, site.findings, site.proposals])
    expect(said).not.toMatch(/Wang|13800|Li\b|P00345|Zhang/)
  })
})

describe('doses', () => {
  const read = (texts: readonly string[], written: Field = {}) =>
    readColumn('exposure', 'dose', texts, written, { treatment: { constant: 'a' } })

  test('schedules are held, and units of what a dose measures convert', async () => {
    const { said, kinds } = await read(['100 mg', '0.1 g', '250 μg', '3 × 100 mg', '100 mg bid', '100', '5 mL'], {
      unit: 'mg',
    })
    expect(said).toEqual(['=100 mg', '=100 mg', '=0.25 mg', 'held', 'held', '=100 mg', 'held'])
    expect(kinds).toEqual([
      null,
      'unit-contradicts',
      'unit-contradicts',
      'several-numbers',
      'words-behind-number',
      null,
      'unknown-unit',
    ])
  })

  test('without a named unit each dose goes by its own', async () => {
    expect((await read(['0.1 g', '50 mg', '60 Gy', '5000 cGy', '12'])).said).toEqual([
      '=100 mg',
      '=50 mg',
      '=60 Gy',
      '=50 Gy',
      '=12 -',
    ])
  })
})
