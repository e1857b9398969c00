import { type Patience, ToldError } from '../words/told-error.js'

/** Thrown when the database was made by newer code: this code would misread it, so it does not start. */
export class SchemaNewerThanCode extends ToldError {
  static readonly endsWith = 'serviceMissing'
  override readonly name = 'SchemaNewerThanCode'

  // A worker of the newer code takes the stage up.
  override get patience(): Patience {
    return 'an hour'
  }
}

/** Thrown when the database holds nothing that a backup could be made of. */
export class NothingToBackUp extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'NothingToBackUp'
}

/** Thrown when a backup is to be restored over data that are there. */
export class DatabaseNotEmpty extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'DatabaseNotEmpty'
}

/** Thrown when a file is no backup, is cut or changed, or holds what this code cannot place. */
export class BackupUnusable extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'BackupUnusable'
}

/** Thrown when the account of each subject of a run is asked for and is not kept. */
export class CohortNotKept extends ToldError {
  static readonly endsWith = 'failed'
  override readonly name = 'CohortNotKept'
}
