import type { ExportRow } from '../sql/batches.js'

/** A file of a run with the batch that has its rows. */
export interface FileOfRun {
  readonly site: string
  readonly batchId: string
  readonly receipt: ExportRow
}

/** A row of a file as typed: `FILE:ROW`, where the file may have its site before it. */
export interface PlaceTyped {
  readonly file: string
  readonly row: number
}

/** Reads `FILE:ROW`; null for a text that is written otherwise. Files may have colons in their names: the last one counts. */
export const placeTyped = (text: string): PlaceTyped | null => {
  const [, file = '', row = ''] = /^(.+):([1-9]\d{0,8})$/su.exec(text) ?? []
  return file === '' ? null : { file, row: Number(row) }
}

const namesOf = ({ site, receipt: { file_id: id, file_name: name, sheets } }: FileOfRun): readonly string[] => {
  const files = [id, name, ...sheets.filter(sheet => sheet !== '-').map(sheet => `${name}#${sheet}`)]
  return [...files, ...files.map(file => `${site}/${file}`)]
}

/** The files of a run that a typed file may be: by its id in the mapping or its name, with a sheet, with its site. */
export const filesMeant = (typed: string, files: readonly FileOfRun[]): readonly FileOfRun[] =>
  files.filter(file => namesOf(file).includes(typed))

/** How a file is named so that no other one is meant. */
export const nameOfFile = ({ site, receipt }: FileOfRun): string => `${site}/${receipt.file_id}`
