import type { Relation } from '../../protocol/schema/relations.js'

/** A limit or a power of ten in words. */
interface WordOf<Meaning> {
  readonly meaning: Meaning
  readonly pattern: RegExp
}

const words = <Meaning>(
  pattern: (texts: string) => RegExp,
  list: readonly (readonly [Meaning, string])[],
): readonly WordOf<Meaning>[] => list.map(([meaning, texts]) => ({ meaning, pattern: pattern(texts) }))

// What includes the number is looked for first: 'not more than' has 'more than' in it.
const limitsAhead = words<Relation>(
  texts => new RegExp(`^(?:${texts})\\s*(?=[<>=≤≥⩽⩾≦≧]*\\s*\\.?\\d)`, 'iu'),
  [
    [
      '<=',
      '小于或?等于|不大于|不高于|不超过|不多于|至多|最多|at most|no more than|not more than|not above|up to|höchstens|bis zu',
    ],
    ['>=', '大于或?等于|不小于|不低于|不少于|至少|最少|at least|no less than|not less than|not below|mindestens'],
    [
      '<',
      '小于|低于|少于|不足|未满|不到|(?:less|lower|smaller|fewer) than|under|below|unter|kleiner(?: als)?|weniger als',
    ],
    ['>', '大于|高于|多于|超过|(?:more|greater|higher|larger) than|over|above|exceeding|über|größer(?: als)?|mehr als'],
  ],
)

const limitsBehind = words<Relation>(
  texts => new RegExp(`^(.*?)\\s*(?:${texts})$`, 'iu'),
  [
    ['<=', '及?以下|以内|(?:and|or) (?:below|less|under|lower)|(?:und|oder) (?:weniger|darunter)'],
    ['>=', '及?以上|(?:and|or) (?:above|more|over|higher)|(?:und|oder) (?:mehr|darüber)'],
  ],
)

const powers = words<number>(
  texts => new RegExp(`^(?:${texts})\\s*(.*)$`, 'su'),
  [
    [12, '万亿'],
    [8, '亿'],
    [7, '千万'],
    [6, '百万|[Mm]illions?|[Mm]io\\.?'],
    [5, '十万'],
    [4, '[万萬]'],
    [3, '千|[Tt]housand|[Tt]sd\\.?'],
  ],
)

/** The limit that words before a number say, with the text after them. */
export const limitAhead = (text: string): { readonly relation: Relation; readonly rest: string } | null => {
  for (const { meaning, pattern } of limitsAhead) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { relation: meaning, rest: text.slice(found.length) }
  }
  return null
}

/** The limit that words behind a number say, with what stands between. */
export const limitBehind = (rest: string): { readonly relation: Relation; readonly rest: string } | null => {
  for (const { meaning, pattern } of limitsBehind) {
    const found = pattern.exec(rest)?.[1]
    if (found !== undefined) return { relation: meaning, rest: found }
  }
  return null
}

const signed = /^[×x*·]\s*10\s*(?:\^|E|\*\*)\s*([+-]?\d{1,3})(?!\d)\s*(.*)$/isu
const bare = /^(?:\^|\*\*)\s*([+-]?\d{1,3})(?!\d)\s*(.*)$/su

/** A power of ten behind digits, in signs or in words, with what stands behind it. */
export const powerBehind = (
  digits: string,
  rest: string,
): { readonly digits: string; readonly power: number; readonly rest: string } | null => {
  if (/e/i.test(digits)) return null
  const found = signed.exec(rest)
  if (found !== null) return { digits, power: Number(found[1]), rest: found[2] ?? '' }
  const alone = digits === '10' ? bare.exec(rest) : null
  if (alone !== null) return { digits: '1', power: Number(alone[1]), rest: alone[2] ?? '' }
  for (const { meaning, pattern } of powers) {
    const behind = pattern.exec(rest)?.[1]
    if (behind !== undefined) return { digits, power: meaning, rest: behind }
  }
  return null
}
