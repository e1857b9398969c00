const blockSize = 512

const textField = (block: Buffer, start: number, end: number): string => {
  const field = block.subarray(start, end)
  const nul = field.indexOf(0)
  return field.subarray(0, nul === -1 ? field.length : nul).toString('utf8')
}

/** One file of an uncompressed tar archive (POSIX ustar), by its name in the archive. */
export const fileFromTar = (archive: Buffer, name: string): Buffer => {
  let offset = 0
  while (offset + blockSize <= archive.length) {
    const header = archive.subarray(offset, offset + blockSize)
    const entry = textField(header, 0, 100)
    if (entry === '') break
    const size = Number.parseInt(textField(header, 124, 136).trim(), 8)
    const start = offset + blockSize
    if (!Number.isFinite(size) || start + size > archive.length) break
    if (entry.replace(/^\.\//, '') === name) return archive.subarray(start, start + size)
    offset = start + Math.ceil(size / blockSize) * blockSize
  }
  throw new Error(`the archive holds no whole file ${name}`)
}
