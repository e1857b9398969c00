import { type Told, told } from '../../words/told.js'

const errorWords = /^#(N\/A|NA|REF!|VALUE!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|GETTING_DATA|ERROR)$/i

/** What an error cell is, as it may be shown: a workbook's may hold any text; a known word of the program, or the reader's own reason, is. */
export const shownError = (text: Told): Told =>
  text.startsWith('#') && !errorWords.test(text) ? told`an error word` : text
