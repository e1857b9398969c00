import type { PlannedTest } from '../../protocol/facts/study-plan.js'
import { plainUnit } from '../../protocol/schema/units.js'

/** Which unit values may really be in, and which they were taken for; of a power of ten nobody says. */
export interface TakenFor {
  readonly isIn: string
  readonly takenFor: string
}

/** What values are to be multiplied by if they were taken for another unit than theirs. */
export interface UnitReading {
  readonly factor: number
  /** All pairs of units with this factor; none for a power of ten that is between no two units of the test. */
  readonly units: readonly TakenFor[]
}

// What is closer are two writings of one factor, as 1000 and 1001 are.
const sameFactor = 0.02

const powersOfTen = [1, 2, 3, 6].flatMap(power => [10 ** power, 10 ** -power])

/**
 * By what values of a test may have to be multiplied: each unit of the test in the place of each that a mapping says, then
 * powers of ten, which a slipped decimal sign or a thousand gives. A mapping that says no unit of the test may have meant any.
 */
export const unitReadings = (
  test: Pick<PlannedTest, 'unit' | 'conversions'>,
  mapped: ReadonlySet<string> | null,
): readonly UnitReading[] => {
  const worth: readonly (readonly [string, number])[] =
    test.unit === undefined ? [] : [[test.unit, 1], ...Object.entries(test.conversions)]
  const written = new Set([...(mapped ?? [])].map(plainUnit))
  const said = worth.filter(([unit]) => written.has(plainUnit(unit)))
  const readings: { readonly factor: number; readonly units: TakenFor[] }[] = []
  for (const [takenFor, ofTaken] of said.length > 0 ? said : worth) {
    for (const [isIn, ofOwn] of worth) {
      const factor = ofOwn / ofTaken
      if (isSame(factor, 1)) continue
      const known = readings.find(reading => isSame(reading.factor, factor))
      if (known === undefined) readings.push({ factor, units: [{ isIn, takenFor }] })
      else known.units.push({ isIn, takenFor })
    }
  }
  return [
    ...readings,
    ...powersOfTen
      .filter(factor => !readings.some(reading => isSame(reading.factor, factor)))
      .map(factor => ({ factor, units: [] })),
  ]
}

const isSame = (one: number, other: number): boolean => Math.abs(Math.log(one / other)) < sameFactor
