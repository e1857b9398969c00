import { codeOfError } from '../words/code-of-error.js'
import { FailedApart } from '../words/error-apart.js'
import { type Patience, ToldError } from '../words/told-error.js'

/** So often a fault of a file system or a full disk is tried: with the waits between the tries some two minutes. */
export const someTries = 8

// The class of a Postgres code says what was refused: connection, resources, operator, serialization and deadlock pass by themselves.
const awayPostgres = /^(08|53[^1]|531[^0]|57|40001$|40P01$|55P03$)/
const fullPostgres = /^(53100$|58)/
const awaySystem = /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)/
const brokenFile = /^(EBUSY|EIO|ENOSPC|EDQUOT|EMFILE|ENFILE|ESTALE|ENOMEM|EAGAIN)/

// What the driver says without a code: a connection that was lost, or that went silent; or a worker that is on its way out
// and has let go of its database, so that the next worker has to take the stage up.
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout|COPY went silent|driver has already been destroyed|after calling end on the pool/

/** How long a fault is waited out, by its code or by the driver's words. */
export const patienceWith = (code: string | undefined, message: string): Patience => {
  if (code !== undefined && (awayPostgres.test(code) || awaySystem.test(code))) return 'an hour'
  if (code !== undefined && (fullPostgres.test(code) || brokenFile.test(code))) return 'some tries'
  return lostConnection.test(message) ? 'an hour' : 'none'
}

/** How long an error is waited out; one of another process may have been judged there, by words that stay there. */
export const patienceOf = (error: unknown): Patience => {
  if (error instanceof ToldError) return error.patience
  if (error instanceof FailedApart && error.patience !== null) return error.patience
  return patienceWith(codeOfError(error) ?? undefined, error instanceof Error ? error.message : '')
}

/** Whether a fault may be tried again after it was met so often; how many tries an hour has is the workflows' own number. */
export const mayPass = (patience: Patience, tries: number): boolean =>
  patience === 'an hour' || (patience === 'some tries' && tries < someTries)
