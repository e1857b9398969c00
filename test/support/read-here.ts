import { readAndPass } from '../../reading/read-and-pass.js'
import type { readSiteApart } from '../../reading/read-site-apart.js'

/** Reads a site in the test's own process: a process for each of many readings would take long. */
export const readHere: typeof readSiteApart = (site, { settling, wants }) =>
  readAndPass(site, { settling, wants, begun: () => Promise.resolve() })
