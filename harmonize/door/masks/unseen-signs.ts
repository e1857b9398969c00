// Widths of nothing, marks of direction, fillers, soft hyphens, choices of form: whatever no eye sees.
const unseen = /[\p{Default_Ignorable_Code_Point}\u180E\u2800\uFFF9-\uFFFB]/u
const everyUnseen = new RegExp(unseen, 'gu')

/** A text without the signs that no eye sees. */
export const withoutUnseen = (text: string): string => text.replaceAll(everyUnseen, '')

/** Whether a sign is one that no eye sees. */
export const isUnseen = (sign: string): boolean => unseen.test(sign)
