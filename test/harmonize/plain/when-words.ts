import { decidesBy } from '../../../protocol/facts/deciding-fields.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import { type AskedColumn, askedColumns, plansOf } from '../../../harmonize/door/asked-columns.js'
import type { BlockPlan } from '../../../harmonize/blocks/block-plan.js'
import { type ColumnJudge, consequence } from '../../../harmonize/columns/column-finding.js'
import { excludingColumns, unmadeOf, unusableWhen } from '../../../harmonize/columns/unusable-when.js'
import { isAbove } from '../../../harmonize/columns/column-share.js'
import type { DoorRecord } from '../../support/door-record.js'
import type { DoorExport } from './harmonize-block.js'
import { plainCell } from '../../../harmonize/read/plain-text.js'
import { missingWords, type WordList, wordsAlone } from '../../../harmonize/read/received-words.js'
import type { SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told, toldAll, toldLiteral } from '../../../words/told.js'
import { nearestWord } from '../../../harmonize/door/withheld-text.js'
import { counted } from '../../../words/counted.js'

/** What the telling of unlisted words reads and writes besides a file and its blocks. */
export interface WhenSettings {
  readonly mapping: SiteMapping
  readonly judge: ColumnJudge
  /** Whether any block but the subject's made a row of a record. */
  readonly isMade: (record: DoorRecord) => boolean
  readonly log: SiteLog
  readonly hold: HoldRecord
}

/** Holds the subject of a record with a reason. */
export type HoldRecord = (record: DoorRecord, reason: Told) => void

const decides = ({ asking }: AskedColumn, { deciding }: ColumnJudge): boolean =>
  asking.some(plan => {
    const constants = Object.fromEntries(
      plan.shared.flatMap(one =>
        one.kind === 'constant' && one.value.kind === 'code' ? [[one.field, one.value.code]] : [],
      ),
    )
    return plansOf(plan).some(({ field }) => decidesBy(deciding, plan.domain, field, constants))
  })

interface UnlistedRows {
  readonly filled: number
  readonly unlisted: readonly DoorRecord[]
}

const unlistedRows = (
  records: readonly DoorRecord[],
  column: string,
  listed: WordList<true>,
  missing: WordList<unknown>,
): UnlistedRows => {
  const filled = records.filter(({ cells }) => missing.find(plainCell(cells[column])) === undefined)
  return {
    filled: filled.length,
    unlisted: filled.filter(({ cells }) => listed.find(plainCell(cells[column])) === undefined),
  }
}

const finding = (file: DoorExport, asked: AskedColumn, { filled, unlisted }: UnlistedRows, judge: ColumnJudge) => {
  const deciding = decides(asked, judge)
  const domains = toldAll([...new Set(asked.asking.map(({ domain }) => domain))].map(domain => told`${domain}`))
  const found = told`${unlisted.length} of ${filled} rows have a word in this column that no 'when' lists, and make nothing`
  const todo = told`probably the mapping: list the words under 'when', or under 'passOver' of the file those that are meant to make no row`
  return {
    file: file.file,
    sheet: file.records[0]?.sheet ?? told`-`,
    column: asked.shown,
    kind: 'when-words-unlisted',
    effect: deciding ? 'file refused' : 'column left out',
    filled,
    unusable: unlisted.length,
    message: told`${found}. ${consequence(deciding, told`the rows of ${domains}`)}; ${todo}`,
  } as const
}

interface Said {
  readonly made: Told
  readonly effect: 'record held' | 'query'
  readonly otherWords: 'named' | 'not named'
}

const holdUnusable = (
  record: DoorRecord,
  column: Told,
  found: ReturnType<typeof unusableWhen>,
  { log, hold }: Pick<WhenSettings, 'log' | 'hold'>,
): void => {
  hold(record, found.message)
  log.report(record, column, found)
}

const tellRow = (
  file: DoorExport,
  record: DoorRecord,
  { column, shown, words }: AskedColumn,
  { made, effect, otherWords }: Said,
  isFound: boolean,
  { log, hold }: Pick<WhenSettings, 'log' | 'hold'>,
): void => {
  const cell = record.cells[column]
  if (cell?.kind === 'error') {
    if (!isFound) holdUnusable(record, shown, unusableWhen(cell.text, made), { log, hold })
    return
  }
  const plain = plainCell(cell)
  // Two slips apart are near only among longer words: 0 and 1, or no and yes, are not.
  const nearest = nearestWord(plain, words, 'not shown')
  if (otherWords === 'not named' && nearest === null) return
  const likely = nearest === null ? null : toldLiteral(nearest, words)
  log.propose({ file: file.file, column: shown, field: told`when`, nearest: likely })
  if (isFound) return
  const meant = likely === null ? told`` : told`; the nearest is '${likely}'`
  log.report(record, shown, {
    kind: 'unlisted-when',
    effect,
    message: told`a word that no block of this file lists under 'when', so the row makes ${made}${meant}; list it there, or under 'passOver' of the file`,
  })
}

