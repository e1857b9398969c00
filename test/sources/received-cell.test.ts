import { expect, test } from 'vitest'
import { faultyCell, textCell } from '../../sources/received-cell.js'
import { told } from '../../words/told.js'

test.each([
  ['', { kind: 'empty' }],
  ['  \t\n', { kind: 'empty' }],
  ['\u3000\u00a0', { kind: 'empty' }],
  [' a ', { kind: 'text', text: ' a ' }],
  ['白蛋白', { kind: 'text', text: '白蛋白' }],
  ['x'.repeat(32_767), { kind: 'text', text: 'x'.repeat(32_767) }],
  ['x'.repeat(32_768), { kind: 'error', text: 'longer than 32767 characters' }],
  ['a\u0007', { kind: 'error', text: 'spoilt characters' }],
])('the received text %j', (text, cell) => {
  expect(textCell(text)).toEqual(cell)
})

test('a cell that cannot be used has the reason as its text', () => {
  expect(faultyCell(told`#REF!`)).toEqual({ kind: 'error', text: '#REF!' })
})
