import { type FontWeight, textWidth } from '../../reports/figures/text-width.js'

/** A text of an SVG with its place on the figure. */
export interface SvgText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly weight: FontWeight
  readonly anchor: string
  readonly class: string
  readonly rotated: boolean
}

/** The texts of a figure; the body's shift below the heading is added. */
export const textsOf = (svg: string): readonly SvgText[] => {
  const shift = Number(/<g transform="translate\(0 ([\d.]+)\)">/.exec(svg)?.[1] ?? 0)
  const bodyStart = svg.indexOf('<g transform="translate(0 ')
  const bodyEnd = svg.indexOf('</g>', bodyStart)
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(match => {
    const attribute = (name: string): string | undefined =>
      new RegExp(`(?:^| )${name}="([^"]*)"`).exec(match[1] ?? '')?.[1]
    const inBody = match.index > bodyStart && match.index < bodyEnd
    return {
      text: withSigns(match[2] ?? ''),
      x: Number(attribute('x')),
      y: Number(attribute('y')) + (inBody ? shift : 0),
      size: Number(attribute('font-size')),
      weight: attribute('font-weight') === '600' ? 600 : 400,
      anchor: attribute('text-anchor') ?? 'start',
      class: attribute('class') ?? '',
      rotated: attribute('transform') !== undefined,
    }
  })
}

/** The room that each upright text takes. */
export const textBoxes = (svg: string) =>
  textsOf(svg)
    .filter(text => !text.rotated)
    .map(text => {
      const width = textWidth(text.text, text.size, text.weight)
      const left = text.anchor === 'middle' ? text.x - width / 2 : text.anchor === 'end' ? text.x - width : text.x
      return {
        text: text.text,
        left,
        right: left + width,
        top: text.y - text.size * 0.74,
        bottom: text.y + text.size * 0.2,
      }
    })

const withSigns = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
