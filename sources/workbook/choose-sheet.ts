import { nearestName } from '../../protocol/load/nearest.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { shownName, Unreadable } from '../errors.js'
import { inOtherCapitals } from '../files/other-capitals.js'
import { literalsOf, type Told, told, toldLiteral, toldPlace } from '../../words/told.js'

/** A sheet by its place and name. */
export interface NamedSheet {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
}

/** The sheet that a mapping names, else the first that is not hidden. */
export const chooseSheet = <Sheet extends NamedSheet>(sheets: readonly Sheet[], file: ExportFile): Sheet => {
  const { sheet: wanted } = file
  const names = sheets.map(({ name }) => name)
  if (sheets.length === 0)
    throw new Unreadable(told`it has no sheet: save it anew from the program that shows the table, or ask for it again`)
  if (wanted === undefined) {
    return sheets.find(({ hidden }) => !hidden) ?? sheets[0]!
  }
  const chosen = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => name.trim() === wanted.trim())
  if (chosen !== undefined) return chosen
  // A sheet may bear the name of a subject: of those that are there none is quoted, but one that is the mapping's own in other capitals.
  const same = names.findIndex(name => inOtherCapitals(wanted, name) !== null)
  const place = (at: number): Told => toldPlace('sheet', at + 1, names.length)
  const nearest = nearestName(wanted, names)
  const meant =
    same >= 0
      ? told`; ${place(same)} is '${inOtherCapitals(wanted, names[same]!) ?? told``}', which differs in capitals alone: write it so as \`sheet\``
      : nearest === null
        ? told`: name one that it has (\`sheet: …\`)`
        : told`; the nearest is ${place(names.indexOf(nearest))}: name it as \`sheet\``
  throw new Unreadable(
    told`the workbook has no sheet '${toldLiteral(wanted, literalsOf(file))}' among its ${names.length}${meant}`,
    `its sheets are ${names.map(name => `'${shownName(name)}'`).join(', ')}`,
  )
}

/** How a sheet is shown: by the mapping's own name; else by its place, as a sheet may bear the name of a subject. */
export const knownSheet = (file: ExportFile, { index }: NamedSheet, sheets: number): Told =>
  file.sheet === undefined ? told`${index + 1} of ${sheets}` : toldLiteral(file.sheet, literalsOf(file))
