/** A stage of a run: what its rows are counted as, and what people call it. */
interface StageName {
  /** The name of its mark among the stages of a run, in the database; a stage of one site has the site behind it. */
  readonly mark?: string
  /** The stage as people call it. */
  readonly words: string
  /** What the stage counts as its rows, where it counts any. */
  readonly counts?: string
}

/**
 * The stages of a run in their order, by the names of their activities. These names are kept in Temporal's histories, in the
 * story of a run and in `FAILPOINT`, the marks in the database: both stay when a function is called otherwise.
 */
export const stages = {
  openRun: { words: 'opening the run' },
  ingestSite: { mark: 'ingest', words: 'reading the exports', counts: 'rows received' },
  harmonizeSite: { mark: 'harmonize', words: 'harmonizing', counts: 'values in the shared schema' },
  acceptSite: { mark: 'accept', words: 'comparing with the last accepted export', counts: 'findings' },
  settleSites: { mark: 'settle', words: 'settling which data each site brings', counts: 'sites' },
  selectCohort: { mark: 'select', words: 'applying the criteria', counts: 'verdicts and values' },
  deriveEndpoints: { mark: 'derive', words: 'deriving endpoints', counts: 'endpoints, responses and grades' },
  matchCohort: { mark: 'match', words: 'matching by propensity score', counts: 'results' },
  analyze: { mark: 'analyze', words: 'analyzing', counts: 'results' },
  render: { mark: 'render', words: 'writing the workbook and figures', counts: 'files' },
  send: { words: 'mailing' },
  closeRun: { words: 'closing the run' },
} as const satisfies Readonly<Record<string, StageName>>

/** The name of an activity that is a stage of a run. */
export type StageActivity = keyof typeof stages

/** The mark of a stage that works one site of a run. */
export const markOfSite = (activity: 'ingestSite' | 'harmonizeSite' | 'acceptSite', site: string): string =>
  `${stages[activity].mark}/${site}`

const byName = new Map<string, StageName>(
  Object.entries<StageName>(stages).flatMap(([activity, stage]) =>
    [activity, stage.mark ?? activity].map(name => [name, stage] as const),
  ),
)

/** The stage that an activity or a mark names; none for a name of another version. */
export const stageNamed = (name: string): StageName | undefined => byName.get(name)
