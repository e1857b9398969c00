/** Thrown when what a command names is neither a study's folder nor the id of a study that has run. */
export class StudyNotFound extends Error {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'StudyNotFound'
}

/** Thrown when a clinical study would run on a Temporal server that other accounts of the machine can reach. */
export class TemporalOpen extends Error {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'TemporalOpen'
}

/** Thrown when no run has the id that a command names. */
export class RunNotFound extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'RunNotFound'
}

/** Thrown when no subject of the last run has the display id that a command names. */
export class SubjectNotFound extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'SubjectNotFound'
}

/** Thrown when no run has refused the file that is to be accepted, or when it could not be read at all. */
export class NothingToAccept extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'NothingToAccept'
}

/** Thrown when a row of a file is asked for that no file of the run can be meant by. */
export class RowNotFound extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'RowNotFound'
}

/** Thrown when what is to be waived is not there, or is a file that is accepted instead. */
export class NothingToWaive extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'NothingToWaive'
}

/** Thrown when what is named cannot be forgotten, or is not there. */
export class NothingToForget extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'NothingToForget'
}
