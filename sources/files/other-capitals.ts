import { type Told, told, toldLiteral } from '../../words/told.js'

// A sign in another case says nothing that does not stand in the mapping.
const cases = (sign: string): readonly string[] => [sign, sign.toLowerCase(), sign.toUpperCase()]

const allTold = (signs: readonly Told[]): Told => signs.reduce((all, sign) => told`${all}${sign}`, told``)

/** A name of the mapping in the capitals that a found one has; null where they differ in anything else. */
export const inOtherCapitals = (written: string, found: string): Told | null => {
  const [own, other] = [Array.from(written.normalize('NFC')), Array.from(found.normalize('NFC'))]
  const isSame = own.length === other.length && own.every((sign, at) => cases(sign).includes(other[at]!))
  return isSame ? allTold(own.map((sign, at) => toldLiteral(other[at]!, cases(sign)))) : null
}

/** A pattern of the mapping in the capitals that a found name has, `*` for what varies in it; null where they differ in anything else. */
export const patternInOtherCapitals = (pattern: string, found: string): Told | null => {
  const parts = pattern.normalize('NFC').split('*')
  const escaped = parts.map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const groups = new RegExp(`^${escaped.map(part => `(${part})`).join('.*')}$`, 'isu').exec(found.normalize('NFC'))
  if (groups === null) return null
  const written = parts.map((part, at) => inOtherCapitals(part, groups[at + 1]!))
  const whole = written.flatMap(part => part ?? [])
  return whole.length < written.length ? null : whole.reduce((all, part) => told`${all}*${part}`)
}
