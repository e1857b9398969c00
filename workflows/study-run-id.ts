/** The study of a night, known by the id that its schedule gave the workflow; null for a night that no schedule started. */
export const studyOfNight = (workflowId: string): string | null =>
  /^cohortium\/([^/]+)\/nightly/.exec(workflowId)?.[1] ?? null

/**
 * The id under which a study runs, by hand and at night: Temporal works one execution of an id at a time, whatever
 * process was killed, so that two runs of a study exclude each other.
 */
export const studyRunId = (study: string): string => `cohortium/${study}`

/** The study of a run, known by the id under which it runs; null for an execution that is none of ours. */
export const studyOfRun = (workflowId: string): string | null => /^cohortium\/([^/]+)/.exec(workflowId)?.[1] ?? null
