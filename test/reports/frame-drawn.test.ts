import { expect, test } from 'vitest'
import { frameFigure } from '../../reports/figures/frame.js'
import { textAt } from '../../reports/figures/svg.js'
import { marksOf } from './svg-marks.js'
import { retold, told } from '../../words/told.js'

const name = 'a name that is as long as those that people give to the arms of their studies'
const body = { height: 100.2, marks: textAt(1, 2, 'body') }

test('a figure with long title, banner and foot', () => {
  const banner = { data: told`PUBLIC DATA`, provisional: retold(`PROVISIONAL. ${name} ${name}`) }
  const figure = frameFigure('an-id', `A title ${name} ${name}`, banner, body, [`A foot ${name} ${name}`, 'Another'])
  expect(marksOf(figure.svg)).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=262 viewBox=0 0 700 262 role=img aria-label=A title a name that is as long as those that people give to the arms of their studies a name that is as long as those that people give to the arms of their studies',
    'rect 0 0 700 262 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'A title a name that is as long as those that people give to the arms of their studies a name that is as'",
    "text 14 44 font-size=14 font-weight=600 class=title 'long as those that people give to the arms of their studies'",
    "text 14 60 font-size=10 font-weight=600 class=banner fill=muted 'PUBLIC DATA'",
    "text 14 74 font-size=10 font-weight=600 class=banner fill=alarm 'PROVISIONAL. a name that is as long as those that people give to the arms of their studies a name that is as long as those that people give'",
    "text 14 88 font-size=10 font-weight=600 class=banner fill=alarm 'to the arms of their studies'",
    'g transform=translate(0 100)',
    "text 1 2 font-size=11 'body'",
    "text 14 217.2 font-size=9.5 fill=muted 'A foot a name that is as long as those that people give to the arms of their studies a name that is as long as those that people give to the arms of their'",
    "text 14 230.2 font-size=9.5 fill=muted 'studies'",
    "text 14 243.2 font-size=9.5 fill=muted 'Another'",
  ])
})

test('a figure without a foot, and what it says of itself', () => {
  const figure = frameFigure('an-id', 'A title', { data: told`PUBLIC DATA`, provisional: null }, body)
  expect(marksOf(figure.svg)).toEqual([
    'svg xmlns=http://www.w3.org/2000/svg width=700 height=169 viewBox=0 0 700 169 role=img aria-label=A title',
    'rect 0 0 700 169 fill=paper',
    "text 14 26 font-size=14 font-weight=600 class=title 'A title'",
    "text 14 42 font-size=10 font-weight=600 class=banner fill=muted 'PUBLIC DATA'",
    'g transform=translate(0 54)',
    "text 1 2 font-size=11 'body'",
  ])
  expect(figure).toMatchObject({ id: 'an-id', title: 'A title', width: 700, height: 169 })
  expect(figure.svg.endsWith('</svg>\n')).toBe(true)
})
