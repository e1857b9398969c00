import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { checkStudy } from './check-study.js'
import { StudyInvalid, type StudyProblem } from './errors.js'
import { nearestName } from './nearest.js'
import { type Published, publishedSchema } from './published.js'
import { resolvedHash } from './resolved-hash.js'
import { type PathProblem, schemaProblems } from './schema-problems.js'
import { type SiteMapping, siteSchema } from './site.js'
import { type Study, studySchema } from './study.js'
import { parseYamlFile, type YamlFile } from './yaml-file.js'

/** A study and its site mappings as resolved: valid, every default written out. */
export interface LoadedStudy {
  readonly folder: string
  readonly study: Study
  /** By site, in the study's order. */
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly published: Published | null
  /** Hash of all that is resolved, mappings too: it changes when the meaning of any file changes, not the layout. */
  readonly protocolHash: string
  readonly mappingHashes: Readonly<Record<string, string>>
  /** The whole as plain JSON. */
  readonly resolved: ResolvedStudy
  /** What is allowed but probably not meant. */
  readonly warnings: readonly StudyProblem[]
}

/** A study, its mappings and its published numbers as plain JSON: a run keeps them whole. */
export interface ResolvedStudy {
  readonly study: Study
  readonly mappings: Readonly<Record<string, SiteMapping>>
  readonly published: Published | null
}

const largestFile = 4 * 1024 * 1024
const printedKeys = new Set(['printed', 'percent', 'estimate', 'lower', 'upper', 'p'])

/** The problem of one file with its line and column. */
export const located = (yaml: YamlFile, found: PathProblem): StudyProblem => ({
  file: yaml.file,
  ...yaml.place(found.path, found.at),
  message: found.message,
  found: found.found,
  allowed: found.allowed,
  nearest: found.nearest,
})

const plainProblem = (file: string, message: string, nearest: string | null = null): StudyProblem => ({
  file,
  line: 1,
  column: 1,
  message,
  found: null,
  allowed: [],
  nearest,
})

const readYaml = async (
  folder: string,
  name: string,
  asWritten?: ReadonlySet<string>,
): Promise<YamlFile | StudyProblem> => {
  const file = join(folder, name)
  try {
    const { size } = await stat(file)
    if (size > largestFile)
      return plainProblem(file, `found ${String(size)} bytes, expected at most ${String(largestFile)}`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
    return parseYamlFile(file, text, asWritten)
  } catch (error) {
    if (error instanceof TypeError) return plainProblem(file, 'found bytes that are not UTF-8')
    const code = (error as NodeJS.ErrnoException).code
    return plainProblem(
      file,
      code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code ?? String(error)})`,
    )
  }
}

interface Parsed<T> {
  readonly yaml: YamlFile | null
  readonly value: T | null
  readonly problems: readonly StudyProblem[]
}

const parseAs = async <T>(
  schema: z.ZodType<T>,
  folder: string,
  name: string,
  asWritten?: ReadonlySet<string>,
): Promise<Parsed<T>> => {
  const yaml = await readYaml(folder, name, asWritten)
  if (!('place' in yaml)) return { yaml: null, value: null, problems: [yaml] }
  if (yaml.problems.length > 0) return { yaml, value: null, problems: yaml.problems }
  const result = schema.safeParse(yaml.value)
  if (result.success) return { yaml, value: result.data, problems: [] }
  const found = schemaProblems(schema, yaml.value).map(problem => located(yaml, problem))
  const [issue] = result.error.issues
  const fallback = plainProblem(
    yaml.file,
    issue === undefined ? 'not a valid file' : `${issue.path.join('.')}: ${issue.message}`,
  )
  return { yaml, value: null, problems: found.length > 0 ? found : [fallback] }
}

const siteFileProblems = async (folder: string, yaml: YamlFile, sites: readonly string[]): Promise<StudyProblem[]> => {
  const entries = await readdir(join(folder, 'sites')).catch(() => [])
  const files = entries.filter(name => /\.ya?ml$/.test(name) && !name.startsWith('.'))
  const extra = files.filter(name => !sites.some(site => `${site}.yaml` === name))
  const absent = sites.filter(site => !files.includes(`${site}.yaml`))
  return [
    ...absent.map(site => {
      const path: readonly (string | number)[] = ['sites', sites.indexOf(site)]
      const allowed = extra.map(name => name.replace(/\.ya?ml$/, ''))
      return located(yaml, {
        path,
        at: 'value',
        message: `found '${site}', but there is no sites/${site}.yaml`,
        found: site,
        allowed: [],
        nearest: nearestName(site, allowed),
      })
    }),
    ...extra.map(name => {
      const file = join(folder, 'sites', name)
      return plainProblem(
        file,
        `the study does not list the site of this file, or the file is not called <site>.yaml`,
        nearestName(name.replace(/\.ya?ml$/, ''), absent),
      )
    }),
  ]
}

/**
 * Loads a study's folder: `study.yaml`, `sites/<site>.yaml` and the published numbers. Throws StudyInvalid with every
 * problem found.
 */
export const loadStudy = async (folder: string): Promise<LoadedStudy> => {
  const study = await parseAs(studySchema, folder, 'study.yaml')
  const problems: StudyProblem[] = [...study.problems]
  if (study.yaml === null) throw new StudyInvalid(problems)
  const listed = (study.yaml.value as { sites?: unknown } | null)?.sites
  const sites = Array.isArray(listed)
    ? listed.filter((site): site is string => typeof site === 'string' && /^[a-z0-9-]+$/.test(site))
    : []
  if (Array.isArray(listed)) problems.push(...(await siteFileProblems(folder, study.yaml, sites)))
  const absent = new Set(
    (
      await Promise.all(
        sites.map(async site => {
          const there = await stat(join(folder, 'sites', `${site}.yaml`)).catch(() => null)
          return there === null ? site : null
        }),
      )
    ).filter(site => site !== null),
  )
  const mapped = await Promise.all(
    sites
      .filter(site => !absent.has(site))
      .map(async site => {
        return { site, ...(await parseAs(siteSchema, folder, join('sites', `${site}.yaml`))) }
      }),
  )
  for (const site of mapped) problems.push(...site.problems)
  const publishedName = study.value?.published
  const published =
    publishedName === undefined ? null : await parseAs(publishedSchema, folder, publishedName, printedKeys)
  problems.push(...(published?.problems ?? []))

  if (study.value === null) throw new StudyInvalid(problems)
  const mappings = Object.fromEntries(mapped.flatMap(({ site, value }) => (value === null ? [] : [[site, value]])))
  const checked = checkStudy({ study: study.value, mappings, published: published?.value ?? null })
  const yamls: Readonly<Record<string, YamlFile | null>> = {
    study: study.yaml,
    published: published?.yaml ?? null,
    ...Object.fromEntries(mapped.map(({ site, yaml }) => [`site ${site}`, yaml])),
  }
  const places = (found: typeof checked.errors): StudyProblem[] =>
    found.flatMap(({ of, ...problem }) => {
      const yaml = yamls[of]
      return yaml === undefined || yaml === null ? [] : [located(yaml, problem)]
    })
  problems.push(...places(checked.errors))
  if (problems.length > 0) throw new StudyInvalid(problems)
  const resolved: ResolvedStudy = { study: checked.resolved, mappings, published: published?.value ?? null }
  return {
    folder,
    ...resolved,
    protocolHash: resolvedHash(resolved),
    mappingHashes: Object.fromEntries(Object.entries(mappings).map(([site, mapping]) => [site, resolvedHash(mapping)])),
    resolved,
    warnings: places(checked.warnings),
  }
}
