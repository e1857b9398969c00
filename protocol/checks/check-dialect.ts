import { type FindingFile, type StudyFindings, reject } from '../load/study-findings.js'
import type { ExportFile } from '../language/mapping/export-file.js'
import { inWords } from '../words/schema-words.js'
import type { Path } from '../load/yaml-file.js'

// Signs of one byte, so that none is part of another sign.
const oneByte = /^[\t\u0001-\u0008\u000B\u000C\u000E-\u007E]$/

type Dialect = Pick<ExportFile, 'delimiter' | 'quote' | 'escape'>

/** Checks that the signs of a text export, its own or those of its site, are several and can be told apart. */
export const checkDialect = (
  findings: StudyFindings,
  of: FindingFile,
  path: Path,
  own: Dialect,
  defaults: Dialect = {},
): void => {
  // What a site says for all its files is checked once, by itself.
  if (own.delimiter === undefined && own.quote === undefined && own.escape === undefined) return
  const delimiter = own.delimiter ?? defaults.delimiter ?? ','
  const { quote, escape: escapeSign } = { ...defaults, ...own }
  const named = quote === 'none' ? undefined : quote
  const refuse = (key: 'delimiter' | 'quote' | 'escape', message: string): void =>
    reject(findings, { of, path: [...path, key], message })
  if (/[\r\n]/.test(delimiter)) refuse('delimiter', 'found a line break, which divides rows')
  if (named !== undefined && !oneByte.test(named))
    refuse('quote', `found ${inWords(named)}, expected a sign of ASCII or none`)
  if (escapeSign !== undefined && !oneByte.test(escapeSign))
    refuse('escape', `found ${inWords(escapeSign)}, expected a sign of ASCII`)
  if (quote !== 'none' && delimiter.includes(named ?? '"')) {
    refuse(
      named === undefined ? 'delimiter' : 'quote',
      'found the sign that divides the cells to stand around them too',
    )
  }
  if (escapeSign === undefined) return
  if (delimiter.includes(escapeSign)) refuse('escape', 'found the sign that divides the cells')
  if (quote !== 'none' && escapeSign === (named ?? '"')) {
    refuse('escape', 'found the quote itself: a quote that is written twice in a cell is read so without this key')
  }
}
