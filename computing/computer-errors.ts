import { told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** Thrown when a computing process was ended from outside: another attempt begins the stage anew. */
export class ComputerStopped extends ToldError {
  override readonly name = 'ComputerStopped'

  constructor(stage: string, by: string) {
    super(told`the process that worked stage ${toldId(stage)} was ended by ${toldId(by)}`, true)
  }
}

/** Thrown when a stage needs more memory than a computing process may take, as it would at every attempt. */
export class StageTooLarge extends ToldError {
  override readonly name = 'StageTooLarge'

  constructor(stage: string, mebibytes: number) {
    super(
      told`stage ${toldId(stage)} takes more than ${mebibytes} MiB of memory: divide the study's largest export among several sites`,
    )
  }
}
