import type { SiteMapping } from '../language/site.js'

/**
 * What of a site's mapping its batch goes by: all but what people call the site. In place of that stands the site's id, so that
 * what a batch is made with cannot tell another label.
 */
export const mappingPlan = (mapping: SiteMapping): SiteMapping => ({ ...mapping, label: mapping.site })
