import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { toFailure } from '../../stages/failures.js'
import { readSiteApart } from '../../reading/read-site-apart.js'
import type { SiteRead } from '../../reading/read-and-pass.js'
import type { ReadingBounds } from '../../reading/reading-bounds.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { SiteMapping } from '../../protocol/language/site.js'

/** An export as bytes, or what writes it into its folder by itself. */
export type WrittenExport = string | Uint8Array | ((path: string) => void)

/** Reads one export by the real reading process, within bounds; a refusal comes as `<class>: <what it says>`. */
export const readApart = async (
  folder: string,
  mapping: SiteMapping,
  content: WrittenExport,
  bounds: ReadingBounds,
): Promise<SiteRead | string> => {
  const path = join(folder, Object.values(mapping.files)[0]?.name ?? '')
  if (typeof content === 'function') content(path)
  else writeFileSync(path, content)
  const site = { folder, study: 'made', mapping, key: identityKey({}, 'synthetic'), share: 0.2 }
  const cancelled = new Promise<never>(() => undefined)
  const wants = () => Promise.resolve(true)
  try {
    return await readSiteApart(site, { bounds, settling: null, wants, cancelled })
  } catch (error) {
    const { type, message, nonRetryable } = toFailure(error, 'ingestSite')
    return `${type ?? ''}${nonRetryable === true ? '' : ', to be tried again'}: ${message}`
  }
}
