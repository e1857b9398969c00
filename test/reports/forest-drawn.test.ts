import { expect, test } from 'vitest'
import { smallContext, smallInput } from './small-report.js'
import { marksOf } from './svg-marks.js'

const drawn = (id: string, added: Parameters<typeof smallContext>[0] = {}): readonly string[] =>
  marksOf(smallContext(added).figures.find(figure => figure.id === id)?.svg ?? '')

test('the forest plot before and after matching, mark by mark', () => {
  const results = smallInput().results.filter(
    ({ key }) => !/^cox\/all\/os\/multivariate|^cox\/matched\/os\/uni/.test(key),
  )
  expect(drawn('forest-os', { results })).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=315 viewBox=0 0 700 315 role=img aria-label=Overall survival: hazard ratios',
    'rect 0 0 700 315 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Overall survival: hazard ratios'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'line 279.71 18 279.71 184 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 173.14 184 510 184 stroke=ink stroke-width=1',
    'line 226.42 184 226.42 189 stroke=ink stroke-width=1',
    "text 226.42 201 font-size=10 text-anchor=middle '0.5'",
    'line 279.71 184 279.71 189 stroke=ink stroke-width=1',
    "text 279.71 201 font-size=10 text-anchor=middle '1'",
    'line 332.99 184 332.99 189 stroke=ink stroke-width=1',
    "text 332.99 201 font-size=10 text-anchor=middle '2'",
    'line 403.43 184 403.43 189 stroke=ink stroke-width=1',
    "text 403.43 201 font-size=10 text-anchor=middle '5'",
    'line 456.72 184 456.72 189 stroke=ink stroke-width=1',
    "text 456.72 201 font-size=10 text-anchor=middle '10'",
    'line 510 184 510 189 stroke=ink stroke-width=1',
    "text 510 201 font-size=10 text-anchor=middle '20'",
    "text 341.57 218 font-size=10.5 text-anchor=middle 'Hazard ratio (log scale)'",
    "text 628 10 font-size=10 font-weight=600 text-anchor=end 'HR (95% CI)'",
    "text 686 10 font-size=10 font-weight=600 text-anchor=end 'P'",
    "text 14 38 font-size=10.5 font-weight=600 'Before matching, univariate'",
    "text 22 59.5 font-size=10.5 'New v Usual'",
    'line 173.14 55.5 279.4 55.5 stroke=ink stroke-width=1.4',
    'rect 222.42 51.5 8 8 fill=control',
    "text 628 59.5 font-size=10 text-anchor=end '0.500 (0.250–0.996)'",
    "text 686 59.5 font-size=10 text-anchor=end '0.0499'",
    "text 22 78.5 font-size=10.5 'Age, per years'",
    'line 280.47 74.5 281.98 74.5 stroke=ink stroke-width=1.4',
    'rect 277.23 70.5 8 8 fill=control',
    "text 628 78.5 font-size=10 text-anchor=end '1.02 (1.01–1.03)'",
    "text 686 78.5 font-size=10 text-anchor=end '&lt;0.001'",
    "text 22 97.5 font-size=10.5 'Stage: II v I'",
    'line 310.88 93.5 510 93.5 stroke=ink stroke-width=1.4',
    'rect 328.99 89.5 8 8 fill=control',
    "text 628 97.5 font-size=10 text-anchor=end '2.00 (1.50–30.00)'",
    "text 686 97.5 font-size=10 text-anchor=end '0.400'",
    "text 22 116.5 font-size=10.5 'Stage: III v I'",
    "text 628 116.5 font-size=10 text-anchor=end fill=muted 'not estimable'",
    "text 14 138 font-size=10.5 font-weight=600 'After matching, multivariate'",
    "text 22 159.5 font-size=10.5 'New v Usual'",
    'line 173.14 155.5 279.4 155.5 stroke=ink stroke-width=1.4',
    'rect 222.42 151.5 8 8 fill=control',
    "text 628 159.5 font-size=10 text-anchor=end '0.500 (0.250–0.996)'",
    "text 686 159.5 font-size=10 text-anchor=end '0.0499'",
    "text 22 178.5 font-size=10.5 'Age, per years'",
    'line 280.47 174.5 281.98 174.5 stroke=ink stroke-width=1.4',
    'rect 277.23 170.5 8 8 fill=control',
    "text 628 178.5 font-size=10 text-anchor=end '1.02 (1.01–1.03)'",
    "text 686 178.5 font-size=10 text-anchor=end '&lt;0.001'",
    "text 14 297 font-size=9.5 fill=muted 'Below 1 the hazard is lower than in the level or arm compared with. P and intervals are Wald&#39;s; after matching they are robust by pair.'",
  ])
})

test('without a hazard ratio there is no forest plot', () => {
  expect(drawn('forest-os', { results: smallInput().results.filter(({ key }) => !key.startsWith('cox/')) })).toEqual([])
})
