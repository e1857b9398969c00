/** A received word as it is compared with words that are known: capitals, widths and spaces do not count. */
export const plainWord = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

// What stands around a drug's name: how much, in which form, as which salt.
const around: readonly RegExp[] = [
  /\s*\d+(?:\.\d+)?\s*(?:mg|g|ml|ug|μg|毫克|克)(?:\s*\*.*)?$/u,
  /(?<=\p{Script=Han}{2})(?:胶囊|分散片|片|注射液|颗粒|口服液|冻干粉|注射用)$| (?:tablets?|capsules?|injection)$/u,
  /^(?:注射用|重组)?(?:甲磺酸|盐酸|磷酸|苹果酸|对?甲苯磺酸|马来酸|枸橼酸|醋酸|硫酸)?(?=\p{Script=Han}{3})/u,
  / (?:mesylate|mesilate|hydrochloride|tosylate|malate|maleate|phosphate|sulfate|acetate)$/u,
]

/** A drug's word without the form that it is given in, its strength and its salt. */
export const withoutForm = (text: string): string =>
  around.reduce((left, one) => left.replace(one, ''), plainWord(text))

/** Whether a word is a number alone: it means another thing at each hospital. */
export const isNumeral = (word: string): boolean => /^[-+]?\d+(?:\.\d+)?$/.test(plainWord(word))
