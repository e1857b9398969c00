import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { allFigures } from '../../reports/figures/all-figures.js'
import { textWidth } from '../../reports/figures/text-width.js'
import { fontFilesFor } from '../../reports/render/fonts.js'
import { renderPictures, renderPng } from '../../reports/render/render-png.js'
import { reportContext } from '../../reports/report-context.js'
import { fullReport, lungReport } from './report-fixtures.js'
import { textBoxes, textsOf } from './svg-texts.js'
import { retold, told } from '../../words/told.js'

const full = reportContext(fullReport())
const lung = reportContext(lungReport())
const long = 'with a name as long as those that people give to arms, covariates and endpoints of their studies'
const wordy = fullReport()
const wordyFigures = reportContext({
  ...wordy,
  study: {
    ...wordy.study,
    arms: {
      control: { ...wordy.study.arms.control, label: `Sintilimab and lenvatinib ${long}` },
      treated: {
        ...wordy.study.arms.treated,
        label: '放疗联合信迪利单抗和仑伐替尼治疗肝细胞癌肺转移放疗联合信迪利单抗',
      },
    },
    covariates: wordy.study.covariates.map(covariate => ({ ...covariate, label: `${covariate.variable} ${long}` })),
    endpoints: Object.fromEntries(
      Object.entries(wordy.study.endpoints).map(([id, endpoint]) => [id, { ...endpoint, label: `${id} ${long}` }]),
    ),
    analyses: {
      ...wordy.study.analyses,
      survival: { ...wordy.study.analyses.survival, riskTable: Array.from({ length: 45 }, (_, month) => month) },
    },
  },
  sites: wordy.sites.map(site => ({ ...site, label: retold(`${site.label} ${long}`) })),
}).figures
const everyFigure = [...full.figures, ...lung.figures, ...wordyFigures]

const figureOf = (id: string) => {
  const figure = full.figures.find(one => one.id === id)
  if (figure === undefined) throw new Error(`no figure ${id}`)
  return figure
}

describe('figures', () => {
  test('a full study has flow, survival before and after matching, forest and love plots', () => {
    expect(full.figures.map(figure => figure.id)).toEqual([
      'flow',
      'km-pfs-all',
      'km-pfs-matched',
      'km-os-all',
      'km-os-matched',
      'forest-pfs',
      'forest-os',
      'love-plot',
    ])
  })

  test('the numbers at risk stand under the ticks of the axis', () => {
    for (const figure of everyFigure.filter(one => one.id.startsWith('km-'))) {
      const texts = textsOf(figure.svg)
      const ticks = texts.filter(text => text.class === 'tick').map(text => text.x)
      for (const arm of ['control', 'treated']) {
        expect(texts.filter(text => text.class === `risk ${arm}`).map(text => text.x)).toEqual(ticks)
      }
    }
  })

  test('no two texts overlap, and none leaves the figure', () => {
    for (const figure of everyFigure) {
      const boxes = textBoxes(figure.svg)
      expect(boxes.length).toBeGreaterThan(5)
      for (const [index, box] of boxes.entries()) {
        expect(box.left, `${figure.id}: ${box.text}`).toBeGreaterThanOrEqual(0)
        expect(box.right, `${figure.id}: ${box.text}`).toBeLessThanOrEqual(figure.width)
        for (const other of boxes.slice(index + 1)) {
          const apart =
            box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top
          expect(apart, `${figure.id}: '${box.text}' over '${other.text}'`).toBe(true)
        }
      }
    }
  })

  test('each figure says what kind of data it shows', () => {
    for (const figure of full.figures) expect(figure.svg).toContain('SYNTHETIC DATA')
    for (const figure of lung.figures) expect(figure.svg).toContain('PUBLIC DATA')
  })

  test('a provisional figure names the site, the cause and the remedy, and no healthy site', () => {
    const input = fullReport()
    const provisional = fullReport({
      run: { ...input.run, status: 'PROVISIONAL' },
      sites: input.sites.map((site, index) =>
        index === 1
          ? {
              ...site,
              status: 'last good batch',
              dataDate: '2024-02-28',
              failureKind: 'ExportUnreadable',
              reason: told`cut`,
            }
          : site,
      ),
    })
    for (const figure of reportContext(provisional).figures) {
      const words = textsOf(figure.svg)
        .filter(text => text.class === 'banner')
        .map(text => text.text)
        .join(' ')
      expect(words).toContain(
        'PROVISIONAL. Nantong Haimen Hospital: its export cannot be read, its data of 2024-02-28 stand in; have it sent again.',
      )
      expect(words).not.toContain('Shanghai')
    }
  })

  test('an empty arm leaves out its curve and says that nothing could be estimated', () => {
    const input = fullReport()
    const curves = input.curves.filter(curve => !curve.key.endsWith('/treated'))
    const results = input.results.map(result =>
      result.key.startsWith('cox/') || result.key.includes('log-rank') ? { ...result, value: null } : result,
    )
    const figure = allFigures({ ...input, curves, results }, reportContext({ ...input, curves, results }).book).find(
      one => one.id === 'km-os-all',
    )
    expect(figure?.svg).toContain('Hazard ratio not estimable')
    expect(figure?.svg).not.toContain('NaN')
  })
})

