import { availableParallelism } from 'node:os'

const waiting: (() => void)[] = []
let going = 0

const leave = (): void => {
  const [first] = waiting.splice(0, 1)
  if (first === undefined) going -= 1
  else first()
}

/** Does costly work as often at once as there are cores; what is called off while it waits for its turn is never begun. */
export const inTurn = async <T>(cancelled: Promise<never>, work: () => Promise<T>): Promise<T> => {
  if (going < availableParallelism()) going += 1
  else {
    let enter: () => void = () => undefined
    const turn = new Promise<void>(resolve => {
      enter = resolve
      waiting.push(enter)
    })
    try {
      await Promise.race([turn, cancelled])
    } catch (error) {
      const at = waiting.indexOf(enter)
      if (at >= 0) waiting.splice(at, 1)
      else leave()
      throw error
    }
  }
  try {
    return await work()
  } finally {
    leave()
  }
}
