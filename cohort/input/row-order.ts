import type { RowSource, SharedRow } from '../../harmonize/shared-row.js'

/** Compares texts by their code units, the same on every machine. */
export const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** Compares places in exports. */
export const compareSources = (left: RowSource, right: RowSource): number =>
  compareTexts(left.site, right.site) ||
  compareTexts(left.file, right.file) ||
  compareTexts(left.sheet, right.sheet) ||
  left.row - right.row ||
  compareTexts(left.fileId, right.fileId)

/** Compares rows by their place, then by what they say. */
export const compareRows = (left: SharedRow, right: SharedRow): number =>
  compareSources(left.source, right.source) || compareTexts(JSON.stringify(left.values), JSON.stringify(right.values))

/** Places of rows, each once, in order. */
export const distinctSources = (sources: readonly RowSource[]): readonly RowSource[] => [
  ...new Map([...sources].sort(compareSources).map(source => [JSON.stringify(source), source])).values(),
]
