import { type FontWeight, isChinese } from './text-width.js'

/** How a text is set in a figure. */
export interface TextStyle {
  readonly size?: number
  readonly weight?: FontWeight
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly fill?: string
  readonly rotate?: number
  readonly class?: string
}

/** Colours that people with any colour vision tell apart; the same arm has the same colour in every figure. */
export const palette = {
  control: '#0b6fa4',
  treated: '#c8501e',
  ink: '#1c2430',
  muted: '#5b6573',
  line: '#9aa4b1',
  faint: '#e3e7ec',
  alarm: '#a61b1b',
  paper: '#ffffff',
} as const

/** Text that is safe between tags and in attributes. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"']/g, character => entities[character] ?? character)

/** An element with its attributes; numbers are cut to hundredths so that equal figures are equal bytes. */
export const element = (name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string => {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value)}"`,
  )
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

/** A coordinate with at most two decimals. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100)

/** A text at a point. */
export const textAt = (x: number, y: number, text: string, style: TextStyle = {}): string =>
  element(
    'text',
    {
      x,
      y,
      'font-family': isChinese(text) ? 'Noto Sans SC, Microsoft YaHei, sans-serif' : 'Inter, Arial, sans-serif',
      'font-size': style.size ?? 11,
      ...(style.weight === 600 ? { 'font-weight': 600 } : {}),
      ...(style.anchor === undefined || style.anchor === 'start' ? {} : { 'text-anchor': style.anchor }),
      ...(style.class === undefined ? {} : { class: style.class }),
      fill: style.fill ?? palette.ink,
      ...(style.rotate === undefined ? {} : { transform: `rotate(${style.rotate} ${coordinate(x)} ${coordinate(y)})` }),
    },
    escapeXml(text),
  )

/** A straight line. */
export const lineFrom = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string = palette.ink,
  width = 1,
  dash?: string,
): string =>
  element('line', {
    x1,
    y1,
    x2,
    y2,
    stroke,
    'stroke-width': width,
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  })

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
