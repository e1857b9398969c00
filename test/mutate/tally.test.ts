import { expect, test } from 'vitest'
import type { Room } from './suites.js'
import { tally, tallyLines, type Tried } from './tally.js'

const tried = (room: Room, before: string, end: Tried['end']): Tried => ({
  mutant: { room, file: `${room}/a.ts`, line: 1, before, text: '<=', operator: 'operator' },
  end,
})

const known = [{ file: 'sql/a.ts', change: 'sorted < -> <=', because: 'sorted again by who reads' }]

test('the share of a room leaves out changes that change nothing', () => {
  const shares = tally([tried('sql', '<', 'noticed'), tried('sql', 'sorted <', 'survived')], known)
  expect(shares[0]).toMatchObject({ name: 'sql', tried: 2, noticed: 1, equivalent: 1, share: 100, isEnough: true })
})

test('a survivor that nobody named counts against its room and against all', () => {
  const shares = tally(
    [tried('sql', '<', 'noticed'), tried('sql', '>', 'survived'), tried('cli', '<', 'noticed')],
    known,
  )
  expect(shares.map(({ name, share, isEnough }) => [name, share?.toFixed(1), isEnough])).toEqual([
    ['cli', '100.0', true],
    ['sql', '50.0', false],
    ['all', '66.7', false],
  ])
  expect(tallyLines(shares)[2]).toMatch(/^sql +2 +1 +0 +50 % +75 % {2}too few$/)
})

test('half is enough where other machines are the point of the code', () => {
  const shares = tally([tried('provision', '<', 'noticed'), tried('provision', '>', 'survived')])
  expect(shares[0]).toMatchObject({ share: 50, least: 50, isEnough: true })
})
