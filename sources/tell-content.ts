/** What a file holds, by its content and not its name. */
export type Content = 'empty' | 'archive' | 'password-protected workbook' | 'old workbook' | 'web page' | 'text'

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** Tells what a file holds by its first bytes. */
export const tellContent = (bytes: Uint8Array): Content => {
  if (bytes.length === 0) return 'empty'
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'archive'
  if (startsWith(bytes, compoundFile)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(encryptedPackage)
      ? 'password-protected workbook'
      : 'old workbook'
  }
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).replaceAll('\u0000', '').trimStart()
  return /^<(!doctype|html|table|meta|\?xml|head|body)/i.test(start) ? 'web page' : 'text'
}
