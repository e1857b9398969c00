/** What the exit code of a command means; the gravest cause wins, in this order. */
export const exitCodes = { serviceMissing: 4, studyWrong: 2, failed: 5, exportRefused: 3, held: 1, done: 0 } as const

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const byGravity: readonly number[] = [4, 2, 5, 3, 1, 0]

/** The gravest of several exit codes. */
export const gravest = (codes: readonly number[]): number => byGravity.find(code => codes.includes(code)) ?? 0

const studyErrors = new Set([
  'StudyInvalid',
  'DataCutRefused',
  'IdentityKeyMissing',
  'IdentityKeyDiffers',
  'StudyNotFound',
  'NothingToReuse',
  'RequestRefused',
  'PlaceUnknown',
  'StudyMoved',
  'SealKeyInvalid',
  'TemporalOpen',
])
const serviceErrors = new Set(['ServiceUnavailable', 'SchemaNewerThanCode', 'MailServerInvalid'])

/** The exit code that an error's class leads to. */
export const exitCodeOf = (errorName: string): ExitCode => {
  if (serviceErrors.has(errorName)) return exitCodes.serviceMissing
  return studyErrors.has(errorName) ? exitCodes.studyWrong : exitCodes.failed
}
