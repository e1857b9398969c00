/** How a sheet lies on paper. */
export interface PagePlan {
  readonly orientation: 'portrait' | 'landscape'
  /** In percent. */
  readonly scale: number
  /** How many points of rows one page holds, before scaling. */
  readonly rowPoints: number
}

/** Rows that ought to stay on one page. */
export interface KeptRows {
  readonly first: number
  readonly last: number
}

/** Margins in inches. */
export const margins = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 } as const

const paper = { short: 8.27, long: 11.69 } as const
// A nought of the default font is 7 to 7.5 pixels wide, as the program rounds.
const pixelsPerUnit = 7.6
const portraitDownTo = 70

/**
 * The scale at which a sheet's columns fit the width of an A4 page, upright while it stays legible.
 * 'Fit to width' would do it too, but spreadsheets then ignore page breaks, and figures are cut in two.
 */
export const planPage = (widthUnits: number): PagePlan => {
  const scaleFor = (inches: number): number =>
    Math.max(
      10,
      Math.min(100, Math.floor((98 * (inches - margins.left - margins.right) * 96) / (widthUnits * pixelsPerUnit))),
    )
  const upright = scaleFor(paper.short)
  const portrait = upright >= portraitDownTo
  const scale = portrait ? upright : scaleFor(paper.long)
  const height = (portrait ? paper.long : paper.short) - margins.top - margins.bottom
  return { orientation: portrait ? 'portrait' : 'landscape', scale, rowPoints: (height * 72 * 93) / scale }
}

const shrinkAtMost = 0.8

/** A page scaled down a little where the highest block would only just not fit on it. */
export const fitTallest = (page: PagePlan, tallest: number, titles: number): PagePlan => {
  const factor = page.rowPoints / (tallest + titles)
  return factor >= 1 || factor < shrinkAtMost
    ? page
    : { ...page, scale: Math.floor(page.scale * factor), rowPoints: page.rowPoints / factor }
}

/** The rows after which a page ends, so that what is kept together is not cut; what is higher than a page flows on. */
export const pageBreaks = (
  heightOf: (row: number) => number,
  titleRows: number,
  lastRow: number,
  kept: readonly KeptRows[],
  page: PagePlan,
): readonly number[] => {
  const height = (first: number, last: number): number => {
    let sum = 0
    for (let row = first; row <= last; row += 1) sum += heightOf(row)
    return sum
  }
  const titles = height(1, titleRows)
  const room = page.rowPoints - titles
  const breaks: number[] = []
  let used = 0
  for (let row = titleRows + 1; row <= lastRow; row += 1) {
    const block = kept.find(one => one.first === row)
    const needed = block === undefined ? heightOf(row) : height(block.first, block.last)
    if (used > 0 && used + Math.min(needed, room) > room) {
      // The empty row before a block goes with it, or it could fill a page of its own.
      if (block !== undefined && row - 2 >= titleRows) breaks.push(row - 2)
      used = heightOf(row - 1)
    }
    used += heightOf(row)
  }
  return breaks
}
