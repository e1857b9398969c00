import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { siteSchema } from '../../protocol/language/site.js'
import { ExportUnreadable } from '../../sources/errors.js'
import { findExports } from '../../sources/files/find-exports.js'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** What is said of a wanted file where these files are there. */
const told = async (wanted: string, files: readonly string[], in_ = folder): Promise<string> => {
  for (const file of files) await writeFile(join(folder, file), 'id\n1\n')
  const mapping = siteSchema.parse({
    site: 'north',
    label: 'North',
    files: { p: { name: wanted, subject: { column: 'id' } } },
    map: { subject: { from: 'p', sex: 'sex' } },
  })
  try {
    const [found] = await findExports(in_, mapping)
    return `read ${found?.file ?? ''}, ${found?.older ?? ''} older`
  } catch (error) {
    if (error instanceof ExportUnreadable) return `${error.file}: ${error.reason}${error.retryable ? ' (again)' : ''}`
    throw error
  }
}

const absent = 'no such file in the folder of exports'
const name = 'write the date as 2024-03-31, or name one file in the mapping'

test.each<readonly [string, readonly string[], string]>([
  ['p.csv', ['p.csv'], 'read p.csv, 0 older'],
  ['p.csv', [], `p.csv: ${absent}; the folder is empty`],
  ['p.csv', ['labs.xlsx', 'other.xlsx'], `p.csv: ${absent}; 2 other files are there`],
  ['patients.csv', ['patient.csv'], `patients.csv: ${absent}; 1 other file is there; the nearest is file 1 of 1`],
  [
    'labs.csv',
    ['Labs.CSV', 'other.csv'],
    `labs.csv: ${absent}; 2 other files are there; there is 'Labs.CSV', which differs in capitals alone: write it so (\`name: "Labs.CSV"\`)`,
  ],
  ['p.csv', ['P.csv', 'p.CSV'], `p.csv: ${absent}; 2 other files are there; the nearest is file 1 of 2`],
  ['p.csv', ['ｐ.csv'], `p.csv: ${absent}; 1 other file is there; the nearest is file 1 of 1`],
  [
    'p*.csv',
    ['P1.csv', 'P2.csv', 'labs.csv'],
    `p*.csv: ${absent}; 3 other files are there, of which 2 fit but for capitals or the width of letters; write \`name: "P*.csv"\``,
  ],
  ['p*.csv', ['labs.csv'], `p*.csv: ${absent}; 1 other file is there`],
  ['p*.csv', ['p_2024-01-01.csv', 'p_2024-02-01.csv'], 'read p*.csv, of 2024-02-01, 1 older'],
  ['p*.csv', ['p_20240101.csv', 'p_20231231.csv', 'p_2023.csv'], 'read p*.csv, of 2024-01-01, 2 older'],
  [
    'p*.csv',
    ['p_a.csv', 'p_b.csv'],
    `p*.csv: 2 files fit, and the dates in their names do not tell which is newest; ${name}`,
  ],
  [
    'p*.csv',
    ['p_31-01-2024.csv', 'p_01-31-2024.csv'],
    `p*.csv: 2 files fit, and some of the dates in their names begin with the day, others with the month; ${name}`,
  ],
  [
    'p*.csv',
    ['p_01-02-2024.csv', 'p_02-01-2024.csv'],
    `p*.csv: 2 files fit, and the dates in their names begin with the day or with the month, which cannot be told; ${name}`,
  ],
  // What is not finished, and what only tells that something is, is no export.
  [
    'p*',
    ['p.csv.part', 'p.partial', 'p.tmp', 'p.crdownload', 'p.filepart', 'p.csv.ok', '.p.csv', '~$p.xlsx', '_COMPLETE'],
    `p*: ${absent}; there are also 5 uploads that are not finished (.part, .tmp and the like): wait for the whole file`,
  ],
])('%s among %j: %s', async (wanted, files, expected) => {
  expect(await told(wanted, files)).toBe(expected)
})

test('a folder or a link in the place of a file', async () => {
  await mkdir(join(folder, 'p.csv'))
  await writeFile(join(folder, 'real.csv'), 'x')
  await symlink(join(folder, 'real.csv'), join(folder, 'l.csv'))
  expect(await told('p.csv', [])).toBe('p.csv: a folder, not a file: put the file itself in its place')
  expect(await told('l.csv', [])).toBe(
    'l.csv: a symbolic link, not a file; links are not followed: put the file itself there',
  )
})

test('no folder of the site', async () => {
  expect(await told('p.csv', [], join(folder, 'north'))).toBe(
    "folder of exports: it is not there; each site's exports stand in a folder that has the site's id as its name",
  )
})
