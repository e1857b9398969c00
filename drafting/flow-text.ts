import { stringify } from 'yaml'
import { shownSigns } from '../words/shown-signs.js'

// Nobody sees a tab, or another sign that moves a cursor, where it stands as it is.
const unseen = /\p{Cc}/u

// In a list a text is quoted where a sign of it would end the list.
const quotedText = (value: unknown): string =>
  stringify([value], { collectionStyle: 'flow', lineWidth: 0, singleQuote: true, flowCollectionPadding: false })
    .trim()
    .slice(1, -1)

const scalarText = (value: unknown): string =>
  typeof value === 'string' && unseen.test(value) ? JSON.stringify(value) : quotedText(value)

/** A value as YAML writes it in one line. */
export const inFlow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return scalarText(value)
  const entries = Object.entries(value).map(([key, own]) => `${scalarText(key)}: ${inFlow(own)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A text in a comment: a header or a word may hold a line end, and none may end it. */
export const remark = (text: string): string => shownSigns(text)
