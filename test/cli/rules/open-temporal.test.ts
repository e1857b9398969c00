import { expect, test } from 'vitest'
import { checkOpenTemporal } from '../../../cli/open-temporal.js'
import { TemporalOpen } from '../../../cli/command-errors.js'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { operationsSchema } from '../../../protocol/language/operations.js'

const { study } = await loadStudy('studies/ncctg-lung')
const clinical = { ...study, data: 'clinical' as const }
const silent = operationsSchema.parse({})
const accepted = operationsSchema.parse({ accepted: { openTemporal: { by: 'Dr Li', because: 'one account only' } } })

const told = (asked: Parameters<typeof checkOpenTemporal>[0], open: boolean): readonly string[] => {
  const lines: string[] = []
  checkOpenTemporal(asked, { open }, line => lines.push(line))
  return lines
}

test('a server with certificates needs no word', () => {
  expect(told({ study: clinical, operations: silent }, false)).toEqual([])
})

test('K1, K2: what other accounts could do with a server without them is said, and by whom it was accepted', () => {
  expect(told({ study, operations: silent }, true)).toEqual([
    expect.stringMatching(/^note: other accounts of this machine .* see ids of studies and runs and end runs; /),
  ])
  expect(told({ study: clinical, operations: accepted }, true)).toEqual([expect.stringMatching(/; accepted by Dr Li$/)])
})

test('K1, K2: a clinical study does not run there until somebody accepts it by name, and is told what to install', () => {
  const run = () => told({ study: clinical, operations: silent }, true)
  expect(run).toThrow(TemporalOpen)
  expect(run).toThrow(/install Go 1\.26 or newer .* cohortium services build .* or set TEMPORAL_ADDRESS/)
  expect(run).toThrow(/accepted: \{ openTemporal: \{ by: your name, because: the reason \} \}$/)
})
