import { createHash } from 'node:crypto'
import type { FindingPlace } from './finding.js'

const digits = 10

const hashed = (letter: 'C' | 'F', parts: readonly (string | null)[]): string =>
  `${letter}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, digits)}`

/** The lasting id of a cause: a rule at a place of one site, whichever subjects it meets. Equal places give it in any database. */
export const causeId = (study: string, { rule, site, fileId, column }: Omit<FindingPlace, 'displayId'>): string =>
  hashed('C', [study, site, rule, fileId, column])

/** The lasting id of a finding: its cause and its subject. */
export const findingId = (study: string, place: FindingPlace): string =>
  hashed('F', [causeId(study, place), place.displayId])
