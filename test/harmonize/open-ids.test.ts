import { expect, test } from 'vitest'
import type { Cell } from '../../sources/source-record.js'
import { readSubjectId } from '../../harmonize/door/ids/subject-id.js'

const text = (written: string): Cell => ({ kind: 'text', text: written })

test.each(['0', '12345', '123456789'])('among open ids that number subjects %s is one of them', id => {
  expect(readSubjectId(text(id), { open: true })).toMatchObject({ id })
  expect(readSubjectId(text(id))).toMatchObject({ fault: 'test-id' })
})

test.each(['TEST01', 'Total'])('%s is no subject among open ids either', id => {
  expect(readSubjectId(text(id), { open: true })).toHaveProperty('fault')
})
