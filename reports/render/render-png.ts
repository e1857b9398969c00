import { crc32 } from 'node:zlib'
import { type RenderedImage, renderAsync } from '@resvg/resvg-js'
import type { Figure } from '../figures/frame.js'
import { fontFilesFor } from './fonts.js'

const dotsPerInch = 300
const unitsPerInch = 100

const draw = (figure: Figure): Promise<RenderedImage> =>
  renderAsync(figure.svg, {
    font: { fontFiles: fontFilesFor(figure.svg), loadSystemFonts: false, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'width', value: Math.round((figure.width / unitsPerInch) * dotsPerInch) },
    background: 'white',
  })

/** A figure as PNG at 300 dots an inch, which the file says of itself. */
export const renderPng = async (figure: Figure): Promise<Uint8Array> => withDensity((await draw(figure)).asPng())

// The pictures of the last report by their drawings: the workbook that is mailed has the same figures as the one in the folder.
let lastDrawn: ReadonlyMap<string, Uint8Array> = new Map()

/**
 * The pictures of figures by their ids; while one is packed, the next is drawn. Not more: each takes thirty megabytes, of which V8
 * knows nothing, so it is asked, where it may be, to let go of them. What was drawn for the last report is not drawn again.
 */
export const renderPictures = async (figures: readonly Figure[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const drawn = new Map<string, Uint8Array>()
  const missing = figures.filter(
    ({ svg }, at) => !lastDrawn.has(svg) && figures.findIndex(other => other.svg === svg) === at,
  )
  const begin = (at: number): Promise<RenderedImage> | undefined => {
    const figure = missing[at]
    const drawing = figure && draw(figure)
    // One that fails while the one before is packed is named when its turn comes.
    drawing?.catch(() => undefined)
    return drawing
  }
  let next = begin(0)
  const packed = async (at: number): Promise<Uint8Array> => {
    const image = await next!
    next = begin(at + 1)
    return withDensity(image.asPng())
  }
  for (const [at, { svg }] of missing.entries()) {
    drawn.set(svg, await packed(at))
    globalThis.gc?.({ type: 'minor' })
  }
  lastDrawn = new Map(figures.map(({ svg }) => [svg, drawn.get(svg) ?? lastDrawn.get(svg)!]))
  return new Map(figures.map(({ id, svg }) => [id, lastDrawn.get(svg)!]))
}

// The density stands in a pHYs chunk in dots a metre, before the image data.
const withDensity = (png: Buffer): Uint8Array => {
  const headerEnd = 33
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  chunk.write('pHYs', 4, 'latin1')
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 8)
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 12)
  chunk.writeUInt8(1, 16)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17)
  return Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)])
}
