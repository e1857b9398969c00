import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** What is done to the product while nights go on. */
export const faultKinds = [
  'worker killed',
  'worker frozen',
  'database connections cut',
  'database killed',
  'Temporal connections cut',
  'Temporal killed',
  'disk full',
  'everything killed',
] as const

/** One kind of fault. */
export type FaultKind = (typeof faultKinds)[number]

/** How the mail server treats a message that it is offered. */
export const mailFaults = ['taken', 'busy', 'mailbox unknown', 'cut before the end', 'taken, answer lost'] as const

/** One way in which a message is treated. */
export type MailFault = (typeof mailFaults)[number]

/** A fault as drawn: how long after the last one, which, and for how long. */
export interface DrawnFault {
  readonly afterMilliseconds: number
  readonly kind: FaultKind
  readonly forMilliseconds: number
}

/** Whole numbers from a seed, both bounds included. */
const drawing = (seed: number): ((from: number, to: number) => number) => {
  const generator = xoroshiro128plus(seed)
  return (from, to) => uniformInt(generator, from, to)
}

/** The faults of a seed, one after another without end: the same seed gives the same ones. */
export const drawnFaults = function* (seed: number, kinds: readonly FaultKind[]): Generator<DrawnFault, never> {
  const draw = drawing(seed)
  for (;;) {
    const afterMilliseconds = draw(2_000, 6_000)
    const kind = kinds[draw(0, kinds.length - 1)] ?? 'worker killed'
    yield { afterMilliseconds, kind, forMilliseconds: draw(200, 4_000) }
  }
}

/** How the mail server of a seed treats messages, one after another: two of three are taken at once. */
export const drawnMailFaults = function* (seed: number): Generator<MailFault, never> {
  const draw = drawing(seed + 1)
  for (;;) yield draw(1, 3) < 3 ? 'taken' : (mailFaults[draw(1, mailFaults.length - 1)] ?? 'busy')
}
