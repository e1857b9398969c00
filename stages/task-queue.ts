import { codeVersion } from './code-version.js'

/** The queue that every worker of an installation polls, whatever its version: nights start here. */
export const commonQueue = (mark: string): string => `cohortium-${mark}`

/** The queue of an installation's workers of this very code: a run never meets other code half-way. */
export const taskQueue = (mark: string): string => `${commonQueue(mark)}-${codeVersion()}`
