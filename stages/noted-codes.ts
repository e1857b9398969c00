import type { KeptStage } from '../words/stages.js'

/** The files of a stage: those that decide what is made, and those that write its rows. */
export interface FilesOfStage {
  readonly name: KeptStage
  /** The files from which all code is reached that decides what is made, the stage's own among them, named from the root without their ending. */
  readonly decidedBy: readonly string[]
  /** The files that write its rows: values that other code wrote are another content. */
  readonly writtenBy: readonly string[]
}

/** The code of a stage, as two hashes. */
export interface CodeOfStage {
  readonly decides: string
  readonly writes: string
}

/** The code of each stage as it is when it is first asked for: the files may be others when a run comes. */
export const notedCodes = (
  codeOfFiles: (files: readonly string[]) => string,
): ((stage: FilesOfStage) => CodeOfStage) => {
  const codes = new Map<KeptStage, CodeOfStage>()
  return ({ name, decidedBy, writtenBy }) => {
    const code = codes.get(name) ?? { decides: codeOfFiles(decidedBy), writes: codeOfFiles(writtenBy) }
    codes.set(name, code)
    return code
  }
}
