import { retold, toldAll } from '../../words/told.js'
import { ToldError } from '../../words/told-error.js'

/**
 * One thing wrong in a study's files: where it stands, what kind of thing was found, what may stand there, the nearest
 * name. Keys are quoted, values never.
 */
export interface StudyProblem {
  /** As the reader can open it: the study's folder as given, then the file. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly allowed: readonly string[]
  readonly nearest: string | null
}

const mostListed = 12

/** A problem in one line: `file:line:column: message, expected one of …; did you mean …?`. */
export const printProblem = ({ file, line, column, message, allowed, nearest }: StudyProblem): string => {
  const listed =
    allowed.slice(0, mostListed).join(', ') + (allowed.length > mostListed ? `, … (${allowed.length} in all)` : '')
  const expected =
    allowed.length === 0 ? '' : allowed.length === 1 ? `, expected ${listed}` : `, expected one of ${listed}`
  const meant = nearest === null ? '' : `; did you mean '${nearest}'?`
  return `${file}:${line}:${column}: ${message}${expected}${meant}`
}

/** The study's own files are wrong: nothing is run until they are mended. It carries all problems at once. */
export class StudyInvalid extends ToldError {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'StudyInvalid'
  readonly problems: readonly StudyProblem[]

  constructor(problems: readonly StudyProblem[]) {
    super(
      toldAll(
        problems.map(problem => retold(printProblem(problem))),
        '; ',
      ),
    )
    // The screen of who wrote the study has each problem in a line of its own.
    this.message = problems.map(printProblem).join('\n')
    this.problems = problems
  }
}
