import { z } from 'zod'
import type { Severity } from '../../words/severity.js'
import { fieldConditionsSchema } from './conditions.js'
import { idSchema } from './ids.js'
import { domainSchema } from './variables.js'

/** How grave a rule of a study can be: what spoils a value or a file is found where it is read. */
export const ruleSeverities = ['info', 'hold subject'] as const satisfies readonly Severity[]

const distanceSchema = z.string().regex(/^\d+(\.\d+)? ?[dwmy]$/, 'a distance such as 14 d, 6 w, 3 m or 10 y')

const selectedSchema = z.strictObject({
  from: z.union([domainSchema, z.array(domainSchema).min(1)]),
  where: fieldConditionsSchema.optional(),
  date: z.string().default('date'),
  /** Only the row with the first or the last day. */
  pick: z.enum(['first', 'last']).optional(),
})

const ofDomainSchema = selectedSchema.omit({ from: true, pick: true }).extend({ from: domainSchema })

/** Rows of one domain. */
export type DomainRows = z.infer<typeof ofDomainSchema>

/**
 * Rows of a subject: those selected; `deaths`, what says that the subject died; `every day`, each day of any row but the
 * birth.
 */
const rowsSchema = z.union([z.enum(['deaths', 'every day']), selectedSchema])

/** Rows of a subject as written in a rule. */
export type RuleRows = z.infer<typeof rowsSchema>

/** Rows selected by a rule. */
export type SelectedRows = z.infer<typeof selectedSchema>

/** A day of a subject: by name, another field of the same row, or the first (else the last) day of rows. */
const daySchema = z.union([
  z.enum(['birth', 'death', 'index date']),
  z.strictObject({ field: z.string() }),
  selectedSchema,
])

/** A day that a rule compares with. */
export type RuleDay = z.infer<typeof daySchema>

/** An order of two days: no row lies before, or after, the day, by more than the distance. */
const orderSchema = z.strictObject({
  of: rowsSchema,
  not: z.enum(['before', 'after']),
  day: daySchema,
  by: distanceSchema.optional(),
  /** Only days of rows with the same code in this field are compared. */
  same: z.string().optional(),
})

/** A window: each row lies in it, from so long before the day until so long after it. */
const spanSchema = z.strictObject({
  of: rowsSchema,
  around: daySchema,
  before: distanceSchema,
  after: distanceSchema,
})

/** A gap: no two days of rows that follow each other lie further apart. */
const gapSchema = z.strictObject({
  of: ofDomainSchema,
  /** The planned distance, or `schedule`: the one that the study names under `rules: schedule`. */
  every: z.union([z.literal('schedule'), distanceSchema]),
  factor: z.number().min(1).default(1.5),
})

/** A jump: no two values of one kind that follow each other within a time differ by so much. */
const jumpSchema = z.strictObject({
  of: ofDomainSchema,
  value: z.string(),
  by: z.string(),
  /** The greater is more than so many times the smaller. */
  factor: z.number().gt(1).optional(),
  /** They differ by more than this. */
  difference: z.number().positive().optional(),
  within: distanceSchema,
})

/** A repeated value: no value of one kind is the same on so many days that follow each other. */
const repeatedSchema = z.strictObject({
  of: ofDomainSchema,
  value: z.string(),
  by: z.string(),
  times: z.int().min(2),
})

/** Two sources that disagree: rows that agree in the fields named agree in the value. */
const disagreeSchema = z.strictObject({
  of: rowsSchema,
  value: z.string(),
  by: z.array(z.string()).default([]),
})

/** An age against the birth date: completed years at the index date, give or take so many years. */
const ageSchema = z.strictObject({ within: z.number().min(0) })

/** A range: each exact number lies in it. */
const rangeSchema = z.strictObject({
  of: ofDomainSchema,
  value: z.string(),
  lower: z.number().optional(),
  upper: z.number().optional(),
})

/** A number of rows: not fewer, not more. */
const countSchema = z.strictObject({
  of: selectedSchema,
  'at least': z.int().min(1).optional(),
  'at most': z.int().min(0).optional(),
})

/** Something that is missing beside a row: its own field, or another row, before or after it by at most so long. */
const missingSchema = z.strictObject({
  of: rowsSchema,
  field: z.string().optional(),
  row: rowsSchema.optional(),
  within: distanceSchema.optional(),
})

const shapes = {
  order: orderSchema,
  window: spanSchema,
  gap: gapSchema,
  jump: jumpSchema,
  repeated: repeatedSchema,
  disagree: disagreeSchema,
  age: ageSchema,
  range: rangeSchema,
  count: countSchema,
  missing: missingSchema,
} as const

/** The shapes of rules; a rule has one of them. */
export const ruleShapes = Object.keys(shapes) as readonly RuleShape[]

/** The shape of a rule. */
export type RuleShape = keyof typeof shapes

/** A rule about what does not fit together in a subject's course. */
export const ruleSchema = z.strictObject({
  severity: z.enum(ruleSeverities).default('info'),
  /** What is wrong, as a sentence that the places follow. */
  says: z.string().min(1).max(200),
  /** What to do next. */
  do: z.string().min(1).max(300),
  order: orderSchema.optional(),
  window: spanSchema.optional(),
  gap: gapSchema.optional(),
  jump: jumpSchema.optional(),
  repeated: repeatedSchema.optional(),
  disagree: disagreeSchema.optional(),
  age: ageSchema.optional(),
  range: rangeSchema.optional(),
  count: countSchema.optional(),
  missing: missingSchema.optional(),
})

/** A rule as written. */
export type Rule = z.infer<typeof ruleSchema>

/** A file of `protocol/rules/`: rules that every study has, by id. */
export const ruleFileSchema = z.strictObject({ rules: z.record(idSchema, ruleSchema) })

/**
 * The rules of a study: its own, those that it does without, severities by the rule's id, and the schedules of domains. As
 * resolved all that it goes by stand under `own`, the rules that every study has before its own.
 */
export const rulesSchema = z.strictObject({
  own: z.record(idSchema, ruleSchema).default({}),
  without: z.array(idSchema).default([]),
  severity: z.record(idSchema, z.enum(ruleSeverities)).default({}),
  /** How far apart the rows of a domain are planned. */
  schedule: z.partialRecord(domainSchema, distanceSchema).default({}),
})

/** The rules of a study as written, or as resolved. */
export type StudyRules = z.infer<typeof rulesSchema>

/** The one shape that a rule has, with what it says; null where it has none. */
export const shapeOf = (rule: Pick<Rule, RuleShape>): RuleShape | null =>
  ruleShapes.find(shape => rule[shape] !== undefined) ?? null

/** A rule's part of one shape. */
export type RuleOf<Shape extends RuleShape> = NonNullable<Rule[Shape]>
