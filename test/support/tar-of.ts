const block = 512

/** One file of a tar archive, padded to whole blocks; its size as stated may be another than it is. */
export const tarOf = (name: string, content: string, size?: string): Buffer => {
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write(`${size ?? Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124)
  const padded = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / block) * block)
  padded.write(content)
  return Buffer.concat([header, padded])
}
