import ExcelJS from 'exceljs'
import { unzipSync, zipSync } from 'fflate'
import { type ExportFile, exportFileSchema } from '../../protocol/language/mapping/export-file.js'

/** A file of a mapping as written in a test; the id column is the subject. */
export const madeFile = (written: Record<string, unknown> = {}): ExportFile =>
  exportFileSchema.parse({ name: 'made.csv', subject: { column: 'id' }, ...written })

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The bytes of a text in UTF-16, with its byte-order mark or without. */
export const utf16 = (text: string, endian: 'le' | 'be', mark: boolean): Uint8Array => {
  const little = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return new Uint8Array(endian === 'le' ? little : little.swap16())
}

const doubleBytes = (): ReadonlyMap<string, readonly [number, number]> => {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const sign = decoder.decode(Uint8Array.of(lead, trail))
      if (trail !== 0x7f && Array.from(sign).length === 1 && sign !== '\uFFFD') codes.set(sign, [lead, trail])
    }
  }
  return codes
}

/** The bytes of a text in GB18030, one or two a sign. */
export const gb18030 = (text: string): Uint8Array => {
  const codes = doubleBytes()
  return Uint8Array.from(
    Array.from(text).flatMap(sign => (sign < '\u0080' ? [sign.charCodeAt(0)] : [...(codes.get(sign) ?? [0x3f])])),
  )
}

/** A workbook's bytes, written by another library than the one that reads them. */
export const workbookBytes = async (fill: (workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** A workbook with some of its parts changed. */
export const withParts = (bytes: Uint8Array, change: (parts: Record<string, Uint8Array>) => void): Uint8Array => {
  const parts = unzipSync(bytes)
  change(parts)
  return zipSync(parts)
}
