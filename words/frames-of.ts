/** Where an error came from, without its message, which may carry values. */
export const framesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter(line => /^\s+at /.test(line))
        .slice(0, 6)
        .join('\n')
    : ''
