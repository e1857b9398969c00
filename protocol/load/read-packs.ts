import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Pack, type PackName, packSchema } from '../language/packs.js'
import { packProblems, type PackProblem } from './pack-words.js'
import { type PathProblem, schemaProblems } from './schema-problems.js'
import type { StudyProblem } from './study-problems.js'
import { parseYamlFile } from './yaml-file.js'

// Beside this folder in the checkout and where it is compiled; a bundled program lies one folder deep.
const placeOf = (name: PackName): URL => {
  const places = ['../packs/', '../protocol/packs/'].map(folder => new URL(`${folder}${name}.yaml`, import.meta.url))
  return places.find(place => existsSync(place)) ?? places[0]!
}

/** A pack as it could be read, or what is wrong with its file. */
export type PackRead =
  | { readonly pack: Pack; readonly problems: readonly [] }
  | { readonly pack: null; readonly problems: readonly StudyProblem[] }

type Found = PackProblem & Partial<PathProblem>

/** Reads the text of a pack strictly: each problem by line and column. */
export const parsePack = (file: string, text: string): PackRead => {
  const yaml = parseYamlFile(file, text)
  const placed = ({ path, at = 'value', message, allowed = [], nearest = null }: Found): StudyProblem => ({
    ...{ file, message, allowed, nearest },
    ...yaml.place(path, at),
  })
  if (yaml.problems.length > 0) return { pack: null, problems: yaml.problems }
  const wrong = schemaProblems(packSchema, yaml.value)
  if (wrong.length > 0) return { pack: null, problems: wrong.map(placed) }
  const pack = yaml.value as Pack
  const contradicted = packProblems(pack).map(placed)
  return contradicted.length > 0 ? { pack: null, problems: contradicted } : { pack, problems: [] }
}

/** Reads a pack that ships. */
export const readPack = async (name: PackName): Promise<PackRead> =>
  parsePack(`packs/${name}.yaml`, await readFile(placeOf(name), 'utf8'))
