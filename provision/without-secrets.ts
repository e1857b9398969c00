/** A connection string as it may be printed: without user name and password; what is not written as a URL is not repeated. */
export const withoutSecrets = (connectionString: string): string => {
  const none = 'a connection string that is no URL'
  // Without the two strokes a user's name may stand where a scheme would, and the password behind it.
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(connectionString)) return none
  try {
    const url = new URL(connectionString)
    return `${url.protocol}//${url.host}${url.pathname}`
  } catch {
    return none
  }
}
