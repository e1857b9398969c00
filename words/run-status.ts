/** How a report stands: final, or provisional where a site brought no export of its own, or one without a column. */
export const reportStatuses = ['final', 'provisional'] as const

/** One of the two. */
export type ReportStatus = (typeof reportStatuses)[number]

/** Runs whose data were accepted: their report stands, or equals one that does. */
export const acceptedStatuses = ['final', 'provisional', 'unchanged'] as const satisfies readonly RunStatus[]

/** How a run stands. Those with a report stand as it does; an unchanged one equals a run before it, whose report it points to. */
export type RunStatus = 'running' | ReportStatus | 'unchanged' | 'failed' | 'cancelled' | 'skipped'

/** Whether a run of this status has a report. */
export const hasReport = (status: RunStatus | undefined): status is ReportStatus =>
  status === 'final' || status === 'provisional'

/** The status of a report as it is printed on it. */
export const printedStatus = { final: 'FINAL', provisional: 'PROVISIONAL' } as const

/** One of the printed words. */
export type PrintedStatus = (typeof printedStatus)[ReportStatus]
