import type { ReceivedPart } from '../harmonize/received-parts.js'
import { PartsGone } from './reading-errors.js'

// So many parts are given back together, while they are young.
const partsAtOnce = 8

/** Parts of a site that come from the process which reads it, given on one by one; `taken` hears of each that is. */
export class PartsComing {
  private readonly waiting: ReceivedPart[] = []
  private ended = false
  private asked = false
  private failed: { readonly error: Error } | null = null
  private heard: () => void = () => undefined

  constructor(private readonly taken: () => void) {}

  /** The next part has come. */
  put(part: ReceivedPart): void {
    this.waiting.push(part)
    this.heard()
  }

  /** No part comes any more. */
  end(): void {
    this.ended = true
    this.heard()
  }

  /** The parts end in the middle: whoever takes them hears why. */
  fail(error: Error): void {
    this.failed ??= { error }
    this.heard()
  }

  /**
   * The parts as they come, once: a transaction that the database undid and that is tried again would otherwise store what is
   * left of them, and none where all had come, as if the site had no more.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<ReceivedPart, undefined> {
    if (this.asked) throw new PartsGone()
    this.asked = true
    for (let given = 1; ;) {
      if (this.failed !== null) throw this.failed.error
      const part = this.waiting.shift()
      if (part !== undefined) {
        this.taken()
        yield part
        // V8 does not count the columns of the parts that were stored among what has piled up. They are young: to go over all that
        // this process holds costs more than storing them.
        if (given++ % partsAtOnce === 0) globalThis.gc?.({ type: 'minor' })
      } else if (this.ended) return
      else await new Promise<void>(resolve => (this.heard = resolve))
    }
  }
}
