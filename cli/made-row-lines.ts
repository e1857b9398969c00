import type { MadeRow } from '../sql/row-told.js'

/** A row of the shared schema that a received row made, as lines: its values, the texts that they were read from, what is missing. */
export const madeRowLines = ({ domain, values, received, missing }: MadeRow): readonly string[] => {
  const fields = Object.entries(values).filter(([name]) => !/_(precision|imputed)$/.test(name))
  // What the mapping says for all rows was read from no text.
  const texts = Object.entries(received).filter(([field, { text }]) => text !== '' || Object.hasOwn(missing, field))
  return [
    domain.replace('_', ' '),
    ...fields.map(([name, value]) => `  ${name.replaceAll('_', ' ').padEnd(24)} ${String(value)}`),
    ...texts.map(
      ([field, { text, unit }]) =>
        `  ${`${field}, received`.padEnd(24)} ${JSON.stringify(text)}${unit === undefined ? '' : ` ${unit}`}`,
    ),
    ...Object.entries(missing).map(([field, kind]) => `  ${field.padEnd(24)} missing: ${kind}`),
  ]
}
