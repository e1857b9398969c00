import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NetworkNodes } from '../../statistics/tables/network-nodes.js'
import { NetworkPaths } from '../../statistics/tables/network-paths.js'
import { relativeDistance } from './support/closeness.js'

// Paths of few different probabilities, so that many meet; more than the first table of 1,024 slots has room for.
const paths = fc.array(
  fc.record({
    node: fc.integer({ min: 0, max: 4 }),
    step: fc.integer({ min: 1, max: 400 }),
    size: fc.double({ min: 0.5, max: 2, noNaN: true }),
  }),
  { maxLength: 1500 },
)

describe('the paths of a network', () => {
  test('are the plain groups by node and probability, ascending', () => {
    fc.assert(
      fc.property(paths, own => {
        const found = new NetworkPaths()
        const groups = new Map<string, { node: number; logPast: number; probability: number }>()
        for (const { node, step, size } of own) {
          const logPast = -0.37 * step
          found.add(node, logPast, size)
          const known = groups.get(`${node} ${step}`)
          if (known === undefined) groups.set(`${node} ${step}`, { node, logPast, probability: size })
          else known.probability += size
        }
        const expected = [...groups.values()].sort((a, b) => a.node - b.node || a.logPast - b.logPast)
        const { start, logPast, probability } = found.sorted(5)
        expect(found.size).toBe(expected.length)
        expect([...logPast]).toEqual(expected.map(path => path.logPast))
        expected.forEach((path, k) => {
          expect(relativeDistance(probability[k]!, path.probability)).toBeLessThan(1e-12)
          expect(k >= start[path.node]! && k < start[path.node + 1]!).toBe(true)
        })
      }),
      { numRuns: 50 },
    )
  })

  test('equally likely ones merge though their logarithms differ by rounding', () => {
    const found = new NetworkPaths()
    found.add(0, -1, 0.25)
    found.add(0, -1 - 2 ** -52, 0.5)
    found.add(1, -1, 0.125)
    expect(found.size).toBe(2)
    expect([...found.sorted(2).probability]).toEqual([0.75, 0.125])
  })
})

describe('the nodes of a network', () => {
  test('have the place of the first with the same counts, however many there are', () => {
    const counts = fc.tuple(
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 9 }),
    )
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 800 }), own => {
        // Of ascending counts the last one follows from the others, so it has no part in a node's number.
        const nodes = new NetworkNodes(Float64Array.of(1, 20, 400, 0), null)
        const seen: string[] = []
        for (const count of own) {
          const key = count.join()
          if (!seen.includes(key)) seen.push(key)
          const place = nodes.place(Int32Array.of(...count, 5))
          expect(place).toBe(seen.indexOf(key))
          expect([...nodes.left.subarray(4 * place, 4 * place + 4)]).toEqual([...count, 5])
        }
        expect(nodes.size).toBe(seen.length)
      }),
      { numRuns: 50 },
    )
  })
})
