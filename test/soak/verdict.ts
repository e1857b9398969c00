/** What is known of one night when the soak is over. */
export interface SoakedNight {
  readonly study: string
  readonly number: number
  /** The status that its workflow handed back, or the class of the failure that it ended with. */
  readonly ended: string
  readonly runId: string | null
  readonly seconds: number
}

/** What was found in the database, the folders and the mailbox when the soak is over. */
export interface SoakedState {
  readonly nights: readonly SoakedNight[]
  readonly runs: readonly {
    readonly runId: string
    readonly study: string
    readonly status: string
    readonly failure: string | null
  }[]
  /** The hash of the results and the rows that each stored stage wrote, by run. */
  readonly results: Readonly<Record<string, string>>
  readonly stages: Readonly<Record<string, string>>
  /** What the undisturbed first night of each study came to. */
  readonly undisturbed: Readonly<Record<string, { readonly results: string; readonly stages: string }>>
  readonly mail: readonly {
    readonly runId: string
    readonly messageId: string
    readonly state: string
    readonly resent: boolean
  }[]
  /** How often the mail server kept each message. */
  readonly kept: ReadonlyMap<string, number>
  readonly litter: readonly string[]
  readonly idleInTransaction: number
  readonly workerEndedByItself: number
}

const reported = new Set(['final', 'provisional'])
const mailStates = new Set(['sent', 'refused', 'delivery unknown', 'written', 'not due'])

const ofRuns = ({ runs, results, stages, undisturbed }: SoakedState): readonly string[] =>
  runs.flatMap(({ runId, study, status }) => {
    if (status === 'running') return [`${runId}: its row says running for ever`]
    if (!reported.has(status)) return []
    const before = undisturbed[study]
    return [
      ...(results[runId] === before?.results ? [] : [`${runId}: its results are not those of the undisturbed night`]),
      ...(stages[runId] === before?.stages ? [] : [`${runId}: its stages wrote other rows than the undisturbed night`]),
    ]
  })

const ofMail = ({ mail, kept, runs }: SoakedState): readonly string[] => {
  const running = new Set(runs.filter(({ status }) => status === 'running').map(({ runId }) => runId))
  return mail.flatMap(({ runId, messageId, state, resent }) => {
    const copies = kept.get(messageId) ?? 0
    return [
      ...(mailStates.has(state) || running.has(runId) ? [] : [`${runId}: its message stands as '${state}'`]),
      ...(copies > (resent ? 2 : 1) ? [`${runId}: its message was kept ${String(copies)} times`] : []),
      ...(copies === 2 && !resent
        ? [`${runId}: its message came twice, and nothing says that it was sent once more`]
        : []),
      ...(state === 'sent' && copies === 0 ? [`${runId}: its message is called sent, and nobody has it`] : []),
    ]
  })
}

const ofNights = ({ nights, runs }: SoakedState): readonly string[] =>
  nights
    .filter(({ ended }) => !reported.has(ended) && ended !== 'skipped')
    .map(({ study, number, ended, runId }) => {
      const failure = runs.find(run => run.runId === runId)?.failure
      return `${study}, night ${String(number)}: ended as ${ended}${failure == null ? '' : `, ${failure}`}`
    })

/** Everything that must not be, in words; nothing where all holds. */
export const complaintsOf = (state: SoakedState): readonly string[] => [
  ...ofNights(state),
  ...ofRuns(state),
  ...ofMail(state),
  ...state.litter.map(path => `left behind: ${path}`),
  ...(state.idleInTransaction > 0 ? [`${String(state.idleInTransaction)} sessions idle in a transaction`] : []),
  ...(state.workerEndedByItself > 0 ? [`the worker ended ${String(state.workerEndedByItself)} times by itself`] : []),
]

/** Counts of equal words, as lines of a table. */
export const tallied = (words: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `  ${word.padEnd(28)} ${String(count).padStart(6)}`)
}

/** The middle and the largest of some numbers, with one decimal. */
export const middleAndLargest = (numbers: readonly number[]): string => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  return `${middle.toFixed(1)} s in the middle, ${(sorted.at(-1) ?? 0).toFixed(1)} s at most`
}
