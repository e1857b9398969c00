import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { findExports } from '../../../sources/files/find-exports.js'
import { lookAtFile } from '../../../sources/look/look-at-file.js'
import { told } from '../../../words/told.js'
import { checkout } from '../../support/checkout.js'

const studies = [
  'studies/ncctg-lung/exports',
  'studies/hcc-pulmonary-metastasis/synthetic/exports/first',
  'docs/examples/one-wide-file/exports',
  'docs/examples/dates-and-identifiers/exports',
  'docs/examples/day-offsets/exports',
  'test/fixtures/studies/heart/exports',
  'test/fixtures/studies/veteran/exports',
]

const studyOf = (exports: string): string => {
  for (let folder = exports; ; folder = dirname(folder)) if (existsSync(join(folder, 'study.yaml'))) return folder
}

describe('a file is read without its mapping as the mapping says', () => {
  test.each(studies)('%s', async exports => {
    const folder = join(checkout, exports)
    const { mappings } = await loadStudy(studyOf(folder))
    let files = 0
    for (const site of readdirSync(folder)) {
      const mapping = mappings[site]!
      for (const found of await findExports(join(folder, site), mapping)) {
        const { sheet, delimiter, header, encoding } = mapping.files[found.fileId]!
        const looks = await lookAtFile(told`a file`, found.path)
        const look = looks.find(one => sheet === undefined || one.sheet === sheet)!
        expect([look.definition.delimiter, look.definition.header]).toEqual([delimiter, header])
        expect(look.doubts).toEqual([])
        if (encoding !== undefined) expect(look.definition.encoding).toBe(encoding)
        files += 1
      }
    }
    expect(files).toBeGreaterThan(0)
  })
})
