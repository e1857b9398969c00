import type { DomainName } from '../domains.js'
import type { FindingFile } from '../findings.js'
import type { MappingBlock } from '../site.js'
import type { Study } from '../study.js'
import type { Path } from '../yaml-file.js'

/** A block of a mapping with its place. */
export interface PlacedBlock {
  readonly study: Study
  readonly of: FindingFile
  readonly path: Path
  readonly domain: DomainName
  readonly block: MappingBlock
}
