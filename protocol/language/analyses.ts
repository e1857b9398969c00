import { z } from 'zod'
import { idSchema } from './ids.js'

/** Propensity-score matching: R's MatchIt `nearest` in words. */
export const matchingSchema = z.strictObject({
  distance: z.enum(['probability', 'linear predictor']).default('probability'),
  covariates: z.union([z.literal('all'), z.array(idSchema).min(1)]).default('all'),
  method: z.enum(['nearest']).default('nearest'),
  order: z.enum(['largest first', 'smallest first', 'subject order']).default('largest first'),
  ratio: z.int().min(1).default(1),
  /**
   * A width in standard deviations of the distance (`0.2 SD`), on the distance's own scale (`0.05 raw`), or `none`. The
   * distance is the probability unless `linear predictor` is chosen: Austin's 0.2 SD is of that, the logit.
   */
  caliper: z
    .string()
    .regex(/^(none|\d*\.?\d+ (SD|raw))$/, 'a caliper such as 0.2 SD, 0.05 raw, or none')
    .default('0.2 SD'),
  replacement: z.boolean().default(false),
  /**
   * Both are MatchIt 4.7.2's rule for equal distances over subjects in an order: `index date then covariates then subject
   * key` depends on nothing else; `matchit` goes by ids where all of them are open, and else by the same.
   */
  ties: z
    .enum(['index date then covariates then subject key', 'matchit'])
    .default('index date then covariates then subject key'),
})

/** Matching as resolved. */
export type Matching = z.infer<typeof matchingSchema>

/** The variant of each method; every default is written out in the resolved study. */
export const analysesSchema = z.strictObject({
  proportions: z
    .strictObject({
      test: z
        .enum(['pearson unless expected below 5 then fisher', 'pearson', 'fisher'])
        .default('pearson unless expected below 5 then fisher'),
      continuity: z.enum(['none', 'yates']).default('none'),
    })
    .prefault({}),
  continuous: z.strictObject({ test: z.enum(['student', 'welch', 'mann-whitney']).default('student') }).prefault({}),
  survival: z
    .strictObject({
      test: z.enum(['log-rank']).default('log-rank'),
      band: z.enum(['log', 'log-log', 'plain']).default('log'),
      /** Times in each endpoint's own unit; 6, 12, 18 and 24 months, in that unit, when absent. */
      landmarks: z.array(z.number().positive()).optional(),
      /** Ticks of the risk table; made from the follow-up when absent. */
      riskTable: z.array(z.number().min(0)).optional(),
    })
    .prefault({}),
  cox: z
    .strictObject({
      ties: z.enum(['efron', 'breslow']).default('efron'),
      /**
       * Which terms stand beside the arm in the multivariate model: those with a univariate likelihood-ratio P (all
       * levels together) below a bound in all subjects, all, or a list.
       */
      multivariate: z
        .union([
          z.strictObject({ 'univariate P below': z.number().positive().max(1) }),
          z.literal('all covariates'),
          z.array(idSchema),
        ])
        .default({ 'univariate P below': 0.1 }),
      /** Standard errors after matching: robust by matched pair, with the naive ones next to them. */
      matched: z.enum(['robust by pair']).default('robust by pair'),
    })
    .prefault({}),
})

/** Analyses as resolved. */
export type Analyses = z.infer<typeof analysesSchema>
