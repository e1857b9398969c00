import { join } from 'node:path'
import { type SiteMapping, siteSchema } from '../language/site.js'
import { type Study, studySchema } from '../language/study.js'
import { filledMappings, located, parseAs, parsedAs } from './load-study.js'
import { resolveMapping } from './resolve-mapping.js'
import { listStudyFolder } from './study-file.js'
import { StudyInvalid } from './study-problems.js'
import { parseYamlFile } from './yaml-file.js'

/** A study with the mappings of its other sites, for who drafts the mapping of one: that site's own file is not read. */
export const loadToDraft = async (
  folder: string,
  site: string,
): Promise<{ readonly study: Study; readonly others: readonly SiteMapping[] }> => {
  const study = await parseAs(studySchema, folder, 'study.yaml')
  if (study.value === null) throw new StudyInvalid(study.problems)
  const entries = await listStudyFolder(folder, 'sites')
  const others = study.value.sites.filter(other => other !== site && entries.includes(`${other}.yaml`))
  const mapped = await Promise.all(
    others.map(async other => ({ other, ...(await parseAs(siteSchema, folder, join('sites', `${other}.yaml`))) })),
  )
  const problems = mapped.flatMap(one => one.problems)
  const written = mapped.flatMap(({ other, value }) => (value === null ? [] : [{ site: other, mapping: value }]))
  const filled = await filledMappings(study.value, written)
  if (problems.length + filled.problems.length > 0) throw new StudyInvalid([...problems, ...filled.problems])
  return { study: study.value, others: Object.values(filled.mappings) }
}

/** A site's mapping as its text says it, and as resolved: with the words of its packs and what holds for the whole site. */
export interface OwnMapping {
  /** As YAML reads it, without any default. */
  readonly raw: Readonly<Record<string, unknown>>
  readonly written: SiteMapping
  readonly resolved: SiteMapping
}

/** Reads the text of one site's mapping beside its study; throws StudyInvalid with all that is wrong with it. */
export const readOwnMapping = async (study: Study, file: string, text: string): Promise<OwnMapping> => {
  const yaml = parseYamlFile(file, text)
  const { value: written, problems } = parsedAs(siteSchema, yaml)
  if (written === null) throw new StudyInvalid(problems)
  const filled = await filledMappings(study, [{ site: written.site, mapping: written }])
  const wrong = [...filled.problems, ...filled.findings.errors.map(found => located(yaml, found))]
  if (wrong.length > 0) throw new StudyInvalid(wrong)
  return {
    raw: { ...(yaml.value as object) },
    written,
    resolved: resolveMapping(filled.mappings[written.site]!, study),
  }
}
