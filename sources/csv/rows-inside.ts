import { fieldText, type RecordFields } from './scan-record.js'

const delimitersIn = (line: string, delimiter: string): number => line.split(delimiter).length - 1

/** How many lines inside a cell look like whole rows: then its quote was probably never closed. */
export const rowsInside = (cells: readonly string[], delimiter: string, width: number): number =>
  width < 2
    ? 0
    : cells
        .filter(cell => /[\r\n]/.test(cell))
        .flatMap(cell => cell.split(/\r\n|\n|\r/).slice(1))
        .filter(line => delimitersIn(line, delimiter) >= width - 1).length

/** The texts of all fields of a record. */
export const fieldTexts = (bytes: Uint8Array, fields: RecordFields): readonly string[] =>
  Array.from({ length: fields.count }, (_, field) => fieldText(bytes, fields, field))
