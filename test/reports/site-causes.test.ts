import { describe, expect, test } from 'vitest'
import { bannerLines, bannerOf } from '../../reports/words/banner.js'
import { siteCause } from '../../reports/words/site-causes.js'
import { findings } from './small-records.js'
import { smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { retold } from '../../words/told.js'

const input = smallInput()
const [north, south] = input.sites
if (north === undefined || south === undefined) throw new Error('the small study has two sites')

describe('why the newest export of a site is not in the report', () => {
  test.each([
    ['ExportAbsent', 'folder: it is not there', 'no export arrived', 'have it sent'],
    ['ExportAbsent', '*.csv: no such file in the folder', 'no export arrived', 'have it sent'],
    [
      'ExportOutOfReach',
      'a.csv: the file system refused it',
      'its folder or file may not be read',
      'give the worker leave to read it',
    ],
    ['ExportUnreadable', 'the file says: it is not there', 'its export cannot be read', 'have it sent again'],
    ['ExportUnreadable', 'cut short', 'its export cannot be read', 'have it sent again'],
    ['ExportUnreadable', null, 'its export cannot be read', 'have it sent again'],
    [
      'MappingIncomplete',
      null,
      'its export and its mapping do not fit together',
      'compare the columns, and mend the one that is wrong',
    ],
    [
      'ExportRefused',
      null,
      'its newest export contradicts itself, its mapping or the last accepted one',
      "the sheet 'Data quality' says where; have it mended and sent again, or accept it",
    ],
    [
      'ExportShrank',
      null,
      'much of its last accepted export is missing from the newest one',
      "the sheet 'Data quality' says what; have it sent whole, or accept it",
    ],
    ['DecisionUndone', null, 'the decision that let its newest export through was undone', 'have another one sent'],
    ['NothingToReuse', null, 'it has no data yet', 'have its export sent'],
    ['ExportTooCostly', 'too long', 'its newest export was refused', "see its reason on the sheet 'Sites'"],
    [
      'ReaderEnded',
      null,
      'the process that read its newest export ended without an answer',
      'run it again; if it stays so, start the worker anew',
    ],
    [
      'ReaderStarved',
      null,
      'this machine had no memory left to read its newest export',
      'give the worker more memory, and run it again',
    ],
    [
      'StageTooLarge',
      null,
      'its newest export takes more memory than a stage may take or this machine had left',
      'give the worker more memory, or divide the export among several sites',
    ],
    [
      'ComputerStopped',
      'it is not there',
      'its newest export could not be worked',
      "run it again; the sheet 'Sites' says what failed here",
    ],
    [null, null, 'its newest export was refused', "see its reason on the sheet 'Sites'"],
  ])('%s, %s', (failureKind, reason, cause, remedy) => {
    for (const status of ['last good batch', 'left out'] as const)
      expect(siteCause({ ...south, status, failureKind, reason: reason === null ? null : retold(reason) })).toEqual({
        cause,
        remedy,
      })
    for (const status of ['fresh', 'reused'] as const)
      expect(siteCause({ ...south, status, failureKind, reason: reason === null ? null : retold(reason) })).toBeNull()
  })
})

describe('K3, M6: the banner of many sites', () => {
  const away = (count: number, label: string) =>
    bannerOf({
      ...input,
      run: { ...input.run, status: 'PROVISIONAL' },
      sites: Array.from({ length: count }, (_, at) => ({ ...south, label: retold(`${label} ${at}`) })),
    }).provisional ?? ''

  test.each(['South', '南方医院'.repeat(40)])(
    'of name %s is at most a kilobyte, and counts whom it does not name',
    label => {
      for (const count of [3, 30, 300]) {
        const words = away(count, label)
        expect(new TextEncoder().encode(words).length).toBeLessThanOrEqual(1_024)
        const named = words.match(/its export cannot be read/g)?.length ?? 0
        const more = Number(/And (\d+) more, see the sheet 'Sites'\.$/.exec(words)?.[1] ?? 0)
        expect(named).toBeGreaterThan(0)
        expect(named + more).toBe(count)
      }
    },
  )
})

describe('the banner', () => {
  const provisional = { ...input, run: { ...input.run, status: 'PROVISIONAL' as const } }

  test.each([
    ['synthetic', 'SYNTHETIC DATA: invented subjects, no real person'],
    ['public', 'PUBLIC DATA: published data of real patients'],
    ['clinical', 'CLINICAL DATA: confidential'],
  ])('of %s data', (data, line) => {
    expect(bannerLines(bannerOf({ ...input, study: smallStudy({ data }) }))).toEqual([line])
  })

  test.each([
    [{ status: 'left out' }, 'its export cannot be read, the site is left out; have it sent again.'],
    [{ dataDate: '2024-02-28' }, 'its export cannot be read, its data of 2024-02-28 stand in; have it sent again.'],
    [{ dataDate: null }, 'its export cannot be read, its data of an unstated day stand in; have it sent again.'],
  ] as const)('of a site with %j', (more, words) => {
    expect(bannerOf({ ...provisional, sites: [north, { ...south, ...more }] }).provisional).toBe(
      `PROVISIONAL. South Hospital: ${words}`,
    )
  })

  test.each([
    [0, 'PROVISIONAL.'],
    [
      1,
      "PROVISIONAL. North Hospital: a column could not be read and is left out; the sheet 'Data quality' says which.",
    ],
    [
      2,
      "PROVISIONAL. North Hospital: 2 columns could not be read and are left out; the sheet 'Data quality' says which.",
    ],
  ])('of a site with %i columns left out', (count, words) => {
    const [finding] = findings
    if (finding === undefined) throw new Error('no finding')
    const left = { ...finding, effect: 'column left out' }
    const others = [finding, { ...left, used: false }, { ...left, site: 'south' }]
    const found = [...Array.from({ length: count }, () => left), ...others]
    expect(bannerOf({ ...provisional, sites: [north], findings: found }).provisional).toBe(words)
  })
})
