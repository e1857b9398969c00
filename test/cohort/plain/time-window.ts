import { defaultWindow, distanceInDays } from '../../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../../protocol/language/variables.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { Truth } from '../../../cohort/cohort.js'
import { dayOf, type SubjectChart } from './subject-chart.js'
import { decided } from '../../../cohort/truth.js'
import type { DerivedVariables } from './variable.js'

/** A window in days around a subject's index day, or around the day of a variable; a null bound is open. */
export interface TimeWindow {
  /** The day that distances count from; null where it is not known. */
  readonly anchor: number | null
  readonly aroundIndex: boolean
  readonly from: number | null
  readonly to: number | null
  /** Whether it has no bounds of its own: everything until the index day, or any time. */
  readonly byDefault: boolean
}

/** A variable's window for one subject: as written, else until the index day, or all time when it may look beyond. */
export const windowOf = (
  definition: MeasuredVariable,
  chart: SubjectChart,
  variables: DerivedVariables,
): TimeWindow => {
  const window = definition.window ?? defaultWindow(definition.afterIndex !== undefined)
  const index = { anchor: chart.indexDay, aroundIndex: true }
  if (typeof window === 'string') {
    return { ...index, from: null, to: window === 'any time' ? null : 0, byDefault: true }
  }
  if (!('around' in window)) {
    return { ...index, from: distanceInDays(window[0]), to: distanceInDays(window[1]), byDefault: false }
  }
  const anchor = variables[window.around]?.day ?? null
  const bounds = { from: distanceInDays(window.from), to: distanceInDays(window.to) }
  return { anchor, aroundIndex: false, ...bounds, byDefault: false }
}

/** A row with its place in time: whether it lies in the window, and the day it counts as. */
export interface PlacedRow {
  readonly row: SharedRow
  readonly inside: Truth
  readonly day: number | null
}

/**
 * Places a row in a window by the day in one of its fields. A row of a mapping without that field was taken at baseline
 * and counts as the index day; one whose day was not recorded counts as baseline, of no day, only where the study sets
 * no bounds; one whose day is held never does.
 */
export const placeRow = (row: SharedRow, field: string, window: TimeWindow, chart: SubjectChart): PlacedRow => {
  const value = row.values[field]
  if (value === undefined) {
    return { row, inside: isInside(baselineDistance(window, chart), window), day: chart.indexDay }
  }
  const day = dayOf(chart, value)
  if (day !== null) return { row, inside: isInside(window.anchor === null ? null : day - window.anchor, window), day }
  const heldBack = value.kind === 'missing' && value.reason === 'held'
  if (window.byDefault && !heldBack) return { row, inside: 'true', day: null }
  return { row, inside: isInside(null, window), day: null }
}

const baselineDistance = (window: TimeWindow, chart: SubjectChart): number | null => {
  if (window.aroundIndex) return 0
  return window.anchor === null || chart.indexDay === null ? null : chart.indexDay - window.anchor
}

const isInside = (distance: number | null, { from, to }: TimeWindow): Truth => {
  if (from === null && to === null) return 'true'
  if (distance === null) return 'unknown'
  return decided((from === null || distance >= from) && (to === null || distance <= to))
}
