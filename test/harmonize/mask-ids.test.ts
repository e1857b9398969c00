import { expect, test } from 'vitest'
import { readSubjectId } from '../../harmonize/door/ids/subject-id.js'
import { idCandidates, maskIds } from '../../harmonize/door/ids/mask-ids.js'

const ids = (...known: readonly string[]): ((id: string) => boolean) => {
  const set = new Set(
    known.map(text => readSubjectId({ kind: 'text', text })).map(read => ('id' in read ? read.id : '')),
  )
  return id => set.has(id)
}

test.each([
  ['P07', 'death of P07 corrected', 'death of [identifier] corrected'],
  ['P07', 'p07, P-07 and P070 (P07).', '[identifier], P-07 and P070 ([identifier]).'],
  ['P-07', 'scan of p‐07/P-08', 'scan of [identifier]/P-08'],
  ['ab 12', 'AB 12 was read twice', '[identifier] was read twice'],
  ['SITE 1 007', "see 'site 1 007'; else", "see '[identifier]'; else"],
  ['北07', '患者北07的随访', '患者北07的随访'],
  ['N07', '患者N07的随访', '患者[identifier]的随访'],
  ['7', 'row 7, not 17 or 7.5', 'row [identifier], not 17 or [identifier].5'],
  ['Х12', 'X12 again', '[identifier] again'],
  ['１２３', 'number 123', 'number [identifier]'],
  ['017', 'ID０１７, s017 and 017th, not x17', 'ID[identifier], s[identifier] and [identifier]th, not x17'],
  ['17', 'phase G17 of 17', 'phase G17 of [identifier]'],
  ['A/12', 'A/12:A/13', '[identifier]:A/13'],
  ['110101900307451', 'born as 110101900307451', 'born as [identifier]'],
])('the id %s in %j leaves %j', (id, written, left) => {
  expect(maskIds(written, ids(id))).toBe(left)
})

test('a text without ids stays, and its words are few', () => {
  const text = 'new follow-up of April, sent again by the site'
  expect(maskIds(text, () => false)).toBe(text)
  expect(idCandidates(text).length).toBeLessThan(100)
})

test('ids that overlap are one mask each, and nothing between is lost', () => {
  expect(maskIds('A 1 B 2', ids('A1', '1B', 'B2'))).toBe('[identifier]')
  expect(maskIds('A1 and B2', ids('A1', 'B2'))).toBe('[identifier] and [identifier]')
})
