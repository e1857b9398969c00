import { expect, test } from 'vitest'
import { smallContext, smallInput } from './small-report.js'
import { marksOf } from './svg-marks.js'

const drawn = (id: string, added: Parameters<typeof smallContext>[0] = {}): readonly string[] =>
  marksOf(smallContext(added).figures.find(figure => figure.id === id)?.svg ?? '')

test('the love plot, mark by mark', () => {
  expect(drawn('love-plot')).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=251 viewBox=0 0 700 251 role=img aria-label=Covariate balance before and after matching',
    'rect 0 0 700 251 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Covariate balance before and after matching'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'circle 22 8 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    "text 32 12 font-size=10.5 'before matching'",
    'circle 152 8 3.6 fill=control class=after',
    "text 162 12 font-size=10.5 'after matching'",
    'line 78.62 39 672 39 stroke=faint stroke-width=1',
    "text 68.62 43 font-size=10.5 text-anchor=end 'Age'",
    'line 78.62 57 672 57 stroke=faint stroke-width=1',
    "text 68.62 61 font-size=10.5 text-anchor=end 'Stage: I'",
    'line 78.62 75 672 75 stroke=faint stroke-width=1',
    "text 68.62 79 font-size=10.5 text-anchor=end 'Stage: II'",
    'line 78.62 93 672 93 stroke=faint stroke-width=1',
    "text 68.62 97 font-size=10.5 text-anchor=end 'Stage: III'",
    'line 78.62 111 672 111 stroke=faint stroke-width=1',
    "text 68.62 115 font-size=10.5 text-anchor=end 'Sex: Male'",
    'line 149.26 30 149.26 120 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 78.62 30 78.62 120 stroke=ink stroke-width=1',
    'line 78.62 120 672 120 stroke=ink stroke-width=1',
    'line 78.62 120 78.62 125 stroke=ink stroke-width=1',
    "text 78.62 137 font-size=10 text-anchor=middle '0.00'",
    'line 149.26 120 149.26 125 stroke=ink stroke-width=1',
    "text 149.26 137 font-size=10 text-anchor=middle '0.10'",
    'line 219.9 120 219.9 125 stroke=ink stroke-width=1',
    "text 219.9 137 font-size=10 text-anchor=middle '0.20'",
    'line 290.54 120 290.54 125 stroke=ink stroke-width=1',
    "text 290.54 137 font-size=10 text-anchor=middle '0.30'",
    'line 361.18 120 361.18 125 stroke=ink stroke-width=1',
    "text 361.18 137 font-size=10 text-anchor=middle '0.40'",
    'line 431.82 120 431.82 125 stroke=ink stroke-width=1',
    "text 431.82 137 font-size=10 text-anchor=middle '0.50'",
    'line 502.46 120 502.46 125 stroke=ink stroke-width=1',
    "text 502.46 137 font-size=10 text-anchor=middle '0.60'",
    'line 573.1 120 573.1 125 stroke=ink stroke-width=1',
    "text 573.1 137 font-size=10 text-anchor=middle '0.70'",
    'line 643.74 120 643.74 125 stroke=ink stroke-width=1',
    "text 643.74 137 font-size=10 text-anchor=middle '0.80'",
    "text 375.31 155 font-size=11 text-anchor=middle 'Absolute standardized mean difference'",
    'circle 502.46 39 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 113.94 39 3.6 fill=control class=after',
    'circle 290.54 57 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 184.58 57 3.6 fill=control class=after',
    'circle 219.9 75 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 149.26 75 3.6 fill=control class=after',
    'circle 184.58 93 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 131.6 93 3.6 fill=control class=after',
    'circle 643.74 111 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 148.9 111 3.6 fill=control class=after',
    "text 14 233 font-size=9.5 fill=muted 'The dashed line is at 0.1. Differences are divided by the treated arm&#39;s standard deviation before matching.'",
  ])
})

test('a scale is a quarter wide at least', () => {
  const results = smallInput().results.map(result =>
    result.key.endsWith('/smd') ? { ...result, value: 0.01 } : result,
  )
  const ticks = drawn('love-plot', { results }).flatMap(mark => /middle '(0\.\d+)'/.exec(mark)?.[1] ?? [])
  expect(ticks).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20', '0.25'])
})

test('without a standardized difference there is no love plot', () => {
  expect(drawn('love-plot', { results: smallInput().results.filter(({ key }) => !key.endsWith('/smd')) })).toEqual([])
})
