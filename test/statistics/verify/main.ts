import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFixture } from './fixture.js'
import { Ledger } from './ledger.js'
import { report } from './report.js'
import type { Verdict } from './verify-folder.js'
import { verifyFixture } from './verify-folder.js'

/** Verifies the folders given (or the repository's fixtures) against R, prints the table, and returns the exit code. */
export const verifyStatistics = (folders: readonly string[], print: (line: string) => void = console.log): number => {
  const named = folders.length > 0 ? folders.flatMap(fixturesIn) : ownFixtures()
  const { lines, failed } = report(named.flatMap(verifyFolder))
  for (const line of lines) print(line)
  return failed > 0 ? 1 : 0
}

/** The fixture folders of the repository, whether this runs from the sources or from dist. */
export const ownFixtures = (): readonly string[] => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const built = here.includes(join('dist', 'test'))
  return fixturesIn(built ? join(here, '../../../../test/fixtures/r') : join(here, '../../fixtures/r'))
}

// A fixture's own folder, or a folder that holds several.
const fixturesIn = (folder: string): readonly string[] => {
  if (!existsSync(folder) || existsSync(join(folder, 'expected.json'))) return [folder]
  const inside = readdirSync(folder).map(name => join(folder, name))
  const held = inside.filter(path => existsSync(join(path, 'expected.json'))).sort()
  return held.length > 0 ? held : [folder]
}

const verifyFolder = (folder: string): readonly Verdict[] => {
  try {
    const verdicts = verifyFixture(readFixture(folder))
    if (verdicts.length === 0) throw new Error('no analysis in it')
    return verdicts
  } catch (error) {
    const ledger = new Ledger()
    ledger.fail('folder', null, error instanceof Error ? error.message : String(error))
    return [{ fixture: folder, id: 'expected.json', type: 'folder', ledger }]
  }
}
