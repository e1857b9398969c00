import { isDeepStrictEqual } from 'node:util'
import { isMap, isSeq, type Node, parse } from 'yaml'
import type { Path } from '../../protocol/load/yaml-file.js'
import { filledBlock } from '../write-draft.js'
import { withBlock } from './add-block.js'
import type { Change, Edit } from './changes.js'
import { type Edited, indentOf, linesBehind, withEntry, withItem, withKey, withValue } from './edit-map.js'
import { lineBreakOf, mappingText, nodesAt } from './mapping-text.js'

type Plain = Record<string | number, unknown>

const inside = (value: unknown, path: Path): Plain | undefined =>
  path.reduce<unknown>((here, step) => (here as Plain | undefined)?.[step], value) as Plain | undefined

/** What a mapping says after an edit, made in the value itself: the text is to say this and nothing else. */
const meant = (value: unknown, edit: Edit): unknown => {
  if (edit.edit === 'remark') return value
  if (edit.edit === 'block') {
    const map = inside(value, ['map'])
    const own = map?.[edit.domain]
    const block: unknown = parse(filledBlock(edit.block).join('\n'))
    if (map !== undefined) map[edit.domain] = own === undefined ? block : [own, block].flat()
    return value
  }
  const at = edit.path.at(-1)
  const holder = inside(value, edit.path.slice(0, -1))
  const own = inside(value, edit.path)
  if (edit.edit === 'entry' && own !== undefined) own[edit.key] = edit.value
  if (edit.edit === 'item') (own as unknown as unknown[] | undefined)?.push(edit.value)
  if (edit.edit === 'value' && holder !== undefined && at !== undefined) holder[at] = edit.value
  if (edit.edit === 'key' && holder !== undefined && at !== undefined) {
    holder[edit.key] = own
    Reflect.deleteProperty(holder, at)
  }
  return value
}

const withRemark = (text: string, path: Path | null, line: string): Edited => {
  const brk = lineBreakOf(text)
  if (path === null) return `${text}${text === '' || text.endsWith('\n') ? '' : brk}${line}${brk}`
  const node = nodesAt(mappingText(text), path)?.value
  if ((!isMap<Node, Node>(node) && !isSeq<Node>(node)) || node.flow === true) return null
  return linesBehind(text, node, [line], indentOf(text, node))
}

const edited = (text: string, edit: Edit): Edited => {
  if (edit.edit === 'entry') return withEntry(text, edit.path, edit.key, edit.value)
  if (edit.edit === 'item') return withItem(text, edit.path, edit.value)
  if (edit.edit === 'value') return withValue(text, edit.path, edit.value)
  if (edit.edit === 'key') return withKey(text, edit.path, edit.key)
  if (edit.edit === 'block') return withBlock(text, edit.domain, filledBlock(edit.block))
  return withRemark(text, edit.path, edit.line)
}

const valueOf = (text: string): unknown => {
  const { document } = mappingText(text)
  // As text and back: what an alias shares would change in two places at once.
  return document.errors.length > 0 ? undefined : (JSON.parse(JSON.stringify(document.toJS())) as unknown)
}

// An edit that cannot be made in its place, or that would say something else, is not made at all.
const withEdits = (text: string, edits: readonly Edit[]): Edited => {
  let now = text
  for (const edit of edits) {
    const next = edited(now, edit)
    if (next === null || !isDeepStrictEqual(valueOf(next), meant(valueOf(now), edit))) return null
    now = next
  }
  return now
}

/** A text with changes made in it, and the changes that its form does not allow. */
export interface Applied {
  readonly text: string
  readonly made: readonly Change[]
  readonly refused: readonly Change[]
}

/** Makes changes in the text of a mapping, each whole or not at all; all else of the text stays as it is. */
export const applyChanges = (text: string, changes: readonly Change[]): Applied => {
  let now = text
  const made: Change[] = []
  const refused: Change[] = []
  for (const change of changes) {
    const next = withEdits(now, change.edits)
    if (next === null) refused.push(change)
    else {
      now = next
      made.push(change)
    }
  }
  return { text: now, made, refused }
}
