/** Throws the first reason among the ends of what was done side by side. */
export const throwFirst = (ends: readonly PromiseSettledResult<unknown>[]): void => {
  const failed = ends.find(end => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
