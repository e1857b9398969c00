import { expect, test } from 'vitest'
import { zoneInWords } from '../../harmonize/read/zone-words.js'

test.each([
  ['Z', 'Z'],
  ['UTC', 'UTC'],
  ['CEST', 'CEST'],
  ['+08:00', '+08:00'],
  ['+0800', '+08:00'],
  ['-03:30', '-03:30'],
  ['UTC+08:00', 'UTC+08:00'],
  ['GMT-0500', 'GMT-05:00'],
])('the zone %s is named as %s', (zone, words) => {
  expect(zoneInWords(zone)).toBe(words)
})

test.each(['KURT', 'GERT', 'BIRT', 'XYT'])('K3: letters that are a name as well are named by nothing: %s', name => {
  expect(zoneInWords(name)).toBe('an unknown one')
})
