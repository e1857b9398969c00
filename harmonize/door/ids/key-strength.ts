import { type Told, told } from '../../../words/told.js'
const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether a text is the demonstration key, however it is quoted, spaced, separated or capitalized, alone or within more. */
export const isDemonstrationKey = (secret: string, demoSecret: string): boolean =>
  lettersAndDigits(secret).includes(lettersAndDigits(demoSecret))

// What documents, examples and hurried people write where a secret is meant, test keys of standards, rows of a keyboard.
const knownParts: readonly string[] = [
  '2b7e151628aed2a6abf7158809cf4f3c',
  '603deb1015ca71be2b73aef0857d7781',
  '8e73b0f7da0e6452c810f32b809079e5',
  'correcthorsebatterystaple',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'identitykey',
  'administrator',
  'placeholder',
  'cohortium',
  'synthetic',
  'replaceme',
  'character',
  'insecure',
  'changeme',
  'changeit',
  'changethis',
  'clinical',
  'password',
  'passwort',
  'passphrase',
  'deadbeef',
  'baadf00d',
  'cafebabe',
  'hospital',
  'identity',
  'letmein',
  'example',
  'zxcvbnm',
  'default',
  'secret',
  'please',
  'random',
  'public',
  'sample',
  'dummy',
  'qwerty',
  'foobar',
  'admin',
  'change',
  'should',
  'longer',
  'secure',
  'study',
  'token',
  'hello',
  'world',
  'least',
  'value',
  'enter',
  'insert',
  'replace',
  'demo',
  'this',
  'your',
  'here',
  'test',
  'long',
  'with',
  'that',
  'must',
  'only',
  'data',
  'some',
  'very',
  'than',
  'more',
  'root',
  'user',
  'key',
  '密码',
  '密钥',
  '秘密',
  '示例',
  '测试',
  '请修改',
  '默认',
]

// Of a random key of 32 characters two chance words may be found, not more.
const leastBesideWords = 22
const leastDistinct = 8
const closestLags = 4

const disguises: Readonly<Record<string, string>> = { '@': 'a', '3': 'e', '1': 'i', '0': 'o', $: 's', '5': 's' }

const withoutDisguise = (secret: string): string =>
  secret.replaceAll(/[@310$5]/g, character => disguises[character] ?? character)

/** How many characters stand beside known words; signs count where they are of several kinds, not where one separates words. */
const besideWords = (secret: string): number => {
  const plain = lettersAndDigits(secret)
  const rest = knownParts.reduce((left, part) => left.replaceAll(part, ' '), plain).replaceAll(' ', '')
  const signs = Array.from(secret).filter(character => lettersAndDigits(character) === '')
  return Array.from(rest).length + (new Set(signs).size < 3 ? 0 : signs.length)
}

/** The length after which a text begins again, such as 3 for `abcabca`; its own length where it never does. */
const periodOf = (text: string): number => {
  const border = [0]
  for (let end = 1; end < text.length; end += 1) {
    let length = border[end - 1] ?? 0
    while (length > 0 && text[end] !== text[length]) length = border[length - 1] ?? 0
    border.push(text[end] === text[length] ? length + 1 : 0)
  }
  return text.length - (border.at(-1) ?? 0)
}

const stepsOf = (text: string, lag: number): readonly number[] => {
  const codes = Array.from(text).map(character => character.codePointAt(0) ?? 0)
  return codes.slice(lag).map((code, index) => code - (codes[index] ?? 0))
}

const shareOf = (steps: readonly number[], small: (step: number, index: number) => boolean): number =>
  steps.length === 0 ? 1 : steps.filter(small).length / steps.length

/** Whether characters mostly follow each other, at once or some places apart, as in counted, doubled or repeated texts. */
const isSequence = (text: string): boolean => {
  for (let lag = 1; lag <= closestLags; lag += 1) {
    if (shareOf(stepsOf(text, lag), step => Math.abs(step) <= 1) >= 0.6) return true
  }
  const steps = stepsOf(text, 1)
  return shareOf(steps, (step, index) => index > 0 && step === steps[index - 1]) >= 0.5
}

/** Why a key could be guessed, in words that reveal nothing of it; null for a key that looks random. */
export const weaknessOf = (secret: string): Told | null => {
  const plain = lettersAndDigits(secret)
  if (new Set(plain).size < leastDistinct) return told`too few different characters`
  const period = periodOf(plain)
  if (period <= plain.length / 2 && period < 32) return told`one part is repeated`
  if (isSequence(plain)) return told`its characters follow each other`
  const leastBeside = Math.min(besideWords(secret), besideWords(withoutDisguise(secret)))
  return leastBeside < leastBesideWords ? told`known words and examples` : null
}
