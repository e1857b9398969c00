import { isDeepStrictEqual } from 'node:util'
import type { SiteMapping } from '../../protocol/language/site.js'
import { type DraftBlock, type DraftLine, isFilledIn, isSure } from '../draft-model.js'
import { inFlow, remark } from '../flow-text.js'
import { commented, filledBlock } from '../write-draft.js'
import type { Change, Edit } from './changes.js'
import { wideSlot, type WrittenBlock, writtenBlocks } from './column-places.js'
import { columnsOfLine } from './draft-slots.js'

const slotOf = (domain: DraftBlock['domain'], line: DraftLine, wide: boolean): string =>
  wide ? wideSlot(domain, line.value as Readonly<Record<string, unknown>>) : `${domain}.${line.key}`

const columnOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'column' in value ? value.column : value

// A block of the mapping into which a line of the draft fits: the same rows of the same file, on the same day.
const fitting = (
  blocks: readonly WrittenBlock[],
  { domain, from, when, fields }: DraftBlock,
): readonly WrittenBlock[] => {
  const day = fields.find(({ key }) => key === 'date')
  return blocks.filter(
    ({ domain: of, block }) =>
      of === domain &&
      block['from'] === from &&
      isDeepStrictEqual(block['when'] ?? {}, when) &&
      (day === undefined || block['date'] === undefined || columnOf(block['date']) === columnOf(day.value)),
  )
}

const entry = ({ path, block }: WrittenBlock, line: DraftLine, wide: boolean): Edit => {
  const { key, value } = line
  if (!wide) return { edit: 'entry', path, key, value }
  return block['wide'] === undefined
    ? { edit: 'entry', path, key: 'wide', value: { [key]: value } }
    : { edit: 'entry', path: [...path, 'wide'], key, value }
}

const filled = (target: WrittenBlock, slot: string, line: DraftLine, wide: boolean): Change => ({
  edits: [entry(target, line, wide)],
  standing: 'filled in',
  says: `${String(target.block['from'])}: ${slot}: ${inFlow({ [line.key]: line.value })} (${line.reason})`,
})

// Behind the block that it would be a line of, else at the end.
const proposed = (
  target: WrittenBlock | undefined,
  slot: string,
  from: string,
  line: DraftLine,
  wide: boolean,
): Change => {
  const hasPlace = target !== undefined && (!wide || target.block['wide'] !== undefined)
  const own = { ...line, certainty: 'likely' } as const
  return {
    edits: [
      hasPlace
        ? { edit: 'remark', path: wide ? [...target.path, 'wide'] : target.path, line: commented('', own) }
        : { edit: 'remark', path: null, line: commented('', { ...own, reason: `of ${from}, ${slot}: ${own.reason}` }) },
    ],
    standing: 'proposed',
    says: `${from}: ${slot}: ${inFlow({ [line.key]: line.value })} (${line.score.toFixed(1)}: ${line.reason})`,
  }
}

/** What the slots of a mapping are filled with: a second column for one of them is only proposed. */
export const slotsFilled = (mapping: SiteMapping): ReadonlySet<string> =>
  new Set(
    writtenBlocks(mapping).flatMap(({ domain, block }) => [
      ...Object.keys(block).map(field => `${domain}.${field}`),
      ...Object.values((block['wide'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>).map(own =>
        wideSlot(domain, own),
      ),
    ]),
  )

const wholeBlock = (block: DraftBlock, mapping: SiteMapping): Change => {
  const only = block.domain === 'subject' && writtenBlocks(mapping).some(({ domain }) => domain === 'subject')
  const says = `${block.from}: ${block.domain}: ${inFlow(Object.fromEntries([...block.fields, ...block.wide].map(({ key, value }) => [key, value])))}`
  if (isFilledIn(block) && !only)
    return { edits: [{ edit: 'block', domain: block.domain, block }], standing: 'filled in', says }
  return {
    edits: [`${block.domain}:`, ...filledBlock(block).map(line => `  ${line}`)].map(line => ({
      edit: 'remark',
      path: null,
      line: `# ${remark(line)}`,
    })),
    standing: 'proposed',
    says,
  }
}

/**
 * The changes that the new columns of a file make: lines of the draft that name one of them. What is `taken` already is filled by
 * another column, so a second one is only proposed.
 */
export const newLines = (
  mapping: SiteMapping,
  blocks: readonly DraftBlock[],
  isNew: (column: string) => boolean,
  taken: ReadonlySet<string>,
): readonly Change[] => {
  const written = writtenBlocks(mapping)
  return blocks.flatMap((block): readonly Change[] => {
    const fields = block.fields.filter(line => columnsOfLine(line).some(isNew))
    const wide = block.wide.filter(({ key }) => isNew(key))
    if (fields.length + wide.length === 0) return []
    const targets = fitting(written, block)
    const [target] = targets
    if (targets.length === 0) {
      const free = fields.every(line => !taken.has(slotOf(block.domain, line, false)))
      const own = { ...block, wide: wide.filter(line => !taken.has(slotOf(block.domain, line, true))) }
      const again = wide.filter(line => !own.wide.includes(line))
      return [
        ...(own.wide.length > 0 || (fields.length > 0 && free) ? [wholeBlock(own, mapping)] : []),
        ...(fields.length > 0 && !free && own.wide.length === 0
          ? fields.map(line => proposed(undefined, slotOf(block.domain, line, false), block.from, line, false))
          : []),
        ...again.map(line => proposed(undefined, slotOf(block.domain, line, true), block.from, line, true)),
      ]
    }
    const one = (line: DraftLine, isWide: boolean): Change => {
      const slot = slotOf(block.domain, line, isWide)
      return target !== undefined && targets.length === 1 && isSure(line) && !taken.has(slot)
        ? filled(target, slot, line, isWide)
        : proposed(targets.length === 1 ? target : undefined, slot, block.from, line, isWide)
    }
    return [...fields.map(line => one(line, false)), ...wide.map(line => one(line, true))]
  })
}
