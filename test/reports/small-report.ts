import type { SurvivalCurve } from '../../analysis/results/result.js'
import { type ReportContext, reportContext } from '../../reports/report-context.js'
import type { ReportInput } from '../../reports/report-input.js'
import type { KnownRow } from '../../protocol/facts/known-by-site.js'
import { smallResults } from './small-results.js'
import { smallStudy } from './small-study.js'
import { nothingFound } from './found-of.js'
import { told } from '../../words/told.js'
import { issueList, noteList, queryList } from './listings.js'

const curve = (key: string, unit: SurvivalCurve['unit'], times: readonly number[]): SurvivalCurve => ({
  key: `survival/${key}`,
  unit,
  times,
  survival: times.map((_, index) => 1 - (index + 1) / 4),
  lower: times.map((_, index) => (index === times.length - 1 ? null : 0.25 - index / 8)),
  upper: times.map((_, index) => (index === times.length - 1 ? null : 1 - index / 8)),
  atRisk: times.map((_, index) => 2 * (times.length - index)),
  events: times.map(() => 1),
  censored: times.map((_, index) => index % 2),
})

/** The curves of the small study: steps of a quarter. */
export const smallCurves: readonly SurvivalCurve[] = [
  curve('all/os/control', 'months', [4, 8, 10]),
  curve('all/os/treated', 'months', [6, 20]),
  curve('matched/os/control', 'months', [4, 8]),
  curve('matched/os/treated', 'months', [6]),
  curve('all/healing/control', 'days', [30, 35, 40]),
]

const given = { state: 'complete', reasons: [], from: [], never: [], count: null } as const
const lacking = { ...given, state: 'impossible', reasons: [told`no block gives lab`] } as const
const known = { ...given, state: 'partial', reasons: [told`known of ${5} of ${8} subjects`] } as const

/** What the sites of the small study give. */
const smallVariables: readonly KnownRow[] = [
  { kind: 'index', id: 'index date', sites: { north: given, south: given } },
  { kind: 'variable', id: 'age', sites: { north: { ...known, count: { known: 5, subjects: 8 } }, south: lacking } },
]

/** The report of the small study. */
export const smallInput = (added: Partial<ReportInput> = {}): ReportInput => ({
  run: {
    id: '20240401-0200-7f3a',
    startedAt: '2024-04-01T02:00:00+08:00',
    dataCut: '2024-03-31',
    codeVersion: '0.1.0',
    status: 'FINAL',
    manifestHash: '9f86',
    startedBy: told`schedule`,
    reason: null,
  },
  study: smallStudy(),
  results: smallResults,
  curves: smallCurves,
  attrition: [
    { criterion: 'no-index-date', excluded: 1, remaining: 13, bySite: {}, byArm: {} },
    { criterion: 'adult', excluded: 2, remaining: 11, bySite: {}, byArm: {} },
    { criterion: 'held', excluded: 1, remaining: 10, bySite: {}, byArm: {} },
  ],
  pairs: [],
  scores: [],
  found: nothingFound,
  variables: smallVariables,
  sites: [
    {
      site: 'north',
      label: told`North Hospital`,
      status: 'fresh',
      dataDate: '2024-03-30',
      exports: [
        {
          file: told`a.csv`,
          sha256: 'aa',
          bytes: 900,
          rows: 12_345,
          fates: { shared: 12_000, 'no-id': 4, 'no-block': 300, 'equal-row': 41 },
          blankRows: 3,
        },
        { file: told`b.xlsx`, sha256: 'bb', bytes: 1_572_864, rows: null, fates: null, blankRows: null },
      ],
      notLetIn: [],
      subjects: 8,
      failureKind: null,
      reason: null,
    },
    {
      site: 'south',
      label: told`South Hospital`,
      status: 'last good batch',
      dataDate: null,
      exports: [{ file: told`c.csv`, sha256: 'cc', bytes: 2048, rows: 7, fates: { shared: 7 }, blankRows: 0 }],
      notLetIn: [
        { file: told`d.csv`, sha256: null, bytes: 12, rows: null, blankRows: null, notRead: told`cut short` },
        { file: told`e.csv`, sha256: null, bytes: 7, rows: null, blankRows: null, notRead: null },
        { file: told`c.csv`, sha256: 'dd', bytes: 4096, rows: 19, blankRows: 2, notRead: null },
      ],
      subjects: 6,
      failureKind: 'ExportUnreadable',
      reason: told`cut short`,
    },
  ],
  issues: issueList([]),
  findings: [],
  queries: queryList([]),
  notes: noteList([]),
  unlisted: [],
  previous: null,
  whatChanged: [],
  judgements: [],
  published: { comparisons: [], findings: [], notComparedBecause: null },
  manifest: {},
  libraryVersions: {},
  ...added,
})

/** What sheets and figures of the small study are made from. */
export const smallContext = (added: Partial<ReportInput> = {}): ReportContext => reportContext(smallInput(added))
