import type { SharedRow, SharedValue } from '../../../harmonize/shared-row.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import type { SubjectRecord } from '../../../cohort/cohort.js'

/** A record as known at the data cut: a row dated later is not there, a later day beside the row's own is unknown. */
export const cutRecord = (record: SubjectRecord, dataCut: IsoDate | null): SubjectRecord =>
  dataCut === null ? record : { ...record, rows: record.rows.filter(known(dataCut)).map(withoutLaterDays(dataCut)) }

/** A record's rows with a day after the data cut: they tell no more than that the subject was followed beyond it. */
export const rowsBeyondCut = (record: SubjectRecord, dataCut: IsoDate | null): readonly SharedRow[] =>
  dataCut === null
    ? []
    : record.rows.filter(({ values }) => Object.values(values).some(value => isLater(value, dataCut)))

const notYet: SharedValue = { kind: 'missing', reason: 'unknown' }

const isLater = (value: SharedValue | undefined, dataCut: IsoDate): boolean =>
  value?.kind === 'day' && value.date !== null && value.date > dataCut

const known =
  (dataCut: IsoDate) =>
  (row: SharedRow): boolean =>
    !isLater(row.values['date'], dataCut)

const withoutLaterDays =
  (dataCut: IsoDate) =>
  (row: SharedRow): SharedRow => {
    const entries = Object.entries(row.values)
    if (!entries.some(([, value]) => isLater(value, dataCut))) return row
    const values = entries.map(([field, value]) => [field, isLater(value, dataCut) ? notYet : value] as const)
    return { ...row, values: Object.fromEntries(values) }
  }
