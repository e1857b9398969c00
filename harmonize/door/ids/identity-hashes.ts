import { type KeyedHash, keyedHash } from './keyed-hash.js'

// A site may have this id: its subjects' keys would be link keys. No id has a colon.
const linkScope = 'link'

/** The keyed hash of a site's subject ids. */
export const subjectHash = (secret: string, study: string, site: string): KeyedHash =>
  keyedHash(secret, study, site === linkScope ? `site:${site}` : site)

/** The keyed hash of the ids that persons have at several sites. */
export const linkHash = (secret: string, study: string): KeyedHash => keyedHash(secret, study, linkScope)
