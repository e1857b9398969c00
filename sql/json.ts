/** JSON text for a json column; a NUL, which Postgres refuses in text, becomes the replacement character. */
export const json = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')
