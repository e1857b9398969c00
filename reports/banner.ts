import type { ReportedSite, ReportInput } from './report-input.js'
import { siteCause } from './site-causes.js'

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
export const bannerOf = (input: Pick<ReportInput, 'run' | 'study' | 'sites'>): Banner => ({
  data: dataWords[input.study.data],
  provisional: input.run.status === 'FINAL' ? null : `PROVISIONAL. ${input.sites.flatMap(siteWords).join(' ')}`.trim(),
})

/** The banner as lines of text, the grave ones only where they apply. */
export const bannerLines = (banner: Banner): readonly string[] =>
  banner.provisional === null ? [banner.data] : [banner.data, banner.provisional]

const siteWords = (site: ReportedSite): readonly string[] => {
  const found = siteCause(site)
  if (found === null) return []
  const stands =
    site.status === 'left out' ? 'the site is left out' : `its data of ${site.dataDate ?? 'an unstated day'} stand in`
  return [`${site.label}: ${found.cause}, ${stands}; ${found.remedy}.`]
}
