import { z } from 'zod'
import { idSchema, labelSchema } from './ids.js'
import { mapSchema } from './mapping/block.js'
import { dateFormatSchema } from './mapping/date-formats.js'
import { exportFileSchema } from './mapping/export-file.js'
import { missingSchema } from './mapping/missing-kinds.js'
import { nobodySchema } from './mapping/nobody.js'
import { packsSchema } from './packs.js'
import { siteDefaultsSchema } from './mapping/site-defaults.js'

/** One hospital's mapping of files, columns, codes, units and dates onto the shared schema. */
export const siteSchema = z.strictObject({
  site: idSchema,
  label: labelSchema,
  /** The zone in which the site's days are: times with another zone are read as days and times of this one. */
  timeZone: z.string().optional(),
  /** What holds for all files and fields of the site that say nothing else. */
  defaults: siteDefaultsSchema.optional(),
  /**
   * The day of the export: in a file's name (`file`'s name, digits as in `name`), in a column, or one for all; else its
   * receipt day.
   */
  dataDate: z
    .union([
      z.iso.date(),
      z.strictObject({ file: idSchema, name: dateFormatSchema }),
      z.strictObject({ file: idSchema, column: z.string(), date: z.array(dateFormatSchema).min(1) }),
    ])
    .optional(),
  files: z.record(idSchema, exportFileSchema),
  identifiers: z
    .strictObject({
      /** The ids are public row numbers or the like: they are kept as display ids. Refused for clinical data. */
      nonIdentifying: z.boolean().default(false),
      /** A national id or the like, the same at every hospital, to find one person at two sites. */
      link: z.strictObject({ file: idSchema, column: z.string() }).optional(),
      /**
       * The initials of persons, in the file that gives birth date and sex: with these two they find one person under two
       * ids. They go no further than the door.
       */
      initials: z.strictObject({ file: idSchema, column: z.string() }).optional(),
      /**
       * Direct identifiers by file: dropped at the door, and their values are masked wherever else they turn up; `none` says
       * that the files have none. Clinical data want one or the other said.
       */
      drop: z.union([z.literal('none'), z.record(idSchema, z.array(z.string()).min(1))]).default({}),
      /** Ids of subjects that read like a test entry, a total or a day: each a pattern with `*` for what varies. */
      real: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  /** The packs whose lists its fields may take; absent: those of the study. */
  packs: packsSchema.optional(),
  missing: missingSchema.default({ '': 'not recorded' }),
  /** What nobody of the site had: where the study asks for it, the answer is no. */
  nobody: nobodySchema.optional(),
  map: mapSchema,
})

/** The columns of each file that a mapping drops. */
export const droppedColumns = ({ identifiers: { drop } }: SiteMapping): Readonly<Record<string, readonly string[]>> =>
  drop === 'none' ? {} : drop

/** A site mapping as resolved. */
export type SiteMapping = z.infer<typeof siteSchema>
