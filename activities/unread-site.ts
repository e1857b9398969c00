import { join } from 'node:path'
import { dayOfFile } from '../reading/day-of-file.js'
import type { RunFailure, SiteOfRun } from '../runs/contract.js'
import type { RunContext } from '../runs/run-context.js'
import { filesLookedAt, receivedFile } from '../sources/files-looked-at.js'
import { lookForExports } from '../sources/files/find-exports.js'
import type { Receipt } from '../sources/files/receipt.js'
import type { Store } from '../sql/connect.js'
import { replaceLookedAt, updateLookedAt } from '../sql/looked-at.js'
import { type LookedAt, unended } from '../words/looked-at.js'
import { retold, type Told, told, toldId } from '../words/told.js'

/**
 * How far the reading of a site has come, written as it is heard: nobody may be left to write it when the reading ends, since
 * a process can be killed and an attempt can run out of time.
 */
export class WatchedReading {
  private writes: Promise<void> = Promise.resolve()
  private places: ReadonlyMap<Told, number> = new Map()

  constructor(
    private readonly store: Store,
    private readonly of: SiteOfRun,
  ) {}

  /** All files have been looked for. */
  readonly looked = (files: readonly LookedAt[]): void => {
    this.places = new Map(files.map(({ file }, place) => [file, place]))
    this.write(() => replaceLookedAt(this.store.database, this.of, files))
  }

  /** A file is going to be read. */
  readonly begins = (file: Told): void => {
    this.became(file, { notRead: unended })
  }

  /** A file has been read. */
  readonly read = (receipt: Receipt): void => {
    this.became(receipt.file, receivedFile(receipt))
  }

  /** Waits until all that was heard is written; fails with what kept it from being written. */
  readonly written = (): Promise<void> => this.writes

  private became(file: Told, what: Partial<LookedAt>): void {
    const place = this.places.get(file)
    if (place !== undefined) this.write(() => updateLookedAt(this.store.database, this.of, place, what))
  }

  // One after the other, as they were heard.
  private write(rows: () => Promise<void>): void {
    this.writes = this.writes.then(rows)
    // It is told to whoever waits.
    this.writes.catch(() => undefined)
  }
}

/** Why a file was not read whose reading came to no end: what ended its site, without what stands beside it. */
const because = (site: string, file: Told, { message }: RunFailure): Told => {
  const [ofFile, ofSite] = [told`site ${toldId(site)}, file ${file}: `, told`site ${toldId(site)}: `]
  return message.startsWith(ofFile)
    ? retold(message.slice(ofFile.length))
    : told`${unended}: ${retold(message.replace(ofSite, ''))}`
}

/**
 * The files of a site that was refused, each with what became of it: as its reading told them, and looked for now where no
 * reading came so far.
 */
export const filesOfRefused = async (
  { run, mappings }: Pick<RunContext, 'run' | 'mappings'>,
  site: string,
  heard: readonly LookedAt[],
  failure: RunFailure,
): Promise<readonly LookedAt[]> => {
  if (heard.length > 0) {
    return heard.map(one => (one.notRead === unended ? { ...one, notRead: because(site, one.file, failure) } : one))
  }
  const mapping = mappings[site]
  if (mapping === undefined) return []
  const folder = join(run.exports_folder, site)
  return filesLookedAt(await lookForExports({ folder, mapping, dayInName: dayOfFile(mapping) }))
}
