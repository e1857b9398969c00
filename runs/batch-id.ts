import { createHash } from 'node:crypto'
import { codelessWords } from '../protocol/facts/codeless-words.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { resolvedHash } from '../protocol/load/resolved-hash.js'
import { intakeVersion } from '../stages/code-version.js'
import { mappingHash } from './mapping-hash.js'
import type { RunContext } from './run-context.js'
import { settingsHash } from './run-inputs.js'

/** One file of an export as a batch is known by it. */
export interface ReceivedFile {
  readonly fileId: string
  /** The name that it is shown by. */
  readonly file: string
  readonly sha256: string
  /** The study's day on which this content was met first; null where it is not known. */
  readonly receivedOn: string | null
}

/** What batches are made by: hashes of mapping and settings, and the version of the code. */
export interface MadeBy {
  readonly mapping: string
  readonly settings: string
  readonly code: string
}

/** What the batches of a site are made by today. */
export const madeByToday = (study: Study, mapping: SiteMapping): MadeBy => ({
  mapping: mappingHash(mapping),
  settings: settingsHash(study),
  code: intakeVersion(),
})

/** The id of the batch that a site's exports make in a run: equal exports, mapping, settings, key and code make the equal batch. */
export const batchIdOf = (
  { run, study }: Pick<RunContext, 'run' | 'study'>,
  mapping: SiteMapping,
  received: readonly ReceivedFile[],
): string => {
  // The day of receipt is a site's data date where its mapping says no other.
  const exports = received
    .map(({ fileId, file, sha256, receivedOn }) => [fileId, file, sha256, study.time === 'dates' ? receivedOn : '-'])
    .sort()
  const codeless = resolvedHash(codelessWords(study, mapping))
  const by = madeByToday(study, mapping)
  const hashes = [by.mapping, by.code, run.key_check, by.settings, codeless]
  return createHash('sha256')
    .update(JSON.stringify([study.study, mapping.site, ...hashes, exports]))
    .digest('hex')
}
