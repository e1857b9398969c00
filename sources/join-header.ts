/** One header from several rows: each column's distinct parts from above to below, joined by a slash. */
export const joinHeader = (rows: readonly (readonly string[])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(row => row.length))
  const joined = Array.from({ length: width }, (_, column) => {
    const parts = rows.map(row => (row[column] ?? '').replaceAll(/\s+/g, ' ').trim()).filter(part => part !== '')
    return parts.filter((part, index) => part !== parts[index - 1]).join('/')
  })
  while (joined.at(-1) === '') joined.pop()
  return joined
}

/** The rows, from 1, that make up the header. */
export const headerRows = (header: number | readonly number[]): readonly number[] =>
  typeof header === 'number' ? [header] : header

/** A group's label stands once above its first column in a text file: the columns right of it share it. */
export const fillRight = (row: readonly string[]): readonly string[] => {
  let last = ''
  return row.map(part => (last = part.trim() === '' ? last : part))
}
