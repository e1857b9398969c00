import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  IdentityKeyDiffers,
  IdentityKeyMissing,
  identityKey,
  keyCheck,
  studyKey,
} from '../../harmonize/door/ids/identity-key.js'

const own = '5d1f0c9be27a4683f1b09c2d7e6a4358'
const other = 'Zk3vQ9rT-x7Lw2Np8_bH5cYd4Mf6Gs1Ja0Ru'
const demo = identityKey({}, 'synthetic').secret
const environment = (key: string) => ({ COHORTIUM_IDENTITY_KEY: key })
const clinical = { study: 'north-sea', data: 'clinical' } as const

describe('H2: the identity key', () => {
  test('without one the demonstration key serves invented and public data, and clinical data are refused with what to do', () => {
    for (const data of ['synthetic', 'public'] as const) expect(identityKey({}, data)).toMatchObject({ demo: true })
    for (const blank of ['', '  ', '\n'])
      expect(() => identityKey(environment(blank), 'clinical')).toThrow(/openssl rand -hex 32/)
    expect(() => identityKey({}, 'clinical')).toThrow(IdentityKeyMissing)
  })

  test('blanks, line ends and marks of byte order around a key are no part of it', () => {
    for (const dressed of [`${own}\n`, `  ${own}\r\n`, `\t${own}`, `\uFEFF${own}\u00A0`])
      expect(identityKey(environment(dressed), 'clinical')).toEqual({ secret: own, demo: false })
  })

  test.each([
    ['as it is', demo],
    ['blanks around', `  ${demo} \n`],
    ['quoted', `"${demo}"`],
    ['quoted twice', `'"${demo}"'`],
    ['in capitals', demo.toUpperCase()],
    ['with underscores', demo.replaceAll('-', '_')],
    ['with blanks', demo.replaceAll('-', ' ')],
    ['run together', demo.replaceAll('-', '')],
    [
      'wide letters',
      Array.from(demo, c => (/[a-z]/.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c)).join(''),
    ],
    ['within more', `my-${demo}-2024`],
  ])('the demonstration key %s is refused for clinical data and is the demonstration key for others', (_, dressed) => {
    expect(() => identityKey(environment(dressed), 'clinical')).toThrow(/demonstration key/)
    expect(identityKey(environment(dressed), 'public')).toEqual({ secret: demo, demo: true })
  })

  test.each([
    ['one character', 'x'.repeat(40)],
    ['blanks within', `a${' '.repeat(32)}b`],
    ['a repeated part', '7f3a9c'.repeat(6)],
    ['a long part twice', 'q8Zt2LmX7vKp4Rw9cB1n'.repeat(2)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['the alphabet backwards', 'ZYXWVUTSRQPONMLKJIHGFEDCBA987654'],
    ['every second letter', 'bdfhjlnprtvxzbdfhjlnprtvxzbdfhjl'],
    ['counted bytes', '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'],
    ['doubled letters', 'aabbccddeeffgghhiijjkkllmmnnoopp'],
    ['rows of a keyboard', 'qwertyuiop-asdfghjkl-zxcvbnm-1234'],
    ['an advice', 'please-change-me-to-something-secret'],
    ['a password', 'password-of-the-hospital-2024-secret'],
    ['a disguised password', 'P@ssw0rd-S3cret-ch4ngeme-p@ssw0rd1'],
    ['a key of a standard', '603deb10 15ca71be 2b73aef0 857d7781'],
    ['a famous passphrase', 'correct horse battery staple 2024!'],
    ['an advice in Chinese', '请修改密码：医院示例密钥，默认测试密码请修改密码示例密钥'.padEnd(34, '秘密')],
  ])('a key that can be guessed is refused for clinical data: %s', (_, key) => {
    expect(key.length).toBeGreaterThanOrEqual(28)
    expect(() => identityKey(environment(key), 'clinical')).toThrow(IdentityKeyMissing)
  })

  test('what a generator makes is taken, in any usual writing', () => {
    for (let run = 0; run < 200; run += 1) {
      // Seeded: a test that draws its own keys could fail for once.
      const bytes = createHash('sha512')
        .update(`run ${String(run)}`)
        .digest()
      for (const key of [
        bytes.subarray(0, 32).toString('hex'),
        bytes.subarray(0, 16).toString('hex').toUpperCase(),
        bytes.subarray(0, 32).toString('base64'),
        bytes.subarray(0, 24).toString('base64url'),
      ])
        expect(identityKey(environment(key), 'clinical').secret).toBe(key)
    }
  })

  test('a short key is refused for any data, and no message repeats a key', () => {
    for (const data of ['synthetic', 'clinical'] as const) {
      expect(() => identityKey(environment('f3c9a81d'), data)).toThrow(/at least 32/)
      expect(() => identityKey(environment('f3c9a81d'), data)).not.toThrow(/f3c9a81d/)
    }
    expect(() => identityKey(environment('password-of-the-hospital-2024-secret'), 'clinical')).not.toThrow(/hospital/)
  })
})

describe('M3, S2: the check value of a key', () => {
  test('is equal for equal keys of a study, another in every study, and no bare hash', () => {
    const key = identityKey(environment(own), 'clinical')
    expect(keyCheck(key, 'north-sea')).toBe(keyCheck(identityKey(environment(`${own}\n`), 'clinical'), 'north-sea'))
    expect(keyCheck(key, 'north-sea')).not.toBe(keyCheck(key, 'south-sea'))
    expect(keyCheck(key, 'north-sea')).not.toBe(keyCheck(identityKey(environment(other), 'clinical'), 'north-sea'))
    expect(createHash('sha256').update(own).digest('hex')).not.toContain(keyCheck(key, 'north-sea').slice(0, 8))
  })
})

describe('H1: the key of a study', () => {
  const checkOf = (key: string, study: string) => keyCheck({ secret: key, demo: false }, study)

  test('is the environment’s at the first run, and that very one afterwards', () => {
    expect(studyKey(environment(own), clinical, null).secret).toBe(own)
    expect(studyKey(environment(own), clinical, checkOf(own, 'north-sea')).secret).toBe(own)
    expect(() => studyKey(environment(other), clinical, checkOf(own, 'north-sea'))).toThrow(IdentityKeyDiffers)
    expect(() => studyKey(environment(other), clinical, checkOf(own, 'north-sea'))).toThrow(
      /north-sea.*COHORTIUM_IDENTITY_KEY.*another study id/s,
    )
  })

  test.each(['public', 'synthetic'] as const)(
    'of %s data stays what it was where a clinical study beside it gets one',
    data => {
      const study = { study: 'open-sea', data }
      expect(studyKey(environment(own), study, keyCheck(identityKey({}, data), 'open-sea'))).toMatchObject({
        demo: true,
      })
      expect(studyKey(environment(own), study, checkOf(own, 'open-sea')).secret).toBe(own)
      expect(() => studyKey({}, study, checkOf(own, 'open-sea'))).toThrow(IdentityKeyDiffers)
    },
  )

  test('of clinical data is never the demonstration key, even where the study began on it', () => {
    const before = keyCheck(identityKey({}, 'synthetic'), 'north-sea')
    expect(() => studyKey(environment(own), clinical, before)).toThrow(IdentityKeyDiffers)
    expect(() => studyKey({}, clinical, before)).toThrow(IdentityKeyMissing)
  })
})
