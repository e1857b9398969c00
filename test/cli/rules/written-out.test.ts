import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { writtenOut } from '../../../cli/written-out.js'

/** A reader that takes one piece at a time, and its time for each. */
const slowReader = () => {
  const taken: string[] = []
  const stream = new Writable({
    highWaterMark: 1,
    write: (piece: Buffer, _, done) => {
      setTimeout(() => {
        taken.push(piece.toString())
        done()
      }, 5)
    },
  })
  return { stream, taken }
}

test('all that was written has reached a slow reader', async () => {
  const { stream, taken } = slowReader()
  for (const piece of ['a', 'b', 'c', 'd']) stream.write(piece)
  await writtenOut(stream)
  expect(taken.join('')).toBe('abcd')
})

test('a reader that has gone is not waited for, before or while it is written to', async () => {
  const gone = slowReader()
  gone.stream.destroy()
  await writtenOut(gone.stream)
  const going = slowReader()
  going.stream.on('error', () => undefined)
  going.stream.write('a')
  const written = writtenOut(going.stream)
  going.stream.destroy(new Error('EPIPE'))
  await written
  expect(gone.taken).toEqual([])
})
