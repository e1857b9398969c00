import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFixture } from './fixture.js'
import { report } from './report.js'
import { verifyFixture } from './verify-folder.js'

/**
 * Verifies the folders given (or the repository's fixtures) against R, prints the table, and returns the exit code.
 */
export function verifyStatistics(folders: readonly string[], print: (line: string) => void = console.log): number {
  const named = folders.length > 0 ? folders : ownFixtures()
  const { lines, failed } = report(named.flatMap((folder) => verifyFixture(readFixture(folder))))
  for (const line of lines) print(line)
  return failed > 0 ? 1 : 0
}

/** The fixture folders of the repository, whether this runs from the sources or from dist. */
export function ownFixtures(): readonly string[] {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const root = here.includes(join('dist', 'test'))
    ? join(here, '../../../../test/fixtures/r')
    : join(here, '../../fixtures/r')
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .sort()
}
