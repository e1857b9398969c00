/** One file of a report, its path below the run's folder. */
export interface ReportFile {
  readonly path: string
  readonly bytes: Uint8Array
}
