import { Unreadable } from '../errors.js'
import { mostColumns, refuseWideRow } from '../table-bounds.js'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** Counts the columns of the lines down to the header: more than any table has refuse the file. */
export const wideHeader = (
  delimiter: Uint8Array,
  headerRow: number,
): { readonly take: (bytes: Uint8Array) => void; readonly refused: () => Unreadable | null } => {
  let [lines, columns, matched, before] = [1, 1, 0, 0]
  return {
    take: bytes => {
      for (let at = 0; at < bytes.length && lines <= headerRow && columns <= mostColumns; at += 1) {
        const byte = bytes[at]!
        matched = byte === delimiter[matched] ? matched + 1 : byte === delimiter[0] ? 1 : 0
        if (matched === delimiter.length) {
          matched = 0
          columns += 1
        } else if (byte === carriageReturn || (byte === lineFeed && before !== carriageReturn)) {
          lines += 1
          columns = 1
        }
        before = byte
      }
    },
    refused: () => {
      try {
        refuseWideRow(lines, columns)
        return null
      } catch (error) {
        if (error instanceof Unreadable) return error
        throw error
      }
    },
  }
}
