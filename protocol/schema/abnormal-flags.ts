/** What a laboratory says of a result beside its number: CDISC's reference range indicators (LBNRIND), in small letters. */
export const abnormalFlags = ['high', 'high-high', 'low', 'low-low', 'abnormal', 'normal'] as const

/** An abnormal flag of a result. */
export type AbnormalFlag = (typeof abnormalFlags)[number]

type Sense = 'high' | 'low' | 'abnormal' | 'normal'

// Of one letter capitals count: `l` is a litre and `h` an hour.
const sensesOf: readonly (readonly [Sense, string])[] = [
  ['abnormal', '[Aa]bnormal|ABNORMAL|[Aa]bn|ABN|异常|危急值|危急|危|[*!]|A'],
  ['normal', '[Nn]ormal|NORMAL|正常|N'],
  ['high', '[Hh]igh|HIGH|偏高|升高|增高|高|[↑⇑▲△⬆↗]|\\+|H'],
  ['low', '[Ll]ow|LOW|偏低|降低|减低|低|[↓⇓▼▽⬇↘]|L'],
]

const sign = new RegExp(sensesOf.map(([, texts]) => `(${texts})`).join('|'), 'gu')

const around = /[\s\uFE0F()[\]]+/gu

const senseAt = (groups: readonly (string | undefined)[]): Sense =>
  sensesOf[groups.findIndex(group => group !== undefined)]![0]

/** What two flags of one result say together; null where they contradict each other. */
export const joinFlags = (one: AbnormalFlag, other: AbnormalFlag): AbnormalFlag | null => {
  if (one === other || other === 'abnormal') return one === 'normal' && other !== 'normal' ? null : one
  if (one === 'abnormal') return other === 'normal' ? null : other
  if (one.split('-')[0] !== other.split('-')[0]) return null
  return one.includes('-') ? one : other
}

/**
 * The flag that the signs and words of a plain text say: several that agree are one, a doubled one says that it is far outside.
 * `none` for a text that has anything else in it, `contradicts` for signs that say two things.
 */
export const flagOf = (text: string): AbnormalFlag | 'none' | 'contradicts' => {
  const plain = text.replaceAll(around, '')
  const signs = [...plain.matchAll(sign)]
  if (signs.length === 0 || signs.map(([one]) => one).join('') !== plain) return 'none'
  const texts = signs.map(([one]) => one)
  const flags = signs.map(([one, ...groups]): AbnormalFlag => {
    const sense = senseAt(groups)
    const doubled = (sense === 'high' || sense === 'low') && texts.filter(other => other === one).length > 1
    return doubled ? (sense === 'high' ? 'high-high' : 'low-low') : sense
  })
  return (
    flags.reduce<AbnormalFlag | null>((all, flag) => (all === null ? null : joinFlags(all, flag)), flags[0]!) ??
    'contradicts'
  )
}
