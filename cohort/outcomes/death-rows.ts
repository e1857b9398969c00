import type { OpenRange } from '../range/open-range.js'

const deathCodes: ReadonlySet<string> = new Set(['dead', 'death', 'deceased', 'died'])

/** Whether a code of a contact's status or of a disposition says that the subject died. */
export const isDeathCode = (code: string): boolean => deathCodes.has(code)

/** The field that says of a contact or a disposition what it is. */
export const fieldOfDeath = { contact: 'status', disposition: 'event' } as const

/** Marks the rows of the contacts or of the disposition that say that the subject died. */
export const deathRows = (open: OpenRange, name: keyof typeof fieldOfDeath): Uint8Array => {
  const columns = open.domain(name).known
  const field = columns.fields[fieldOfDeath[name]]
  if (field === undefined || field.codes === null) return new Uint8Array(columns.count)
  const isDeath = field.texts.map(text => Number(isDeathCode(text)))
  return Uint8Array.from(field.codes, code => (code < 0 ? 0 : isDeath[code]!))
}
