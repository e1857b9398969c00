import type { SheetBlock, SheetCell, SheetColumn, SheetPlan, SheetRow } from '../../reports/layout/sheet.js'

// The formats that most numbers have, by short names; any other stands as it is.
const shortNames: Readonly<Record<string, string>> = {
  '[<0.001]"<0.001";0.000': 'P',
  '"("0.0%")"': '(%)',
  '0.000;-0.000;0.000': '±.000',
  '0.0000;-0.0000;0.0000': '±.0000',
}

const cellWords = (cell: SheetCell): string => {
  if (cell.kind === 'blank') return ''
  if (cell.kind === 'number') return `${String(cell.value)} as ${shortNames[cell.format] ?? cell.format}`
  const shown = cell.link === null ? cell.text : `${cell.text} -> ${cell.link}`
  return `${'> '.repeat(cell.indent)}${cell.tone === 'plain' ? '' : `${cell.tone}: `}${shown}`
}

// A column of numbers has its header alone; words have the greatest width of their column besides.
const columnWords = ({ header, align, atMost }: SheetColumn): string =>
  align === 'right' && atMost === 26 ? header : `${header} (${String(align)} ${String(atMost)})`.trim()

const headerLine = (columns: readonly SheetColumn[]): string =>
  columns
    .map((column, index) => {
      const { group } = column
      const named = group === undefined || group === columns[index - 1]?.group
      return `${named ? '' : `[${group.replaceAll('\n', ': ')}] `}${columnWords(column)}`
    })
    .join(' | ')

const rowWords = ({ role, cells }: SheetRow): string =>
  `${role === 'row' ? '' : `${role}: `}${cells.map(cellWords).join(' | ')}`

const blockLines = (block: SheetBlock): readonly string[] => {
  if (block.kind === 'figure') return [`figure ${block.figure}`]
  if (block.kind === 'prose')
    return [
      `prose${block.tone === 'plain' ? '' : ` ${block.tone}`}${block.heading === null ? '' : `: ${block.heading}`}`,
      ...block.lines,
    ]
  return [
    `table${block.caption === null ? '' : `: ${block.caption}`}`,
    headerLine(block.columns),
    ...block.rows.map(rowWords),
    ...block.notes.map(note => `note: ${note}`),
  ]
}

/** A sheet as lines: its name, title and sentence, then each block with columns, tones, indents and number formats. */
export const planLines = ({ name, title, about, blocks }: SheetPlan): readonly string[] => [
  `${name} | ${title} | ${about}`,
  ...blocks.flatMap(blockLines),
]

/** The lines of a sheet's blocks alone. */
export const blocksOf = (plan: SheetPlan): readonly string[] => planLines(plan).slice(1)
