import { expect, test } from 'vitest'
import { receivedHeaders } from '../../sources/received-headers.js'
import { madeMapping } from '../harmonize/made-site.js'

const mapping = madeMapping({
  files: { f: { name: 'f.csv', subject: { column: 'id' } } },
  map: { subject: { from: 'f', sex: 'Sex (m/f)', ageYears: 'ALB#2' } },
  identifiers: { drop: { f: ['name'] } },
})

const seen = (...header: readonly string[]) =>
  receivedHeaders(header, mapping, 'f').map(({ plain, named }) => `${plain} ${named ? 'named' : '-'}`)

test('headers are the same in whatever width and spacing, and named where the mapping names their column', () => {
  expect(seen('id', 'Sex\n(m/f)', 'ｎａｍｅ', 'Other ', 'ALB', 'ALB')).toEqual([
    'id named',
    'Sex(m/f) named',
    'name named',
    'Other -',
    'ALB -',
    'ALB#2 named',
  ])
})

test('columns without a header have none', () => {
  expect(seen('id', '', ' ', 'x', 'x', 'X')).toEqual(['id named', ' -', ' -', 'x -', 'x#2 -', 'X -'])
})
