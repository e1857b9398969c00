/** How a site's own newest export gave its data: it was read now, or kept from the run before. */
export const ownStates = ['fresh', 'reused'] as const

/** Which data a site brought to a run: of its own newest export, of an older one that stands in, or none. */
export type SiteState = (typeof ownStates)[number] | 'last good batch' | 'left out'

/** Whether a site's data are those of its own newest export. */
export const isOwn = (state: SiteState): boolean => state === 'fresh' || state === 'reused'
