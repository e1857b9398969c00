import { partsOf, type ReceivedPart } from '../../harmonize/received-parts.js'
import { readAndPass } from '../../reading/read-and-pass.js'
import type { readSiteApart } from '../../reading/read-site-apart.js'

/** Reads a site in the test's own process: a process for each of many readings would take long. */
export const readHere: typeof readSiteApart = async (site, { settling, watch, wants, take }) => {
  const { exports, passed } = await readAndPass(site, {
    settling,
    wants,
    watch: {
      looked: files => {
        watch.looked(files)
        return Promise.resolve()
      },
      begins: file => {
        watch.begins(file)
        return Promise.resolve()
      },
      read: receipt => {
        watch.read(receipt)
        return Promise.resolve()
      },
    },
  })
  if (passed === null) return exports
  const { received, ...said } = passed
  const parts = (async function* (): AsyncGenerator<ReceivedPart> {
    yield* await Promise.resolve(partsOf(received))
  })()
  await take(exports, { ...said, parts })
  return exports
}
