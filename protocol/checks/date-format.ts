/**
 * Whether a date format can be read: four digits of the year once, month and day at most once, no day without a month.
 */
export const isDateFormat = (format: string): boolean => {
  if (format.startsWith('serial ')) return true
  const tokens = format.match(/Y+|M+|D+/g) ?? []
  const count = (letter: string): number => tokens.filter(token => token.startsWith(letter)).length
  const known = tokens.every(token => ['YYYY', 'MMM', 'MM', 'M', 'DD', 'D'].includes(token))
  return known && count('Y') === 1 && count('M') <= 1 && count('D') <= count('M')
}