describe('text', () => {
  test('widths agree with the font, kerning apart', () => {
    for (const text of [
      'Progression-free survival',
      'RT+S+L: median 14.1 (11.2–22.2)',
      '0123456789',
      'Portal vein tumour thrombus: Yes v No',
      '合成数据',
    ]) {
      const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="50"><text x="10" y="30" ` +
        `font-family="Inter, Noto Sans SC" font-size="20">${text}</text></svg>`
      const drawn =
        new Resvg(svg, { font: { fontFiles: fontFilesFor(svg), loadSystemFonts: false } }).getBBox()?.width ?? 0
      expect(drawn).toBeGreaterThan(20)
      expect(textWidth(text, 20)).toBeGreaterThanOrEqual(drawn - 2)
      expect(textWidth(text, 20)).toBeLessThan(drawn * 1.06 + 4)
    }
  })
})

describe('PNG', () => {
  test('is seven inches wide at 300 dots an inch, and says so', async () => {
    const png = Buffer.from(await renderPng(figureOf('km-os-all')))
    expect(png.readUInt32BE(16)).toBe(2100)
    expect(png.toString('latin1', 37, 41)).toBe('pHYs')
    expect(Math.round(png.readUInt32BE(41) * 0.0254)).toBe(300)
    expect(png[49]).toBe(1)
  })

  test('a figure of the last report is not drawn again, and another one is', async () => {
    const [flow, curve] = [figureOf('flow'), figureOf('km-os-all')]
    const first = await renderPictures([flow, curve])
    const second = await renderPictures([
      { ...flow, id: 'again' },
      { ...curve, svg: curve.svg.replace('<svg', '<svg ') },
    ])
    expect(second.get('again')).toBe(first.get('flow'))
    expect(second.get('km-os-all')).not.toBe(first.get('km-os-all'))
    expect(Buffer.from(second.get('km-os-all')!)).toEqual(Buffer.from(first.get('km-os-all')!))
  })

  test('one drawing under two ids is drawn once, and one that cannot be drawn is named', async () => {
    const flow = { ...figureOf('flow'), svg: figureOf('flow').svg.replace('<svg', '<svg  ') }
    const pictures = await renderPictures([flow, { ...flow, id: 'again' }])
    expect(pictures.get('again')).toBe(pictures.get('flow'))
    const unhandled: unknown[] = []
    const hear = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', hear)
    const broken = { ...flow, id: 'broken', svg: 'no drawing' }
    await expect(renderPictures([figureOf('km-os-all'), broken])).rejects.toThrow()
    await new Promise(resolve => setTimeout(resolve, 50))
    process.off('unhandledRejection', hear)
    expect(unhandled).toEqual([])
  })

  test('comes out the same twice', async () => {
    const [first, second] = await Promise.all([renderPng(figureOf('flow')), renderPng(figureOf('flow'))])
    expect(Buffer.compare(first, second)).toBe(0)
  })
})
