import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTexts, subjectOfText, type TextColumn, textPacker } from '../../analysis/sets/text-column.js'

const packAll = (lists: readonly (readonly string[])[]): TextColumn => {
  const packer = textPacker()
  for (const list of lists) packer.add(list)
  return packer.finish()
}

const lists = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }), { maxLength: 5 })

test('packed texts are the texts, list after list, in any script', () => {
  fc.assert(
    fc.property(lists, given => {
      const texts = packAll(given)
      expect(Array.from({ length: texts.length }, (_, subject) => texts.at(subject))).toEqual(given.flat())
    }),
  )
})

test('more texts than there was room for at first, the last of them beyond Latin', () => {
  const given = [...Array.from({ length: 9_000 }, (_, n) => `S${String(n)}`), '病 1']
  const texts = packTexts(given)
  expect([texts.at(0), texts.at(8_999), texts.at(9_000)]).toEqual(['S0', 'S8999', '病 1'])
})

test('a subject is found by its text', () => {
  const texts = packAll([['a'], ['b', '']])
  expect(['a', 'b', '', 'c'].map(text => subjectOfText(texts, text))).toEqual([0, 1, 2, -1])
})
