import { createHash } from 'node:crypto'
import type { Study } from '../protocol/study.js'

/** The key that subjects' ids are hashed with, and what may be told of it. */
export interface IdentityKey {
  readonly secret: string
  /** The first 8 hex digits of its SHA-256: enough to see that a key is another one, not to find it. */
  readonly fingerprint: string
  readonly demo: boolean
}

/** No key, or one that must not be used, for a study's identities. */
export class IdentityKeyMissing extends Error {
  override readonly name = 'IdentityKeyMissing'
}

/** Where the key comes from. */
export const keyVariable = 'COHORTIUM_IDENTITY_KEY'

const shortest = 32

// Anyone can read it: it hashes invented or public subjects only.
const demoSecret = 'cohortium-demo-key-for-synthetic-and-public-data-only'

const keyOf = (secret: string): IdentityKey => ({
  secret,
  fingerprint: createHash('sha256').update(secret).digest('hex').slice(0, 8),
  demo: secret === demoSecret,
})

/** The identity key of the environment; without one the committed demo key, which clinical data refuse. */
export const identityKey = (
  environment: Readonly<Record<string, string | undefined>>,
  data: Study['data'],
): IdentityKey => {
  const given = environment[keyVariable] ?? ''
  if (given !== '' && given.length < shortest) {
    throw new IdentityKeyMissing(`${keyVariable} has ${given.length} characters; at least ${shortest} are needed`)
  }
  const key = keyOf(given === '' ? demoSecret : given)
  if (data === 'clinical' && key.demo) {
    throw new IdentityKeyMissing(
      `clinical data need an identity key of their own: set ${keyVariable} to ${shortest} or more secret characters`,
    )
  }
  return key
}
