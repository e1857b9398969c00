const longestCell = 32_000

// Programs may leave out signs that no eye sees, and read small and full-width forms as the plain sign.
const formulaStart =
  /^[\s\u00a0\u3000\p{Default_Ignorable_Code_Point}\u180e\u2800\ufff9-\ufffb]*[=+\-@\u207a\u207b\u208a-\u208c\u207c\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]/u

// Control characters are not allowed in XML, and a tab or a line end at the start begins a new cell in a saved
// CSV file.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/gu

// A text whose direction is turned reads as another one.
const turned = /[\u202a-\u202e\u2066-\u2069]/g

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

// Most texts: they begin with a letter or digit, and hold nothing but printable signs of ASCII.
const plain = /^[A-Za-z0-9][\u0020-\u007e]*$/

/**
 * Text that no spreadsheet takes for a formula, not even after saving as CSV: an apostrophe stands before a
 * dangerous start.
 */
export const inertText = (text: string): string => {
  if (text.length <= longestCell && plain.test(text)) return text
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/^[\t\n]+/, '')
    .replace(controls, '')
    .replace(turned, '')
    .replace(loneSurrogates, '\ufffd')
  const safe = formulaStart.test(clean) ? `'${clean}` : clean
  return safe.length <= longestCell
    ? safe
    : `${safe.slice(0, longestCell).replace(loneSurrogates, '')}… (cut: ${safe.length} characters)`
}
