import { decidesBy } from '../../protocol/facts/deciding-fields.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { type AskedColumn, askedColumns, plansOf } from '../door/asked-columns.js'
import type { BlockPlan } from '../blocks/block-plan.js'
import { type ColumnJudge, consequence } from './column-finding.js'
import { isAbove } from './column-share.js'
import { type CodedRows, type UnlistedRows, unlistedRows } from './unlisted-rows.js'
import { holdUnusable, type RowTelling, unusableWhen } from './unusable-when.js'
import { type CountedColumn, type TableRows, tableRow } from './table-rows.js'
import { plainCell } from '../read/plain-text.js'
import { missingWords, wordsAlone } from '../read/received-words.js'
import type { SiteLog } from '../blocks/site-log.js'
import type { FatesOfRows } from '../fates-of-rows.js'
import type { RowFate } from '../../words/row-fates.js'
import { type Told, told, toldAll, toldLiteral } from '../../words/told.js'
import { nearestWord } from '../door/withheld-text.js'
import { counted } from '../../words/counted.js'

/** What the telling of unlisted words reads and writes besides a file and its blocks. */
export interface WhenSettings extends RowTelling {
  readonly mapping: SiteMapping
  readonly judge: ColumnJudge
  /** By row of the table, whether any block but the subject's made a row of it; null where no block asks for a word. */
  readonly used: Uint8Array | null
}

const decides = ({ asking }: AskedColumn, { deciding }: ColumnJudge): boolean =>
  asking.some(plan => {
    const constants = Object.fromEntries(
      plan.shared.flatMap(one =>
        one.kind === 'constant' && one.value.kind === 'code' ? [[one.field, one.value.code]] : [],
      ),
    )
    return plansOf(plan).some(({ field }) => decidesBy(deciding, plan.domain, field, constants))
  })

const domainsOf = ({ asking }: AskedColumn): Told =>
  toldAll([...new Set(asking.map(({ domain }) => domain))].map(domain => told`${domain}`))

const finding = (
  { table: { file, sheet } }: TableRows,
  asked: AskedColumn,
  { filled, count }: UnlistedRows,
  judge: ColumnJudge,
) => {
  const deciding = decides(asked, judge)
  const found = told`${count} of ${filled} rows have a word in this column that no 'when' lists, and make nothing`
  const todo = told`probably the mapping: list the words under 'when', or under 'passOver' of the file those that are meant to make no row`
  return {
    file,
    sheet,
    column: asked.shown,
    kind: 'when-words-unlisted',
    effect: deciding ? 'file refused' : 'column left out',
    filled,
    unusable: count,
    message: told`${found}. ${consequence(deciding, told`the rows of ${domainsOf(asked)}`)}; ${todo}`,
  } as const
}

// By code, the nearest word of one that is named; undefined where it is not.
const nearestWords = (
  asked: AskedColumn,
  { cells }: CountedColumn,
  { counts }: CodedRows,
  otherWords: 'named' | 'not named',
): readonly (Told | null | undefined)[] =>
  Array.from(counts, (count, code) => {
    if (count === 0) return undefined
    // Of a cell that cannot be used nobody can say that it has another word.
    if (cells[code]!.kind === 'error') return null
    // Two slips apart are near only among longer words: 0 and 1, or no and yes, are not.
    const nearest = nearestWord(plainCell(cells[code]), asked.words, 'not shown')
    if (nearest === null) return otherWords === 'named' ? null : undefined
    return toldLiteral(nearest, asked.words)
  })

/** Tells the rows that have one of some words, each with what is the matter; `made` is what the file makes of such a row. */
const tellRows = (
  rows: TableRows,
  asked: AskedColumn,
  { column, ...coded }: CodedRows & { readonly column: CountedColumn },
  said: { readonly made: Told; readonly effect: 'record held' | 'query'; readonly otherWords: 'named' | 'not named' },
  isFound: boolean,
  telling: RowTelling,
): void => {
  const { placeOf, log } = telling
  const nearest = nearestWords(asked, column, coded, said.otherWords)
  const named = [...column.order].filter(code => nearest[code] !== undefined)
  for (const code of named.sort((one, other) => coded.firsts[one]! - coded.firsts[other]!)) {
    const likely = nearest[code] ?? null
    if (column.cells[code]!.kind !== 'error')
      log.propose(
        { file: rows.table.file, column: asked.shown, field: told`when`, nearest: likely },
        coded.counts[code],
      )
  }
  if (isFound || named.length === 0) return
  for (let row = 0; row < rows.count; row += 1) {
    const likely = nearest[column.codes[row]!]
    if (likely === undefined || !coded.has(row)) continue
    const cell = column.cells[column.codes[row]!]!
    if (cell.kind === 'error') {
      holdUnusable(tableRow(rows.at, row), asked.shown, unusableWhen(cell.text, said.made), telling)
      continue
    }
    const meant = likely === null ? told`` : told`; the nearest is '${likely}'`
    log.report(placeOf(tableRow(rows.at, row)), asked.shown, {
      kind: 'unlisted-when',
      effect: said.effect,
      message: told`a word that no block of this file lists under 'when', so the row makes ${said.made}${meant}; list it there, or under 'passOver' of the file`,
    })
  }
}

