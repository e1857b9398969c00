import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns, FieldColumn } from './subject-range.js'

/** A domain's rows as known at the data cut, and which of the rows as received have a later day. */
export interface CutDomain {
  readonly known: DomainColumns
  readonly received: DomainColumns
  /** Marks the received rows with a day after the cut; null where there is none. */
  readonly later: Uint8Array | null
}

/** Cuts a domain at a day: a row dated later is not there, a later day beside the row's own is unknown. */
export const cutDomain = (received: DomainColumns, cutDay: number | null): CutDomain => {
  const later = cutDay === null ? null : laterRows(received, cutDay)
  if (cutDay === null || later === null) return { known: received, received, later: null }
  return { known: withoutLater(received, cutDay), received, later }
}

const laterRows = ({ count, fields }: DomainColumns, cutDay: number): Uint8Array | null => {
  let later: Uint8Array | null = null
  for (const { days } of Object.values(fields)) {
    if (days === null) continue
    for (let row = 0; row < count; row += 1) {
      if (!(days[row]! > cutDay)) continue
      later ??= new Uint8Array(count)
      later[row] = 1
    }
  }
  return later
}

const withoutLater = (received: DomainColumns, cutDay: number): DomainColumns => {
  const { count, starts, fields, numbers } = received
  const ownDays = fields['date']?.days ?? null
  const kept = Int32Array.from({ length: count }, (_, row) => row).filter(
    row => ownDays === null || !(ownDays[row]! > cutDay),
  )
  const keptStarts = new Int32Array(starts.length)
  let place = 0
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    while (place < kept.length && kept[place]! < starts[subject + 1]!) place += 1
    keptStarts[subject + 1] = place
  }
  return {
    count: kept.length,
    starts: keptStarts,
    file: kept.map(row => received.file[row]!),
    row: kept.map(row => received.row[row]!),
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, cutField(field, kept, cutDay)] as const),
    ),
    repeated: repeatedAmong(received, kept),
    numbers: numbers === null ? kept : kept.map(row => numbers[row]!),
  }
}

// Rows that say the same stand side by side and are left out together.
const repeatedAmong = ({ repeated }: DomainColumns, kept: Int32Array): Uint8Array | null =>
  repeated === null ? null : Uint8Array.from(kept, row => repeated[row]!)

const cutField = (field: FieldColumn, kept: Int32Array, cutDay: number): FieldColumn => {
  const cut = {
    ...field,
    status: Uint8Array.from(kept, row => field.status[row]!),
    codes: field.codes === null ? null : kept.map(row => field.codes![row]!),
    numbers: field.numbers === null ? null : Float64Array.from(kept, row => field.numbers![row]!),
    relations: field.relations === null ? null : Uint8Array.from(kept, row => field.relations![row]!),
    units: field.units === null ? null : kept.map(row => field.units![row]!),
    days: field.days === null ? null : Float64Array.from(kept, row => field.days![row]!),
    times: field.times === null ? null : Float64Array.from(kept, row => field.times![row]!),
    precision: field.precision === null ? null : Uint8Array.from(kept, row => field.precision![row]!),
    imputed: field.imputed === null ? null : Uint8Array.from(kept, row => field.imputed![row]!),
  }
  const { days, status } = cut
  if (days === null) return cut
  for (let row = 0; row < kept.length; row += 1) {
    if (!(days[row]! > cutDay)) continue
    status[row] = rowStatus.unknown
    days[row] = Number.NaN
  }
  return cut
}
