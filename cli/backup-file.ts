import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { once } from 'node:events'
import { createGunzip, createGzip } from 'node:zlib'
import { pieces } from '../sql/backup-format.js'
import { BackupUnusable } from '../sql/errors.js'

// A line that says what the file is, the compressed pieces, and the SHA-256 of all before it.
const title = Buffer.from('cohortium backup 1\n')
const hashLength = 32

const beginsAsBackup = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(title.length), 0, title.length, 0)
    return bytesRead === title.length && buffer.equals(title)
  } finally {
    await handle.close()
  }
}

/** Refuses to write a backup over a file that is none. */
export const refuseOtherFile = async (file: string): Promise<void> => {
  if (existsSync(file) && !((await stat(file)).isFile() && (await beginsAsBackup(file))))
    throw new BackupUnusable(`${file} is there and is no backup: name another file`)
}

const sealed = (): Transform => {
  const hash = createHash('sha256').update(title)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(null, hash.digest())
    },
  })
}

const settle = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// A stream that is still opening its file makes it after it was removed. Why it fails is known by then.
const closed = async (out: WriteStream): Promise<void> => {
  if (out.closed) return
  await new Promise<void>(done => {
    out
      .on('error', () => undefined)
      .once('close', done)
      .destroy()
  })
}

// What the file system says of the file is shown with it; the same code of a connection to the database is another matter.
const onDisk = async (file: string, work: Promise<unknown>): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error
    throw new BackupUnusable(
      `${file} could not be written (${String(error.code)}), and nothing of it is left: make room, or name another place`,
    )
  }
}

/** Writes a backup whole or not at all, for its owner alone: beside its place, to the disk, then renamed. */
export const writeBackupFile = async <Done>(
  file: string,
  work: (write: (piece: Buffer) => Promise<void>) => Promise<Done>,
): Promise<Done> => {
  const beside = join(dirname(file), `.${basename(file)}.partial`)
  await rm(beside, { force: true })
  const out = createWriteStream(beside, { mode: 0o600, flags: 'wx' })
  try {
    out.write(title)
    const into = new PassThrough()
    const written = onDisk(file, pipeline(into, createGzip(), sealed(), out))
    written.catch(() => undefined)
    const write = async (piece: Buffer): Promise<void> => {
      if (!into.write(piece)) await Promise.race([once(into, 'drain'), written])
    }
    const done = await work(write).catch((error: unknown) => {
      into.destroy()
      throw error
    })
    into.end()
    await written
    await onDisk(file, settle(beside))
    await onDisk(file, rename(beside, file))
    await settle(dirname(file))
    return done
  } catch (error) {
    await closed(out)
    await rm(beside, { force: true })
    throw error
  }
}

const lengthOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new BackupUnusable(`there is no file ${file}`)
  if (!found.isFile()) throw new BackupUnusable(`${file} is no file`)
  if (found.size < title.length + hashLength || !(await beginsAsBackup(file)))
    throw new BackupUnusable(`${file} is no backup of cohortium, or is cut`)
  return found.size
}

/** Whether a file is a whole backup is known before anything is read from it: its hash stands at its end. */
export const checkBackupFile = async (file: string): Promise<void> => {
  const length = await lengthOf(file)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { end: length - hashLength - 1 })) hash.update(chunk as Buffer)
  const end: Buffer[] = []
  for await (const chunk of createReadStream(file, { start: length - hashLength })) end.push(chunk as Buffer)
  if (!hash.digest().equals(Buffer.concat(end)))
    throw new BackupUnusable(`${file} is cut or was changed: its contents do not have the hash at its end`)
}

/** The pieces of a backup from its beginning. */
export const readBackupFile = async function* (file: string): AsyncGenerator<Buffer, undefined> {
  const length = await lengthOf(file)
  const compressed = createReadStream(file, { start: title.length, end: length - hashLength - 1 })
  const plain = createGunzip()
  const flow = pipeline(compressed, plain)
  flow.catch(() => undefined)
  yield* pieces(plain)
  await flow
}
