import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StudyInvalid, printProblem } from '../../protocol/load/study-problems.js'
import { loadOperations, loadStudy } from '../../protocol/load/load-study.js'
import { noOperations, recipientsNamed, staleAfterDays } from '../../protocol/language/operations.js'
import { examples, loadChanged, problemsOf } from './changed-study.js'

const mail = 'mail: [{ to: investigators@example.org, name: The investigators, when: changed }]'
const withOperations = (text: string): Promise<readonly string[]> => problemsOf(['operations.yaml', mail, text])

describe('operations.yaml', () => {
  test('is read beside the study, with every default', async () => {
    const { operations } = await loadStudy(join(examples, 'dates-and-identifiers'))
    expect(operations).toEqual({
      mail: [{ to: 'investigators@example.org', name: 'The investigators', when: 'changed', sees: 'results' }],
      keeper: { mail: [], staleAfter: '7 days' },
      waivers: [],
      accepted: {},
    })
    expect(staleAfterDays(operations)).toBe(7)
  })

  test('is no part of the protocol: another recipient or night changes no hash', async () => {
    const before = await loadStudy(join(examples, 'dates-and-identifiers'))
    const after = await loadChanged('dates-and-identifiers', [
      [
        'operations.yaml',
        mail,
        "schedule: { cron: '30 1 * * 1-5' }\nkeeper: { mail: [a@example.org], staleAfter: 3 days }",
      ],
    ])
    if (!('study' in after)) throw new Error(after.join('\n'))
    expect(after.protocolHash).toBe(before.protocolHash)
    expect(after.operations.schedule).toEqual({ cron: '30 1 * * 1-5' })
  })

  test.each([
    ['an unknown key', 'nights: 3', 'operations.yaml:2:1: ', 'nights'],
    ['no time zone', "schedule: { cron: '0 2 * * *', zone: Mars/Base }", 'operations.yaml:2:38: ', 'time zone'],
    ['no cron', 'schedule: { cron: nightly }', 'operations.yaml:2:19: ', 'cron'],
    ['no minute', "schedule: { cron: '99 2 * * *' }", 'operations.yaml:2:19: ', 'cron'],
    ['never due', "schedule: { cron: '0 2 30 2 *' }", 'operations.yaml:2:19: ', 'never due'],
    ['no address', 'keeper: { mail: [nobody] }', 'operations.yaml:2:18: ', 'mail address'],
    ['no number of days', 'keeper: { staleAfter: a week }', 'operations.yaml:2:23: ', 'number of days'],
    [
      'a waiver that never ends',
      'waivers: [{ site: clinic-north, by: A, because: b }]',
      'operations.yaml:2:11: ',
      'until',
    ],
    [
      'a waiver to no day',
      'waivers: [{ site: clinic-north, until: 2024-02-30, by: A, because: b }]',
      'operations.yaml:2:40: ',
      'a day such as',
    ],
    [
      'a waiver of a strange site',
      'waivers: [{ site: west, until: 2024-02-28, by: A, because: b }]',
      'operations.yaml:2:19: ',
      'site that the study does not have',
    ],
    ['no night kept', 'keep: { nights: 0 }', 'operations.yaml:2:17: ', ''],
    ['a keeper twice', 'keeper: { mail: [a@x.org, A@x.org] }', 'operations.yaml:2:27: ', 'second time'],
    ['a recipient twice', 'mail: [{ to: a@x.org }, { to: A@x.org }]', 'operations.yaml:2:31: ', 'second time'],
    ['an acceptance by nobody', 'accepted: { openTemporal: { because: it is so } }', 'operations.yaml:2:13: ', 'by'],
  ])('refuses %s, with its line and column', async (_, text, place, word) => {
    const [problem = ''] = await withOperations(text)
    expect(problem.startsWith(place), problem).toBe(true)
    expect(problem).toContain(word)
  })

  test('is read alone where study.yaml is broken, and tells what is wrong in itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'operations-'))
    try {
      expect(await loadOperations(folder)).toEqual(noOperations)
      await writeFile(join(folder, 'operations.yaml'), 'keeper: { mail: [keeper@example.org] }\n')
      expect((await loadOperations(folder)).keeper.mail).toEqual(['keeper@example.org'])
      await symlink(folder, `${folder}-link`)
      expect((await loadOperations(`${folder}-link`)).keeper.mail).toEqual(['keeper@example.org'])
      await rm(`${folder}-link`)
      await rm(join(folder, 'operations.yaml'))
      await symlink(join(examples, 'dates-and-identifiers', 'operations.yaml'), join(folder, 'operations.yaml'))
      await expect(loadOperations(folder)).rejects.toThrow('links are not followed')
      await rm(join(folder, 'operations.yaml'))
      await writeFile(join(folder, 'operations.yaml'), 'keeper: { mail: [a@x.org, a@x.org] }\n')
      await expect(loadOperations(folder)).rejects.toThrow(StudyInvalid)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('mail in study.yaml is still read, and check says where it belongs', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [
      ['study.yaml', 'analyses:\n', 'mail: [{ to: b@x.org }, { to: INVESTIGATORS@example.org }]\nanalyses:\n'],
    ])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(loaded.warnings.map(printProblem)).toEqual([
      expect.stringMatching(/study\.yaml:\d+:1: .*operations\.yaml.*sees: subjects/),
    ])
    expect(recipientsNamed(loaded.study, loaded.operations)).toEqual([
      { to: 'investigators@example.org', name: 'The investigators', when: 'changed', sees: 'results' },
      { to: 'b@x.org', when: 'always', sees: 'results' },
    ])
  })
})
