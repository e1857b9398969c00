import { expect, test } from 'vitest'
import { smallContext, smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { marksOf } from './svg-marks.js'

const drawn = (id: string, added: Parameters<typeof smallContext>[0] = {}): readonly string[] =>
  marksOf(smallContext(added).figures.find(figure => figure.id === id)?.svg ?? '')

test('the flow diagram, mark by mark', () => {
  expect(drawn('flow')).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=422 viewBox=0 0 700 422 role=img aria-label=Flow of subjects',
    'rect 0 0 700 422 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'Flow of subjects'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'SYNTHETIC DATA: invented subjects, no real person'",
    'g transform=translate(0 54)',
    'line 177 46 177 182 stroke=line stroke-width=1.4',
    'line 177 90.5 346 90.5 stroke=line stroke-width=1.4',
    'path M339,86.5L346,90.5L339,94.5 fill=none stroke=line stroke-width=1.4',
    'line 177 148.5 346 148.5 stroke=line stroke-width=1.4',
    'path M339,144.5L346,148.5L339,152.5 fill=none stroke=line stroke-width=1.4',
    'line 177 170 177 182 stroke=line stroke-width=1.4',
    'path M173,175L177,182L181,175 fill=none stroke=line stroke-width=1.4',
    'line 177 213 177 229 stroke=line stroke-width=1.4',
    'line 177 229 523 229 stroke=line stroke-width=1.4',
    'line 177 229 177 247 stroke=line stroke-width=1.4',
    'path M173,240L177,247L181,240 fill=none stroke=line stroke-width=1.4',
    'line 523 229 523 247 stroke=line stroke-width=1.4',
    'path M519,240L523,247L527,240 fill=none stroke=line stroke-width=1.4',
    'line 177 278 177 304 stroke=line stroke-width=1.4',
    'path M173,297L177,304L181,297 fill=none stroke=line stroke-width=1.4',
    'line 523 278 523 304 stroke=line stroke-width=1.4',
    'path M519,297L523,304L527,297 fill=none stroke=line stroke-width=1.4',
    'rect 27 0 300 46 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 36 19 font-size=10.5 font-weight=600 'Assessed: 14'",
    "text 36 34 font-size=10.5 'North Hospital 8, South Hospital 6'",
    'rect 346 60 340 61 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 355 79 font-size=10.5 font-weight=600 'Taken away, by first reason: 3'",
    "text 355 94 font-size=10.5 '• No index date: held until the site answers: 1'",
    "text 355 109 font-size=10.5 '• Not met: Adult: 2'",
    'rect 346 133 340 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 355 152 font-size=10.5 font-weight=600 'Held until the site answers: 1'",
    'rect 27 182 300 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 36 201 font-size=10.5 font-weight=600 'Eligible: 10'",
    'rect 14 247 326 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 23 266 font-size=10.5 font-weight=600 'Usual: 6'",
    'rect 360 247 326 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 369 266 font-size=10.5 font-weight=600 'New: 4'",
    'rect 14 304 326 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 23 323 font-size=10.5 font-weight=600 'Usual, matched: 3'",
    'rect 360 304 326 46 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 369 323 font-size=10.5 font-weight=600 'New, matched: 3'",
    "text 369 338 font-size=10.5 'without a partner within the caliper: 1'",
  ])
})

test('the flow of a study without sites, held subjects, matching and a number of controls', () => {
  const input = smallInput()
  const name = 'a name that is as long as those that people give to the arms of their studies'
  const study = smallStudy({
    eligibility: { exclude: [{ id: 'ill', label: `${name} ${name}`, when: {}, cannotTell: 'include' }] },
  })
  const attrition = input.attrition
    .slice(1)
    .map(step => (step.criterion === 'adult' ? { ...step, criterion: 'ill' } : step))
  const results = input.results
    .filter(({ key }) => !/held-later|matching|south|north|eligible.control/.test(key))
    .map(result => (result.key === 'flow/-/no-index-date/-/-/held' ? { ...result, value: 0 } : result))
  expect(drawn('flow', { sites: [], study, attrition, results }).slice(5)).toEqual([
    'line 177 31 177 139 stroke=line stroke-width=1.4',
    'line 177 83 346 83 stroke=line stroke-width=1.4',
    'path M339,79L346,83L339,87 fill=none stroke=line stroke-width=1.4',
    'line 177 127 177 139 stroke=line stroke-width=1.4',
    'path M173,132L177,139L181,132 fill=none stroke=line stroke-width=1.4',
    'line 177 170 177 186 stroke=line stroke-width=1.4',
    'line 177 186 523 186 stroke=line stroke-width=1.4',
    'line 177 186 177 204 stroke=line stroke-width=1.4',
    'path M173,197L177,204L181,197 fill=none stroke=line stroke-width=1.4',
    'line 523 186 523 204 stroke=line stroke-width=1.4',
    'path M519,197L523,204L527,197 fill=none stroke=line stroke-width=1.4',
    'rect 27 0 300 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 36 19 font-size=10.5 font-weight=600 'Assessed: 14'",
    'rect 346 45 340 76 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 355 64 font-size=10.5 font-weight=600 'Excluded, by first reason: 2'",
    "text 355 79 font-size=10.5 '• a name that is as long as those that people give to the arms'",
    "text 364 94 font-size=10.5 'of their studies a name that is as long as those that people'",
    "text 364 109 font-size=10.5 'give to the arms of their studies: 2'",
    'rect 27 139 300 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 36 158 font-size=10.5 font-weight=600 'Eligible: 10'",
    'rect 14 204 326 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 23 223 font-size=10.5 font-weight=600 'Usual: n.e.'",
    'rect 360 204 326 31 rx=3 fill=paper stroke=line stroke-width=1.2',
    "text 369 223 font-size=10.5 font-weight=600 'New: 4'",
  ])
})

test('matched arms whose unmatched are not counted have no line of them', () => {
  const results = smallInput().results.filter(({ key }) => !key.endsWith('treated-unmatched'))
  expect(drawn('flow', { results }).at(-1)).toBe("text 369 323 font-size=10.5 font-weight=600 'New, matched: 3'")
})

test('the first line of a box has its whole width, the reasons below it are set in', () => {
  const study = smallStudy({
    arms: { control: { label: '0'.repeat(42), when: {} }, treated: { label: '0'.repeat(43), when: {} } },
  })
  const boxes = drawn('flow', { study }).filter(mark => /^rect (14|360) 247/.test(mark))
  expect(boxes.map(mark => mark.split(' ').slice(0, 5).join(' '))).toEqual([
    'rect 14 247 326 31',
    'rect 360 247 326 46',
  ])
})
