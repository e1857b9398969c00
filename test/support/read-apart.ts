import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { toFailure } from '../../stages/failures.js'
import { type ReadingApart, readSiteApart } from '../../reading/read-site-apart.js'
import type { SiteToRead } from '../../reading/reader-messages.js'
import type { SiteRead } from '../../reading/read-and-pass.js'
import type { ReadingBounds } from '../../reading/reading-bounds.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { PassedWhole } from './pass-rows.js'
import { passedTogether } from './site-together.js'

/** An export as bytes, or what writes it into its folder by itself. */
export type WrittenExport = string | Uint8Array | ((path: string) => void)

/** What a reading gave, whole. */
export interface ReadWhole extends Omit<SiteRead, 'passed'> {
  readonly passed: PassedWhole | null
}

/** Reads a site by the real reading process; what passed is put together. */
export const readTogether = async (site: SiteToRead, apart: Omit<ReadingApart, 'take'>): Promise<ReadWhole> => {
  let passed: PassedWhole | null = null
  const exports = await readSiteApart(site, {
    ...apart,
    take: async (_found, by) => {
      passed = await passedTogether(by)
    },
  })
  return { exports, passed }
}

/** Reads one export by the real reading process, within bounds; a refusal comes as `<class>: <what it says>`. */
export const readApart = async (
  folder: string,
  mapping: SiteMapping,
  content: WrittenExport,
  bounds: ReadingBounds,
): Promise<ReadWhole | string> => {
  const path = join(folder, Object.values(mapping.files)[0]?.name ?? '')
  if (typeof content === 'function') content(path)
  else writeFileSync(path, content)
  const site = { folder, study: 'made', mapping, key: identityKey({}, 'synthetic'), share: 0.2 }
  const cancelled = new Promise<never>(() => undefined)
  const watch = { looked: () => undefined, begins: () => undefined, read: () => undefined }
  const wants = () => Promise.resolve(true)
  try {
    return await readTogether(site, { bounds, settling: null, watch, wants, cancelled })
  } catch (error) {
    const { type, message, nonRetryable } = toFailure(error, 'ingestSite')
    return `${type ?? ''}${nonRetryable === true ? '' : ', to be tried again'}: ${message}`
  }
}
