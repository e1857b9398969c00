import { expect, test } from 'vitest'
import { smallContext, smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { marksOf } from './svg-marks.js'

const drawn = (id: string, added: Parameters<typeof smallContext>[0] = {}): readonly string[] =>
  marksOf(smallContext(added).figures.find(figure => figure.id === id)?.svg ?? '')

const name = 'a name that is as long as those that people give to the arms of their studies'

test('a survival figure with long names, close ticks and both medians', () => {
  const { os } = smallStudy().endpoints
  const study = smallStudy({
    arms: { control: { label: `Usual care with ${name}`, when: {} }, treated: { label: 'New', when: {} } },
    endpoints: { os: { ...os, label: `Overall survival, ${name}` } },
    analyses: { survival: { riskTable: Array.from({ length: 41 }, (_, index) => index / 2) } },
  })
  const results = smallInput().results.map(result => {
    if (result.key.endsWith('os/treated/-/median')) return { ...result, value: 12, notes: [] }
    return result.key.endsWith('os/control/-/n') ? { ...result, value: null } : result
  })
  const marks = drawn('km-os-all', { study, results })
  expect(marks[0]).toContain('height=585')
  expect(
    marks.filter(mark => /^(?!.*(faint|risk |ink |class=curve|fill-opacity|censored|%'))/.test(mark)).slice(1),
  ).toEqual([
    'rect 0 0 700 585 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Overall survival, a name that is as long as those that people give to the arms of their studies, all'",
    "text 14 44 font-size=14 font-weight=600 class=title 'eligible subjects'",
    "text 14 60 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 72)',
    'line 14 6 34 6 stroke=control stroke-width=2.5',
    "text 40 10 font-size=10.5 'Usual care with a name that is as long as those that people give to the arms of their studies: 5 events in n.e., median 8.3 months'",
    "text 40 26 font-size=10.5 '(95% CI 4.0 to n.r.)'",
    'line 14 38 34 38 stroke=treated stroke-width=2.5',
    "text 40 42 font-size=10.5 'New: 1 event in 4, median 12.0 months (95% CI n.r. to n.r.)'",
    "text 14 58 font-size=10.5 'Hazard ratio 0.500 (95% CI 0.250 to 0.996), log-rank P = 0.050'",
    "text 16 200 font-size=11 text-anchor=middle transform=rotate(-90 16 200) 'Survival'",
    "text 153.23 347 font-size=10 text-anchor=middle class=tick '0'",
    "text 192.14 347 font-size=10 text-anchor=middle class=tick '1.5'",
    "text 231.05 347 font-size=10 text-anchor=middle class=tick '3'",
    "text 269.96 347 font-size=10 text-anchor=middle class=tick '4.5'",
    "text 308.86 347 font-size=10 text-anchor=middle class=tick '6'",
    "text 347.77 347 font-size=10 text-anchor=middle class=tick '7.5'",
    "text 386.68 347 font-size=10 text-anchor=middle class=tick '9'",
    "text 425.59 347 font-size=10 text-anchor=middle class=tick '10.5'",
    "text 464.49 347 font-size=10 text-anchor=middle class=tick '12'",
    "text 503.4 347 font-size=10 text-anchor=middle class=tick '13.5'",
    "text 542.31 347 font-size=10 text-anchor=middle class=tick '15'",
    "text 581.22 347 font-size=10 text-anchor=middle class=tick '16.5'",
    "text 620.12 347 font-size=10 text-anchor=middle class=tick '18'",
    "text 659.03 347 font-size=10 text-anchor=middle class=tick '19.5'",
    "text 412.62 364 font-size=11 text-anchor=middle 'Months since index date'",
    'line 153.23 200 464.49 200 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 367.22 200 367.22 330 stroke=control stroke-width=1 stroke-dasharray=4 3',
    'line 464.49 200 464.49 330 stroke=treated stroke-width=1 stroke-dasharray=4 3',
    "text 14 388 font-size=10 font-weight=600 'Number at risk'",
    "text 14 405 font-size=11 font-weight=600 fill=control 'Usual care with a name'",
    "text 14 420 font-size=11 font-weight=600 fill=control 'that is as long as those'",
    "text 14 435 font-size=11 font-weight=600 fill=control 'that people give to the'",
    "text 14 450 font-size=11 font-weight=600 fill=control 'arms of their studies'",
    "text 14 467 font-size=11 font-weight=600 fill=treated 'New'",
  ])
  expect(marks.filter(mark => mark.includes('class=risk treated')).slice(0, 3)).toEqual([
    "text 153.23 467 font-size=10 text-anchor=middle class=risk treated '4'",
    "text 192.14 467 font-size=10 text-anchor=middle class=risk treated '4'",
    "text 231.05 467 font-size=10 text-anchor=middle class=risk treated '4'",
  ])
})

test('a forest plot with long names, limits off the scale and missing ones', () => {
  const study = smallStudy({
    covariates: smallStudy().covariates.map(one => ({ ...one, label: one.variable === 'stage' ? name : one.label })),
  })
  const results = smallInput()
    .results.filter(({ key }) => !/^cox\/(matched|all\/os\/multi)/.test(key))
    .map(result => {
      if (/arm.treated\/lower/.test(result.key)) return { ...result, value: 0.01 }
      return /age\/(lower|p)$/.test(result.key) ? { ...result, value: null } : result
    })
  expect(drawn('forest-os', { study, results })).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=281 viewBox=0 0 700 281 role=img aria-label=Overall survival: hazard ratios',
    'rect 0 0 700 281 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Overall survival: hazard ratios'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'line 397.23 18 397.23 150 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 284.46 150 510 150 stroke=ink stroke-width=1',
    'line 284.46 150 284.46 155 stroke=ink stroke-width=1',
    "text 284.46 167 font-size=10 text-anchor=middle '0.05'",
    'line 310.55 150 310.55 155 stroke=ink stroke-width=1',
    "text 310.55 167 font-size=10 text-anchor=middle '0.1'",
    'line 336.65 150 336.65 155 stroke=ink stroke-width=1',
    "text 336.65 167 font-size=10 text-anchor=middle '0.2'",
    'line 371.14 150 371.14 155 stroke=ink stroke-width=1',
    "text 371.14 167 font-size=10 text-anchor=middle '0.5'",
    'line 397.23 150 397.23 155 stroke=ink stroke-width=1',
    "text 397.23 167 font-size=10 text-anchor=middle '1'",
    'line 423.32 150 423.32 155 stroke=ink stroke-width=1',
    "text 423.32 167 font-size=10 text-anchor=middle '2'",
    'line 457.82 150 457.82 155 stroke=ink stroke-width=1',
    "text 457.82 167 font-size=10 text-anchor=middle '5'",
    'line 483.91 150 483.91 155 stroke=ink stroke-width=1',
    "text 483.91 167 font-size=10 text-anchor=middle '10'",
    'line 510 150 510 155 stroke=ink stroke-width=1',
    "text 510 167 font-size=10 text-anchor=middle '20'",
    "text 397.23 184 font-size=10.5 text-anchor=middle 'Hazard ratio (log scale)'",
    "text 628 10 font-size=10 font-weight=600 text-anchor=end 'HR (95% CI)'",
    "text 686 10 font-size=10 font-weight=600 text-anchor=end 'P'",
    "text 14 38 font-size=10.5 font-weight=600 'Before matching, univariate'",
    "text 22 59.5 font-size=10.5 'New v Usual'",
    'line 284.46 55.5 397.08 55.5 stroke=ink stroke-width=1.4',
    'rect 367.14 51.5 8 8 fill=control',
    "text 628 59.5 font-size=10 text-anchor=end '0.500 (0.010–0.996)'",
    "text 686 59.5 font-size=10 text-anchor=end '0.0499'",
    "text 22 78.5 font-size=10.5 'Age, per years'",
    'rect 393.98 70.5 8 8 fill=control',
    "text 628 78.5 font-size=10 text-anchor=end '1.02 (n.e.)'",
    "text 686 78.5 font-size=10 text-anchor=end 'n.e.'",
    "text 22 97.5 font-size=10.5 'a name that is as long as those that people give to'",
    "text 22 111.5 font-size=10.5 'the arms of their studies: II v I'",
    'line 412.49 100.5 510 100.5 stroke=ink stroke-width=1.4',
    'rect 419.32 96.5 8 8 fill=control',
    "text 628 104.5 font-size=10 text-anchor=end '2.00 (1.50–30.00)'",
    "text 686 104.5 font-size=10 text-anchor=end '0.400'",
    "text 22 130.5 font-size=10.5 'a name that is as long as those that people give to'",
    "text 22 144.5 font-size=10.5 'the arms of their studies: III v I'",
    "text 628 137.5 font-size=10 text-anchor=end fill=muted 'not estimable'",
    "text 14 263 font-size=9.5 fill=muted 'Below 1 the hazard is lower than in the level or arm compared with. P and intervals are Wald&#39;s; after matching they are robust by pair.'",
  ])
})

test('a love plot with a long name and covariates that have one of the two numbers', () => {
  const study = smallStudy({
    covariates: smallStudy().covariates.map(one => ({ ...one, label: one.variable === 'sex' ? name : one.label })),
  })
  const results = smallInput().results.filter(
    ({ key }) => !/^baseline\/all\/stage\/-\/two|^baseline\/matched\/age/.test(key),
  )
  expect(drawn('love-plot', { study, results }).filter(mark => /circle|end '|faint/.test(mark))).toEqual([
    'circle 22 8 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 152 8 3.6 fill=control class=after',
    'line 297.17 39 672 39 stroke=faint stroke-width=1',
    "text 287.17 43 font-size=10.5 text-anchor=end 'Age'",
    'line 297.17 57 672 57 stroke=faint stroke-width=1',
    "text 287.17 61 font-size=10.5 text-anchor=end 'Stage: I'",
    'line 297.17 75 672 75 stroke=faint stroke-width=1',
    "text 287.17 79 font-size=10.5 text-anchor=end 'Stage: II'",
    'line 297.17 93 672 93 stroke=faint stroke-width=1',
    "text 287.17 97 font-size=10.5 text-anchor=end 'Stage: III'",
    'line 297.17 117.5 672 117.5 stroke=faint stroke-width=1',
    "text 287.17 115 font-size=10.5 text-anchor=end 'a name that is as long as those that people give to the'",
    "text 287.17 128 font-size=10.5 text-anchor=end 'arms of their studies: Male'",
    'circle 564.91 39 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 431.04 57 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 364.11 57 3.6 fill=control class=after',
    'circle 341.79 75 3.6 fill=control class=after',
    'circle 364.11 93 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 330.64 93 3.6 fill=control class=after',
    'circle 654.15 117.5 4.5 fill=paper stroke=treated stroke-width=1.6 class=before',
    'circle 341.57 117.5 3.6 fill=control class=after',
  ])
})
