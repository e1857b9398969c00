// Longer runs are told by their length: of a remark nothing but that is of interest.
const longest = 24

const other = (sign: string): string => {
  if (/\p{Lu}/u.test(sign)) return 'A'
  if (/\p{Ll}/u.test(sign)) return 'a'
  if (/\p{L}/u.test(sign)) return '字'
  return /\p{Nd}/u.test(sign) ? '9' : sign
}

/** The shape of a text: its letters and digits by their kind, all else as it stands (`A9999-99`). */
export const cellShape = (text: string): string => {
  if (text.length > longest) return `${String(text.length)} signs`
  let shape = ''
  for (const sign of text) {
    const code = sign.charCodeAt(0)
    if (code >= 0x30 && code <= 0x39) shape += '9'
    else if (code >= 0x61 && code <= 0x7a) shape += 'a'
    else if (code >= 0x41 && code <= 0x5a) shape += 'A'
    else shape += code < 0x80 ? sign : other(sign)
  }
  return shape
}
