import { reject, type StudyFindings } from '../load/study-findings.js'
import type { Study } from '../language/study.js'
import type { Path } from '../load/yaml-file.js'

const sizes: ReadonlySet<string> = new Set(['at least', 'at most', 'above', 'below', 'between'])

const daysIn = (part: unknown, path: Path): readonly Path[] => {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]): readonly Path[] => {
    const here: Path = [...path, Array.isArray(part) ? Number(key) : key]
    const bounds: readonly unknown[] = Array.isArray(value) ? value : [value]
    return sizes.has(key) && bounds.some(bound => typeof bound === 'string') ? [here] : daysIn(value, here)
  })
}

/** Checks that a study of day offsets, in which no day has a date, compares none with calendar days. */
export const checkCalendarBounds = (findings: StudyFindings, study: Study): void => {
  if (study.time !== 'day offsets') return
  for (const path of daysIn(study, [])) {
    const message = 'found a calendar day, but the study counts in day offsets: none of its days has a date'
    reject(findings, { of: 'study', path, at: 'key', message })
  }
}
