/** JSON text for a jsonb column; a NUL, which jsonb refuses, becomes the replacement character. */
export const json = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')
