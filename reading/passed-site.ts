import type { DoorResult } from '../harmonize/door/door.js'
import type { ReceivedPart } from '../harmonize/received-parts.js'

/**
 * What passed the door, its rows part by part, each of which is made when it is asked for. Texts that were not taken in are
 * for a screen beside the exports: they stay in the reading process.
 */
export interface PassedSite extends Omit<DoorResult, 'received' | 'withheld'> {
  readonly parts: AsyncIterable<ReceivedPart>
}
