import type { DomainName } from '../protocol/schema/domains.js'
import type { Told } from '../words/told.js'
import type { SharedDomain } from './shared-domain.js'

/** A site's subjects, with their rows in the shared schema. */
export interface SharedSite {
  readonly subjects: SharedSubjects
  /** The ids of the site's files, in the order of their bytes. */
  readonly fileIds: readonly string[]
  /** Only the domains that have rows. */
  readonly domains: Readonly<Partial<Record<DomainName, SharedDomain>>>
}

/** The subjects of a site, each once, in the order of their keys: a subject's number is its place here. */
export interface SharedSubjects {
  readonly keys: readonly string[]
  readonly linkKeys: readonly (string | null)[]
  /** What a person is known by at any site; absent where no mapping names initials. */
  readonly marks?: readonly (string | null)[] | undefined
  /** Why the whole record of a subject is held, for the few that are. */
  readonly held: ReadonlyMap<number, Told>
}
