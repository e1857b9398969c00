// Known by what the errors carry, so that a mistake in a command can be reported without loading the libraries that throw them.

/** The gRPC codes that say 'not now' (unavailable, deadline exceeded), as against an answer. */
const away: readonly unknown[] = [14, 4]

/** The gRPC code of a Temporal client's error, or of what caused it. */
export const grpcCode = (error: unknown): number | undefined => {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && 'metadata' in error && typeof error.code === 'number') return error.code
  return grpcCode(error.cause)
}

/** Whether an error says that the Temporal server is not there, or that a part of it is not. */
export const isTemporalAway = (error: unknown): boolean => away.includes(grpcCode(error))

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whether an error says that PostgreSQL went away: Node's codes of a lost connection, the server's own, the driver's words. */
export const isPostgresAway = (error: unknown): boolean =>
  /^(ECONN|EPIPE$|ENOTFOUND$|EHOSTUNREACH$|ETIMEDOUT$|08|57P0)/.test(codeOf(error)) ||
  (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message))
