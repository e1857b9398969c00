import type { DomainName } from '../schema/domains.js'
import type { FindingFile } from '../load/study-findings.js'
import type { SiteMapping } from '../language/site.js'
import type { MappingBlock } from '../language/mapping/block.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'

/** A block of a mapping with its place. */
export interface PlacedBlock {
  readonly study: Study
  readonly of: FindingFile
  readonly path: Path
  readonly mapping: Pick<SiteMapping, 'defaults' | 'dataDate'>
  readonly domain: DomainName
  readonly block: MappingBlock
}
