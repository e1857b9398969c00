import type { Font } from 'exceljs'
import type { TextTone } from '../layout/sheet.js'

const name = 'Arial'

/** The font of each tone; each use takes a copy, because the library shares objects by reference. */
export const fonts: Readonly<Record<TextTone, Partial<Font>>> = {
  plain: { name, size: 10 },
  strong: { name, size: 10, bold: true },
  muted: { name, size: 10, color: { argb: 'FF5B6573' } },
  good: { name, size: 10, color: { argb: 'FF1B6E3C' } },
  warning: { name, size: 10, bold: true, color: { argb: 'FF8A5A00' } },
  bad: { name, size: 10, bold: true, color: { argb: 'FFA61B1B' } },
}

/** Whether a tone is set bold. */
export const isBold = (tone: TextTone): boolean => fonts[tone].bold === true

/** Colours of rules and fills. */
export const shades = { rule: 'FF5B6573', hair: 'FFD5DAE0', header: 'FFEFF2F5', link: 'FF0B5A8A' } as const
