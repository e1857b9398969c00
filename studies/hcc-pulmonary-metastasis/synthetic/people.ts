import { drawsFrom, seedOf } from './search/random.js'
import { type SiteId, siteIds, type TruthRow } from './truth.js'

/** Direct identifiers of an invented person, as a hospital has them. */
export interface Person {
  readonly name: string
  readonly residentId: string
  readonly phone: string
  readonly address: string
  /** The hospital's own number of the subject. */
  readonly hospitalId: string
}

const familyNames = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜')
const givenNames = Array.from('安邦成德恩芳贵海吉建康林明宁平庆荣顺涛维文祥晓雅永云泽志忠珍')
const streets = ['虚构路', '示例街', '样本巷', '演示大道', '合成里']

const checkWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check digit of a resident identity number (GB 11643-1999, ISO 7064 MOD 11-2). */
export const checkDigit = (first17: string): string => {
  const sum = checkWeights.reduce((total, weight, place) => total + Number(first17[place]) * weight, 0)
  return '10X98765432'[sum % 11] ?? ''
}

// No region's code begins with 99: the number has the valid form and can be nobody's.
const residentIdOf = (row: TruthRow, order: number): string => {
  const serial = order * 2 + (row.sex === 'male' ? 1 : 0)
  const first17 = `990000${row.birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  return first17 + checkDigit(first17)
}

const hospitalIdOf = (row: TruthRow, order: number, drawn: number): string => {
  if (row.site === 'shanghai-ehbh') return `H${200100 + order * 37 + (drawn % 30)}`
  if (row.site === 'nantong-haimen') return String(31200 + order * 13 + (drawn % 11)).padStart(8, '0')
  return `YC-${String(order + 1).padStart(3, '0')}`
}

/**
 * Invented persons of all subjects, by the truth's id; one who is known at two hospitals has one name and one number.
 */
export const inventPeople = (rows: readonly TruthRow[]): ReadonlyMap<string, Person> => {
  const people = new Map<string, Person>()
  const places = new Map<SiteId, number>(siteIds.map(site => [site, 0]))
  rows.forEach((row, order) => {
    const place = places.get(row.site) ?? 0
    places.set(row.site, place + 1)
    const draws = drawsFrom(seedOf(`person ${row.id}`))
    const own: Person = {
      name: draws.pick(familyNames) + draws.pick(givenNames) + (draws.chance(0.7) ? draws.pick(givenNames) : ''),
      residentId: residentIdOf(row, order + 1),
      phone: `1990000${String(1000 + order * 7).padStart(4, '0')}`,
      address: `虚构市示例区${draws.pick(streets)}${draws.whole(1, 380)}号`,
      hospitalId: hospitalIdOf(row, place, draws.whole(0, 1000)),
    }
    const known = people.get(row.samePerson)
    people.set(row.id, known === undefined ? own : { ...known, hospitalId: own.hospitalId })
  })
  return people
}
