import { readdirSync } from 'node:fs'
import { nearestName } from '../protocol/load/nearest.js'
import { OptionInvalid } from './option-invalid.js'
import type { Terminal } from './terminal.js'

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()

const meant = (name: string, sites: readonly string[]): string => {
  const nearest = nearestName(name, sites)
  return nearest === null ? '' : `; did you mean ${nearest}?`
}

/** Throws when a site is named that the study does not have. */
export const refuseUnknownSite = (
  named: readonly string[],
  study: string,
  sites: readonly string[],
  option = '--site',
): void => {
  const unknown = named.find(name => !sites.includes(name))
  if (unknown === undefined) return
  throw new OptionInvalid(
    `${option} ${unknown}: ${study} has no such site, its sites are ${sites.join(', ')}${meant(unknown, sites)}`,
  )
}

/** Which sites a rerun reads again: those named, else those that the folder of exports has, else all (null). */
export const rerunSites = (
  { site, exports }: { readonly site?: readonly string[]; readonly exports?: string },
  sites: readonly string[],
  terminal: Pick<Terminal, 'progress'>,
): readonly string[] | null => {
  if (site !== undefined && site.length > 0) return site
  if (exports === undefined) return null
  const folders = foldersIn(exports)
  const present = sites.filter(name => folders.includes(name))
  if (present.length === 0) {
    throw new OptionInvalid(
      `--exports ${exports}: no folder of a site in it, expected one of ${sites.join(', ')}${meant(folders[0] ?? '', sites)}`,
    )
  }
  for (const name of folders.filter(folder => !sites.includes(folder))) {
    terminal.progress(`note: ${exports}/${name} is left alone, the study has no such site${meant(name, sites)}`)
  }
  return present
}
