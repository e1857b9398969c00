import { expect, test } from 'vitest'
import { fileMark, namedFiles, withFileNames } from '../../words/file-marks.js'
import { told } from '../../words/told.js'

const names = new Map([
  ['labs', told`labs, of 2024-03-31`],
  ['visits-2', told`visits.xlsx, 随访`],
])

test('a file stands by its mark until the text is shown', () => {
  const text = told`${fileMark('labs')}, row 3; ${fileMark('visits-2')}, row 4; ${fileMark('labs')}, row 5`
  expect(text).toBe('{labs}, row 3; {visits-2}, row 4; {labs}, row 5')
  expect(withFileNames(text, names)).toBe(
    'labs, of 2024-03-31, row 3; visits.xlsx, 随访, row 4; labs, of 2024-03-31, row 5',
  )
})

test('a mark of no file of the site, and other braces, stay', () => {
  expect(namedFiles('{other} {} {A} {labs', names)).toBe('{other} {} {A} {labs')
})

test('a told text stays within its bound when names take more place than marks', () => {
  const text = told`${'{labs} '.repeat(200) as never}`
  expect(Buffer.byteLength(withFileNames(text, names))).toBeLessThanOrEqual(1_024)
})
