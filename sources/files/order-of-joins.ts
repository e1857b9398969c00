import { fileOfPart } from '../../protocol/facts/part-files.js'
import { joinsOf } from '../../protocol/facts/shaped-columns.js'
import type { SiteMapping } from '../../protocol/language/site.js'

/** The files of a site so ordered that each comes behind those that it joins. */
export const inOrderOfJoins = <Found extends { readonly fileId: string }>(
  mapping: SiteMapping,
  found: readonly Found[],
): readonly Found[] => {
  const ordered = new Set<Found>()
  const met = new Set<Found>()
  const add = (one: Found): void => {
    if (met.has(one)) return
    met.add(one)
    for (const { file } of joinsOf(mapping.files[one.fileId] ?? {})) {
      found.filter(({ fileId }) => fileOfPart(fileId) === file).forEach(add)
    }
    ordered.add(one)
  }
  found.forEach(add)
  return [...ordered]
}
