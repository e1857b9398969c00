import { defaultWindow, distanceInDays } from '../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../protocol/language/variables.js'
import { maybe, no, yes } from '../truth-codes.js'

/** A window in days around the index day, or around the day of a variable; an open bound is infinite. */
export interface TimeWindow {
  /** The variable around whose day it lies; null where it is the index day. */
  readonly around: string | null
  readonly from: number
  readonly to: number
  /** Whether it has no bounds of its own: everything until the index day, or any time. */
  readonly byDefault: boolean
}

/** A variable's window: as written, else until the index day, or all time when it may look beyond. */
export const windowOf = (definition: MeasuredVariable): TimeWindow => {
  const window = definition.window ?? defaultWindow(definition.afterIndex !== undefined)
  if (typeof window === 'string') {
    return { around: null, from: -Infinity, to: window === 'any time' ? Infinity : 0, byDefault: true }
  }
  const around = 'around' in window
  const [from, to] = around ? [window.from, window.to] : window
  return {
    around: around ? window.around : null,
    from: distanceInDays(from) ?? -Infinity,
    to: distanceInDays(to) ?? Infinity,
    byDefault: false,
  }
}

/** Whether a distance in days lies in a window; a distance that is not known is NaN. */
export const isInside = ({ from, to }: TimeWindow, distance: number): number => {
  if (from === -Infinity && to === Infinity) return yes
  if (Number.isNaN(distance)) return maybe
  return distance >= from && distance <= to ? yes : no
}
