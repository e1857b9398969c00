import { dayOfNamedMonth } from '../sources/files/named-month.js'

/** A day in a file's name: where it stands, how it is written, and which it is. */
interface NamedDay {
  readonly text: string
  /** As `dataDate` says it; null where the order of day and month cannot be told, or a month's name is written out. */
  readonly format: string | null
  readonly day: string | null
}

const two = (digits: string): string => digits.padStart(2, '0')

const yearFirst = /(?<!\d)((?:19|20)\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/
const inChinese = /(?<!\d)((?:19|20)\d{2})年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日/
const yearLast = /(?<!\d)(0[1-9]|[12]\d|3[01])([-_.])(0[1-9]|[12]\d|3[01])\2((?:19|20)\d{2})(?!\d)/

const endingInYear = ([text, first, sign, second, year]: RegExpExecArray): NamedDay | null => {
  const [a, b] = [Number(first), Number(second)]
  // With points between the day comes first everywhere.
  const isDayFirst = (sign === '.' || a > 12) && b <= 12
  if (a > 12 && b > 12) return null
  if (!isDayFirst && b <= 12) return { text, format: null, day: null }
  const [day, month, parts] = isDayFirst ? [first, second, ['DD', 'MM']] : [second, first, ['MM', 'DD']]
  return { text, format: [...parts, 'YYYY'].join(sign), day: `${year!}-${month!}-${day!}` }
}

const namedDay = (file: string): NamedDay | null => {
  const first = yearFirst.exec(file)
  if (first !== null) {
    const [text, year, sign, month, day] = first
    return { text, format: ['YYYY', 'MM', 'DD'].join(sign), day: `${year!}-${month!}-${day!}` }
  }
  const chinese = inChinese.exec(file)
  if (chinese !== null) {
    const [text, year, month, day] = chinese
    return { text, format: 'YYYY年M月D日', day: `${year!}-${two(month!)}-${two(day!)}` }
  }
  const last = yearLast.exec(file)
  if (last !== null) return endingInYear(last)
  const named = dayOfNamedMonth(file)
  if (named === null) return null
  const { text, sign, isShort, day } = named
  return { text, format: isShort ? ['D', 'MMM', 'YYYY'].join(sign) : null, day }
}

/** The name of a file as a mapping says it: the day in it varies. */
export const namePattern = (file: string): string => {
  const found = namedDay(file)
  return found === null ? file : file.replace(found.text, '*')
}

/** The name of a file without the day in it. */
export const withoutDay = (file: string): string => {
  const found = namedDay(file)
  return found === null ? file : file.replace(found.text, '')
}

/** How the day in a file's name is written; null where there is none that a mapping could say. */
export const dayInName = (file: string): string | null => namedDay(file)?.format ?? null

/** The day in a file's name, written as YYYY-MM-DD; null where there is none, or its order cannot be told. */
export const dayOfName = (file: string): string | null => namedDay(file)?.day ?? null
