import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyedHash } from '../../harmonize/door/ids/keyed-hash.js'
import { orderedTexts } from '../../harmonize/door/ordered-texts.js'

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 50, maxLength: 300 }))

test('the keyed hash of an id is the HMAC-SHA256 of its scope and itself', () => {
  fc.assert(
    fc.property(texts, texts, fc.array(texts, { minLength: 1, maxLength: 5 }), (secret, scope, ids) => {
      const hash = keyedHash(secret, 'study', scope)
      const expected = (id: string) =>
        createHmac('sha256', secret).update(`study|${scope}|${id}`).digest('hex').slice(0, 32)
      expect(ids.map(hash)).toEqual(ids.map(expected))
    }),
  )
})

test('texts are ordered by their signs, whatever they share', () => {
  const unit = fc.constantFrom('a', 'b', '0', '1', 'é', 'ÿ', 'Ā', '汉', '\u0000')
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), fc.uniqueArray(fc.string({ unit, maxLength: 14 })), (shared, ends) => {
      const all = ends.map(end => shared + end)
      expect(Array.from(orderedTexts(all), at => all[at])).toEqual([...all].sort())
    }),
  )
})
