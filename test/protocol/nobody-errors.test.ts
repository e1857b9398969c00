import { describe, expect, test } from 'vitest'
import { variablesBySite } from '../../protocol/facts/variables-by-site.js'
import { mappingLines } from '../../protocol/words/mapping-words.js'
import { type Change, loadChanged, problemsOf } from './changed-study.js'

const north = 'sites/north-clinic.yaml'
const says = (nobody: string): Change => [north, '\nmap:\n', `\nnobody:\n${nobody}\nmap:\n`]
const told = async (...changes: readonly Change[]) =>
  (await problemsOf(...changes)).map(problem => problem.replace(`${north}:`, ''))

describe('what nobody of a site had', () => {
  test.each<[string, string, ...(readonly string[])]>([
    [
      'a code that nothing reads',
      '  exposure: { treatment: [drug-bb] }',
      "15:27: found a text of 7 signs, which nothing of the study reads for exposure.treatment, expected one of drug-a, drug-b, drug-c, supportive-care; did you mean 'drug-b'?",
    ],
    [
      'a field that nothing reads',
      '  exposure: { target: [lung] }',
      '15:24: found a text of 4 signs, which nothing of the study reads for exposure.target',
    ],
    [
      'a code that a column gives as well',
      '  exposure: [{ treatment: [drug-c] }]',
      "15:28: found a text of 6 signs, which the mapping also makes of cells of 'events': nobody had it, or somebody may have",
    ],
    [
      'a code that a block gives to all its rows',
      '  disposition: { event: [death] }',
      "15:26: found a text of 5 signs, which the mapping also makes of cells of 'events': nobody had it, or somebody may have",
    ],
    [
      'any of a domain that blocks make',
      '  tumour: any',
      "15:11: found 'any', but the mapping makes rows of tumour of 'patients': nobody had any, or somebody may have",
    ],
    ['any of a domain that nothing reads', '  procedure: any', '15:3: nothing of the study reads procedure'],
    [
      'an unknown domain',
      '  exposures: any',
      "15:3: found the unknown key 'exposures', expected one of disease, medicalHistory, exposure, procedure, lab, assessment, tumour, response, adverseEvent, contact, disposition; did you mean 'exposure'?",
    ],
  ])('is refused as %s', async (_, nobody, ...problems) => expect(await told(says(nobody))).toEqual(problems))

  test('a field of two that a block gives in two columns may be none together', async () => {
    expect(await told(says('  exposure: { treatment: [drug-c], category: [anticancer] }'))).toEqual([])
  })

  test('what is asked for by no condition together answers nothing, and is doubted', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [
      says('  exposure: { treatment: [drug-c], category: [anticancer] }'),
    ])
    const doubts = 'study' in loaded ? loaded.warnings.map(({ message }) => message) : []
    expect(doubts).toEqual(['nothing of the study asks for rows by all of these fields, so it answers nothing'])
  })
})

const tumour = `  tumour:
    - { from: patients, when: { lung lesion: ['yes'] }, group: { constant: lung }, date: { column: seen on, date: [DD.MM.YYYY] } }
`

test('the table of variables by site and the mapping in words say what nobody had', async () => {
  const loaded = await loadChanged('dates-and-identifiers', [
    [north, tumour, ''],
    says('  tumour: { group: [lung] }\n  exposure: { treatment: [drug-c], category: [anticancer, later-line] }'),
  ])
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  const { study, mappings } = loaded
  const rows = variablesBySite(study, mappings)
  expect(rows.find(({ id }) => id === 'lesions')?.sites['north-clinic']).toEqual({
    ...{ state: 'complete', from: [], never: [] },
    reasons: ['nobody had it, says the mapping'],
  })
  expect(mappingLines('north-clinic', mappings['north-clinic']!).slice(-3)).toEqual([
    '  nobody had exposure with treatment drug-c and category anticancer or later-line: where it is asked for, the answer is no',
    '  nobody had tumour with group lung: where it is asked for, the answer is no',
    '',
  ])
})
