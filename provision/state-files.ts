import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Makes a folder that only its owner can read; an existing one is left as it is. */
export const makePrivateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/** Writes a file that only its owner can read, whole or not at all. */
export const writePrivateFile = (file: string, text: string): void => {
  const temporary = `${file}.${process.pid}-${randomUUID().slice(0, 8)}.part`
  try {
    writeFileSync(temporary, text, { mode: 0o600 })
    renameSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Reads a JSON file; undefined when it is not there or was never finished. */
export const readStateFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
