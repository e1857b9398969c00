import type { ReportInput } from './report-input.js'

/** The lines that stand on each sheet, figure and mail. */
export interface Banner {
  /** What kind of data the numbers come from. */
  readonly data: string
  /** Each site's data date while the report is provisional, else null. */
  readonly provisional: string | null
}

const dataWords: Readonly<Record<'synthetic' | 'public' | 'clinical', string>> = {
  synthetic: 'SYNTHETIC DATA: invented subjects, no real person',
  public: 'PUBLIC DATA: published data of real patients',
  clinical: 'CLINICAL DATA: confidential',
}

/** The banner of a report. */
export const bannerOf = (input: ReportInput): Banner => ({
  data: dataWords[input.study.data],
  provisional: input.run.status === 'FINAL' ? null : `PROVISIONAL: ${input.sites.map(siteWords).join('; ')}`,
})

/** The banner as lines of text, the grave ones only where they apply. */
export const bannerLines = (banner: Banner): readonly string[] =>
  banner.provisional === null ? [banner.data] : [banner.data, banner.provisional]

const siteWords = (site: ReportInput['sites'][number]): string => {
  if (site.status === 'left out') return `${site.label} left out${site.reason === null ? '' : ` (${site.reason})`}`
  const date = site.dataDate ?? 'an unstated day'
  return site.status === 'fresh' || site.status === 'reused'
    ? `data of ${site.label} as of ${date}`
    : `data of ${site.label} as of ${date} (last good batch)`
}
