import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoadedStudy, loadStudy } from '../../protocol/load/load-study.js'
import { StudyInvalid } from '../../protocol/load/study-problems.js'

/** The worked examples, which the documentation shows. */
export const examples = join(import.meta.dirname, '../../docs/examples')

/** One change of one file of an example: a piece of text, found exactly once, becomes another. */
export type Change = readonly [file: string, from: string, to: string]

/** Loads an example with some changes; what is wrong comes back as printed, without the folder. */
export const loadChanged = async (
  example: string,
  changes: readonly Change[],
): Promise<LoadedStudy | readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'study-'))
  try {
    await cp(join(examples, example), folder, { recursive: true })
    for (const [file, from, to] of changes) {
      const path = join(folder, file)
      const text = await readFile(path, 'utf8')
      if (text.split(from).length !== 2)
        throw new Error(`'${from}' stands ${String(text.split(from).length - 1)} times in ${file}`)
      await writeFile(
        path,
        text.replace(from, () => to),
      )
    }
    return await loadStudy(folder)
  } catch (error) {
    if (!(error instanceof StudyInvalid)) throw error
    return error.message.split('\n').map(line => line.replace(`${folder}/`, ''))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The printed problems of the example with dates after one change. */
export const problemsOf = async (...changes: readonly Change[]): Promise<readonly string[]> => {
  const loaded = await loadChanged('dates-and-identifiers', changes)
  return 'study' in loaded ? [] : loaded
}
