import { expect, test } from 'vitest'
import { smallContext } from './small-report.js'
import { marksOf } from './svg-marks.js'

const drawn = (id: string, added: Parameters<typeof smallContext>[0] = {}): readonly string[] =>
  marksOf(smallContext(added).figures.find(figure => figure.id === id)?.svg ?? '')

test('a survival figure in months after matching, mark by mark', () => {
  expect(drawn('km-os-matched')).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=506 viewBox=0 0 700 506 role=img aria-label=Overall survival, matched pairs',
    'rect 0 0 700 506 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Overall survival, matched pairs'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'line 14 6 34 6 stroke=control stroke-width=2.5',
    "text 40 10 font-size=10.5 'Usual: 5 events in 6, median 8.3 months (95% CI 4.0 to n.r.)'",
    'line 14 22 34 22 stroke=treated stroke-width=2.5',
    "text 40 26 font-size=10.5 'New: 1 event in 4, median not reached (95% CI n.r. to n.r.)'",
    "text 14 42 font-size=10.5 'Hazard ratio 0.500 (95% CI 0.250 to 0.996), log-rank P = 0.050, stratified by pair P &lt; 0.001'",
    'line 66 314 672 314 stroke=faint stroke-width=1',
    "text 58 318 font-size=10 text-anchor=end '0%'",
    'line 66 249 672 249 stroke=faint stroke-width=1',
    "text 58 253 font-size=10 text-anchor=end '25%'",
    'line 66 184 672 184 stroke=faint stroke-width=1',
    "text 58 188 font-size=10 text-anchor=end '50%'",
    'line 66 119 672 119 stroke=faint stroke-width=1',
    "text 58 123 font-size=10 text-anchor=end '75%'",
    'line 66 54 672 54 stroke=faint stroke-width=1',
    "text 58 58 font-size=10 text-anchor=end '100%'",
    "text 16 184 font-size=11 text-anchor=middle transform=rotate(-90 16 184) 'Overall survival'",
    'line 66 314 672 314 stroke=ink stroke-width=1',
    'line 66 54 66 314 stroke=ink stroke-width=1',
    'line 66 314 66 319 stroke=ink stroke-width=1',
    "text 66 331 font-size=10 text-anchor=middle class=tick '0'",
    'line 167 314 167 319 stroke=ink stroke-width=1',
    "text 167 331 font-size=10 text-anchor=middle class=tick '3'",
    'line 268 314 268 319 stroke=ink stroke-width=1',
    "text 268 331 font-size=10 text-anchor=middle class=tick '6'",
    'line 369 314 369 319 stroke=ink stroke-width=1',
    "text 369 331 font-size=10 text-anchor=middle class=tick '9'",
    'line 470 314 470 319 stroke=ink stroke-width=1',
    "text 470 331 font-size=10 text-anchor=middle class=tick '12'",
    'line 571 314 571 319 stroke=ink stroke-width=1',
    "text 571 331 font-size=10 text-anchor=middle class=tick '15'",
    'line 672 314 672 319 stroke=ink stroke-width=1',
    "text 672 331 font-size=10 text-anchor=middle class=tick '18'",
    "text 369 348 font-size=11 text-anchor=middle 'Months since index date'",
    'path M200.67 54h134.66v195h-134.66z fill=control fill-opacity=0.13',
    'path M66 54h134.67v65h134.66v65 fill=none stroke=control stroke-width=2 class=curve control',
    'path M66 54h202v65 fill=none stroke=treated stroke-width=2 class=curve treated',
    'path M334.83 180h1v8h-1z fill=control class=censored',
    'line 66 184 343.75 184 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 343.75 184 343.75 314 stroke=control stroke-width=1 stroke-dasharray=4 3',
    "text 14 372 font-size=10 font-weight=600 'Number at risk'",
    "text 14 389 font-size=11 font-weight=600 fill=control 'Usual'",
    "text 66 389 font-size=10 text-anchor=middle class=risk control '6'",
    "text 167 389 font-size=10 text-anchor=middle class=risk control '4'",
    "text 268 389 font-size=10 text-anchor=middle class=risk control '2'",
    "text 369 389 font-size=10 text-anchor=middle class=risk control '0'",
    "text 470 389 font-size=10 text-anchor=middle class=risk control '0'",
    "text 571 389 font-size=10 text-anchor=middle class=risk control '0'",
    "text 672 389 font-size=10 text-anchor=middle class=risk control '0'",
    "text 14 406 font-size=11 font-weight=600 fill=treated 'New'",
    "text 66 406 font-size=10 text-anchor=middle class=risk treated '2'",
    "text 167 406 font-size=10 text-anchor=middle class=risk treated '2'",
    "text 268 406 font-size=10 text-anchor=middle class=risk treated '2'",
    "text 369 406 font-size=10 text-anchor=middle class=risk treated '0'",
    "text 470 406 font-size=10 text-anchor=middle class=risk treated '0'",
    "text 571 406 font-size=10 text-anchor=middle class=risk treated '0'",
    "text 672 406 font-size=10 text-anchor=middle class=risk treated '0'",
    "text 14 488 font-size=9.5 fill=muted 'Kaplan-Meier estimate with 95% confidence bands (log); short strokes are censored subjects. n.r.: not reached.'",
  ])
})

test('a survival figure in days with one curve', () => {
  const marks = drawn('km-healing-all')
  expect(marks.slice(2, 8)).toEqual([
    "text 14 26 font-size=14 font-weight=600 class=title 'Time to healing, all eligible subjects'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'line 14 6 34 6 stroke=control stroke-width=2.5',
    "text 40 10 font-size=10.5 'Usual: 2 events in 6, median 30 days (95% CI 20 to 40)'",
    "text 14 26 font-size=10.5 'Hazard ratio not estimable, log-rank P not estimable'",
  ])
  expect(marks.filter(mark => /path|dasharray|Days|risk/.test(mark))).toEqual([
    "text 369 332 font-size=11 text-anchor=middle 'Days since index date'",
    'path M520.5 38h75.75v32.5h75.75v195h-75.75v-32.5h-75.75z fill=control fill-opacity=0.13',
    'path M66 38h454.5v65h75.75v65h75.75v65 fill=none stroke=control stroke-width=2 class=curve control',
    'path M595.75 164h1v8h-1z fill=control class=censored',
    'line 66 168 520.5 168 stroke=muted stroke-width=1 stroke-dasharray=4 3',
    'line 520.5 168 520.5 298 stroke=control stroke-width=1 stroke-dasharray=4 3',
    "text 14 356 font-size=10 font-weight=600 'Number at risk'",
    "text 66 373 font-size=10 text-anchor=middle class=risk control '6'",
    "text 217.5 373 font-size=10 text-anchor=middle class=risk control '6'",
    "text 369 373 font-size=10 text-anchor=middle class=risk control '6'",
    "text 520.5 373 font-size=10 text-anchor=middle class=risk control '6'",
    "text 672 373 font-size=10 text-anchor=middle class=risk control '2'",
  ])
})

test('the legend of an arm whose counts and limits are not there says so', () => {
  const results = smallContext().book.results.filter(({ key }) => !/os\/control\/-\/(n|events|median-lower)$/.test(key))
  expect(drawn('km-os-all', { results }).find(mark => mark.includes("'Usual: "))).toContain(
    "'Usual: n.e. events in n.e., median 8.3 months (95% CI n.e. to n.r.)'",
  )
})
