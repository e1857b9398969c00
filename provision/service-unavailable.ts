/** A service that the product needs is not there or too old: says what was tried and what to do (exit code 4). */
export class ServiceUnavailable extends Error {
  static readonly endsWith = 'serviceMissing'
  override readonly name = 'ServiceUnavailable'
  readonly service: 'PostgreSQL' | 'Temporal'
  readonly tried: readonly string[]
  readonly remedy: string

  constructor(service: 'PostgreSQL' | 'Temporal', problem: string, tried: readonly string[], remedy: string) {
    const lines = [`${service}: ${problem}`, ...tried.map(step => `  tried: ${step}`), `  what to do: ${remedy}`]
    super(lines.join('\n'))
    this.service = service
    this.tried = tried
    this.remedy = remedy
  }
}

/** The first line of an error's message, without what may follow it: fit for a log, never a value of a row. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0] ?? ''
}
