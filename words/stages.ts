/** A stage of a run: what its rows are counted as, and what people call it. */
interface StageName {
  /** The name of its mark among the stages of a run, in the database; a stage of one site has the site behind it. */
  readonly mark?: string
  /** Over what it goes: one site, or the study. */
  readonly scope: 'site' | 'study'
  /** The stage as people call it. */
  readonly words: string
  /** What the stage counts as its rows, where it counts any. */
  readonly counts?: string
  /** Whether its output is kept by what it follows from, and found by later runs. */
  readonly kept?: true
}

/**
 * The stages of a run in their order, by the names of their activities: order of work, activities, progress, failpoints and
 * `show` come from this list. The names are kept in Temporal's histories, in the story of a run and in `FAILPOINT`, the marks
 * in the database: both stay when a function is called otherwise.
 */
export const stages = {
  openRun: { scope: 'study', words: 'opening the run' },
  lookAtSites: {
    mark: 'look',
    scope: 'study',
    words: 'looking for new exports',
    counts: 'sites whose exports are the last accepted ones',
  },
  ingestSite: { mark: 'ingest', scope: 'site', words: 'reading the exports', counts: 'rows received' },
  harmonizeSite: { mark: 'harmonize', scope: 'site', words: 'harmonizing', counts: 'rows of the shared schema' },
  acceptSite: { mark: 'accept', scope: 'site', words: 'comparing with the last accepted export', counts: 'findings' },
  settleSites: { mark: 'settle', scope: 'study', words: 'settling which data each site brings', counts: 'sites' },
  judgeDay: {
    mark: 'judge',
    scope: 'study',
    words: 'judging what depends on the day alone',
    counts: 'sites whose data are old',
  },
  selectCohort: {
    mark: 'cohort',
    scope: 'study',
    words: 'applying the criteria, deriving endpoints',
    counts: 'subjects',
    kept: true,
  },
  matchCohort: { mark: 'match', scope: 'study', words: 'matching by propensity score', counts: 'results', kept: true },
  analyze: { mark: 'analyze', scope: 'study', words: 'analyzing', counts: 'results', kept: true },
  compareReport: { scope: 'study', words: 'comparing with the last report' },
  render: { mark: 'render', scope: 'study', words: 'writing the workbook and figures', counts: 'files' },
  send: { scope: 'study', words: 'mailing' },
  closeRun: { scope: 'study', words: 'closing the run' },
} as const satisfies Readonly<Record<string, StageName>>

type Stages = typeof stages

/** The name of an activity that is a stage of a run. */
export type StageActivity = keyof Stages

/** The name of an activity whose output is kept. */
export type KeptActivity = {
  [Name in StageActivity]: Stages[Name] extends { readonly kept: true } ? Name : never
}[StageActivity]

/** The name under which an output is kept: the mark of its stage. */
export type KeptStage = Stages[KeptActivity]['mark']

const isKept = (name: string): name is KeptActivity => name in stages && 'kept' in stages[name as StageActivity]

// Lists that are marked as pure are no part of the code of what does not use them.

/** The activities whose outputs are kept, in the order in which they follow from each other. */
export const keptActivities: readonly KeptActivity[] = /* @__PURE__ */ Object.keys(stages).filter(isKept)

/** The names under which outputs are kept, in the order in which they follow from each other. */
export const keptStages: readonly KeptStage[] = /* @__PURE__ */ keptActivities.map(name => stages[name].mark)

/** The stages of a run in their order, each with the name of its mark, where it leaves one. */
export const stagesInOrder: readonly { readonly activity: StageActivity; readonly mark: string | null }[] =
  /* @__PURE__ */ Object.entries<StageName>(stages).map(([activity, { mark }]) => ({
    activity: activity as StageActivity,
    mark: mark ?? null,
  }))

/** Whether a run of a study has something to do in a stage: a study without matching matches nobody. */
export const hasWork = (activity: string, study: { readonly matching?: unknown }): boolean =>
  activity !== ('matchCohort' satisfies StageActivity) || study.matching !== undefined

/** The mark of a stage that works one site of a run. */
export const markOfSite = (activity: 'ingestSite' | 'harmonizeSite' | 'acceptSite', site: string): string =>
  `${stages[activity].mark}/${site}`

const byName = /* @__PURE__ */ new Map<string, StageName>(
  /* @__PURE__ */ Object.entries<StageName>(stages).flatMap(([activity, stage]) =>
    [activity, stage.mark ?? activity].map(name => [name, stage] as const),
  ),
)

/** The stage that an activity or a mark names; none for a name of another version. */
export const stageNamed = (name: string): StageName | undefined => byName.get(name)
