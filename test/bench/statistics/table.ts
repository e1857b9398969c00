import type { Job } from './jobs.js'
import type { Measurement } from './session.js'

/** The measurements of a job at one size: this product's, and each counterpart's by its name. */
export interface Row {
  readonly job: Job
  readonly n: number
  readonly ours: readonly Measurement[]
  /** The memory that one run took beyond its input. */
  readonly peakBytes: number | null
  readonly inR: ReadonlyMap<string, readonly Measurement[]>
}

const times = (runs: readonly Measurement[]): readonly number[] => runs.map(run => run.milliseconds)

const best = (values: readonly number[]): number => Math.min(...values)

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const short = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en')

const ratio = (mine: number, theirs: number): string => `${short(theirs / mine)} x`

const memory = (row: Row): string => {
  if (row.peakBytes === null) return ''
  return `${short(row.peakBytes / 1e6)} (${short(row.peakBytes / (8 * row.n * row.job.columns))} x)`
}

const agreement = (row: Row, theirs: readonly Measurement[]): string => {
  const [ours, other] = [row.ours[0]?.answer ?? Number.NaN, theirs[0]?.answer ?? Number.NaN]
  return Number.isNaN(other) ? '' : Math.abs(ours / other - 1).toExponential(0)
}

const growth = (row: Row, rows: readonly Row[]): string => {
  const smaller = rows.find(one => one.job === row.job && one.n * 10 === row.n)
  return smaller === undefined ? '' : ratio(best(times(smaller.ours)), best(times(row.ours)))
}

const header = [
  'job',
  'n',
  'best',
  'median',
  'for 10 x the rows',
  'memory beyond the input, MB (x input)',
  'R',
  'R best',
  'R median',
  'ratio of bests',
  'of medians',
  'promised',
  'answers differ by',
]

const linesOf = (row: Row, rows: readonly Row[]): readonly (readonly string[])[] => {
  const ours = times(row.ours)
  const size = row.n.toLocaleString('en')
  const first = [row.job.name, size, short(best(ours)), short(median(ours)), growth(row, rows), memory(row)]
  const measured = row.job.inR.flatMap(counterpart => {
    const runs = row.inR.get(counterpart.name)
    if (runs === undefined) return []
    const theirs = times(runs)
    const least = row.n === row.job.largestInR ? counterpart.atLeast : undefined
    const promised = least === undefined ? '' : `>= ${String(least)} x`
    return [
      [
        counterpart.name,
        short(best(theirs)),
        short(median(theirs)),
        ratio(best(ours), best(theirs)),
        ratio(median(ours), median(theirs)),
        promised,
        agreement(row, runs),
      ],
    ]
  })
  if (measured.length === 0) return [[...first, ...Array.from({ length: 7 }, () => '')]]
  return measured.map((cells, index) => [...(index === 0 ? first : first.map(() => '')), ...cells])
}

/** The table of a benchmark in Markdown: times in ms, best and median, R's beside them, how time grows and memory. */
export const formatTable = (rows: readonly Row[]): string => {
  const lines = rows.flatMap(row => linesOf(row, rows))
  const widths = header.map((title, column) => Math.max(title.length, ...lines.map(cells => cells[column]!.length)))
  const isText = (column: number): boolean => column === 0 || column === 6
  const print = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) =>
      isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) => (isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [print(header), print(rule), ...lines.map(print)].join('\n')
}
