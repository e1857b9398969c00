import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until the answer is not undefined; after the bound the answer is undefined. */
export const waitFor = async <Answer>(
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  boundMilliseconds: number,
  stepMilliseconds = 50,
): Promise<Answer | undefined> => {
  const deadline = performance.now() + boundMilliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() >= deadline) return undefined
    await sleep(stepMilliseconds)
  }
}

/** Whether a condition came true within the bound. */
export const waitUntil = async (
  condition: () => boolean,
  boundMilliseconds: number,
  stepMilliseconds = 50,
): Promise<boolean> =>
  (await waitFor(() => (condition() ? true : undefined), boundMilliseconds, stepMilliseconds)) ?? false
