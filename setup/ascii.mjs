// Where an escape would be another text: after a backslash, and in a template that is read as it is written.
const asWritten = /\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f]/

/**
 * Code with its signs beyond ASCII as escapes: V8 holds a text with one other sign in twice the memory, and it takes longer to be read.
 */
export const inAscii = code => {
  const [found] = asWritten.exec(code) ?? []
  if (found !== undefined) throw new Error(`a sign beyond ASCII cannot be escaped in: ${found}`)
  return code.replaceAll(/[^\0-\x7f]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
