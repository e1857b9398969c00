import type { ReportedSite, ReportInput } from './report-input.js'
import { columnsLeftOut, siteCause } from './site-causes.js'

/** The lines that stand on each sheet, figure and mail. */
export interface Banner {
  /** What kind of data the numbers come from. */
  readonly data: string
  /** Each site that is not as it should be, with cause and remedy, while the report is provisional; else null. */
  readonly provisional: string | null
}

const dataWords: Readonly<Record<'synthetic' | 'public' | 'clinical', string>> = {
  synthetic: 'SYNTHETIC DATA: invented subjects, no real person',
  public: 'PUBLIC DATA: published data of real patients',
  clinical: 'CLINICAL DATA: confidential',
}

/** The banner of a report. */
export const bannerOf = (input: Pick<ReportInput, 'run' | 'study' | 'sites' | 'findings'>): Banner => ({
  data: dataWords[input.study.data],
  provisional:
    input.run.status === 'FINAL'
      ? null
      : `PROVISIONAL. ${input.sites.flatMap(site => siteWords(site, columnsLeftOut(site.site, input.findings))).join(' ')}`.trim(),
})

/** The banner as lines of text, the grave ones only where they apply. */
export const bannerLines = (banner: Banner): readonly string[] =>
  banner.provisional === null ? [banner.data] : [banner.data, banner.provisional]

const siteWords = (site: ReportedSite, columns: number): readonly string[] => {
  const found = siteCause(site)
  const stands =
    site.status === 'left out' ? 'the site is left out' : `its data of ${site.dataDate ?? 'an unstated day'} stand in`
  return [
    ...(found === null ? [] : [`${site.label}: ${found.cause}, ${stands}; ${found.remedy}.`]),
    ...(columns === 0
      ? []
      : [
          `${site.label}: ${columns === 1 ? 'a column' : `${String(columns)} columns`} could not be read and ` +
            `${columns === 1 ? 'is' : 'are'} left out; the sheet 'Data quality' says which.`,
        ]),
  ]
}
