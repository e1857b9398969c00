const encoder = new TextEncoder()
const mark = '…'
const markBytes = 3

/** A text of at most so many bytes in UTF-8: a longer one ends between two signs, with a mark. */
export const cutToBytes = (text: string, most: number): string => {
  if (text.length * 3 <= most || encoder.encode(text).length <= most) return text
  let bytes = 0
  let end = 0
  for (const sign of text) {
    bytes += encoder.encode(sign).length
    if (bytes > most - markBytes) break
    end += sign.length
  }
  return `${text.slice(0, end)}${mark}`
}
