import { IdentityKeyDiffers, IdentityKeyMissing } from '../harmonize/door/ids/identity-key.js'
import { SealKeyInvalid } from '../installation/installation-key.js'
import { StudyInvalid } from '../protocol/load/study-problems.js'
import { ServiceUnavailable } from '../provision/service-unavailable.js'
import { MailServerInvalid } from '../reports/mail/mail-server.js'
import { BackupUnusable, CohortNotKept, DatabaseNotEmpty, NothingToBackUp, SchemaNewerThanCode } from '../sql/errors.js'
import { DataCutRefused, NothingToReuse, PlaceUnknown, RequestRefused, StudyMoved } from '../stages/run-errors.js'
import { type ExitCode, exitCodes, type ExitName } from '../words/exit-codes.js'
import {
  NothingToAccept,
  NothingToWaive,
  RowNotFound,
  NothingToForget,
  RunNotFound,
  StudyNotFound,
  SubjectNotFound,
  TemporalOpen,
} from './command-errors.js'
import { OptionInvalid } from './option-invalid.js'

/** An error class that says by itself which exit code it leads to. */
interface EndingClass {
  readonly name: string
  readonly endsWith: ExitName
}

/**
 * Every error class that says which exit code it leads to. Temporal and the database keep of an error the name of its class
 * alone: here the name is a class again. Only small files are imported, so that a mistake in a command is reported at once.
 */
export const endingClasses: readonly EndingClass[] = [
  BackupUnusable,
  CohortNotKept,
  DataCutRefused,
  DatabaseNotEmpty,
  IdentityKeyDiffers,
  IdentityKeyMissing,
  MailServerInvalid,
  NothingToAccept,
  NothingToWaive,
  RowNotFound,
  NothingToBackUp,
  NothingToForget,
  NothingToReuse,
  OptionInvalid,
  PlaceUnknown,
  RequestRefused,
  RunNotFound,
  SchemaNewerThanCode,
  SealKeyInvalid,
  ServiceUnavailable,
  StudyInvalid,
  StudyMoved,
  StudyNotFound,
  SubjectNotFound,
  TemporalOpen,
]

const byName = new Map(endingClasses.map(one => [one.name, one]))

/** Whether an error's class says which exit code it leads to: its words say all there is to say. */
export const saysAll = (errorName: string): boolean => byName.has(errorName)

/** The exit code that an error's class leads to; every other error fails the run or the command. */
export const exitCodeOf = (errorName: string): ExitCode => exitCodes[byName.get(errorName)?.endsWith ?? 'failed']
