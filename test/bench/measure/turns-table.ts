import { best, median, slopeOf } from './growth.js'
import type { Measured } from './in-turns.js'
import type { Used } from './measure-process.js'

/** A table in Markdown; the first column is left, the others right. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [header, header.map((_, column) => (column === 0 ? '-' : '-:')), ...rows]
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

const seconds = (milliseconds: number | null): string =>
  milliseconds === null ? '–' : (milliseconds / 1_000).toFixed(2)

const known = (turns: readonly Used[], of: (used: Used) => number | null): readonly number[] =>
  turns.flatMap(used => of(used) ?? [])

const header = [
  'program',
  'n',
  'wall best, s',
  'median',
  'CPU best, s',
  'median',
  'peak resident, MB',
  'shared pages once',
  'of one process',
  'slope of wall',
  'of CPU',
]

/**
 * What was measured in turns, as a table in Markdown: best and median of wall and CPU, the highest peak, and how wall and CPU
 * grow with the size (fitted over all sizes, beside the largest). A size that failed says why.
 */
export const turnsTable = (measured: readonly Measured[]): string => {
  const names = [...new Set(measured.map(({ name }) => name))]
  const rows = names.flatMap(name => {
    const own = measured.filter(one => one.name === name)
    const slope = (of: (used: Used) => number | null): string => {
      const points = own.flatMap(({ n, turns }) => {
        const value = best(known(turns, of))
        return value === null ? [] : [{ n, value }]
      })
      return slopeOf(points)?.toFixed(2) ?? '–'
    }
    const last = own.findLast(({ failed }) => failed === null)
    return own.map(one => {
      const { n, turns, failed } = one
      const size = n.toLocaleString('en')
      if (failed !== null) return [name, size, `failed: ${failed.replaceAll('|', '/')}`, '', '', '', '', '', '', '', '']
      const wall = known(turns, used => used.milliseconds)
      const cpu = known(turns, used => used.cpuMilliseconds)
      const peak = (of: (used: Used) => number | null): string => {
        const seen = known(turns, of)
        return seen.length === 0 ? '–' : (Math.max(...seen) / 1e6).toFixed(0)
      }
      const slopes = one === last ? [slope(used => used.milliseconds), slope(used => used.cpuMilliseconds)] : ['', '']
      return [
        name,
        size,
        seconds(best(wall)),
        seconds(median(wall)),
        seconds(best(cpu)),
        seconds(median(cpu)),
        peak(used => used.peakBytes),
        peak(used => used.peakSharedOnce),
        peak(used => used.peakOfOne),
        ...slopes,
      ]
    })
  })
  return markdownTable(header, rows)
}
