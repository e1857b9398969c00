/** What stands in the place of a value that was not sealed with this installation's key. */
export const notOpened = { cohortium: 'not sealed with the key of this installation' } as const

/** Whether a value is one that could not be opened. */
export const isNotOpened = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'cohortium') === notOpened.cohortium
