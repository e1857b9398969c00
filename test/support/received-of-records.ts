import type { Cell } from '../../sources/source-record.js'
import { codesFor } from '../../harmonize/codes.js'
import type { DoorRecord } from './door-record.js'
import type { ReceivedColumn, ReceivedSite, ReceivedTable } from '../../harmonize/received-site.js'
import { type Told, told } from '../../words/told.js'

/** One export's table after the door, row by row. */
export interface RecordsOfTable {
  readonly fileId: string
  readonly file: Told
  readonly records: readonly DoorRecord[]
}

const emptyCell: Cell = { kind: 'empty' }

const columnOf = (records: readonly DoorRecord[], name: string): ReceivedColumn => {
  const cells: Cell[] = [emptyCell]
  const known = new Map<string, number>()
  const codes = Int32Array.from(records, record => {
    const cell = record.cells[name]
    if (cell === undefined || cell.kind === 'empty') return 0
    const key = cell.kind === 'text' ? `text ${cell.text}` : JSON.stringify(Object.entries(cell).sort())
    const code = known.get(key) ?? cells.push(cell) - 1
    known.set(key, code)
    return code
  })
  const own = codesFor(cells.length, codes.length)
  own.set(codes)
  return { codes: own, cells }
}

const tableOf = ({ fileId, file, records }: RecordsOfTable, numbers: ReadonlyMap<string, number>): ReceivedTable => {
  const names = new Set<string>()
  for (const { cells } of records) for (const name of Object.keys(cells)) names.add(name)
  const linkKeys = [...new Set(records.flatMap(({ linkKey }) => (linkKey === null ? [] : [linkKey])))]
  const links = new Map(linkKeys.map((key, number) => [key, number]))
  return {
    fileId,
    file,
    sheet: records[0]?.sheet ?? told`-`,
    count: records.length,
    rows: Int32Array.from(records, ({ row }) => row),
    subjects: Int32Array.from(records, ({ subjectKey }) => numbers.get(subjectKey)!),
    links:
      linkKeys.length === 0
        ? null
        : Int32Array.from(records, ({ linkKey }) => (linkKey === null ? -1 : links.get(linkKey)!)),
    linkKeys,
    held: new Map(records.flatMap(({ held }, row) => (held === null ? [] : [[row, held] as const]))),
    columns: new Map([...names].map(name => [name, columnOf(records, name)])),
  }
}

/** Puts a site's records into columns, for callers that still have them row by row. */
export const receivedOfRecords = (tables: readonly RecordsOfTable[]): ReceivedSite => {
  const openIds = new Map<string, string | null>()
  for (const { records } of tables) {
    for (const { subjectKey, openId } of records) if (!openIds.has(subjectKey)) openIds.set(subjectKey, openId)
  }
  const keys = [...openIds.keys()].sort()
  const open = keys.map(key => openIds.get(key) ?? null)
  const numbers = new Map(keys.map((key, number) => [key, number]))
  return {
    subjects: { keys, openIds: open.every(id => id === null) ? null : open.map(id => id ?? '') },
    tables: tables.map(table => tableOf(table, numbers)),
  }
}
