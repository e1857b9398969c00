import { describe, expect, test } from 'vitest'
import { isDemonstrationKey, weaknessOf } from '../../harmonize/door/ids/key-strength.js'

const words = 'known words and examples'

// No two neighbours of it follow each other, and no known word is in it.
const random = 'xqvkzmwjrtpbnfgxzqkvwzjq'

describe('H2: why a key can be guessed', () => {
  test.each([
    ['aaaaaaaabbbbbbbbccccccccdddddddd', 'too few different characters'],
    ['abcdefga'.repeat(4), 'too few different characters'],
    ['xqvkzmwj'.repeat(4), 'one part is repeated'],
    [`${'xqvkzmwjr'.repeat(3)}xqvkz`, 'one part is repeated'],
    ['xqvkzmwjrtpbnfgx'.repeat(2), 'one part is repeated'],
    ['0123456789abcdef0123456789abcdeg', 'its characters follow each other'],
    ['zyxwvutsrqponmlkjihgfedcba987654', 'its characters follow each other'],
    ['aabbccddeeffgghhiijjkkllmmnnoopp', 'its characters follow each other'],
    ['acegikmoqsuwybdfhjlnprtvxz', 'its characters follow each other'],
    ['2b7e151628aed2a6abf7158809cf4f3c', words],
    ['please-change-this-secret-key-now', words],
    ['pl3as3-chang3-th1s-s3cr3t-k3y-n0w', words],
    ['p@$$w0rd-p@$$phr@se-0f-the-h0spital', words],
  ])('%s: %s', (secret, weakness) => {
    expect(weaknessOf(secret)).toBe(weakness)
  })

  test.each([
    '9f3c1a7e5b0d8264c7a1e93f5d20b86e',
    'Tq8#vL2!xW9@mZ4$kR7%pB3^nJ6&hC1*',
    'hX7vQ2mZ9kR4wT8pN3bJ6fL1sD5gY0cV',
    `${random}yk`,
  ])('%s looks random', secret => {
    expect(weaknessOf(secret)).toBeNull()
  })

  const known = `
    2b7e151628aed2a6abf7158809cf4f3c 603deb1015ca71be2b73aef0857d7781 8e73b0f7da0e6452c810f32b809079e5
    correcthorsebatterystaple qwertyuiop qwertzuiop asdfghjkl identitykey administrator placeholder
    cohortium synthetic replaceme character insecure changeme changeit changethis clinical password passwort passphrase deadbeef
    baadf00d cafebabe hospital identity letmein example zxcvbnm default secret please random public sample dummy qwerty foobar
    admin change should longer secure study token hello world least value enter insert replace demo this your here test long
    with that must only data some very than more root user key 密码 密钥 秘密 示例 测试 请修改 默认`
    .trim()
    .split(/\s+/)

  test.each(known)('%s adds nothing to a key', word => {
    expect(weaknessOf(`${random.slice(0, 21)}${word}`)).toBe(words)
    expect(weaknessOf(`${word}${random.slice(0, 21)}`)).toBe(words)
    expect(weaknessOf(`${random.slice(0, 22)}${word}`)).toBeNull()
  })

  test('a sign that only separates adds nothing, signs of three kinds do', () => {
    const base = random.slice(0, 20)
    expect(weaknessOf(`${base}-password-key`)).toBe(words)
    expect(weaknessOf(`${base}-password_key`)).toBe(words)
    expect(weaknessOf(`${base}-password_key+`)).toBeNull()
  })
})

test.each([
  ['cohortium-demo-key', true],
  ['COHORTIUM DEMO KEY', true],
  ['"cohortium_demo_key"', true],
  ['ｃohortium–demo–key and more', true],
  ['cohortium-demo', false],
  ['demo-cohortium-key', false],
])('H2: %s is the demonstration key: %s', (secret, is) => {
  expect(isDemonstrationKey(secret, 'cohortium-demo-key')).toBe(is)
})
