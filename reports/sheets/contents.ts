import { blank, linkTo, row, section, text } from '../layout/cells.js'
import type { SheetLeftOut, SheetPlan } from '../layout/sheet.js'
import { table, words } from '../layout/sheet-blocks.js'

/** The contents: a link to each sheet, and the sheets that this study has no data for. */
export const contentsSheet = (sheets: readonly SheetPlan[], leftOut: readonly SheetLeftOut[]): SheetPlan => ({
  name: 'Contents',
  title: 'Contents',
  about: 'A link to each sheet',
  blocks: [
    table(null, [words('Sheet', 40), words('What stands there', 100)], () => [
      ...sheets.map(sheet => row(linkTo(sheet.name), text(sheet.about))),
      ...(leftOut.length === 0 ? [] : [row(blank), section('Left out of this report')]),
      ...leftOut.map(one => row(text(one.name, 'muted'), text(one.because, 'muted'))),
    ]),
  ],
})
