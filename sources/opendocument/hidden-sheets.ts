import { attribute } from '../workbook/xml-text.js'

/** Hears of the styles of a file and says by the attributes of a sheet whether it is hidden. */
export interface HiddenSheets {
  readonly opens: (name: string, attributes: string) => void
  readonly isHidden: (sheet: string) => boolean
}

/** Follows the styles that stand before the sheets: a sheet whose style shows nothing is hidden. */
export const hiddenSheets = (): HiddenSheets => {
  const hiding = new Set<string>()
  let style = ''
  return {
    opens: (name, attributes) => {
      if (name === 'style') style = attribute(attributes, 'name') ?? ''
      else if (name === 'table-properties' && attribute(attributes, 'display') === 'false') hiding.add(style)
    },
    isHidden: sheet => hiding.has(attribute(sheet, 'style-name') ?? ''),
  }
}
