import { z } from 'zod'

/** Kinds of missing that a received word may stand for. */
export const missingKinds = ['not recorded', 'not done', 'not applicable', 'unknown'] as const

/** A kind of missing. */
export type MissingKind = (typeof missingKinds)[number]

/** Received words that stand for a kind of missing. */
export const missingSchema = z.record(z.string(), z.enum(missingKinds))
