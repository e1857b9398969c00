import { type Told, told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** Thrown when a computing process was ended from outside: another attempt begins the stage anew. */
export class ComputerStopped extends ToldError {
  override readonly name = 'ComputerStopped'

  constructor(stage: string, end: Told) {
    super(told`the process that worked stage ${toldId(stage)} ${end}`, true)
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

/** How a computing process ended, by the pool's own words, which name its signal or its exit code where they are known. */
export const endOfComputer = (stage: string, words: string, mebibytes: number): ComputerStopped | StageTooLarge => {
  const signal = /signalCode: `(SIG[A-Z0-9]+)`/.exec(words)?.[1]
  // V8 aborts a process whose memory is full.
  if (signal === 'SIGABRT') return new StageTooLarge(stage, mebibytes)
  if (signal !== undefined) return new ComputerStopped(stage, told`was ended by ${toldId(signal)}`)
  const code = /exitCode: `(\d+)`/.exec(words)?.[1]
  // One that is gone before it is asked is named without either.
  const end = code === undefined ? told`had ended before it answered` : told`ended with exit code ${Number(code)}`
  return new ComputerStopped(stage, end)
}
