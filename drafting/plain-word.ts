/** A received word as it is compared with words that are known: capitals, widths and spaces do not count. */
export const plainWord = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** A drug's word without the form that it is given in. */
export const withoutForm = (text: string): string =>
  plainWord(text).replace(
    /(?<=\p{Script=Han}{2})(?:胶囊|分散片|片|注射液|颗粒|口服液|冻干粉|注射用)$| (?:tablets?|capsules?|injection)$/u,
    '',
  )

/** Whether a word is a number alone: it means another thing at each hospital. */
export const isNumeral = (word: string): boolean => /^[-+]?\d+(?:\.\d+)?$/.test(plainWord(word))
