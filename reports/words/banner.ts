import { shortened, type Told, told, toldAll, toldDay } from '../../words/told.js'
import type { ReportedSite, ReportInput } from '../report-input.js'
import { columnsLeftOut, siteCause } from './site-causes.js'

/** The lines that stand on each sheet, figure and mail. */
export interface Banner {
  /** What kind of data the numbers come from. */
  readonly data: Told
  /** Each site that is not as it should be, with cause and remedy, while the report is provisional; else null. */
  readonly provisional: Told | null
}

const dataWords: Readonly<Record<'synthetic' | 'public' | 'clinical', Told>> = {
  synthetic: told`SYNTHETIC DATA: invented subjects, no real person`,
  public: told`PUBLIC DATA: published data of real patients`,
  clinical: told`CLINICAL DATA: confidential`,
}

/** The banner of a report. */
export const bannerOf = (input: Pick<ReportInput, 'run' | 'study' | 'sites' | 'findings'>): Banner => ({
  data: dataWords[input.study.data],
  provisional: input.run.status === 'FINAL' ? null : provisionalWords(input),
})

/** The banner as lines of text, the grave ones only where they apply. */
export const bannerLines = (banner: Banner): readonly Told[] =>
  banner.provisional === null ? [banner.data] : [banner.data, banner.provisional]

const mostBytes = 960

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** Each site that is not as it should be in a provisional report, with cause and remedy. */
export const provisionalCauses = ({ sites, findings }: Pick<ReportInput, 'sites' | 'findings'>): readonly Told[] =>
  sites.flatMap(site => siteWords(site, columnsLeftOut(site.site, findings)))

// What does not fit is counted: a line that just ends would leave out a site in silence.
const provisionalWords = (input: Pick<ReportInput, 'sites' | 'findings'>): Told => {
  const all = provisionalCauses(input)
  const lines: Told[] = [told`PROVISIONAL.`]
  for (const words of all) {
    if (bytesOf([...lines, words].join(' ')) > mostBytes) break
    lines.push(words)
  }
  const left = all.length - (lines.length - 1)
  return toldAll([...lines, ...(left === 0 ? [] : [told`And ${left} more, see the sheet 'Sites'.`])], ' ')
}

const siteWords = (site: ReportedSite, columns: number): readonly Told[] => {
  const found = siteCause(site)
  const label = shortened(site.label, 200)
  const stands =
    site.status === 'left out'
      ? told`the site is left out`
      : told`its data of ${site.dataDate === null ? told`an unstated day` : toldDay(site.dataDate)} stand in`
  const columnWords =
    columns === 1 ? told`a column could not be read and is` : told`${columns} columns could not be read and are`
  return [
    ...(found === null ? [] : [told`${label}: ${found.cause}, ${stands}; ${found.remedy}.`]),
    ...(columns === 0 ? [] : [told`${label}: ${columnWords} left out; the sheet 'Data quality' says which.`]),
  ]
}
