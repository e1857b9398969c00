const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]/u

/** How many columns of a terminal a text takes: signs of East Asia take two. */
export const shownWidth = (text: string): number => {
  let width = 0
  for (const sign of text) width += wide.test(sign) ? 2 : 1
  return width
}

/** A text in so many columns of a terminal at most, its end cut. */
export const cutToWidth = (text: string, most: number): string => {
  if (shownWidth(text) <= most) return text
  let [cut, width] = ['', 0]
  for (const sign of text) {
    width += shownWidth(sign)
    if (width > most - 1) break
    cut += sign
  }
  return `${cut}…`
}

/** A text in exactly so many columns of a terminal. */
export const inWidth = (text: string, width: number): string => {
  const cut = cutToWidth(text, width)
  return `${cut}${' '.repeat(width - shownWidth(cut))}`
}
