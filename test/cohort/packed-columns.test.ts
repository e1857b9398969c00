import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { narrowed } from '../../cohort/output/narrow.js'
import { lineagePacker, placesAt } from '../../cohort/output/packed-lineage.js'
import { fileRanks, lineageWriter } from '../../cohort/range/lineage.js'
import { retold, told } from '../../words/told.js'

const files = ['a', 'b', 'c'].map(name => ({
  site: 'north',
  fileId: 'e',
  file: retold(`${name}.csv`),
  sheet: told`-`,
}))

const lineageOf = (subjects: readonly (readonly (readonly [file: number, row: number])[])[]) => {
  const writer = lineageWriter(subjects.length, fileRanks(files))
  for (const places of subjects) {
    for (const [file, row] of places) writer.add(file, row)
    writer.next()
  }
  return writer.finish()
}

describe('numbers in the narrowest column', () => {
  test.each([
    [[0, 255], Uint8Array],
    [[0, 256], Int16Array],
    [[-1, 32_767], Int16Array],
    [[-32_769, 0], Int32Array],
    [[0, 32_768], Int32Array],
    [[0, 2 ** 31], Float64Array],
    [[-(2 ** 31) - 1], Float64Array],
    [[0.5], Float64Array],
    [[-0], Float64Array],
    [[Number.NaN], Float64Array],
  ] as const)('%j', (numbers, kind) => expect(narrowed(Float64Array.from(numbers))).toBeInstanceOf(kind))

  test('are the same numbers', () => {
    fc.assert(
      fc.property(fc.float64Array(), fc.int32Array(), (doubles, integers) => {
        expect([...narrowed(doubles)]).toEqual([...doubles])
        expect([...narrowed(integers)]).toEqual([...integers])
      }),
    )
  })
})

describe('the rows that an item rests on', () => {
  const anyPlaces = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 70_000 })), { maxLength: 4 })

  test('are the same when they are packed, each once and in the order of files and rows', () => {
    fc.assert(
      fc.property(fc.array(anyPlaces, { maxLength: 6 }), subjects => {
        const packed = lineagePacker()(lineageOf(subjects))
        subjects.forEach((places, subject) => {
          const sorted = [...places].sort(([file, row], [other, otherRow]) => file - other || row - otherRow)
          const distinct = sorted.filter(
            ([file, row], at) => file !== sorted[at - 1]?.[0] || row !== sorted[at - 1]?.[1],
          )
          expect(placesAt(packed, files, subject)).toEqual(distinct.map(([file, row]) => ({ ...files[file], row })))
        })
      }),
    )
  })

  test('are kept once for items that rest on the same', () => {
    const pack = lineagePacker()
    const [one, other] = [pack(lineageOf([[[0, 2]], []])), pack(lineageOf([[], [[0, 2]]]))]
    expect(pack(lineageOf([[[0, 2]], []]))).toBe(one)
    expect(other).not.toBe(one)
    expect(placesAt(other, files, 0)).toEqual([])
  })
})
