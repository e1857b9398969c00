import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Drift, driftBetween } from '../profiling/drift/compare-tables.js'
import { profileFile } from '../profiling/profile-file.js'
import type { FileProfile, Profile } from '../protocol/language/profile-schema.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { dayOfFile } from '../reading/day-of-file.js'
import { ExportUnreadable } from '../sources/errors.js'
import { fitsName, lookForExports } from '../sources/files/find-exports.js'
import { knownProfile } from './known-profile.js'
import { OptionInvalid } from './option-invalid.js'

/** What changed at a site since an earlier export; null where that has nothing of the site. */
export interface SiteDrift {
  readonly site: string
  readonly drifts: readonly Drift[] | null
}

// Both exports name a file as the mapping does: a day or a word of the received name makes no other file.
const profileOf = async (mapping: SiteMapping, folder: string): Promise<Profile> => {
  const found = await lookForExports({ folder, mapping, dayInName: dayOfFile(mapping) })
  const paths = new Set(found.flatMap(one => (one instanceof ExportUnreadable ? [] : [one.path])))
  const profile: Profile = { files: [] }
  for (const path of paths) profile.files.push(named(mapping, await profileFile(path, basename(path))))
  return profile
}

const named = (mapping: SiteMapping, file: FileProfile): FileProfile => {
  const name = Object.values(mapping.files).find(own => own.parts !== 'all' && fitsName(own.name, file.file))?.name
  return name === undefined ? file : { ...file, file: name }
}

const earlierOf = async (mapping: SiteMapping, against: string): Promise<Profile | null> => {
  if (statSync(against).isDirectory()) {
    const folder = join(against, mapping.site)
    return existsSync(folder) ? profileOf(mapping, folder) : null
  }
  const { files } = knownProfile(against)
  const own = files.filter(({ file }) => Object.values(mapping.files).some(({ name }) => fitsName(name, file)))
  return own.length === 0 ? null : { files: own.map(file => named(mapping, file)) }
}

/** What changed in the columns of each site's files since earlier exports, a folder of them or a kept profile. */
export const exportsDrift = async (
  mappings: Readonly<Record<string, SiteMapping>>,
  folder: string,
  against: string,
): Promise<readonly SiteDrift[]> => {
  if (!existsSync(against)) throw new OptionInvalid(`--against ${against}: there is no such folder, nor such a profile`)
  const sites: SiteDrift[] = []
  for (const [site, mapping] of Object.entries(mappings)) {
    const own = join(folder, site)
    const before = existsSync(own) ? await earlierOf(mapping, against) : null
    sites.push({ site, drifts: before === null ? null : driftBetween(before, await profileOf(mapping, own)) })
  }
  return sites
}
