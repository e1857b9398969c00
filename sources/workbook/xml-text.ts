const shapes = new Map<string, RegExp>()

const shapeOf = (source: string, flags: string): RegExp => {
  const shape = shapes.get(source) ?? new RegExp(source, flags)
  shapes.set(source, shape)
  return shape
}

/** An attribute's value as it is written, whatever prefix its name has. */
export const attribute = (attributes: string, name: string): string | undefined =>
  shapeOf(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(["'])(.*?)\\1`, 's').exec(attributes)?.[2]

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A text without its entities; one that nobody knows stays as it is. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return point > 0x10ffff ? whole : String.fromCodePoint(point)
  })

/** The attributes of each element of a name. */
export const elements = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)/?>`, 'g'))].map(
    ([, attributes = '']) => attributes,
  )

/** The first element of a name with all that stands in it. */
export const inside = (text: string, name: string): string =>
  new RegExp(`<(?:\\w+:)?${name}[\\s>].*?</(?:\\w+:)?${name}>`, 's').exec(text)?.[0] ?? ''

const section = /<!\[CDATA\[(.*?)\]\]>/gs

/** The text of an element that has no elements in it. */
export const plainText = (content: string): string => {
  if (!content.includes('<')) return content.includes('&') ? unescaped(content) : content
  let [text, from] = ['', 0]
  for (const found of content.matchAll(section)) {
    text += unescaped(content.slice(from, found.index).replaceAll(/<[^>]*>/g, '')) + (found[1] ?? '')
    from = found.index + found[0].length
  }
  return text + unescaped(content.slice(from).replaceAll(/<[^>]*>/g, ''))
}

/** A text without the writing that workbooks have for signs which XML cannot hold. */
export const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

const oneText = /^<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<\/(?:\w+:)?t>$/
const sectionStart = '![CDATA['

/** The text of a shared or inline string: one text, or those of its runs; how it is pronounced is no part of it. */
export const stringText = (content: string): string => {
  const [, only] = oneText.exec(content) ?? []
  if (only !== undefined) return withoutEscapes(plainText(only))
  let [text, runs, hasRuns, inRun, inSound, inText, written] = ['', '', false, false, false, false, '']
  let from = 0
  for (let at = content.indexOf('<'); at >= 0; at = content.indexOf('<', from)) {
    if (inText) written += unescaped(content.slice(from, at))
    const isSection = content.startsWith(sectionStart, at + 1)
    const end = content.indexOf(isSection ? ']]>' : '>', at)
    if (end < 0) break
    from = end + (isSection ? 3 : 1)
    if (isSection) {
      if (inText) written += content.slice(at + 1 + sectionStart.length, end)
      continue
    }
    const [, closes, name = '', empty] =
      /^(\/?)(?:\w+:)?(\w*)[^]*?(\/?)$/.exec(content.slice(at + 1, Math.min(end, at + 257))) ?? []
    const opens = closes === '' && empty === ''
    if (name === 'rPh') inSound = opens
    else if (name === 'r') {
      inRun = opens
      hasRuns ||= opens
    } else if (name === 't' && !inSound) {
      if (closes !== '' && inRun) runs += withoutEscapes(written)
      else if (closes !== '') text = withoutEscapes(written)
      inText = opens
      written = ''
    }
  }
  return hasRuns ? runs : text
}
