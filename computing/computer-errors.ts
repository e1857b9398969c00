import { told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** Thrown when a computing process was ended from outside: another attempt begins the stage anew. */
export class ComputerStopped extends ToldError {
  override readonly name = 'ComputerStopped'

  constructor(stage: string, by: string) {
    super(told`the process that worked stage ${toldId(stage)} was ended by ${toldId(by)}`, true)
  }
}

/** Thrown when a computing process had no more memory for a stage: its own bound is met at every attempt, the machine's mostly too. */
export class StageTooLarge extends ToldError {
  override readonly name = 'StageTooLarge'

  constructor(stage: string, mebibytes: number) {
    super(
      told`stage ${toldId(stage)} takes more memory than the ${mebibytes} MiB of its process or than this machine had left: give the worker more memory, or divide the study's largest export among several sites`,
    )
  }
}
