import { type Patience, ToldError } from '../words/told-error.js'

/** Thrown when a data cut is asked for where there is none. */
export class DataCutRefused extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'DataCutRefused'
}

/** Thrown when a request was not sealed with this installation's key, or asks for another study than its workflow is of. */
export class RequestRefused extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'RequestRefused'
}

/** Thrown when a request names folders that this installation did not register. */
export class PlaceUnknown extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'PlaceUnknown'
}

/** Thrown when no study is in the folder that was registered for it any more. */
export class StudyMoved extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'StudyMoved'
}

/** Thrown when a rerun names a site that the study has not, or when there is no earlier report to take the other sites from. */
export class NothingToReuse extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'NothingToReuse'
}

/** Thrown when a stage meets a site that the run's own protocol does not have. */
export class StudyChangedDuringRun extends ToldError {
  override readonly name = 'StudyChangedDuringRun'
}

/** Thrown when an output that was made again differs from the one that is kept: an incident, never a new number. */
export class OutputDiffers extends ToldError {
  override readonly name = 'OutputDiffers'
}

/** Thrown when an output that was found has been removed before the run could point to it: the next attempt makes it. */
export class OutputGone extends ToldError {
  override readonly name = 'OutputGone'

  override get patience(): Patience {
    return 'an hour'
  }
}

/** Thrown when the mail server is not there or asks to come back later. */
export class MailServerAway extends ToldError {
  override readonly name = 'MailServerAway'

  override get patience(): Patience {
    return 'an hour'
  }
}

/** Thrown when an export is not believed, by itself or beside the last accepted one: the site keeps its last good batch. */
export class ExportRefused extends ToldError {
  override readonly name = 'ExportRefused'
}

/** Thrown when much of what the last accepted export held is not in this one: the site keeps its last good batch. */
export class ExportShrank extends ToldError {
  override readonly name = 'ExportShrank'
}
