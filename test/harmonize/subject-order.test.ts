import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subjectOrder } from '../../harmonize/columns/subject-order.js'
import type { RowRuns } from '../../harmonize/row-runs.js'

const subjects = 7

/** Runs of rows of one subject, of which the next run may be too. */
const runs = fc.array(fc.record({ subject: fc.nat(subjects - 1), rows: fc.integer({ min: 1, max: 5 }) }), {
  maxLength: 30,
})

test('rows of subjects stand in one order, whether subjects are listed row by row or as runs', () => {
  fc.assert(
    fc.property(runs, fc.nat(150), fc.nat(150), (drawn, one, other) => {
      const listed = Int32Array.from(drawn.flatMap(({ subject, rows }) => new Array<number>(rows).fill(subject)))
      const starts = Int32Array.from(drawn, (_, run) => drawn.slice(0, run).reduce((sum, { rows }) => sum + rows, 0))
      const firsts = Int32Array.from(drawn, ({ subject }) => subject)
      const asRuns: RowRuns = { starts, firsts, at: place => listed[place]! }
      const count = listed.length
      const [from = 0, to = 0] = [Math.min(one, count), Math.min(other, count)].sort((a, b) => a - b)
      const [plain, found] = [subjectOrder(listed, count, subjects), subjectOrder(asRuns, count, subjects)]
      expect(found.starts).toEqual(plain.starts)
      expect([...found.rows(0, count)]).toEqual([...plain.rows(0, count)])
      expect([...found.rows(from, to)]).toEqual([...plain.rows(from, to)])
      const sorted = [...listed.keys()].sort((a, b) => listed[a]! - listed[b]! || a - b)
      expect([...plain.rows(0, count)]).toEqual(sorted)
    }),
  )
})
