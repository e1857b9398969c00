import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'

/** One part of a ZIP archive, as its central directory tells. */
export interface ZipPart {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const partMark = 0x04034b50
const zip64EndMark = 0x06064b50
const unknown32 = 0xffffffff
const mostParts = 10_000

const cutOff = (): Unreadable =>
  new Unreadable(told`the workbook is cut off: its table of contents is missing or broken`)

// Its end is there, so it is whole to its last byte, and what it says of itself is wrong.
const contradictory = (): Unreadable =>
  new Unreadable(
    told`the workbook's table of contents says other places or sizes of its parts than the file has: it is damaged, or was not made by a program for workbooks; open it there and save it anew, or ask for it again`,
  )

const refuseTwice = (parts: readonly ZipPart[]): void => {
  // Parts are found by their names in any case.
  if (new Set(parts.map(({ name }) => name.toLowerCase())).size === parts.length) return
  throw new Unreadable(
    told`the workbook has two parts of one name, and nothing says which one counts: open it with a program for workbooks and save it anew, or ask for it again`,
  )
}

const findEnd = (view: DataView): number => {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === endMark) return at
  throw cutOff()
}

const directoryPlace = (view: DataView): { readonly count: number; readonly start: number } => {
  const end = findEnd(view)
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)]
  if (start !== unknown32 && count !== 0xffff) return { count, start }
  const at = Number(view.getBigUint64(end - 20 + 8, true))
  if (view.getUint32(at, true) !== zip64EndMark) throw contradictory()
  return { count: Number(view.getBigUint64(at + 32, true)), start: Number(view.getBigUint64(at + 48, true)) }
}

// Sizes that do not fit 32 bits stand in an extra field, in a fixed order, each only where it is needed.
const wideSizes = (view: DataView, at: number, length: number): ((size: number) => number) => {
  let field = at
  while (field < at + length) {
    const [id, bytes] = [view.getUint16(field, true), view.getUint16(field + 2, true)]
    if (id === 1) {
      let next = field + 4
      return size => {
        if (size !== unknown32) return size
        next += 8
        return Number(view.getBigUint64(next - 8, true))
      }
    }
    field += 4 + bytes
  }
  return size => size
}

const readParts = (bytes: Uint8Array): readonly ZipPart[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, start } = directoryPlace(view)
  if (count > mostParts) throw new Unreadable(told`the archive has ${count} parts, more than ${mostParts}`)
  const parts: ZipPart[] = []
  let at = start
  while (parts.length < count) {
    if (view.getUint32(at, true) !== entryMark) throw contradictory()
    const nameBytes = view.getUint16(at + 28, true)
    const extraBytes = view.getUint16(at + 30, true)
    const noteBytes = view.getUint16(at + 32, true)
    const whole = wideSizes(view, at + 46 + nameBytes, extraBytes)
    const size = whole(view.getUint32(at + 24, true))
    const packed = whole(view.getUint32(at + 20, true))
    const offset = whole(view.getUint32(at + 42, true))
    parts.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed,
      size,
      offset,
    })
    at += 46 + nameBytes + extraBytes + noteBytes
  }
  // Parts beyond the number that it says would be left out in silence.
  if (view.getUint32(at, true) === entryMark) throw contradictory()
  refuseTwice(parts)
  return parts
}

/** The parts of a ZIP archive; one that is cut off or contradicts itself is refused. */
export const zipParts = (bytes: Uint8Array): readonly ZipPart[] => {
  try {
    return readParts(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw contradictory()
    throw error
  }
}

/** Where a part's packed bytes begin: its local header repeats the name, and may have another extra field. */
export const partBytes = (bytes: Uint8Array, { name, offset, packed }: ZipPart): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== partMark) throw contradictory()
  const nameEnd = offset + 30 + view.getUint16(offset + 26, true)
  if (new TextDecoder().decode(bytes.subarray(offset + 30, nameEnd)) !== name) throw contradictory()
  const start = nameEnd + view.getUint16(offset + 28, true)
  if (start + packed > bytes.length) throw contradictory()
  return bytes.subarray(start, start + packed)
}
