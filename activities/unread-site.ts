import { filesLookedAt, type SiteFolder } from '../sources/files-looked-at.js'
import type { Receipt } from '../sources/files/receipt.js'
import type { Store } from '../sql/connect.js'
import { replaceLookedAt } from '../sql/looked-at.js'
import { toFailure } from '../stages/failures.js'
import type { StageActivity } from '../words/stages.js'
import { retold, type Told, told, toldId } from '../words/told.js'
import type { SiteOfRun } from '../runs/contract.js'

/** How far the reading of a site has come, as it is heard. */
export class WatchedReading {
  private at: Told | null = null
  private readonly files: Receipt[] = []

  /** A file is going to be read. */
  readonly begins = (file: Told): void => {
    this.at = file
  }

  /** A file has been read. */
  readonly read = (receipt: Receipt): void => {
    this.files.push(receipt)
  }

  /** Keeps which files of the site were looked at before its reading ended by an error. */
  async keep(store: Store, of: SiteOfRun, folder: SiteFolder, error: unknown): Promise<void> {
    const { message } = toFailure(error, 'ingestSite' satisfies StageActivity)
    const place = this.at === null ? told`` : told`, file ${this.at}`
    const because = retold(message.replace(told`site ${toldId(of.site)}${place}: `, ''))
    // The disk or the database may be what failed: the failure itself must reach Temporal all the same.
    await filesLookedAt(folder, { read: this.files, at: this.at, because })
      .then(files => replaceLookedAt(store.database, of, files))
      .catch(() => undefined)
  }
}
