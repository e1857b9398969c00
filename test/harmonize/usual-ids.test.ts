import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idColumn } from '../../harmonize/door/ids/id-column.js'
import { foldedId, idWriting } from '../../harmonize/door/ids/id-writing.js'
import { readLinkId, readSubjectId } from '../../harmonize/door/ids/subject-id.js'
import { isUsualId } from '../../harmonize/door/ids/usual-id.js'
import type { Cell } from '../../sources/source-record.js'

describe('usual ids, which no pattern is asked about', () => {
  const cellOf = (text: string): Cell => ({ kind: 'text', text })
  const near = fc.stringMatching(/^[A-Z]{0,4}[0-9]{0,16}[A-Z.ä-]{0,1}$/)

  test('are their own writings and are read as they stand, alone and among any others', () => {
    const column = fc.array(fc.oneof(near, fc.string({ unit: 'binary' })), { maxLength: 8 })
    const usual = near.filter(isUsualId)
    fc.assert(
      fc.property(usual, column, fc.boolean(), (text, others, open) => {
        const own = idColumn([text, ...others].map(cellOf))
        expect([idWriting(text), foldedId(text), text.toUpperCase()]).toEqual([text, text, text])
        expect(readSubjectId(cellOf(text))).toEqual({ id: text })
        expect(readSubjectId(cellOf(text), { column: own, open })).toEqual({ id: text })
        expect(readLinkId(cellOf(text), { column: own, open })).toEqual({ id: text })
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ...['1235', '0012', 'A0000', 'P12345', 'ABC00012345678'].map(text => [text, true] as const),
    ...['1234', '12345', '123456789', '0000', '00000', '123', 'AB12', 'ABCD1234', 'a1234'].map(
      text => [text, false] as const,
    ),
    ...['123456789012345', 'A1234B', '1234.0', '１２３４', '', 'ABC'].map(text => [text, false] as const),
  ])('%s is usual: %s', (text, usual) => {
    expect(isUsualId(text)).toBe(usual)
  })
})
