/** What a distinct value is, by its code in a column; views of the database know them by these numbers. */
export const valueKinds = [
  'absent',
  'code',
  'number',
  'quantity',
  'day',
  'not recorded',
  'not done',
  'not applicable',
  'unknown',
  'held',
] as const
