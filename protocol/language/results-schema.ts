import { z } from 'zod'
import { cataloguedKeyPattern } from '../results/result-key.js'
import { resultParts } from './result-keys.js'
import { reportStatuses } from '../../words/run-status.js'

const testSchema = z.union([
  z.object({ distribution: z.literal('normal'), statistic: z.number() }),
  z.object({ distribution: z.enum(['chi-square', 't']), statistic: z.number(), df: z.number().positive() }),
  z.object({ distribution: z.literal('binomial'), statistic: z.int().min(0), trials: z.int().min(1) }),
  z.object({
    distribution: z.literal('hypergeometric'),
    statistic: z.int().min(0),
    population: z.int().min(1),
    successes: z.int().min(0),
    draws: z.int().min(0),
  }),
])

/** One number of a run. */
export const resultSchema = z.object({
  key: z.string().regex(cataloguedKeyPattern, 'a result key of the catalogue: docs/results.md'),
  /** Null is not estimable or not reached: a note says which. */
  value: z.union([z.number(), z.string(), z.null()]),
  unit: z.string().optional(),
  n: z.int().min(0).optional(),
  events: z.int().min(0).optional(),
  method: z.string().min(1),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
  /** Beside a P: the statistic that it follows from, which jstat was asked about too. */
  test: testSchema.optional(),
})

const curveSchema = z.object({
  key: z.string().regex(/^survival\/(all|matched)\/[a-z0-9.-]+\/[a-z0-9.-]+$/),
  unit: z.enum(['days', 'months']),
  times: z.array(z.number().min(0)),
  survival: z.array(z.number().min(0).max(1)),
  lower: z.array(z.number().nullable()),
  upper: z.array(z.number().nullable()),
  atRisk: z.array(z.int().min(0)),
  events: z.array(z.int().min(0)),
  censored: z.array(z.int().min(0)),
})

/** The whole of `results.json`. */
export const resultsSchema = z
  .object({
    run: z.string().min(1),
    study: z.string().min(1),
    status: z.enum(reportStatuses),
    results: z.array(resultSchema),
    /** Kaplan-Meier curves as drawn. */
    curves: z.array(curveSchema).optional(),
  })
  .describe(`Results of a run by their lasting keys; the parts are ${resultParts.join(', ')}.`)

/** `results.json` as read. */
export type ResultsDocument = z.infer<typeof resultsSchema>
