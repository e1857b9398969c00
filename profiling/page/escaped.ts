import { shownSigns } from '../../words/shown-signs.js'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it may stand in a page: nothing in it is markup, and signs that nobody sees, or that turn a line round, are shown by their code. */
export const escaped = (text: string): string => shownSigns(text).replaceAll(/[&<>"']/g, sign => entities[sign] ?? sign)
