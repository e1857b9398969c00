import { Cron } from 'croner'

// As Temporal reads them: five fields, six with the year, seven with second and year; days of month and week both count.
const inFull = (cron: string): string => {
  const fields = cron.split(/\s+/)
  if (fields.length === 5) return `0 ${fields.join(' ')} *`
  return fields.length === 6 ? `0 ${fields.join(' ')}` : fields.join(' ')
}

/**
 * The times of a cron expression, as Temporal reads it, in a zone. Null where Temporal alone can tell them, as for `@every`; throws
 * a TypeError or RangeError for what is no cron expression.
 */
export const cronTimes = (cron: string, zone: string): Cron | null => {
  // What stands behind '#' is a comment.
  const words = cron.replace(/#.*$/s, '').trim()
  if (/^(?:@every|(?:CRON_)?TZ=)/.test(words)) return null
  return new Cron(words.startsWith('@') ? words : inFull(words), { timezone: zone, domAndDow: true, paused: true })
}

// Any day does: what is never due after this one is never due.
const someDay = new Date('2000-01-01T00:00:00Z')

/** Whether a text is a cron expression that is ever due. */
export const isCron = (cron: string): boolean => {
  try {
    const times = cronTimes(cron, 'UTC')
    return times === null || times.nextRun(someDay) !== null
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false
    throw error
  }
}
