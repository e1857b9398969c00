import { type Told, told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'
import type { ReadingBounds } from './reading-bounds.js'

/** Thrown when an export costs more than a reading may: the site keeps its last good one, and it is not tried again. */
export class ExportTooCostly extends ToldError {
  override readonly name = 'ExportTooCostly'

  constructor(
    site: string,
    file: Told | null,
    bound: 'cpu' | 'memory',
    { cpuSeconds, memoryMebibytes }: ReadingBounds,
  ) {
    const cost = bound === 'cpu' ? told`${cpuSeconds} CPU seconds` : told`${memoryMebibytes} MiB of memory`
    const what = file === null ? told`` : told`, file ${file}`
    super(
      told`site ${toldId(site)}${what}: it takes more than ${cost} to read, as no table of its size does; ask for the table alone, without columns of long texts that the mapping drops`,
    )
  }
}

/** Thrown when the process that reads a site was ended from outside: another attempt may read it. */
export class ReaderStopped extends ToldError {
  override readonly name = 'ReaderStopped'

  constructor(site: string, by: string) {
    super(told`site ${toldId(site)}: the process that read its exports was ended by ${toldId(by)}`, true)
  }
}

/** Thrown when the process that reads a site ended by itself without an answer: a fault of the product or of the machine. */
export class ReaderEnded extends ToldError {
  override readonly name = 'ReaderEnded'

  constructor(site: string, code: number | null) {
    super(
      told`site ${toldId(site)}: the process that read its exports ended with exit code ${code ?? 0} before it answered, which is no fault of the exports; run again, and if it stays so start the worker anew`,
      true,
    )
  }
}

/** Thrown when rows of a site are asked for a second time: the reading process has given them away, so another attempt reads them. */
export class PartsGone extends ToldError {
  override readonly name = 'PartsGone'

  constructor() {
    super(told`the database undid what was stored of the site's rows; its exports are read again`, true)
  }
}
