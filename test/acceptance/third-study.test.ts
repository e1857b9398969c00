import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeTo } from '../support/close-to.js'
import {
  checkout,
  type Finished,
  folderOf,
  type Product,
  readResults,
  resultReader,
  type ResultsFile,
  setUpProduct,
} from '../support/cohortium.js'

/** R's answers under the product's keys, as a study's make.R wrote them. */
interface Answers {
  readonly pairs?: readonly (readonly [treated: string, control: string])[]
  readonly values: Readonly<Record<string, number | null>>
}

interface Ran {
  readonly finished: Finished
  readonly folder: string
  readonly file: ResultsFile
}

let product: Product

const folderOfStudy = (study: string): string => join(checkout, 'test', 'fixtures', 'studies', study)

const answersOf = (study: string, file: string): Answers =>
  JSON.parse(readFileSync(join(folderOfStudy(study), file), 'utf8')) as Answers

const runStudy = async (study: string, ...options: readonly string[]): Promise<Ran> => {
  const finished = await product.run(['run', folderOfStudy(study), '--out', product.out, ...options])
  const folder = folderOf(product.out, study, finished)
  return { finished, folder, file: readResults(folder) }
}

// Coxph at its optimum agrees to 1e-8, its P to 1e-7; all else to 1e-9.
const toleranceOf = (key: string): number => {
  if (!key.startsWith('cox/') && !key.startsWith('propensity/')) return 1e-9
  return /(^|-)p$/.test(key.slice(key.lastIndexOf('/') + 1)) ? 1e-7 : 1e-8
}

const expectAnswers = ({ file }: Ran, { values }: Answers): void => {
  const at = resultReader(file)
  expect(Object.keys(values).length).toBeGreaterThan(100)
  for (const [key, value] of Object.entries(values)) {
    if (value === null) expect(at(key).value, key).toBeNull()
    else closeTo(at(key).value, value, toleranceOf(key), key)
  }
}

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(() => product.close())

describe('a study in day offsets, without identifiers, with coded levels', () => {
  let ran: Ran
  beforeAll(async () => {
    ran = await runStudy('veteran')
  })

  test('ends as the study expects', () => expect(ran.finished).toMatchObject({ code: 0, signal: null }))

  test('gives the numbers of R before and after matching', () => {
    expectAnswers(ran, answersOf('veteran', 'expected.json'))
  })

  test('matches the pairs of R, in the order of the rows', () => {
    const [, ...lines] = readFileSync(join(ran.folder, 'pairs.csv'), 'utf8').trim().split('\n')
    expect(lines.map(line => line.split(',').slice(1, 3))).toEqual(answersOf('veteran', 'expected.json').pairs)
  })
})

describe('a study in calendar dates, with identifiers, of two sites in layouts of their own', () => {
  let whole: Ran
  let cut: Ran
  beforeAll(async () => {
    whole = await runStudy('heart', '--data-cut', '1974-04-01')
    cut = await runStudy('heart', '--data-cut', '1973-01-01')
  })

  test('ends as the study expects', () => {
    expect(whole.finished).toMatchObject({ code: 0, signal: null })
    expect(whole.file.status).toBe('final')
  })

  test('gives the numbers of R', () => expectAnswers(whole, answersOf('heart', 'expected.json')))

  test('counts at an earlier data cut what was known by then', () => {
    expectAnswers(cut, answersOf('heart', 'expected-at-1973-01-01.json'))
  })

  test('shows no name or number of a person', () => {
    const results = readFileSync(join(whole.folder, 'results.json'), 'utf8')
    for (const written of ['Dolittle', 'M-47919', '901-17-1037']) {
      expect(results + whole.finished.stdout + whole.finished.stderr).not.toContain(written)
    }
  })
})
