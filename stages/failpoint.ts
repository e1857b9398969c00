/**
 * Stops for ever at the place that `FAILPOINT` names (`analyze:after-commit`), after one line, so that a test can kill the
 * worker at an exact moment; does nothing where the variable is not set, or where `COHORTIUM_TEST` does not say that this is a test.
 */
export const failpoint = async (
  environment: Readonly<Record<string, string | undefined>>,
  activity: string,
  place: 'before' | 'after-commit',
): Promise<void> => {
  if (environment['COHORTIUM_TEST'] !== '1' || environment['FAILPOINT'] !== `${activity}:${place}`) return
  process.stdout.write(`failpoint ${activity}:${place}\n`)
  await new Promise<never>(() => setInterval(() => undefined, 60_000))
}

/**
 * Whether a test wants a run to leave its work to the workers that it starts itself (`FAILPOINT=elsewhere`): where they go quiet
 * on a busy machine, the run would work for them, and pass the place at which one of them was to be killed.
 */
export const isWorkedElsewhere = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  environment['COHORTIUM_TEST'] === '1' && environment['FAILPOINT'] === 'elsewhere'
