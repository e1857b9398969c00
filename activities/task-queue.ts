import { codeVersion } from './code-version.js'

/** The queue that every worker polls, whatever its version: nights start here. */
export const commonQueue = 'cohortium'

/** The queue of workers of this very code: a run never meets other code half-way. */
export const taskQueue = (): string => `cohortium-${codeVersion()}`
