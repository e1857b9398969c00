import { analyze, matchCohort } from '../support/analyze-cohort.js'
import type { PublishedComparison } from '../../analysis/published/published.js'
import type { Cohort } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import type { ReportInput } from '../../reports/report-input.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { fullCohort } from './full-cohort.js'
import { fullStudy } from './full-study.js'
import { causeOf, nothingFound } from './found-of.js'
import { issueList, noteList, queryList } from './listings.js'
import { retold, told } from '../../words/told.js'

/** A report's input from a study and its cohort, analysed as a run would. */
export const reportFrom = (study: Study, cohort: Cohort, added: Partial<ReportInput> = {}): ReportInput => {
  const eligible = cohort.subjects.filter(subject => subject.status === 'eligible')
  const matching = study.matching === undefined ? null : matchCohort(study, eligible)
  const analysis = analyze(study, cohort, matching)
  return {
    run: {
      id: '20240401-0200-7f3a',
      startedAt: '2024-04-01T02:00:00+08:00',
      dataCut: study.time === 'dates' ? '2024-03-31' : null,
      codeVersion: '0.1.0+b0f9d1c2e3a4',
      status: 'FINAL',
      manifestHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      startedBy: told`data-manager`,
      reason: null,
    },
    study,
    results: analysis.results,
    curves: analysis.curves,
    attrition: cohort.attrition,
    pairs: matching?.pairs ?? [],
    scores: Object.values(matching?.scores ?? {}),
    sites: study.sites.map((site, index) => ({
      site,
      label: retold(siteLabels[index] ?? site),
      status: 'fresh',
      dataDate: study.time === 'dates' ? '2024-03-31' : null,
      exports: [
        {
          file: retold(`${site}-export-2024-03-31.xlsx`),
          sha256: String(index).repeat(64),
          bytes: 482_113 + index,
          rows: 1204,
          fates: {
            shared: 1180,
            'subject-held': 6,
            'ragged-row': 2,
            'passed-over': 11,
            'repeated-header': 1,
            repeated: 4,
          },
          blankRows: 0,
        },
      ],
      notLetIn: [],
      subjects: cohort.subjects.filter(subject => subject.site === site).length,
      failureKind: null,
      reason: null,
    })),
    variables: [],
    issues: issueList([]),
    findings: [],
    queries: queryList([]),
    found: nothingFound,
    notes: noteList([]),
    unlisted: [],
    previous: null,
    whatChanged: [],
    judgements: [],
    published: { comparisons: [], findings: [], notComparedBecause: null },
    manifest: {
      study: study.study,
      run: '20240401-0200-7f3a',
      protocolHash: 'ab'.repeat(32),
      protocol: study,
      exports: [{ site: 'shanghai', sha256: '0'.repeat(64) }],
    },
    libraryVersions: { '@resvg/resvg-js': '2.6.2', exceljs: '4.4.0' },
    ...added,
  }
}

const siteLabels = ['Shanghai Eastern Hospital', 'Nantong Haimen Hospital', 'Yancheng First Hospital']

/** A full study's report with issues, questions, changes and published numbers. */
export const fullReport = (added: Partial<ReportInput> = {}): ReportInput =>
  reportFrom(fullStudy(), fullCohort(), {
    issues: issueList([
      issue('nantong', 12, 'S-0007', 'impossible-date', 'the day 2021-02-30 does not exist; expected a calendar date'),
      issue('nantong', 40, 'S-0011', 'unlisted-code', '=cmd|calc is not among the codes of sex; nearest: male'),
      issue(
        'shanghai',
        9,
        null,
        'duplicate-differs',
        'two rows of one subject differ; both are held until the site answers',
      ),
    ]),
    findings: [
      {
        site: 'north',
        file: told`labs.csv`,
        sheet: told`-`,
        column: told`albumin`,
        kind: 'column-emptied',
        effect: 'query',
        used: true,
        filled: 40,
        unusable: 40,
        message: told`40 cells said something in the last accepted export, 0 do now`,
      },
    ],
    queries: queryList([
      {
        site: 'yancheng',
        displayId: 'S-0021',
        kind: 'scan-after-death',
        message: told`A scan is dated 12 days after the death. Which date is right?`,
        finding: 'F-00000000aa',
        since: '2024-03-01',
      },
    ]),
    found: {
      ...nothingFound,
      causes: [causeOf({ site: 'nantong' }), causeOf({ id: 'C-00000000ab', site: 'shanghai', column: null })],
    },
    previous: { run: '20240301-0200-11aa', dataCut: '2024-02-29', results: [], pairs: { kept: 0, before: 0 } },
    whatChanged: [
      {
        cause: 'data',
        text: told`New follow-up of Nantong: 4 new events, 1 corrected value, 1 new subject`,
        counts: { 'new events': 4, 'new subjects': 1 },
      },
      { cause: 'data cut', text: told`From 2024-02-29 to 2024-03-31`, counts: {} },
    ],
    published: { comparisons, findings: [], notComparedBecause: null },
    ...added,
  })

/** The report of the public lung data: no response, no adverse events, day offsets. */
export const lungReport = (): ReportInput =>
  reportFrom(
    { ...lungStudy(), data: 'public', time: 'day offsets', title: 'Sex and survival in advanced lung cancer' },
    lungCohort(),
  )

const issue = (site: string, row: number, displayId: string | null, kind: string, message: string) => ({
  site,
  file: retold(`${site}-export-2024-03-31.xlsx`),
  sheet: told`随访`,
  row,
  column: told`末次随访日期`,
  displayId,
  kind,
  effect: 'value held',
  message: retold(message),
  finding: `F-${kind}`,
})

const comparison = (
  key: string,
  label: string,
  printed: string,
  computed: number,
  verdict: PublishedComparison['verdict'],
  note: string | null = null,
): PublishedComparison => ({
  key,
  label,
  printed,
  computed,
  difference: Number.isFinite(Number(printed)) ? computed - Number(printed) : null,
  percent: false,
  verdict,
  note,
})

const comparisons: readonly PublishedComparison[] = [
  comparison('flow/-/eligible/-/-/n', 'Eligible', '144', 144, 'reached'),
  comparison('survival/all/pfs/treated/-/median', 'Median PFS, RT+S+L', '14', 14.06, 'within rounding'),
  comparison('cox/all/pfs/univariate/arm.treated/hazard-ratio', 'PFS hazard ratio', '0.61', 0.6098, 'within rounding'),
  comparison(
    'cox/all/pfs/univariate/arm.treated/lower',
    'PFS hazard ratio, lower limit',
    '0.40',
    0.4021,
    'within rounding',
  ),
  comparison(
    'cox/all/pfs/univariate/arm.treated/upper',
    'PFS hazard ratio, upper limit',
    '0.94',
    0.937,
    'within rounding',
  ),
  comparison(
    'survival/matched/pfs/treated/-/median',
    'Median PFS after matching, RT+S+L',
    '25',
    14.3,
    'contradictory in the source',
    'The estimate lies outside its own interval of 19 to 20.',
  ),
]
