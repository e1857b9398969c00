import { type IsoDate, isoDate } from '../../protocol/schema/iso-date.js'

/** A day of a clinical table, or none where the table has null. */
export const dayOrNone = (text: string | null | undefined): IsoDate | null => (text == null ? null : isoDate(text))
