declare const checked: unique symbol

/** A calendar day, `YYYY-MM-DD`: a text that was checked to be one. */
export type IsoDate = string & { readonly [checked]: true }

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** How many days a month has. */
export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return leap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether a text is a calendar day in the form `YYYY-MM-DD`. */
export const isIsoDate = (text: string): text is IsoDate => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (found === null) return false
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** A text as the calendar day that it is. Another text is a mistake of the caller, and not repeated: it may be a subject's. */
export const isoDate = (text: string): IsoDate => {
  if (!isIsoDate(text)) throw new RangeError('a text that is no calendar day YYYY-MM-DD')
  return text
}
