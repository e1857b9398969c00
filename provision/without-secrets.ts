/** A connection string as it may be printed: without user name and password. */
export const withoutSecrets = (connectionString: string): string => {
  try {
    const url = new URL(connectionString)
    return `${url.protocol}//${url.host}${url.pathname}`
  } catch {
    return 'a connection string that is no URL'
  }
}
