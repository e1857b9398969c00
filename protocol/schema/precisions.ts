/** How much of a day is known, by its code in a column. */
export const precisions = ['day', 'month', 'year'] as const
