import { expect, test } from 'vitest'
import type { DomainColumns, FieldColumn } from '../../cohort/input/subject-range.js'
import { candidatesOfCode } from '../../cohort/range/candidate-rows.js'
import { rowsByCode } from '../../cohort/range/rows-by-code.js'
import { rowStatus } from '../../protocol/schema/row-status.js'

const treatment: FieldColumn = {
  status: Uint8Array.of(rowStatus.value, rowStatus.value),
  codes: Int32Array.of(0, 0),
  texts: ['a'],
  ...{ numbers: null, relations: null, units: null, unitTexts: [] },
  ...{ days: null, times: null, precision: null, imputed: null },
}
const exposure: DomainColumns = {
  count: 2,
  starts: Int32Array.of(0, 1, 2),
  file: Int32Array.of(0, 0),
  row: Int32Array.of(2, 3),
  fields: { treatment },
  repeated: null,
  numbers: null,
}

test('the rows of one code are taken as they are sorted', () => {
  const found = candidatesOfCode(exposure, { treatment: { is: 'a' } }, rowsByCode)
  expect([...(found?.rows ?? [])]).toEqual([0, 1])
})

test('rows of a code of which a bound tells nothing are judged with what nobody of their site had', () => {
  expect(candidatesOfCode(exposure, { treatment: { below: -1 } }, rowsByCode)).toBeNull()
})
