import { z } from 'zod'
import { operationsSchema } from '../language/operations.js'
import { packSchema } from '../language/packs.js'
import { profileSchema } from '../language/profile-schema.js'
import { publishedSchema } from '../language/published.js'
import { resultsSchema } from '../language/results-schema.js'
import { ruleFileSchema } from '../language/rules.js'
import { siteSchema } from '../language/site.js'
import { studySchema } from '../language/study.js'

const schemas = {
  study: { schema: studySchema, title: 'study.yaml of a cohort study' },
  site: { schema: siteSchema, title: "sites/<site>.yaml: one hospital's mapping" },
  published: { schema: publishedSchema, title: 'published.yaml: numbers printed in a publication' },
  operations: { schema: operationsSchema, title: 'operations.yaml: who runs a study, and how' },
  profile: { schema: profileSchema, title: 'what cohortium profile --json writes' },
  pack: { schema: packSchema, title: 'protocol/packs/<pack>.yaml: received words and what they mean' },
  rules: { schema: ruleFileSchema, title: 'protocol/rules/<file>.yaml: rules about what does not fit together' },
  results: { schema: resultsSchema, title: 'results.json of a run' },
} as const

/**
 * The files of `protocol/schemas/` with their text: what editors complete a study by, and what a run's results keep
 * to.
 */
export const jsonSchemas = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, { schema, title }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'ref' })
      return [`${name}.schema.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`]
    }),
  )
