import type ExcelJS from 'exceljs'

const tones: Readonly<Record<string, string>> = {
  FF5B6573: 'muted',
  FF1B6E3C: 'good',
  FF8A5A00: 'warning',
  FFA61B1B: 'bad',
  FF0B5A8A: 'link',
  FFD5DAE0: 'hair',
  FFEFF2F5: 'header',
}

const colour = (found: Partial<ExcelJS.Color> | undefined): string => tones[found?.argb ?? ''] ?? found?.argb ?? ''

const fontWords = ({ name, size, bold, underline, color }: Partial<ExcelJS.Font>): string =>
  [
    name === 'Arial' ? '' : name,
    size,
    bold === true ? 'bold' : '',
    underline === true ? 'underlined' : '',
    colour(color),
  ]
    .filter(part => part !== '' && part !== undefined)
    .join(' ')

const alignmentWords = (alignment: Partial<ExcelJS.Alignment>): string =>
  [
    alignment.horizontal,
    alignment.vertical,
    alignment.wrapText === true ? 'wrapped' : '',
    (alignment.indent ?? 0) > 0 ? `indent ${String(alignment.indent)}` : '',
  ]
    .filter(part => part !== '' && part !== undefined)
    .join(' ')

const borderWords = (border: Partial<ExcelJS.Borders>): string =>
  (['top', 'bottom', 'left', 'right'] as const)
    .flatMap(side => {
      const line = border[side]
      return line?.style === undefined ? [] : [`${side} ${line.style} ${colour(line.color)}`]
    })
    .join(', ')

const fillWords = (fill: ExcelJS.Fill): string =>
  fill.type === 'pattern' && fill.pattern !== 'none' ? `${fill.pattern} ${colour(fill.fgColor)}` : ''

const valueWords = (value: ExcelJS.CellValue): string =>
  value !== null && typeof value === 'object' && 'hyperlink' in value
    ? `${value.text} -> ${value.hyperlink}`
    : JSON.stringify(value)

const cellWords = (cell: ExcelJS.Cell): readonly string[] => {
  const { font, alignment, border, fill, numFmt } = cell.style
  const parts = [
    valueWords(cell.value),
    font === undefined ? '' : fontWords(font),
    alignment === undefined ? '' : alignmentWords(alignment),
    border === undefined ? '' : borderWords(border),
    fill === undefined ? '' : fillWords(fill),
    numFmt ?? '',
  ]
  const styled = parts.slice(1).some(part => part !== '')
  const isInside = cell.isMerged && cell.master.address !== cell.address
  return isInside || (cell.value === null && !styled)
    ? []
    : [`${cell.address}: ${parts.filter(part => part !== '').join(' | ')}`]
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100)

/** A drawn sheet as lines: each row's height and cells with font, alignment, rules, fill and format, then merges. */
export const drawnCells = (sheet: ExcelJS.Worksheet): readonly string[] => {
  const lines: string[] = []
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    lines.push(`row ${String(number)} of ${rounded(row.height)}`)
    row.eachCell({ includeEmpty: true }, cell => {
      lines.push(...cellWords(cell))
    })
  })
  return [...lines, `merged ${(sheet.model.merges as unknown as readonly string[]).join(' ')}`]
}
