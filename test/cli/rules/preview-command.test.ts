import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { previewCommand } from '../../../cli/preview-command.js'
import { terminal } from '../../../cli/terminal.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const shown: string[] = []

beforeEach(() => {
  shown.length = 0
  vi.spyOn(terminal, 'print').mockImplementation(line => void shown.push(line))
})

const site = 'institutions-01-06'

const exportsWith = (change: (line: string) => string): string => {
  const own = join(folder(), 'exports')
  cpSync('studies/ncctg-lung/exports', own, { recursive: true })
  for (const name of readdirSync(join(own, site))) {
    const file = join(own, site, name)
    const [header = '', ...rows] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, [header, ...rows.map(change)].join('\n'))
  }
  return own
}

test('a column that is left out as a whole is told below the rows, which have no issue of it', async () => {
  const exports = exportsWith(line => line.replace(/^((?:[^,]*,){7})\d+/, '$1about'))
  expect(await previewCommand('ncctg-lung', site, { exports, rows: '1' })).toBe(0)
  expect(shown.join('\n')).toMatch(/, ph\.karno: column-unusable/)
  shown.length = 0
  expect(await previewCommand('ncctg-lung', site, { rows: '1' })).toBe(0)
  expect(shown.join('\n')).not.toContain('column-unusable')
})
