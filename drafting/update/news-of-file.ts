import type { SiteMapping } from '../../protocol/language/site.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import type { Draft } from '../draft-model.js'
import type { Change } from './changes.js'
import { openPoint } from './changes.js'
import { columnPlaces } from './column-places.js'
import { draftSlots } from './draft-slots.js'
import { newIdentifiers } from './new-identifiers.js'
import { newLines, slotsFilled } from './new-lines.js'
import { newWords } from './new-words.js'
import { newDayFormats, newWriting } from './new-writing.js'
import { filledColumns } from '../seen-table.js'
import { hasColumn, type PairedFile } from './pair-files.js'
import { type Plain, plain } from './plain-map.js'
import { renamedColumns } from './renamed-columns.js'

/** A mapping as its text says it (`raw`), with the language's defaults (`written`), and with the words of its packs and what holds for its site (`resolved`). */
export interface MappingRead {
  readonly raw: Plain
  readonly written: SiteMapping
  readonly resolved: SiteMapping
  readonly tests: Readonly<Record<string, TestDefinition>>
}

/** What is new in a file of a mapping. */
export interface FileNews {
  readonly changes: readonly Change[]
  readonly gone: readonly string[]
  readonly seen: readonly string[]
}

/** Finds what is new in a file of a mapping: `seen` are the columns of earlier drafts. */
export const newsOfFile = (
  { raw, written, resolved, tests }: MappingRead,
  draft: Draft,
  paired: PairedFile,
  seen: ReadonlySet<string> | undefined,
): FileNews => {
  const { id, table, reads } = paired
  // Its sheets are its rows, or its header stands in a column: no column of it is one of the table that blocks read.
  if (written.files[id]?.rowIs !== undefined) return { changes: [], gone: [], seen: [] }
  const named = new Set(reads)
  const came = filledColumns(table).filter(header => !named.has(header) && seen?.has(header) !== true)
  const places = columnPlaces(written, id)
  const slots = draftSlots(draft, id)
  const standard = (test: unknown): unknown => tests[String(test)]?.unit
  const missing = reads.filter(column => !hasColumn(table, column))
  const renamed = renamedColumns({ file: id, gone: missing, came }, places, slots, standard)
  const taken = new Set(renamed.taken.values())
  const fresh = new Set(came.filter(column => !taken.has(column)))
  const dropped = (draft.drop[id] ?? []).filter(column => fresh.has(column))
  const lines = newLines(
    written,
    draft.blocks.filter(({ from }) => from === id),
    column => fresh.has(column),
    slotsFilled(written),
  )
  const used = new Set([...dropped, ...slots.filter(({ column }) => fresh.has(column)).map(({ column }) => column)])
  const left = [...fresh].filter(column => !used.has(column))
  return {
    changes: [
      ...newWriting(resolved, paired, plain(plain(raw['files'])[id])),
      ...newIdentifiers(raw, written, id, dropped),
      ...newDayFormats(written, resolved, paired),
      ...newWords(written, resolved, id, table, slots),
      ...lines,
      ...(left.length === 0
        ? []
        : [openPoint(`${id}: no line is about ${left.map(column => `'${column}'`).join(', ')}`)]),
      // Last: what came before names columns as the text had them.
      ...renamed.changes,
    ],
    gone: renamed.gone.map(
      column =>
        `${id}: '${column}' is gone, and no new column is sure to be the same: name another one in its lines, or take them out`,
    ),
    seen: filledColumns(table).filter(header => seen?.has(header) !== true),
  }
}
