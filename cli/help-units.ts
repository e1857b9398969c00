import { nearestTest, testLines, testsNamed } from '../protocol/words/test-lines.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'

const heading = 'Standard unit, UCUM code, range of the living; what one of another unit is worth.'

/** Prints the built-in tests with their units, or the one that is named. */
export const helpUnitsCommand = (word: string | undefined): Promise<number> => {
  const found = testsNamed(word)
  if (found.length === 0) {
    const nearest = nearestTest(word ?? '')
    const meant = nearest === null ? `'cohortium help units' lists all` : `did you mean '${nearest}'?`
    throw new OptionInvalid(`no built-in test is called '${word ?? ''}'; ${meant}`)
  }
  if (word === undefined) terminal.print(heading)
  for (const id of found) for (const line of testLines(id)) terminal.print(line)
  return Promise.resolve(0)
}
