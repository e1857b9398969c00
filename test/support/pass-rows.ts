import type { DoorFile } from './door-record.js'
import { wholeSite } from '../../harmonize/admitted-site.js'
import { type DoorInput, type DoorResult, passDoor } from '../../harmonize/door/door.js'
import { recordsOf } from './records-of.js'
import type { ReceivedSite } from '../../harmonize/received-site.js'
import type { SubjectIdentity } from '../../harmonize/shared-row.js'
import type { ColumnTable } from '../../sources/column-table.js'
import type { Told } from '../../words/told.js'
import { columnsOfRows, type SourceTable } from './source-table.js'

/** Tables of a site, of rows or of columns, with all that the door needs besides. */
export interface RowsInput extends Omit<DoorInput, 'tables'> {
  readonly tables: readonly {
    readonly fileId: string
    readonly file: Told
    readonly table: SourceTable | ColumnTable
  }[]
}

/** What passed the door, whole. */
export interface PassedWhole extends Omit<DoorResult, 'received'> {
  readonly received: ReceivedSite
}

/** What passed the door, row by row, with the subjects as they were met. */
export interface RowsPassed extends PassedWhole {
  readonly files: readonly DoorFile[]
  readonly identities: readonly SubjectIdentity[]
}

/** Each subject of the records once, in the order met, with the first link id that it has. */
export const identitiesOf = (site: string, files: readonly DoorFile[]): readonly SubjectIdentity[] => {
  const identities = new Map<string, SubjectIdentity>()
  for (const { records } of files) {
    for (const { subjectKey, linkKey, openId } of records) {
      const known = identities.get(subjectKey)
      if (known !== undefined && (known.linkKey !== null || linkKey === null)) continue
      identities.set(subjectKey, { subjectKey, linkKey, site, openId })
    }
  }
  return [...identities.values()]
}

/** Lets tables pass the door and shows what passed row by row. */
export const passRows = (input: RowsInput): RowsPassed => {
  const tables = input.tables.map(({ table, ...one }) => ({
    ...one,
    table: 'columns' in table ? table : columnsOfRows(table),
  }))
  const door = passDoor({ ...input, tables })
  const received = wholeSite(door.received)
  const files = recordsOf(received)
  return { ...door, received, files, identities: identitiesOf(input.mapping.site, files) }
}
