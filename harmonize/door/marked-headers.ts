import { type IdentifierName, identifierName } from '../../protocol/schema/identifier-names.js'
import type { ReceivedHeader } from '../../sources/received-headers.js'
import { keyedHash, type KeyedHash } from './ids/keyed-hash.js'

/** A header as it is kept: it may hold a value, as of a file without headers, so nothing of it stands here that can be read. */
export interface MarkedHeader {
  /** The keyed hash by which it is known in the next export; empty where a column has no header. */
  readonly mark: string
  readonly named: boolean
  /** What identifying thing it says that a column holds which the mapping does not name. */
  readonly holds: IdentifierName | null
}

/** The keyed hash of a site's headers. */
export const headerHash = (secret: string, study: string, site: string): KeyedHash =>
  keyedHash(secret, study, `header:${site}`)

/** A file's headers as they are kept, in their order. */
export const markedHeaders = (headers: readonly ReceivedHeader[], hash: KeyedHash): readonly MarkedHeader[] =>
  headers.map(({ written, plain, named }) => ({
    mark: plain === '' ? '' : hash(plain),
    named,
    holds: named ? null : identifierName(written),
  }))
