/** No id, code, number, day or unit is longer: a longer text is a letter, and costs more to look at than it can say. */
const mostSigns = 1_000

/** Whether a received text is longer than any value or id. */
export const isTooLong = (text: string): boolean => text.length > mostSigns
