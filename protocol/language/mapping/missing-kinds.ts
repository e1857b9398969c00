import { z } from 'zod'

/** Kinds of missing that a received word may stand for. */
export const missingKinds = ['not recorded', 'not done', 'not applicable', 'unknown'] as const

/** A kind of missing. */
export type MissingKind = (typeof missingKinds)[number]

const writtenSchema = z
  .object({
    /** The words for missing of the packs that the site or study names; those written here win. */
    pack: z.literal('missing').optional(),
  })
  .catchall(z.enum(missingKinds))

/**
 * Received words that stand for a kind of missing. Loading a study puts the words of `pack` among them and takes that key
 * away, so whoever reads a mapping finds words alone.
 */
export const missingSchema = writtenSchema as unknown as z.ZodType<Readonly<Record<string, MissingKind>>>
