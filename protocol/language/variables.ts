import { z } from 'zod'
import { conditionSchema, fieldConditionsSchema } from './conditions.js'
import { type DomainName, domainNames } from '../schema/domains.js'
import { idSchema, labelSchema } from './ids.js'

/** A distance in time with its unit (`-28 d`, `6 m`), or `~` for no bound; m is 30.4375 days, y is 365.25. */
export const offsetSchema = z.union([
  z.string().regex(/^(~|[+-]?\d+(\.\d+)? ?[dwmy])$/, 'a distance such as -28 d, 6 m, or ~ for no bound'),
  // YAML reads a bare ~ as nothing.
  z.null().transform(() => '~'),
])

/** A domain of the shared schema, by name. */
export const domainSchema = z.enum(domainNames as readonly [DomainName, ...DomainName[]])

const afterIndexSchema = z.strictObject({ reason: z.string().min(1) })

/** Which of several rows decide: one by time, one by value, their mean, their number, or whether there is any. */
export const pickSchema = z.enum(['first', 'last', 'nearest', 'highest', 'lowest', 'mean', 'count', 'any'])

/** What counts of several results of one day: the first or last by their times, their mean, the highest or lowest. */
export const ofDaySchema = z.enum(['first', 'last', 'mean', 'highest', 'lowest'])

/**
 * A window in time around the index date, or around the day of another variable, or one of the two defaults by name.
 */
export const windowSchema = z.union([
  /**
   * Rows until the index date, and rows without a day; any row where the variable says why it looks past the index
   * date.
   */
  z.enum(['until the index date', 'any time']),
  z.tuple([offsetSchema, offsetSchema]),
  z.strictObject({ around: idSchema, from: offsetSchema, to: offsetSchema }),
])

const measuredSchema = z.strictObject({
  label: labelSchema.optional(),
  from: domainSchema,
  where: fieldConditionsSchema.optional(),
  /** The field that gives the value; not for `count` and `any`. On `subject`, `age` is completed years at index. */
  value: z.string().optional(),
  unit: z.string().optional(),
  pick: pickSchema.optional(),
  /** What counts of several results of one test on one day; without it they are held. */
  ofDay: ofDaySchema.optional(),
  window: windowSchema.optional(),
  plausible: z.tuple([z.number(), z.number()]).optional(),
  afterIndex: afterIndexSchema.optional(),
})

const conditionalSchema = z.strictObject({
  label: labelSchema.optional(),
  when: conditionSchema,
  afterIndex: afterIndexSchema.optional(),
})

const firstKnownSchema = z.strictObject({ label: labelSchema.optional(), firstKnown: z.array(idSchema).min(2) })

const sumSchema = z.strictObject({ label: labelSchema.optional(), sum: z.array(idSchema).min(2) })

const daysBetweenSchema = z.strictObject({ label: labelSchema.optional(), daysBetween: z.tuple([idSchema, idSchema]) })

const groupedSchema = z.strictObject({
  label: labelSchema.optional(),
  group: idSchema,
  /** New code to the codes or numbers that it stands for. */
  into: z.record(idSchema, z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)),
})

const cutSchema = z.strictObject({
  label: labelSchema.optional(),
  cut: idSchema,
  /** Cut points, ascending. */
  at: z.array(z.number()).min(1),
  /** The bands from the lowest on: one more than cut points. */
  into: z.array(idSchema).min(2),
  cutBelongs: z.enum(['below', 'above']).default('below'),
})

/** A variable: measured from the shared schema, or derived from variables named before it. */
export const variableSchema = z.union([
  measuredSchema,
  conditionalSchema,
  firstKnownSchema,
  sumSchema,
  daysBetweenSchema,
  groupedSchema,
  cutSchema,
])

/** A variable as written in a study. */
export type VariableDefinition = z.infer<typeof variableSchema>

/** A variable measured from rows of one domain. */
export type MeasuredVariable = z.infer<typeof measuredSchema>

/** A window in time as written. */
export type TimeWindow = z.infer<typeof windowSchema>

/** What counts of several results of one day. */
export type OfDay = z.infer<typeof ofDaySchema>

/** How one of several rows is chosen. */
export type RowPick = z.infer<typeof pickSchema>
