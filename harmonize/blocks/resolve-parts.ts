import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { TableRows } from '../columns/table-rows.js'
import type { BlockRows } from './block-rows.js'
import { type DuplicateSettings, resolveDuplicates } from './duplicate-rows.js'

/**
 * Resolves what files say twice, file by file: the parts of one are one file, whose rows may repeat each other. What the
 * blocks make stands by file as the files are given.
 */
export const resolveParts = (
  domain: DomainName,
  made: readonly (readonly BlockRows[])[],
  files: readonly TableRows[],
  settings: DuplicateSettings,
): readonly (readonly BlockRows[])[] => {
  const parts = new Map<string, number[]>()
  for (const [at, { table }] of files.entries()) {
    const file = fileOfPart(table.fileId)
    parts.set(file, [...(parts.get(file) ?? []), at])
  }
  const resolved: (readonly BlockRows[])[] = made.map(() => [])
  for (const places of parts.values()) {
    const blocks = resolveDuplicates(
      domain,
      places.flatMap(at => made[at]!),
      settings,
    )
    for (const at of places) resolved[at] = blocks.filter(({ source }) => source.table === files[at]!.table)
  }
  return resolved
}
