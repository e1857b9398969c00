import { CommanderError } from 'commander'
import colors from 'picocolors'
import { StudyInvalid } from '../protocol/load/study-problems.js'
import { exitCodeOf, saysAll } from './exit-codes.js'
import { exitCodes } from '../words/exit-codes.js'
import { isPostgresAway, isTemporalAway } from './service-away.js'

const away = (service: string): string =>
  `ServiceUnavailable: ${service} went away while the command was working\n` +
  "  what to do: see 'cohortium services status', and give the command again when it is back; a run that had begun goes on then"

// A driver's own words may repeat values, and its stack says nothing of what to do.
const withoutStack = (error: Error): string | null => {
  if (!('code' in error) || typeof error.code !== 'string') return null
  if ('severity' in error)
    return `PostgreSQL refused with code ${error.code} (https://www.postgresql.org/docs/current/errcodes-appendix.html)`
  return 'syscall' in error ? error.message : null
}

/** What a person is shown of an error, and the exit code that it leads to. */
export const tellError = (error: unknown): { readonly text: string | null; readonly exitCode: number } => {
  // The parser has reported it already.
  if (error instanceof CommanderError)
    return { text: null, exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.failed }
  if (isTemporalAway(error)) return { text: colors.red(away('Temporal')), exitCode: exitCodes.serviceMissing }
  if (isPostgresAway(error)) return { text: colors.red(away('PostgreSQL')), exitCode: exitCodes.serviceMissing }
  if (!(error instanceof Error)) return { text: colors.red(String(error)), exitCode: exitCodes.failed }
  // Each line of it begins with its place, so that editors and terminals can lead there.
  if (error instanceof StudyInvalid) return { text: colors.red(error.message), exitCode: exitCodes.studyWrong }
  // Any other error is a defect of ours, and shows where it came from.
  const text = saysAll(error.name)
    ? `${error.name}: ${error.message}`
    : (withoutStack(error) ?? error.stack ?? error.message)
  return { text: colors.red(text), exitCode: exitCodeOf(error.name) }
}
