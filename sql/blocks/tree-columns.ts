import type { NumberColumn } from './packed-numbers.js'

/** A column of a tree: numbers, or texts of which some may be missing. */
export type TreeColumn = NumberColumn | readonly (string | null)[]

/** A tree whose columns stand apart, by their paths; the facts are JSON and have each column's path in its place. */
export interface SplitTree {
  readonly facts: string
  readonly columns: ReadonlyMap<string, TreeColumn>
}

/** JSON, as it is written. */
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** Whether a column is one of numbers. */
export const isNumbers = (value: object): value is NumberColumn =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const isTexts = (value: readonly unknown[]): value is readonly (string | null)[] =>
  value.every(each => each === null || typeof each === 'string')

// Fewer texts are read with the facts at once.
const fewTexts = 32

// What JSON has no word for stands under a name that begins with this sign.
const sign = '$'

/** The name under which facts have a column's path. */
export const columnOf = `${sign}column`

const plainNumber = (value: number): Plain =>
  Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { [`${sign}number`]: Object.is(value, -0) ? '-0' : String(value) }

/** Splits plain data, with sets and maps, from the columns in it; a column that stands in two places is kept once. */
export const splitTree = (tree: unknown): SplitTree => {
  const columns = new Map<string, TreeColumn>()
  const paths = new Map<object, string>()
  const columnAt = (column: TreeColumn, path: string): Plain => {
    const known = paths.get(column)
    if (known === undefined) {
      paths.set(column, path)
      columns.set(path, column)
    }
    return { [columnOf]: known ?? path }
  }
  const plainObject = (value: object, path: string): Plain => {
    const entries = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, plain(each, path === '' ? key : `${path}.${key}`)] as const)
    return entries.some(([key]) => key.startsWith(sign) || key === '__proto__')
      ? { [`${sign}object`]: entries }
      : Object.fromEntries(entries)
  }
  const plain = (value: unknown, path: string): Plain => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') return plainNumber(value)
    if (typeof value !== 'object') throw new TypeError(`${path} is no data: ${typeof value}`)
    if (isNumbers(value)) return columnAt(value, path)
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value
      if (list.length >= fewTexts && isTexts(list)) return columnAt(list, path)
      return list.map((each, at) => plain(each, `${path}.${String(at)}`))
    }
    if (value instanceof Set) return { [`${sign}set`]: [...value].map(each => plain(each, path)) }
    if (value instanceof Map)
      return {
        [`${sign}map`]: [...value].map(([key, each], at) => [plain(key, path), plain(each, `${path}.${String(at)}`)]),
      }
    return plainObject(value, path)
  }
  return { facts: JSON.stringify(plain(tree, '')), columns }
}

const atSign = (value: object): readonly [string, unknown] | undefined => {
  const [first] = Object.entries(value)
  return first?.[0].startsWith(sign) === true ? first : undefined
}

/** Joins what was split. */
export const joinTree = (facts: string, columns: ReadonlyMap<string, TreeColumn>): unknown => {
  const columnOf = (path: unknown): TreeColumn => {
    const column = columns.get(String(path))
    if (column === undefined) throw new Error(`the column ${String(path)} is missing`)
    return column
  }
  const signed = ([name, value]: readonly [string, unknown]): unknown => {
    switch (name.slice(sign.length)) {
      case 'column':
        return columnOf(value)
      case 'number':
        return Number(value)
      case 'set':
        return new Set(value as readonly unknown[])
      case 'map':
        return new Map(value as readonly (readonly [unknown, unknown])[])
      default:
        return Object.fromEntries(value as readonly (readonly [string, unknown])[])
    }
  }
  // The inner values are joined first.
  return JSON.parse(facts, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    if (isNumbers(value) || value instanceof Set || value instanceof Map) return value
    const found = atSign(value)
    return found === undefined ? value : signed(found)
  })
}
