import { fileNamePattern } from '../protocol/facts/file-name-pattern.js'
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

const ordersOfDay = (day: string): readonly string[] => {
  const [year = '', month = '', date = ''] = day.split('-')
  return [year, year.slice(2)].flatMap(of => [`${of}${month}${date}`, `${date}${month}${of}`, `${month}${date}${of}`])
}

// A name has the digits of a day together in some order, or its numbers apart: 2024-06-05, 05.06.24, 2024年6月5日.
const hasDay = (typed: string, day: string): boolean => {
  const numbers = new Set((typed.match(/\d+/g) ?? []).map(Number))
  const digits = typed.replaceAll(/\D/g, '')
  return (
    ordersOfDay(day).some(written => digits.includes(written)) ||
    day.split('-').every(part => numbers.has(Number(part)))
  )
}

// Of a name with `*` the run keeps the pattern and the day alone: both have to fit what the file is called in its folder.
const isReceivedName = (typed: string, name: string): boolean => {
  const [, pattern = '', day = ''] = /^(.*\*.*?)(?:, part \d+)?, of (\d{4}-\d{2}-\d{2})$/su.exec(name) ?? []
  return pattern !== '' && fileNamePattern(pattern).test(typed.normalize('NFC')) && hasDay(typed, day)
}

/**
 * The files of a run that a typed file may be: by its id in the mapping or its name, also as it is called in its folder,
 * with a sheet, with its site.
 */
export const filesMeant = (typed: string, files: readonly FileOfRun[]): readonly FileOfRun[] => {
  const named = files.filter(file => namesOf(file).includes(typed))
  if (named.length > 0) return named
  return files.filter(({ site, receipt: { file_name: name, sheets } }) => {
    const own = typed.startsWith(`${site}/`) ? typed.slice(site.length + 1) : typed
    const sheet = sheets.find(one => own.endsWith(`#${one}`))
    return isReceivedName(sheet === undefined ? own : own.slice(0, -sheet.length - 1), name)
  })
}

/** How a file is named so that no other one is meant. */
export const nameOfFile = ({ site, receipt }: FileOfRun): string => `${site}/${receipt.file_id}`
