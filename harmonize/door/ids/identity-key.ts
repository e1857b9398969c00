import { createHmac } from 'node:crypto'
import type { Study } from '../../../protocol/language/study.js'
import { isDemonstrationKey, weaknessOf } from './key-strength.js'
import { ToldError } from '../../../words/told-error.js'
import { told, toldId } from '../../../words/told.js'

/** The key that subjects' ids are hashed with. */
export interface IdentityKey {
  readonly secret: string
  readonly demo: boolean
}

/** No key, or one that must not be used, for a study's identities. */
export class IdentityKeyMissing extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'IdentityKeyMissing'
}

/** The key is another than the one that a study's subjects were hashed with before. */
export class IdentityKeyDiffers extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'IdentityKeyDiffers'
}

/** Where the key comes from. */
export const keyVariable = 'COHORTIUM_IDENTITY_KEY'

type Environment = Readonly<Record<string, string | undefined>>

const shortest = 32

// Anyone can read it: it hashes invented or public subjects only.
const demoSecret = 'cohortium-demo-key-for-synthetic-and-public-data-only'
const demoKey: IdentityKey = { secret: demoSecret, demo: true }

const howToMakeOne = told`make one with 'openssl rand -hex 32', set ${keyVariable} to it and keep it safe`

/** The key that the environment gives, without blanks and line ends around it; the demonstration key in any dress is that one. */
const givenKey = (environment: Environment): IdentityKey | null => {
  const secret = (environment[keyVariable] ?? '').replaceAll(/^[\s\0\u200B\uFEFF]+|[\s\0\u200B\uFEFF]+$/g, '')
  if (secret === '') return null
  if (isDemonstrationKey(secret, demoSecret)) return demoKey
  if (secret.length < shortest) {
    throw new IdentityKeyMissing(
      told`${keyVariable} has ${secret.length} characters; at least ${shortest} are needed: ${howToMakeOne}`,
    )
  }
  return { secret, demo: false }
}

/**
 * The identity key of the environment; without one the committed demonstration key. Clinical data refuse that one, and
 * every key that could be guessed.
 */
export const identityKey = (environment: Environment, data: Study['data']): IdentityKey => {
  const key = givenKey(environment)
  if (data !== 'clinical') return key ?? demoKey
  if (key === null) throw new IdentityKeyMissing(told`clinical data need an identity key of their own: ${howToMakeOne}`)
  if (key.demo) {
    throw new IdentityKeyMissing(
      told`${keyVariable} is the demonstration key, which everyone can read; clinical data need one of their own: ${howToMakeOne}`,
    )
  }
  const weakness = weaknessOf(key.secret)
  if (weakness !== null) {
    throw new IdentityKeyMissing(told`${keyVariable} can be guessed (${weakness}); ${howToMakeOne}`)
  }
  return key
}

/** What may be shown of a key in one study: equal for equal keys, of no use in another study, and no way back to the key. */
export const keyCheck = ({ secret }: IdentityKey, study: string): string =>
  createHmac('sha256', secret).update(`cohortium identity key check|${study}`).digest('hex').slice(0, 32)

const differs = (id: string, data: Study['data']): IdentityKeyDiffers => {
  const study = toldId(id)
  return new IdentityKeyDiffers(
    data === 'clinical'
      ? told`the subjects of ${study} were hashed with another key than the one in ${keyVariable}: set it to the key that ${study} has run with; if that key is lost, ${study} starts anew under another study id or in another database`
      : told`the subjects of ${study} were hashed with neither the key in ${keyVariable} nor the demonstration key: set it to the key that ${study} has run with, or let the study start anew under another id or in another database`,
  )
}

/**
 * The key of one study: the one that its subjects have been hashed with since its first run, known by the check value
 * stored then (null before). So a study that began on the demonstration key stays with it where a clinical study beside
 * it needs a key of its own. Any other key is refused.
 */
export const studyKey = (
  environment: Environment,
  { study, data }: Pick<Study, 'study' | 'data'>,
  storedCheck: string | null,
): IdentityKey => {
  const key = identityKey(environment, data)
  if (storedCheck === null || keyCheck(key, study) === storedCheck) return key
  if (data !== 'clinical' && keyCheck(demoKey, study) === storedCheck) return demoKey
  throw differs(study, data)
}
