import { expect, test } from 'vitest'
import { fileMark, namedFiles, withFileNames } from '../../words/file-marks.js'
import { told } from '../../words/told.js'

const names = new Map([
  ['labs', told`labs, of 2024-03-31`],
  ['visits-2', told`visits.xlsx, 随访`],
])

test('a file stands by its mark until the text is shown', () => {
  const text = told`${fileMark('labs')}, row 3; ${fileMark('visits-2')}, row 4; ${fileMark('labs')}, row 5`
  expect(text).toBe('{file:labs}, row 3; {file:visits-2}, row 4; {file:labs}, row 5')
  expect(withFileNames(text, names)).toBe(
    'labs, of 2024-03-31, row 3; visits.xlsx, 随访, row 4; labs, of 2024-03-31, row 5',
  )
})

test('a mark of no file of the site, and other braces, stay', () => {
  expect(namedFiles('{file:other} {labs} {} {A} {file:labs', names)).toBe('{file:other} {labs} {} {A} {file:labs')
})

test('a place that an older version did not keep is said to be unknown', () => {
  expect(namedFiles('{file:-}, row 3', names)).toBe('a file that is not known any more, row 3')
})

test('a told text stays within its bound when names take more place than marks', () => {
  const text = told`${'{file:labs} '.repeat(200) as never}`
  expect(Buffer.byteLength(withFileNames(text, names))).toBeLessThanOrEqual(1_024)
})
