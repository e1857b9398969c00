import type { DerivedCovariate } from '../../protocol/facts/study-plan.js'
import { bandOf, type Cuts } from '../variables/cut-bands.js'
import type { OpenRange } from '../range/open-range.js'
import { shapeTest, type ShapeTest } from '../shape-test.js'
import { yes } from '../truth-codes.js'
import { relationAt, valueKind, type ValueColumn } from '../variables/value-column.js'
import { judgeValues } from './compile-condition.js'

/** The levels of one covariate; its values are those of its variable. */
export interface LevelColumn {
  readonly id: string
  readonly variable: string
  readonly levels: readonly string[]
  /** Into `levels`; -1 where the level is not known. Null for a covariate without levels. */
  readonly codes: Int8Array | Int16Array | null
}

/** Compiles a covariate; a limit decides a level where it can, and is never taken for a value. */
export const compileCovariate = (covariate: DerivedCovariate): ((open: OpenRange) => LevelColumn) => {
  const levels = Object.keys(covariate.levels ?? {})
  const codes = codesOf(covariate)
  return open => {
    const { variable } = covariate
    const column = open.variables.get(variable)
    const found = column === undefined ? null : codes?.(column)
    return { id: covariate.id ?? variable, variable, levels, codes: found ?? null }
  }
}

type LevelsOf = (column: ValueColumn) => Int8Array | Int16Array

const codesOf = ({ cut, cutBelongs, levels }: DerivedCovariate): LevelsOf | null => {
  if (cut !== undefined) return cutLevels({ at: cut, belongs: cutBelongs }, Object.keys(levels ?? {}).length)
  return levels === undefined ? null : codedLevels(levels)
}

const codesFor = (column: ValueColumn, levels: number): Int8Array | Int16Array =>
  (levels < 128 ? new Int8Array(column.kinds.length) : new Int16Array(column.kinds.length)).fill(-1)

const cutLevels =
  (cuts: Cuts, levels: number): LevelsOf =>
  column => {
    const codes = codesFor(column, levels)
    for (let subject = 0; subject < codes.length; subject += 1) {
      if (column.kinds[subject] !== valueKind.number) continue
      const level = bandOf(cuts, column.numbers[subject]!, relationAt(column, subject))
      if (level < levels) codes[subject] = level
    }
    return codes
  }

const codedLevels = (levels: NonNullable<DerivedCovariate['levels']>): LevelsOf => {
  const tests = Object.entries(levels).map(([id, level]): ShapeTest => {
    const values = typeof level === 'object' && 'values' in level ? level.values : [id]
    return shapeTest({ in: values })
  })
  return column => {
    const codes = codesFor(column, tests.length)
    const truths = tests.map(test => judgeValues(test, column))
    for (let subject = 0; subject < codes.length; subject += 1) {
      let at = 0
      while (at < truths.length && truths[at]![subject] !== yes) at += 1
      if (at < truths.length) codes[subject] = at
    }
    return codes
  }
}
