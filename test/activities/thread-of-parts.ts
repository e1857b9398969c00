import { patienceOf } from '../../stages/passing.js'
import { answerParts } from '../../activities/outputs/thread-answers.js'
import { told } from '../../words/told.js'
import { ToldError } from '../../words/told-error.js'

/** What the thread of these tests is started with. */
export interface Doubling {
  readonly by: number
  readonly failsAt: number | null
  readonly endsAt: number | null
}

answerParts(
  ({ by, failsAt, endsAt }: Doubling) => ({
    read: (part: number): Promise<number> => {
      if (part === endsAt) process.exit(7)
      return part === failsAt ? Promise.reject(new ToldError(told`part ${part} is bad`, false)) : Promise.resolve(part)
    },
    make: (part: number) => ({ part, numbers: Float64Array.of(part * by), apart: true }),
  }),
  patienceOf,
)
