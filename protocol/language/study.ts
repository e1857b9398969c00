import { z } from 'zod'
import { analysesSchema, matchingSchema } from './analyses.js'
import { conditionSchema, fieldConditionsSchema } from './conditions.js'
import { covariateSchema } from './covariates.js'
import { eligibilitySchema } from './eligibility.js'
import { endpointSchema } from './endpoints.js'
import { idSchema, labelSchema } from './ids.js'
import { packsSchema } from './packs.js'
import { rulesSchema } from './rules.js'
import { responseSchema, safetySchema, subsequentSchema } from './summaries.js'
import { testSchema } from '../schema/laboratory-tests.js'
import { domainSchema, variableSchema } from './variables.js'

const armSchema = z.strictObject({ label: labelSchema, when: conditionSchema })

/** The index date: the first (or last) day of the rows selected, or day 0 in a study of day offsets. */
export const indexSchema = z.union([
  z.literal('day 0'),
  z.strictObject({
    from: domainSchema,
    where: fieldConditionsSchema.optional(),
    date: z.string().default('date'),
    pick: z.enum(['first', 'last']).default('first'),
  }),
])

const settleSchema = z.string().regex(/^\d{1,3} ?s$/, 'a time in seconds such as 60 s')

/** One study: everything that the product needs to know of it, as data. */
export const studySchema = z.strictObject({
  study: idSchema,
  title: labelSchema,
  /** Printed on every sheet, figure and mail. */
  data: z.enum(['synthetic', 'public', 'clinical']),
  /** Where the data or the publication come from, as printed on the cover. */
  source: labelSchema.optional(),
  timeZone: z.string().default('UTC'),
  /** Calendar dates, or days since each subject's index (then there is no data cut). */
  time: z.enum(['dates', 'day offsets']).default('dates'),
  /** The data cut at which published numbers are compared; a study of day offsets compares always. */
  publicationCut: z.iso.date().optional(),
  sites: z.array(idSchema).min(1),
  /** The folder of exports, one folder per site in it, relative to the study's folder; `--exports` overrides it. */
  exports: z.string().default('exports'),
  /** How long a file has to be unchanged before it is read: in a run by hand, and at night; `0 s` reads it at once. */
  settle: z.strictObject({ byHand: settleSchema.default('3 s'), night: settleSchema.default('60 s') }).prefault({}),
  /** The packs of received words whose lists the mappings of its sites may take. */
  packs: packsSchema.optional(),
  index: indexSchema,
  /** Tests of this study in addition to the built-in ones: standard unit, conversions, plausible range. */
  tests: z.record(idSchema, testSchema).default({}),
  /**
   * A column is not believed where more than this share of its filled cells cannot be used: the file is refused, or the
   * column left out.
   */
  unusable: z
    .strictObject({ share: z.string().regex(/^(100|\d{1,2}(\.\d+)?) ?%$/, 'a share such as 20 %') })
    .default({ share: '20 %' }),
  variables: z.record(idSchema, variableSchema),
  eligibility: eligibilitySchema,
  arms: z.strictObject({ control: armSchema, treated: armSchema }),
  covariates: z.array(covariateSchema).default([]),
  endpoints: z.record(idSchema, endpointSchema).default({}),
  /** The study's own rules about what does not fit together, the built-in ones that it does without, and how grave each is. */
  rules: rulesSchema.prefault({}),
  response: responseSchema.optional(),
  safety: safetySchema.optional(),
  subsequent: subsequentSchema.optional(),
  matching: matchingSchema.optional(),
  analyses: analysesSchema.prefault({}),
  report: z
    .strictObject({
      languages: z
        .array(z.enum(['en', 'zh']))
        .min(1)
        .default(['en']),
    })
    .prefault({}),
  mail: z
    .array(
      z.strictObject({
        to: z.email(),
        name: z.string().optional(),
        when: z.enum(['always', 'changed']).default('always'),
      }),
    )
    .default([]),
  /** A file of printed numbers by result key, relative to the study's folder. */
  published: z.string().optional(),
})

/** A study as resolved, defaults filled in. */
export type Study = z.infer<typeof studySchema>