const meetUnlisted = ({ at, count }: TableRows, unlisted: UnlistedRows, fates: FatesOfRows, fate: RowFate): void => {
  if (unlisted.count === 0) return
  for (let row = 0; row < count; row += 1) if (unlisted.has(row)) fates.meet(tableRow(at, row), fate)
}

const meetPassedOver = (
  rows: TableRows,
  passOver: SiteMapping['files'][string]['passOver'],
  fates: FatesOfRows,
): void => {
  for (const [name, over] of Object.entries(passOver ?? {})) {
    if (typeof over !== 'object') continue
    const listed = wordsAlone(over)
    const { codes, cells, order } = rows.column(name)
    const flags = new Uint8Array(cells.length)
    for (const code of order) flags[code] = Number(listed.find(plainCell(cells[code])) !== undefined)
    for (let row = 0; row < rows.count; row += 1)
      if (flags[codes[row]!] === 1) fates.meet(tableRow(rows.at, row), 'passed-over')
  }
}

/**
 * Tells the rows that make nothing because their word in a column that blocks ask by `when` is listed nowhere: each
 * with its place and the nearest word, or as one finding where they are too many to be believed.
 */
export const tellUnlistedWhen = (rows: TableRows, plans: readonly BlockPlan[], settings: WhenSettings): void => {
  const { mapping, judge, used, fates, log } = settings
  const { fileId, file } = rows.table
  const definition = mapping.files[fileId]
  const missing = missingWords(mapping.missing, definition?.missing)
  meetPassedOver(rows, definition?.passOver, fates)
  for (const asked of askedColumns(plans.filter(plan => plan.fileId === fileId))) {
    const over = definition?.passOver?.[asked.column]
    const listed = wordsAlone([...asked.words, ...(typeof over === 'object' ? over : [])])
    const unlisted = unlistedRows(rows, asked.column, listed, missing, used)
    if (over === 'all others') {
      meetUnlisted(rows, unlisted, fates, 'passed-over')
      const { count } = unlisted
      if (count > 0)
        log.note(
          file,
          asked.shown,
          told`${counted(count, told`row`)} ${count === 1 ? 'was' : 'were'} passed over as the mapping says`,
        )
      continue
    }
    if (asked.parts) meetUnlisted(rows, unlisted, fates, 'unlisted-when')
    const isFound = asked.parts && isAbove(judge.share, { filled: unlisted.filled, unusable: unlisted.count })
    if (isFound) log.find(finding(rows, asked, unlisted, judge))
    // Where one list is asked for, or the row says something else, other words are as a rule the answer 'no': only what is near is told.
    const [effect, otherWords] = asked.parts ? (['record held', 'named'] as const) : (['query', 'not named'] as const)
    tellRows(rows, asked, unlisted, { made: told`nothing`, effect, otherWords }, isFound, settings)
    const alsoMade = { column: unlisted.column, ...unlisted.used }
    const made = told`nothing of ${domainsOf(asked)}`
    tellRows(rows, asked, alsoMade, { made, effect: 'query', otherWords: 'not named' }, false, settings)
    noteOthers(file, asked, unlisted, log)
    tellNoMatch(rows, asked, unlisted, log)
  }
}

// Rows that make nothing at all are accounted for as such. Of the others one word beside the listed ones is the answer 'no'; of several, one may
// mean the same as those listed: how many there are is noted, though nobody is asked.
const noteOthers = (file: Told, asked: AskedColumn, { column, used }: UnlistedRows, log: SiteLog): void => {
  const words = new Set<string>()
  let count = 0
  for (const code of column.order) {
    const own = used.counts[code]!
    const word = plainCell(column.cells[code])
    if (column.cells[code]?.kind === 'error') continue
    if (own === 0 || nearestWord(word, asked.words, 'not shown') !== null) continue
    words.add(word.toLowerCase())
    count += own
  }
  if (words.size < (asked.parts ? 1 : 2)) return
  const others = words.size === 1 ? told`a word` : told`one of ${words.size} words`
  log.note(
    file,
    asked.shown,
    told`${counted(count, told`row`)} ${count === 1 ? 'has' : 'have'} ${others} that no 'when' lists, and ${count === 1 ? 'makes' : 'make'} nothing of ${domainsOf(asked)}`,
  )
}

// All rows without the flag are nobody who has it; several other words and never the one asked for is a mistake.
const tellNoMatch = (
  { table: { file, sheet } }: TableRows,
  asked: AskedColumn,
  { column: { cells }, filled, count, counts }: UnlistedRows,
  log: SiteLog,
): void => {
  if (asked.parts || count < filled) return
  const words = new Set(
    cells.filter(({ kind }, code) => kind !== 'error' && counts[code]! > 0).map(cell => plainCell(cell).toLowerCase()),
  )
  if (words.size < 2) return
  log.find({
    file,
    sheet,
    column: asked.shown,
    kind: 'when-matches-nothing',
    effect: 'query',
    filled,
    unusable: count,
    message: told`none of the ${filled} filled cells has a word that 'when' lists, and ${counted(words.size, told`other word`)} ${words.size === 1 ? 'occurs' : 'occur'}: probably the mapping; compare the words with the file`,
  })
}
