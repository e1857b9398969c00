import type { RunSiteRow } from '../sql/runs.js'
import { type LookedAt, type LookedAtState, stateOf } from '../words/looked-at.js'

/** A file that a run looked at, with its site. */
export type SiteFile = LookedAt & { readonly site: string }

const order: Readonly<Record<LookedAtState, number>> = { 'not read': 0, 'not reached': 1, read: 2 }

/**
 * The files of a site that a run looked at and did not let in: all of them, unless the site brings what was read. First
 * those that could not be read, then those that were not come to for it; each kind in the order of the mapping.
 */
export const notLetIn = (
  { site, state }: Pick<RunSiteRow, 'site' | 'state'>,
  lookedAt: readonly SiteFile[],
): readonly LookedAt[] =>
  state === 'fresh'
    ? []
    : lookedAt.filter(file => file.site === site).sort((one, other) => order[stateOf(one)] - order[stateOf(other)])
