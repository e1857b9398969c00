import { renderAsync } from '@resvg/resvg-js'
import { expect, test } from 'vitest'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import { fontFilesFor } from '../../reports/render/fonts.js'
import { reportContext } from '../../reports/report-context.js'
import type { ReportInput } from '../../reports/report-input.js'
import type { DrawnArm } from '../../reports/figures/survival-legend.js'
import { armLabel } from '../../reports/words/labels.js'
import { withEveryStep } from './every-step.js'
import { curveOfMany } from './many-subjects.js'
import { fullReport, lungReport } from './report-fixtures.js'
import { smallInput } from './small-report.js'
import { textBoxes } from './svg-texts.js'

/** The pixels of a figure as it is printed. */
const pixelsOf = async (svg: string, width: number): Promise<Uint8Array> => {
  const image = await renderAsync(svg, {
    font: { fontFiles: fontFilesFor(svg), loadSystemFonts: false, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'width', value: width },
    background: 'white',
  })
  return image.pixels
}

/** By how much the pixels of two figures differ at most, of 255. */
const worst = async (one: string, other: string, width: number): Promise<number> => {
  const [a, b] = [await pixelsOf(one, width), await pixelsOf(other, width)]
  expect(a.length).toBe(b.length)
  let most = 0
  for (let index = 0; index < a.length; index += 1) most = Math.max(most, Math.abs((a[index] ?? 0) - (b[index] ?? 0)))
  return most
}

const drawnOf = (input: ReportInput, id: string): string => {
  const figure = reportContext(input).figures.find(one => one.id === id)
  if (figure === undefined) throw new Error(`no figure ${id}`)
  return figure.svg
}

const armsOf = ({ study, curves }: ReportInput, endpoint: string): readonly DrawnArm[] =>
  (['control', 'treated'] as const).flatMap(arm => {
    const curve = curves.find(({ key }) => key === `survival/all/${endpoint}/${arm}`)
    return curve === undefined ? [] : [{ arm, curve, label: armLabel(study, arm), median: null }]
  })

const curvesOf = (subjects: number, control: Parameters<typeof curveOfMany>[3]): readonly SurvivalCurve[] => [
  curveOfMany('survival/all/os/control', 0.7 * subjects, 1, control),
  curveOfMany('survival/all/os/treated', 0.3 * subjects, 2, { ...control, mean: 1.3 * control.mean, censoredFrom: 3 }),
]

const cases = [
  ['few subjects', 40, { mean: 14, censoredFrom: 3, censoredTo: 48, roundedTo: 0.01 }],
  ['bands wider than ticks', 3_000, { mean: 14, censoredFrom: 3, censoredTo: 48, roundedTo: 0 }],
  ['bands under ticks here and there', 10_000, { mean: 14, censoredFrom: 3, censoredTo: 48, roundedTo: 0 }],
  ['each at a time of its own', 130_000, { mean: 14, censoredFrom: 3, censoredTo: 48, roundedTo: 0 }],
  ['an arm that nobody leaves before the end', 130_000, { mean: 10, censoredFrom: 60, censoredTo: 61, roundedTo: 0 }],
  ['a million', 1_000_000, { mean: 14, censoredFrom: 3, censoredTo: 48, roundedTo: 0.01 }],
] as const

test.each(cases)('%s, %d subjects: fewer marks, the same picture', async (_, subjects, control) => {
  const input = smallInput({ curves: curvesOf(subjects, control) })
  const svg = drawnOf(input, 'km-os-all')
  expect(svg.length).toBeLessThan(300_000)
  const exact = withEveryStep(svg, armsOf(input, 'os'))
  expect(exact.length).toBeGreaterThan(svg.length)
  expect(await worst(svg, exact, 2100)).toBeLessThanOrEqual(2)
  expect(await worst(svg, exact, 2126)).toBeLessThanOrEqual(2)
})

test('the studies that ship are drawn to the pixel as with every step', async () => {
  for (const input of [fullReport(), lungReport()]) {
    for (const endpoint of Object.keys(input.study.endpoints)) {
      const svg = drawnOf(input, `km-${endpoint}-all`)
      expect(await worst(svg, withEveryStep(svg, armsOf(input, endpoint)), 2100), endpoint).toBe(0)
    }
  }
})

test('a million at risk stand beside their arm, not over its name', () => {
  const many = (curve: SurvivalCurve): SurvivalCurve => ({ ...curve, atRisk: curve.atRisk.map(() => 1_234_567) })
  const input = smallInput()
  const boxes = textBoxes(drawnOf({ ...input, curves: input.curves.map(many) }, 'km-os-matched'))
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const apart =
        box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top
      expect(apart, `'${box.text}' over '${other.text}'`).toBe(true)
    }
  }
})
