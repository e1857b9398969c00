import { fileIds } from '../draft-files.js'
import type { Draft, DraftLine } from '../draft-model.js'
import { filledColumns, type SeenTable } from '../seen-table.js'
import { applyChanges } from './apply-changes.js'
import { type Change, openPoint } from './changes.js'
import { newFile } from './new-files.js'
import { newMissing } from './new-missing.js'
import { type MappingRead, newsOfFile } from './news-of-file.js'
import { pairFiles } from './pair-files.js'
import { seenBefore, seenLines } from './seen-lines.js'

/** A mapping that a person wrote, and what its site's files are now. */
export interface ToUpdate extends MappingRead {
  readonly text: string
  readonly tables: readonly SeenTable[]
  readonly draftOf: (tables: readonly SeenTable[]) => Draft
  readonly fits: (name: string, file: string) => boolean
}

/** A mapping's text with what is new put into it. */
export interface UpdatedMapping {
  readonly text: string
  readonly changes: readonly Change[]
  /** What the text names and the files do not have. */
  readonly gone: readonly string[]
}

const sinceLast = '# Since the last draft:'

// The ids of the draft are its own: those of the mapping stand in their place.
const renamedIds = (draft: Draft, ids: ReadonlyMap<string, string>): Draft => {
  const now = (id: string): string => ids.get(id) ?? id
  const ofLink = (line: DraftLine): DraftLine => {
    const own = line.value as { readonly file: string }
    return { ...line, value: { ...own, file: now(own.file) } }
  }
  return {
    ...draft,
    files: draft.files.map(file => ({ ...file, id: now(file.id) })),
    link: draft.link === null ? null : ofLink(draft.link),
    drop: Object.fromEntries(Object.entries(draft.drop).map(([id, columns]) => [now(id), columns])),
    blocks: draft.blocks.map(block => ({ ...block, from: now(block.from) })),
  }
}

const freeId = (id: string, taken: Set<string>): string => {
  let free = id
  for (let more = 2; taken.has(free); more += 1) free = `${id}-${String(more)}`
  taken.add(free)
  return free
}

// A point that stands there already is no news.
const isThere = (text: string, { edits }: Change): boolean =>
  edits.every(edit => edit.edit === 'remark' && text.includes(edit.line.split('  # likely')[0]!.trim()))

const isOpen = ({ standing }: Change): boolean => standing === 'open'

/**
 * Puts into the text of a mapping what is new in its site's files: what the draft is sure of as lines, what is likely as
 * comments, the rest in a list at the end. Without news the text stays as it is, to the byte; so does one that no draft
 * wrote, of which nobody knows what its author left out, until a line of it is sure.
 */
export const updateMapping = (asked: ToUpdate): UpdatedMapping => {
  const { text, raw, written, tables, fits } = asked
  const { files, others, gone } = pairFiles(written, tables, fits)
  const used = [...files.map(({ table }) => table), ...others]
  const taken = new Set(Object.keys(written.files))
  const drafted = fileIds(used)
  const ids = drafted.map((id, at) => files[at]?.id ?? freeId(id, taken))
  const draft = renamedIds(asked.draftOf(used), new Map(drafted.map((id, at) => [id, ids[at]!])))
  const seen = seenBefore(text)
  const added = others.map((table, at) => ({ id: ids[files.length + at]!, table })).filter(({ id }) => !seen.has(id))
  const news = files.map(paired => ({ id: paired.id, ...newsOfFile(asked, draft, paired, seen.get(paired.id)) }))
  const changes = [
    ...news.flatMap(one => one.changes),
    ...newMissing(raw, asked, draft.missing, files),
    ...added.flatMap(({ id }) =>
      newFile(
        raw,
        written,
        draft,
        draft.files.find(file => file.id === id)!,
      ),
    ),
  ].filter(change => !isThere(text, change))
  const nowGone = [
    ...gone.map(id => `${id}: no file is called so, and none has all of its columns`),
    ...news.flatMap(one => one.gone),
  ]
  if (changes.length === 0 || (seen.size === 0 && !changes.some(({ standing }) => standing === 'filled in')))
    return { text, changes, gone: nowGone }
  const {
    text: edited,
    made,
    refused,
  } = applyChanges(
    text,
    changes.filter(change => !isOpen(change)),
  )
  const points = [...changes.filter(isOpen), ...refused.map(({ says }) => openPoint(`put this in by hand: ${says}`))]
  const tail = [
    ...(text.includes(sinceLast) || points.length === 0 ? [] : [sinceLast]),
    ...points.flatMap(({ edits }) => edits.flatMap(edit => (edit.edit === 'remark' ? edit.line : []))),
    ...news.flatMap(one => seenLines(one.id, one.seen)),
    ...added.flatMap(({ id, table }) => seenLines(id, filledColumns(table))),
  ]
  const remarks: Change = {
    edits: tail.map(line => ({ edit: 'remark', path: null, line })),
    standing: 'open',
    says: '',
  }
  return { text: applyChanges(edited, [remarks]).text, changes: [...made, ...points], gone: nowGone }
}
