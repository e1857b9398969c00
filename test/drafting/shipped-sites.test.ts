import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { siteSchema, type SiteMapping } from '../../protocol/language/site.js'
import { checkExports } from '../../cli/check-exports.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { loadToDraft } from '../../protocol/load/load-to-draft.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { draftOfFolder } from './draft-of-site.js'
import { linesOfMapping, type MappingLine, saysSame } from './lines-of-mapping.js'
import { madeSites } from './made-sites.js'

const layouts = [
  ['studies/ncctg-lung', 'exports', 'institutions-01-06'],
  ['studies/ncctg-lung', 'exports', 'institutions-07-13'],
  ['studies/ncctg-lung', 'exports', 'institutions-15-33'],
  ['studies/hcc-pulmonary-metastasis', 'synthetic/exports/first', 'shanghai-ehbh'],
  ['studies/hcc-pulmonary-metastasis', 'synthetic/exports/first', 'nantong-haimen'],
  ['studies/hcc-pulmonary-metastasis', 'synthetic/exports/first', 'yancheng-first'],
] as const

interface Score {
  readonly site: string
  readonly real: number
  readonly missed: readonly MappingLine[]
  readonly wrong: readonly MappingLine[]
}

const scoreOf = (drafted: SiteMapping, written: SiteMapping): Score => {
  const [real, draft] = [linesOfMapping(written), linesOfMapping(drafted)]
  const missed = real.filter(line => !draft.some(one => one.slot === line.slot && saysSame(one, line)))
  const wrong = draft.filter(
    one => !real.some(line => one.slot === line.slot && saysSame(one, line)) && !one.slot.endsWith(' encoding'),
  )
  return { site: written.site, real: real.length, missed, wrong }
}

const shareOf = (scores: readonly Score[]): number => {
  const all = scores.reduce((sum, { real }) => sum + real, 0)
  return 1 - scores.reduce((sum, { missed }) => sum + missed.length, 0) / all
}

const folder = temporaryFolder()

const shipped = async ([study, exports, site]: (typeof layouts)[number]): Promise<Score> => {
  const loaded = await loadStudy(join(checkout, study))
  const others = Object.values(loaded.mappings).filter(mapping => mapping.site !== site)
  const { mapping } = await draftOfFolder(site, join(checkout, study, exports, site), loaded.study, others)
  return scoreOf(mapping, loaded.mappings[site]!)
}

const made = async (one: (typeof madeSites)[number]): Promise<Score> => {
  const { study, mappings } = await loadStudy(join(checkout, 'studies/hcc-pulmonary-metastasis'))
  const own = join(folder(), one.site)
  mkdirSync(own)
  for (const [name, text] of Object.entries(one.files)) writeFileSync(join(own, name), Buffer.from(text, one.encoding))
  const { mapping } = await draftOfFolder(one.site, own, study, Object.values(mappings))
  return scoreOf(mapping, siteSchema.parse(parse(one.mapping)))
}

const copiedStudy = (study: string): string => {
  const own = join(folder(), 'study')
  mkdirSync(own)
  for (const name of readdirSync(join(checkout, study)))
    if (/\.yaml$|^sites$/.test(name)) cpSync(join(checkout, study, name), join(own, name), { recursive: true })
  return own
}

describe('a mapping is drafted from exports and the other sites', () => {
  test('no line that is filled in is wrong, and at least 70 % of all lines are filled in', async () => {
    const scores = [...(await Promise.all(layouts.map(shipped)))]
    for (const one of madeSites) scores.push(await made(one))
    expect(scores.map(({ site, wrong }) => [site, wrong])).toEqual(scores.map(({ site }) => [site, []]))
    expect(shareOf(scores)).toBeGreaterThanOrEqual(0.7)
  })

  test.each(layouts)(
    '%s %s: the draft of %s is a right mapping that reads the exports',
    async (study, exports, site) => {
      const own = copiedStudy(study)
      const { study: asked, others } = await loadToDraft(own, site)
      const { text } = await draftOfFolder(site, join(checkout, study, exports, site), asked, others)
      writeFileSync(join(own, 'sites', `${site}.yaml`), text)
      const sites = await checkExports(await loadStudy(own), join(checkout, study, exports), new Date('2024-05-01'))
      const checked = sites.find(one => one.site === site)
      expect(checked?.files?.flatMap(({ problems }) => problems)).toEqual([])
      expect(checked?.subjects).toBeGreaterThan(30)
    },
  )
})
