import type { RunSiteRow } from '../sql/runs.js'
import type { LookedAt } from '../words/looked-at.js'

/** A file that a run looked at, with its site. */
export type SiteFile = LookedAt & { readonly site: string }

/** The files of a site that a run looked at and did not let in: all of them, unless the site brings what was read. */
export const notLetIn = (
  { site, state }: Pick<RunSiteRow, 'site' | 'state'>,
  lookedAt: readonly SiteFile[],
): readonly LookedAt[] => (state === 'fresh' ? [] : lookedAt.filter(file => file.site === site))
