import type { FileFinding } from '../columns/file-finding.js'

/** A finding about an export as it was judged in a run. */
export interface JudgedFinding extends FileFinding {
  /** Whether a named decision may let it through: what could not be read at all cannot be accepted, what was doubted can. */
  readonly acceptable: boolean
}

/** A finding of a column or file by itself: it is acceptable where a part of it could be read. */
export const judgedByItself = (finding: FileFinding): JudgedFinding => ({
  ...finding,
  acceptable: finding.unusable < finding.filled,
})

/** A finding of a comparison: a doubt, which somebody who asked the site can settle. */
export const judgedByComparison = (finding: FileFinding): JudgedFinding => ({ ...finding, acceptable: true })

/** Whether two findings are about the same thing in the same way, however many rows it concerned. */
export const sameDoubt = (a: FileFinding, b: FileFinding): boolean =>
  a.file === b.file && a.sheet === b.sheet && a.column === b.column && a.kind === b.kind
