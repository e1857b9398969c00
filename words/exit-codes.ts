/** The exit codes of commands and runs, the gravest first: where several causes meet, the first of them wins. */
export const exitCodes = { serviceMissing: 4, studyWrong: 2, failed: 5, exportRefused: 3, held: 1, done: 0 } as const

/** The name of an exit code, by which an error class says how a command or a run ends with it. */
export type ExitName = keyof typeof exitCodes

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[ExitName]

/** What each exit code means, as the README says it. */
export const exitMeanings: Readonly<Record<ExitName, string>> = {
  done: 'done',
  held: 'done, but more subjects or values are held than the study declares as expected (totals and notes below the data do not count), or a message did not arrive',
  studyWrong: "the study's own files or its identity key are wrong; nothing was run",
  exportRefused: 'an export was refused, or a column left out; the report is still written, marked PROVISIONAL',
  serviceMissing: 'PostgreSQL or Temporal is not there, or too old; or `SMTP_URL` names no server',
  failed:
    'the run failed, was cancelled, or was skipped because another one of the study went on; or the command is wrong',
}

const byGravity: readonly ExitCode[] = Object.values(exitCodes)

/** The gravest of several exit codes. */
export const gravest = (codes: readonly number[]): ExitCode =>
  byGravity.find(code => codes.includes(code)) ?? exitCodes.done