/**
 * Tells the rows that make nothing because their word in a column that blocks ask by `when` is listed nowhere: each
 * with its place and the nearest word, or as one finding where they are too many to be believed.
 */
export const tellUnlistedWhen = (
  file: DoorExport,
  plans: readonly BlockPlan[],
  { mapping, judge, isMade, log, hold }: WhenSettings,
): void => {
  const definition = mapping.files[file.fileId]
  const missing = missingWords(mapping.missing, definition?.missing)
  for (const asked of askedColumns(plans.filter(({ fileId }) => fileId === file.fileId))) {
    const over = definition?.passOver?.[asked.column]
    const listed = wordsAlone([...asked.words, ...(typeof over === 'object' ? over : [])])
    const all = unlistedRows(file.records, asked.column, listed, missing)
    const rows = { ...all, unlisted: all.unlisted.filter(record => !isMade(record)) }
    if (over === 'all others') {
      const { length } = rows.unlisted
      if (length > 0)
        log.note(
          file.file,
          asked.shown,
          told`${counted(length, told`row`)} ${length === 1 ? 'was' : 'were'} passed over as the mapping says`,
        )
      continue
    }
    const isFound = asked.parts && isAbove(judge.share, { filled: rows.filled, unusable: rows.unlisted.length })
    if (isFound) log.find(finding(file, asked, rows, judge))
    // Where one list is asked for, or the row says something else, other words are as a rule the answer 'no'.
    const [effect, otherWords] = asked.parts ? (['record held', 'named'] as const) : (['query', 'not named'] as const)
    for (const record of rows.unlisted)
      tellRow(file, record, asked, { made: told`nothing`, effect, otherWords }, isFound, { log, hold })
    const domains = toldAll([...new Set(asked.asking.map(({ domain }) => domain))].map(domain => told`${domain}`))
    for (const record of all.unlisted.filter(isMade))
      tellRow(
        file,
        record,
        asked,
        { made: told`nothing of ${domains}`, effect: 'query', otherWords: 'not named' },
        false,
        { log, hold },
      )
    noteOthers(file, asked, all.unlisted.filter(isMade), log)
    tellNoMatch(file, asked, rows, log)
  }
}

// One other word is the answer 'no'. Of several, one may mean the same as those listed.
const noteOthers = (file: DoorExport, asked: AskedColumn, made: readonly DoorRecord[], log: SiteLog): void => {
  const wordOf = ({ cells }: DoorRecord): string => plainCell(cells[asked.column])
  const others = made.filter(
    record =>
      record.cells[asked.column]?.kind !== 'error' && nearestWord(wordOf(record), asked.words, 'not shown') === null,
  )
  const words = new Set(others.map(record => wordOf(record).toLowerCase()))
  if (words.size < (asked.parts ? 1 : 2)) return
  const domains = toldAll([...new Set(asked.asking.map(({ domain }) => domain))].map(domain => told`${domain}`))
  const [one, count] = [others.length === 1, others.length]
  log.note(
    file.file,
    asked.shown,
    told`${counted(count, told`row`)} ${one ? 'has' : 'have'} ${words.size === 1 ? told`a word` : told`one of ${words.size} words`} that no 'when' lists, and ${one ? 'makes' : 'make'} nothing of ${domains}`,
  )
}

// All rows without the flag are nobody who has it; several other words and never the one asked for is a mistake.
const tellNoMatch = (file: DoorExport, asked: AskedColumn, { filled, unlisted }: UnlistedRows, log: SiteLog): void => {
  const words = new Set(
    unlisted.flatMap(({ cells: { [asked.column]: cell } }) =>
      cell?.kind === 'error' ? [] : [plainCell(cell).toLowerCase()],
    ),
  )
  if (asked.parts || unlisted.length < filled || words.size < 2) return
  log.find({
    file: file.file,
    sheet: file.records[0]?.sheet ?? told`-`,
    column: asked.shown,
    kind: 'when-matches-nothing',
    effect: 'query',
    filled,
    unusable: unlisted.length,
    message: told`none of the ${filled} filled cells has a word that 'when' lists, and ${counted(words.size, told`other word`)} ${words.size === 1 ? 'occurs' : 'occur'}: probably the mapping; compare the words with the file`,
  })
}

/** Tells the records whose cell cannot be used where a block takes all words but some. */
export const tellUnusableWhen = (
  file: DoorExport,
  plans: readonly BlockPlan[],
  telling: Pick<WhenSettings, 'log' | 'hold'>,
): void => {
  for (const asked of excludingColumns(plans.filter(({ fileId }) => fileId === file.fileId))) {
    for (const record of file.records) {
      const cell = record.cells[asked.column]
      const made = unmadeOf(asked, cell)
      if (cell?.kind === 'error' && made !== null)
        holdUnusable(record, asked.shown, unusableWhen(cell.text, made), telling)
    }
  }
}
