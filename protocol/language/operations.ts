import { z } from 'zod'
import { idSchema } from './ids.js'
import type { Study } from './study.js'

const wantsMail = {
  to: z.email(),
  name: z.string().optional(),
  when: z.enum(['always', 'changed']).default('always'),
}

/** A length of time in days. */
const daysSchema = z.string().regex(/^[1-9]\d{0,3} days?$/, 'a number of days such as 7 days')

const waiverSchema = z.strictObject({
  site: idSchema,
  /** The rule of the findings that are waived, as the report names it; without it the site's old data are. */
  rule: idSchema.optional(),
  /** The file, by its id in the site's mapping, and the column, by its header; without them all of the site. */
  file: idSchema.optional(),
  column: z.string().min(1).optional(),
  /** So many rows, cells or subjects at most: more of them are looked at again. */
  atMost: z.int().min(1).optional(),
  until: z.iso.date('a day such as 2024-12-31'),
  by: z.string().min(1),
  because: z.string().min(1),
})

/** Who runs a study and how: recipients, nights, who gets mail about trouble, what is kept. It decides no number. */
export const operationsSchema = z.strictObject({
  /** Who gets the report; rows about single subjects only who is marked so. */
  mail: z.array(z.strictObject({ ...wantsMail, sees: z.enum(['results', 'subjects']).default('results') })).default([]),
  /** When nights are, as cron writes it; what `schedule set` sets where the command does not say. */
  schedule: z.strictObject({ cron: z.string().min(1), zone: z.string().optional() }).optional(),
  /** Who gets mail about trouble: a failed run, an undeliverable message, a stale site, a night that did not run. */
  keeper: z
    .strictObject({ mail: z.array(z.email()).default([]), staleAfter: daysSchema.default('7 days') })
    .prefault({}),
  /** How many nights' outputs stay; those of older runs that nobody released are removed. */
  keep: z.strictObject({ nights: z.int().min(1) }).optional(),
  /** What a named person puts up with until a day, that day included: a site's old data, or what a rule holds there. */
  waivers: z.array(waiverSchema).default([]),
  /** What a named person has taken upon himself. */
  accepted: z
    .strictObject({
      /** That other accounts of the machine can reach the Temporal server. */
      openTemporal: z.strictObject({ by: z.string().min(1), because: z.string().min(1) }).optional(),
    })
    .prefault({}),
})

/** How a study is run, defaults filled in. */
export type Operations = z.infer<typeof operationsSchema>

/** A person whom the report is sent to. */
export type Recipient = Operations['mail'][number]

/** What holds for a study without an `operations.yaml`. */
export const noOperations: Operations = operationsSchema.parse({})

/** The days after which a site's data are stale. */
export const staleAfterDays = ({ keeper }: Pick<Operations, 'keeper'>): number => Number.parseInt(keeper.staleAfter, 10)

/** Everyone who gets the report; who stands in `study.yaml` alone sees results. */
export const recipientsNamed = (
  { mail: ofStudy }: Pick<Study, 'mail'>,
  { mail }: Pick<Operations, 'mail'>,
): readonly Recipient[] => {
  const named = new Set(mail.map(({ to }) => to.toLowerCase()))
  return [
    ...mail,
    ...ofStudy.filter(({ to }) => !named.has(to.toLowerCase())).map(one => ({ ...one, sees: 'results' as const })),
  ]
}
