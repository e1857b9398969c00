import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, refusePathWithoutStudy, studyFolder, studyNotFound } from '../../../cli/find-study.js'
import { checkout as root } from '../../support/checkout.js'

const shipped = join(root, 'studies', 'ncctg-lung')
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-studies-'))
  mkdirSync(join(folder, 'mine'))
  cpSync(join(shipped, 'study.yaml'), join(folder, 'mine', 'study.yaml'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('the checkout is the folder of package.json, compiled or not', () => {
  expect(checkout).toBe(root)
})

test.each([
  ['a folder', () => join(folder, 'mine'), () => join(folder, 'mine')],
  ['its study.yaml', () => join(folder, 'mine', 'study.yaml'), () => join(folder, 'mine')],
  ['the id of a shipped study', () => 'ncctg-lung', () => shipped],
  ['a path from here', () => 'studies/ncctg-lung', () => shipped],
  ['a folder without a study', () => folder, () => null],
  ['a study.yaml that is not there', () => join(folder, 'study.yaml'), () => null],
  ['another file of a study', () => join(shipped, 'sites'), () => null],
  ['nothing known', () => 'never-heard-of-it', () => null],
])('a study named by %s', (_, named, found) => {
  expect(studyFolder(named())).toBe(found())
})

const none = (named: string): string =>
  `no study at '${named}': expected a folder with a study.yaml, or the id of a study that has run`

test.each([
  ['studies/ncctg-lun', [], '; did you mean studies/ncctg-lung?'],
  ['my-stdy', ['my-study'], '; did you mean my-study?'],
  ['ncctg-lun', ['ncctg-lum'], '; did you mean studies/ncctg-lung?'],
  ['something-quite-different', [], ''],
])('%s is answered with the nearest study', (named, known, meant) => {
  expect(studyNotFound(named, known)).toEqual(
    expect.objectContaining({ name: 'StudyNotFound', message: `${none(named)}${meant}` }),
  )
})

test.each(['never-heard-of-it', 'a', '0-1', 'ncctg-lung'])("'%s' may be the id of a study that has run", named => {
  expect(() => refusePathWithoutStudy(named)).not.toThrow()
})

test.each(['./never', 'studies/never', 'Never', '-never', 'never.yaml', ''])(
  "'%s' is no id, so no service has to be asked",
  named => {
    expect(() => refusePathWithoutStudy(named)).toThrow(none(named))
  },
)
