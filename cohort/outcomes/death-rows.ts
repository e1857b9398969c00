import type { OpenRange } from '../range/open-range.js'

const deathCodes: ReadonlySet<string> = new Set(['dead', 'death', 'deceased', 'died'])

/** Whether a code of a contact's status or of a disposition says that the subject died. */
export const isDeathCode = (code: string): boolean => deathCodes.has(code)

/** The field that says of a contact or a disposition what it is. */
export const fieldOfDeath = { contact: 'status', disposition: 'event' } as const

/** Marks the rows of the contacts or of the disposition that say that the subject died. */
export const deathRows = (open: OpenRange, name: keyof typeof fieldOfDeath): Uint8Array =>
  open.once(`deaths of ${name}`, () => {
    const columns = open.domain(name).known
    const deaths = new Uint8Array(columns.count)
    const { codes, texts } = columns.fields[fieldOfDeath[name]] ?? { codes: null, texts: [] }
    if (codes === null) return deaths
    const isDeath = Uint8Array.from(texts, text => Number(isDeathCode(text)))
    for (let row = 0; row < deaths.length; row += 1) {
      const code = codes[row]!
      if (code >= 0) deaths[row] = isDeath[code]!
    }
    return deaths
  })
