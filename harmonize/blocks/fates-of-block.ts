import type { DomainRows } from '../columns/strangers.js'
import { tableRow } from '../columns/table-rows.js'
import type { FatesOfRows } from '../fates-of-rows.js'
import type { BlockRows } from './block-rows.js'
import { numberAt } from '../row-runs.js'

const meetBlock = (fates: FatesOfRows, { source, made }: BlockRows, held: Uint8Array | null): void => {
  const { at, count, table } = source
  // Most often all rows of a file are shared, and none needs a fate of its own.
  if (at === null && made === null && held === null) {
    fates.meetAll('shared')
    return
  }
  for (let row = 0; row < count; row += 1) {
    const own = tableRow(at, row)
    if (fates.isSettled(own)) continue
    if (made?.[row] === 0) fates.meet(own, 'says-nothing')
    else fates.meet(own, held?.[numberAt(table.subjects, own)] === 1 ? 'subject-held' : 'shared')
  }
}

/**
 * The rows that blocks take meet their fates, file by file, once all is known: those that made a shared row which stands,
 * those of a subject who is held, and those that said nothing for any block.
 */
export const meetBlocks = (
  domains: readonly DomainRows[],
  fates: readonly FatesOfRows[],
  held: ReadonlyMap<number, unknown>,
  subjects: number,
): void => {
  const marks = held.size === 0 ? null : new Uint8Array(subjects)
  for (const subject of held.keys()) marks![subject] = 1
  for (const { files } of domains) {
    for (const [file, blocks] of files.entries()) for (const rows of blocks) meetBlock(fates[file]!, rows, marks)
  }
}
