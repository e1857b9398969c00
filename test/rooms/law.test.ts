import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout } from '../support/checkout.js'

// Each file breaks the law in one way, and stands in a small house of its own with the checkout's law.
const plants: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['sources/a.ts', "import pg from 'pg'\nexport const a = pg", 'sources-uses-only-its-libraries'],
  [
    'sources/b.ts',
    "import { Client } from '@temporalio/client'\nexport const b = Client",
    'sources-uses-only-its-libraries',
  ],
  ['sources/files/c.ts', "import { parse } from 'fflate'\nexport const c = parse", 'sources-uses-only-its-libraries'],
  ['activities/a.ts', "import { sql } from 'kysely'\nexport const a = sql", 'activities-uses-only-its-libraries'],
  [
    'activities/b.ts',
    "import { Client } from '@temporalio/client'\nexport const b = Client",
    'activities-uses-only-its-libraries',
  ],
  ['provision/b.ts', "import pg from 'pg'\nexport const b = pg", 'provision-uses-only-its-libraries'],
  ['provision/a.ts', "import exceljs from 'exceljs'\nexport const a = exceljs", 'provision-uses-only-its-libraries'],
  ['worker.ts', "import pg from 'pg'\nexport const a = pg", 'cli-uses-only-its-libraries'],
  ['cli/a.ts', "import { sql } from 'kysely'\nexport const a = sql", 'cli-uses-only-its-libraries'],
  ['runs/b.ts', "import { rm } from 'node:fs/promises'\nexport const b = rm", 'runs-uses-only-its-builtins'],
  ['folders/a.ts', "import { a } from '../runs/a.js'\nexport const b = a", 'folders-imports-only-its-neighbours'],
  ['runs/a.ts', "import { sql } from 'kysely'\nexport const a = sql", 'runs-uses-only-its-libraries'],
  ['nights/a.ts', "import nodemailer from 'nodemailer'\nexport const a = nodemailer", 'nights-uses-only-its-libraries'],
  [
    'stages/a.ts',
    "import type { Worker } from '@temporalio/worker'\nexport type A = Worker",
    'stages-uses-only-its-libraries',
  ],
  ['reading/a.ts', "import pg from 'pg'\nexport const a = pg", 'reading-uses-only-its-libraries'],
  ['reports/sheets/a.ts', "import exceljs from 'exceljs'\nexport const a = exceljs", 'reports-uses-only-its-libraries'],
  [
    'cohort/a.ts',
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
    'cohort-uses-only-its-builtins',
  ],
  [
    'analysis/a.ts',
    "import { createHash } from 'node:crypto'\nexport const a = createHash",
    'analysis-uses-only-its-builtins',
  ],
  [
    'workflows/a.ts',
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
    'workflows-uses-only-its-builtins',
  ],
  [
    'sql/b.ts',
    "import { a } from '../cohort/a.js'\nexport const b = a",
    'sql-imports-types-only-of-harmonize-cohort-analysis',
  ],
  ['protocol/a.ts', "import { a } from '../cohort/a.js'\nexport const b = a", 'protocol-imports-only-its-neighbours'],
  ['words/a.ts', "import { b } from './b.js'\nexport const a = () => b", 'no-cycles'],
  ['reports/b.ts', "import { a } from '../test/a.js'\nexport const b = a", 'product-does-not-import-tests'],
]

// The other half of the circle is no breach of its own, and the rest is lawful.
const lawful: readonly (readonly [file: string, text: string])[] = [
  ['words/b.ts', "import { a } from './a.js'\nexport const b = () => a"],
  ['test/a.ts', 'export const a = 1'],
  ['protocol/days.ts', 'export const day = 1'],
  ['cohort/lawful.ts', "import { day } from '../protocol/days.js'\nexport const lawful = day"],
]

let house = ''
let told = ''

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'law-'))
  symlinkSync(join(checkout, 'node_modules'), join(house, 'node_modules'))
  mkdirSync(join(house, 'setup'))
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json', 'setup/rooms.json'])
    copyFileSync(join(checkout, file), join(house, file))
  for (const [file, text] of [...plants, ...lawful]) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    writeFileSync(join(house, file), `${text}\n`)
  }
  const cruiser = join(checkout, 'node_modules', 'dependency-cruiser')
  const { bin } = JSON.parse(readFileSync(join(cruiser, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  const command = join(cruiser, bin['depcruise'] ?? '')
  const folders = [...new Set(plants.map(([file]) => file.split('/')[0] ?? ''))]
  const args = [command, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...folders]
  told = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' }).stdout
})

afterAll(() => {
  rmSync(house, { recursive: true, force: true })
})

test.each(plants)('%s breaks the import law', (file, _text, rule) => {
  const lines = told.split('\n').filter(line => line.includes(file))
  expect(lines.join('\n')).toMatch(new RegExp(`${rule}(-in-\\d+)?: `))
})

test('a lawful import is no breach', () => {
  expect(told).not.toContain('cohort/lawful.ts')
})
