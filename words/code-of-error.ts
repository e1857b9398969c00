import { saysNoMemory } from './process-end.js'

/** The code by which a want of memory is known, however it was met. */
export const noMemory = 'ENOMEM'

/** The code of the system or of Postgres that an error carries; a refused buffer is an error without one, and is given its code. */
export const codeOfError = (error: unknown): string | null => {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error && saysNoMemory(error.message) ? noMemory : null
}
