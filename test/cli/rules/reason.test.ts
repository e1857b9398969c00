import { expect, test } from 'vitest'
import { keptReason, reasonOf, type ReasonSource } from '../../../cli/reason.js'

const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })

const source = (own: Partial<ReasonSource> = {}): ReasonSource => ({
  asks: false,
  ask: () => Promise.reject(new Error('nobody is there')),
  read: file => (file === '-' ? Promise.resolve('from the input\n') : Promise.reject(missing)),
  ...own,
})

test.each([
  ['corrected for 110101199003074514 at the site', 'corrected for [identifier] at the site'],
  ['call 138 1234 5678, or li.xm@example.org', 'call [identifier], or [identifier]'],
  ['住院号 0012345 更正', '住院号 [identifier] 更正'],
  ['of 110101-19900307-4514 and 1101011990 0307 4514', 'of [identifier] and [identifier]'],
  ['110101 1990 0307 451x, 330102-2001-12-31-0013', '[identifier], [identifier]'],
  [
    'visits 2019-01-20 2003-12-31 12 and 12-03-2019 12-01-2020 17',
    'visits 2019-01-20 2003-12-31 12 and 12-03-2019 12-01-2020 17',
  ],
  ['+86-138-1234-5678, e12345678, zhang@hospital。cn', '[identifier], [identifier], [identifier]'],
  ['tel ０１３８１２３４５６７８, 0086 13812345678', 'tel [identifier], [identifier]'],
  ['to zhang。wei＠hospital.cn', 'to [identifier]'],
  ['passports E12345678 and EA1234567', 'passports [identifier] and [identifier]'],
  ['weights 70 71 72 73 74 75 76 77 78 of E12 and G2', 'weights 70 71 72 73 74 75 76 77 78 of E12 and G2'],
  ['  the April file\n was another\tstudy ', 'the April file was another study'],
  ['a\u001b[31m\u202eb\u0000', 'a\\u{1b}[31m\\u{202e}b\\u{0}'],
  ['two wards closed on 2024-05-03, 12 of 40 subjects', 'two wards closed on 2024-05-03, 12 of 40 subjects'],
])('H8: of the reason %j there is kept %j', (written, kept) => {
  expect(keptReason(written)).toBe(kept)
})

test('H8: a reason is short: what would be cut off is refused, and so is what is no text', () => {
  expect(keptReason('为'.repeat(333))).toBe('为'.repeat(333))
  // A mask may be longer than what it hides.
  expect(() => keptReason('13812345678 '.repeat(83))).toThrow('the reason has 1078 bytes')
  expect(() => keptReason('为'.repeat(334))).toThrow('the reason has 1002 bytes: at most 1000 are kept')
  expect(() => keptReason(Buffer.from([0x61, 0xff, 0xfe, 0x62]).toString('utf8'))).toThrow('the reason is no text')
})

test('a reason comes from the command, from a file, from standard input, or from who is asked', async () => {
  expect(await reasonOf({ reason: ' as typed ' }, 'why', source())).toBe('as typed')
  expect(await reasonOf({ reasonFile: '-' }, 'why', source())).toBe('from the input')
  const read = (file: string) => Promise.resolve(`read ${file}`)
  expect(await reasonOf({ reasonFile: 'r.txt' }, 'why', source({ read }))).toBe('read r.txt')
  expect(await reasonOf({}, 'why', source({ asks: true, ask: question => Promise.resolve(`${question}so`) }))).toMatch(
    /no names.* so$/,
  )
})

test('who leaves the question gives no reason', async () => {
  await expect(reasonOf({}, 'why', source({ asks: true, ask: () => Promise.resolve(null) }))).rejects.toThrow('why')
})

test.each([
  [{}, 'why'],
  [{ reason: ' ' }, 'why'],
  [{ reason: 'x'.repeat(1_001) }, expect.stringContaining('1001 bytes') as string],
  [{ reason: 'r', reasonFile: '-' }, '--reason and --reason-file: give one of them'],
  [{ reasonFile: 'gone.txt' }, '--reason-file gone.txt: it cannot be read (ENOENT)'],
])('the options %j are refused', async (options, told) => {
  await expect(reasonOf(options, 'why', source())).rejects.toMatchObject({ name: 'OptionInvalid', message: told })
})
