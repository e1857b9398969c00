import { retold, type Told, told, toldId } from './told.js'

/** The names of a site's files by their ids. */
export type FileNames = ReadonlyMap<string, Told>

/**
 * The mark of a file in a text that is kept: the file's id, in whose place its name is put when the text is shown. The same
 * rows may come again in a file of another name, and what was found in them stays as it is.
 */
export const fileMark = (fileId: string): Told => told`{file:${toldId(fileId)}}`

// Places of older versions are not all known.
const unknown = told`a file that is not known any more`

/** A text with the names of its site's files in the place of their marks; a mark of no file stays. */
export const namedFiles = (text: string, names: FileNames): string =>
  text.replace(
    /\{file:([a-z0-9.-]+)\}/g,
    (mark, fileId: string) => names.get(fileId) ?? (fileId === '-' ? unknown : mark),
  )

/** A told text with the names of its site's files in the place of their marks. */
export const withFileNames = (text: Told, names: FileNames): Told => retold(namedFiles(text, names))
