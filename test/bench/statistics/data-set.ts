import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { randomStream } from '../../../statistics/numeric/random.js'

/** The columns of the benchmark's data set, in the order in which they lie in its file as doubles. */
export const columnNames = [
  'x1',
  'x2',
  'x3',
  'x4',
  'x5',
  'x6',
  'x7',
  'x8',
  'x9',
  'x10',
  'day',
  'month',
  'event',
  'outcome',
  'treated',
  'distance',
  'score',
] as const

/** A data set of the benchmark: simulated survival and outcome that depend on ten covariates. */
export type DataSet = Readonly<Record<(typeof columnNames)[number], Float64Array>>

const effects = [0.4, 0.02, -0.3, 0.2, 0.1, 0, 0.15, -0.1, 0.05, 0]
const daysAYear = 365.25

/** Simulates n subjects followed for up to five years, half of them treated by a covariate-driven choice. */
export const simulateDataSet = (n: number, seed: number): DataSet => {
  const uniform = randomStream(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const empty = columnNames.map(name => [name, new Float64Array(n)] as const)
  const data = Object.fromEntries(empty) as Record<keyof DataSet, Float64Array>
  for (let i = 0; i < n; i += 1) {
    let score = 0
    effects.forEach((effect, j) => {
      const value = j === 0 ? Math.floor(2 * uniform()) : j === 1 ? Math.round(60 + 10 * normal()) : normal()
      data[columnNames[j]!][i] = value
      score += effect * (j === 1 ? value - 60 : value)
    })
    const years = -Math.log(1 - uniform()) * 2.5 * Math.exp(-score)
    const followed = 1 + 4 * uniform()
    const seen = Math.min(years, followed)
    data.day[i] = Math.ceil(seen * daysAYear)
    data.month[i] = Math.ceil(seen * 12)
    data.event[i] = years <= followed ? 1 : 0
    data.outcome[i] = uniform() < 1 / (1 + Math.exp(1 - score)) ? 1 : 0
    const propensity = 1 / (1 + Math.exp(1.2 - 0.8 * score))
    data.treated[i] = uniform() < propensity ? 1 : 0
    data.distance[i] = propensity
    data.score[i] = score
  }
  return data
}

/** Writes a data set as doubles, column after column, for every program that takes part. */
export const writeDataSet = (path: string, data: DataSet): void => {
  const file = openSync(path, 'w')
  for (const name of columnNames) {
    const { buffer, byteLength } = data[name]
    const bytes = new Uint8Array(buffer, 0, byteLength)
    for (let at = 0; at < byteLength;) at += writeSync(file, bytes, at)
  }
  closeSync(file)
}

/** Reads a data set that writeDataSet wrote. */
export const readDataSet = (path: string, n: number): DataSet => {
  const file = openSync(path, 'r')
  const columns = columnNames.map(name => {
    const column = new Float64Array(n)
    for (let at = 0; at < column.byteLength;) at += readSync(file, column, at, column.byteLength - at, null)
    return [name, column] as const
  })
  closeSync(file)
  return Object.fromEntries(columns) as Record<keyof DataSet, Float64Array>
}

/** The R statement that reads the same file into a data frame `d`, and makes what bare fitters take. */
export const readInR = (path: string, n: number): string => {
  const names = columnNames.map(name => `'${name}'`).join(', ')
  const matrix = `matrix(readBin(${JSON.stringify(path)}, 'double', ${n} * ${columnNames.length}), ${n})`
  const survival = 'day <- Surv(d$day, d$event); month <- Surv(d$month, d$event)'
  const designs = 'five <- as.matrix(d[1:5]); ten <- cbind(1, as.matrix(d[1:10]))'
  return `d <- as.data.frame(${matrix}); names(d) <- c(${names}); ${survival}; ${designs}`
}
