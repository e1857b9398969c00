import { readFile } from 'node:fs/promises'
import { text as wholeText } from 'node:stream/consumers'
import { identifierWords } from '../harmonize/door/masks/identifier-words.js'
import { retold, type Told } from '../words/told.js'
import { askPerson } from './ask-person.js'
import { OptionInvalid } from './option-invalid.js'

/** How a command's reason may be given. */
export interface ReasonOptions {
  readonly reason?: string
  readonly reasonFile?: string
}

/** Where a reason is read from that does not stand in the command. */
export interface ReasonSource {
  /** Whether a person can be asked. */
  readonly asks: boolean
  /** What was answered; null where the question was left. */
  readonly ask: (question: string) => Promise<string | null>
  /** The text of a file; of '-' all of standard input. */
  readonly read: (file: string) => Promise<string>
}

const ownSource: ReasonSource = {
  asks: process.stdin.isTTY && process.stderr.isTTY,
  ask: askPerson,
  read: file => (file === '-' ? wholeText(process.stdin) : readFile(file, 'utf8')),
}

const readOrRefuse = async (file: string, { read }: ReasonSource): Promise<string> => {
  try {
    return await read(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new OptionInvalid(`--reason-file ${file}: it cannot be read (${code})`)
  }
}

const mostBytes = 1_000

/** A reason as it is kept: on one line, without what looks like a number or an address of a person; refused beyond 1,000 bytes. */
export const keptReason = (text: string): Told => {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  if (line.includes('\u{fffd}')) throw new OptionInvalid('the reason is no text: it holds bytes that are no signs')
  const masked = identifierWords().mask(line, false) ?? line
  const bytes = Buffer.byteLength(masked)
  if (bytes > mostBytes)
    throw new OptionInvalid(
      `the reason has ${String(bytes)} bytes: at most ${String(mostBytes)} are kept, some ${String(mostBytes)} Latin or 333 Chinese signs`,
    )
  return retold(masked)
}

/**
 * Why a person does something: from the command, from a file, or asked for at a terminal. It is masked here, before it
 * goes anywhere. `what` is asked for where there is none.
 */
export const reasonOf = async (
  { reason, reasonFile }: ReasonOptions,
  what: string,
  source: ReasonSource = ownSource,
): Promise<Told> => {
  if (reason !== undefined && reasonFile !== undefined) {
    throw new OptionInvalid('--reason and --reason-file: give one of them')
  }
  const given = reasonFile === undefined ? reason : await readOrRefuse(reasonFile, source)
  const kept = keptReason(given ?? (source.asks ? ((await source.ask('Why? (no names of persons) ')) ?? '') : ''))
  if (kept === '') throw new OptionInvalid(what)
  return kept
}
