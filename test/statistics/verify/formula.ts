import type { Frame } from './frame.js'
import { isCategorical, levelsOf, numberColumn, textColumn } from './frame.js'

/** The right-hand side of a formula: main effects and interactions by variable, strata apart. */
export interface Formula {
  readonly effects: readonly (readonly string[])[]
  readonly strata: readonly string[]
}

/** The columns of a design, by term as R names them, with the columns that each effect owns. */
export interface Design {
  readonly terms: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly owners: readonly { readonly term: string; readonly columns: readonly number[] }[]
}

/** Parses `a + b * c + log(d) + factor(e) + strata(f)`: products expand, main effects come before interactions. */
export const parseFormula = (text: string): Formula => {
  const strata: string[] = []
  const effects: string[][] = []
  const add = (effect: string[]): void => {
    if (!effects.some(known => known.length === effect.length && known.every(name => effect.includes(name))))
      effects.push(effect)
  }
  for (const part of splitTop(text, '+')) {
    const held = /^strata\((.*)\)$/.exec(part)
    if (held?.[1] !== undefined) strata.push(...splitTop(held[1], ','))
    else if (part.includes('*')) for (const effect of subsets(splitTop(part, '*'))) add(effect)
    else if (part !== '1') add(splitTop(part, ':'))
  }
  effects.sort((a, b) => a.length - b.length)
  return { effects, strata }
}

/** Every variable that a formula names. */
export const variablesOf = (formula: Formula): readonly string[] => [
  ...new Set([...formula.effects.flat().map(innerName), ...formula.strata]),
]

/** Builds the treatment-contrast design of a formula over the rows of a frame. */
export const designOf = (frame: Frame, formula: Formula, dropUnused = false): Design => {
  const terms: string[] = []
  const columns: Float64Array[] = []
  const owners: { term: string; columns: number[] }[] = []
  for (const effect of formula.effects) {
    const parts = effect.map(name => codedColumns(frame, name, dropUnused, contrasted(formula, effect, name)))
    const owner = { term: effect.join(':'), columns: [] as number[] }
    for (const combination of product(parts)) {
      owner.columns.push(terms.length)
      terms.push(combination.map(({ term }) => term).join(':'))
      columns.push(combination.map(({ values }) => values).reduce((a, b) => a.map((value, i) => value * b[i]!)))
    }
    owners.push(owner)
  }
  return { terms, columns, owners }
}

interface Coded {
  readonly term: string
  readonly values: Float64Array
}

// R codes a factor by contrasts where the effect without it stands in the model too, else by all its levels.
const contrasted = (formula: Formula, effect: readonly string[], name: string): boolean => {
  const margin = effect.filter(other => other !== name)
  return (
    margin.length === 0 ||
    formula.effects.some(known => known.length === margin.length && margin.every(other => known.includes(other)))
  )
}

const codedColumns = (frame: Frame, name: string, dropUnused: boolean, contrast: boolean): readonly Coded[] => {
  const variable = innerName(name)
  if (name.startsWith('log(')) return [{ term: name, values: numberColumn(frame, variable).map(Math.log) }]
  if (!name.startsWith('factor(') && !isCategorical(frame, variable))
    return [{ term: name, values: numberColumn(frame, variable) }]
  const text = textColumn(frame, variable)
  const all = levelsOf(frame, variable, text)
  const levels = dropUnused || name.startsWith('factor(') ? all.filter(level => text.includes(level)) : all
  return levels.slice(contrast ? 1 : 0).map(level => ({
    term: `${name}${level}`,
    values: Float64Array.from(text, value => (value === level ? 1 : 0)),
  }))
}

const innerName = (name: string): string => /^\w+\((.*)\)$/.exec(name)?.[1]?.trim() ?? name

// R varies the first factor fastest.
const product = (parts: readonly (readonly Coded[])[]): readonly (readonly Coded[])[] =>
  parts.reduce<readonly (readonly Coded[])[]>(
    (done, part) => part.flatMap(coded => done.map(before => [...before, coded])),
    [[]],
  )

const subsets = (names: readonly string[]): string[][] => {
  const all: string[][] = []
  for (let mask = 1; mask < 1 << names.length; mask++) all.push(names.filter((_, i) => (mask >> i) & 1))
  return all.sort((a, b) => a.length - b.length)
}

const splitTop = (text: string, separator: string): string[] => {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const c of text) {
    if (c === '(') depth++
    if (c === ')') depth--
    if (c === separator && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += c
  }
  return [...parts, part.trim()]
}
