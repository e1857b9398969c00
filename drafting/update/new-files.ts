import { type Draft, type DraftFile, isFilledIn, isSure } from '../draft-model.js'
import { inFlow, remark } from '../flow-text.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Plain } from './plain-map.js'
import type { Change } from './changes.js'
import { newIdentifiers } from './new-identifiers.js'
import { newLines } from './new-lines.js'

/** The entry of a file that no mapping names, where a line of the draft is sure to read it; else its columns as a remark. */
export const newFile = (
  raw: Plain,
  mapping: SiteMapping,
  draft: Draft,
  { id, lines }: DraftFile,
): readonly Change[] => {
  const blocks = draft.blocks.filter(({ from }) => from === id)
  const subject = lines.find(({ key }) => key === 'subject')
  const value = Object.fromEntries(lines.filter(isSure).map(line => [line.key, line.value]))
  const says = `${id}: a file that the mapping does not name: ${inFlow(value)}`
  if (subject === undefined || !isSure(subject) || !blocks.some(isFilledIn))
    return [
      {
        edits: [
          {
            edit: 'remark',
            path: null,
            line: `#   files: ${remark(`${id}: ${inFlow(value)}`)}  # nothing of it is sure`,
          },
        ],
        standing: 'open',
        says: `${says}; nothing of it is sure`,
      },
    ]
  return [
    { edits: [{ edit: 'entry', path: ['files'], key: id, value }], standing: 'filled in', says },
    ...newIdentifiers(raw, mapping, id, draft.drop[id] ?? []),
    // Rows of another file are rows of their own, whatever is read of the first.
    ...newLines(mapping, blocks, () => true, new Set()),
  ]
}
