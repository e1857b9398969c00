import { asText, type KeyedDigest, keyedDigest, keyedHash, type KeyedHash } from './keyed-hash.js'

// A site may have this id: its subjects' keys would be link keys. No id has a colon.
const linkScope = 'link'

// Of birth date, sex and initials.
const markScope = 'mark'

/** The bytes of the keyed hash of a site's subject ids. */
export const subjectDigest = (secret: string, study: string, site: string): KeyedDigest =>
  keyedDigest(secret, study, [linkScope, markScope].includes(site) ? `site:${site}` : site)

/** The bytes of the keyed hash of the ids that persons have at several sites. */
export const linkDigest = (secret: string, study: string): KeyedDigest => keyedDigest(secret, study, linkScope)

/** The keyed hash of a site's subject ids. */
export const subjectHash = (secret: string, study: string, site: string): KeyedHash =>
  asText(subjectDigest(secret, study, site))

/** The keyed hash of the ids that persons have at several sites. */
export const linkHash = (secret: string, study: string): KeyedHash => asText(linkDigest(secret, study))

/** The keyed hash of what a person is known by at any site: birth date, sex and initials. */
export const markHash = (secret: string, study: string): KeyedHash => keyedHash(secret, study, markScope)
