import { type Drafted, codedField } from './coded-field.js'
import { type DraftBlock, type DraftLine, likely, sure } from './draft-model.js'
import { dateOf, dayLine, unlessOnly } from './draft-days.js'
import { codesIn, namedColumns } from './find-column.js'
import { conceptsOf, type Knowledge } from './knowledge.js'
import type { TablePart } from './part-of-table.js'
import { plainWord } from './plain-word.js'
import type { SeenColumn } from './seen-table.js'
import { terminalWord } from './terminal-word.js'

const yes = new Set(['1', 'yes', 'y', 'true', 'ja', 'oui', 'sí', 'si', '是', '有', 'event'])
const no = new Set(['0', 'no', 'n', 'false', 'nein', 'non', '否', '无', 'censored'])

// Whether somebody died, by yes and no: nothing else may stand there.
const diedCodes = ({ texts }: SeenColumn): Readonly<Record<string, string>> | null => {
  const words = [...texts.keys()]
  const dead = words.filter(word => yes.has(plainWord(word)))
  const alive = words.filter(word => no.has(plainWord(word)))
  return dead.length === 1 && alive.length === 1 && words.length === 2
    ? { [alive[0]!]: 'alive', [dead[0]!]: 'dead' }
    : null
}

// The words of a column of states: by what is known of them, else by which of two ends the subjects' rows.
const statesOf = (
  known: Knowledge,
  part: TablePart,
  column: SeenColumn,
  named: boolean,
): { readonly codes: Readonly<Record<string, string>>; readonly reason: string } | null => {
  const { codes, unknown } = codesIn(known, 'contact.status', column)
  const died = conceptsOf(known, column.header).has('contact.died') ? diedCodes(column) : null
  if (died !== null) return { codes: died, reason: 'its name asks who died, and its words say yes and no' }
  if (!named) return null
  if (unknown.length === 0 && new Set(Object.values(codes)).size > 1)
    return { codes, reason: 'all its words are known' }
  const date = dateOf(known, part, 'contact')
  const days = part.columns.filter(
    ({ header }) => (date?.value as { readonly column?: string } | undefined)?.column === header,
  )
  if (days[0] === undefined || part.subject === null) return null
  const dead = terminalWord(part.table, part.subject, column, days[0])
  if (dead === null || Object.entries(codes).some(([word, code]) => (code === 'dead') !== (word === dead))) return null
  const states = [...column.texts.keys()].map(word => [word, word === dead ? 'dead' : 'alive'] as const)
  return { codes: Object.fromEntries(states), reason: `'${dead}' stands once for a subject and on the last day` }
}

// Who was seen last and who died, in a column of days each, without a word of the state.
const dayBlocks = (known: Knowledge, part: TablePart): Drafted => {
  const isDay = ({ profile }: SeenColumn): boolean => profile.kind === 'day'
  const isDeath = (column: SeenColumn): boolean => isDay(column) && !conceptsOf(known, column.header).has('date')
  const seen = namedColumns(known, part.columns, 'contact.date', isDay)
  // What any day of a row may be called says nothing of deaths.
  const death = namedColumns(known, part.columns, 'disposition.date', isDeath)
  if (death === null) return { blocks: [], open: [] }
  const own = { from: part.from, wide: [] }
  // Where all rows have one, days of death are something else.
  const some = death.column.profile.filled < part.table.profile.rows
  const blank = ['', ...death.column.profile.absent.map(({ text }) => text)]
  const event = some
    ? sure('event', { constant: 'death' }, 'its rows have a day of death')
    : likely('event', { constant: 'death' }, 0.5, 'its rows have a day of death, but all of them')
  const dayOfDeath = dayLine(known, 'date', death.column, unlessOnly(death.only), 'its name says so')
  const disposition: DraftBlock = {
    ...{ ...own, domain: 'disposition', when: { ...part.when, [death.column.header]: { not: blank } } },
    ...{ fields: [event, dayOfDeath], needs: ['event', 'date'] },
  }
  if (seen === null) return { blocks: [disposition], open: [] }
  const contact: DraftBlock = {
    ...{ ...own, domain: 'contact', when: part.when },
    fields: [
      seen.only && isAlive.test(seen.column.header)
        ? sure('status', { constant: 'alive' }, 'so its name says')
        : likely('status', { constant: 'alive' }, 0.6, 'a day of death stands in another column'),
      dayLine(known, 'date', seen.column, unlessOnly(seen.only), 'its name says so'),
    ],
    needs: ['status', 'date'],
  }
  return { blocks: [contact, disposition], open: [] }
}

const isAlive = /alive|living|存活|生存/iu

const diedColumn = (known: Knowledge, part: TablePart): SeenColumn | null =>
  part.columns.find(column => conceptsOf(known, column.header).has('contact.died') && diedCodes(column) !== null) ??
  null

/** Drafts who was seen last and who died: by a column of states, by one that asks who died, or by a day of each. */
export const outcomeBlocks = (known: Knowledge, part: TablePart): Drafted => {
  const coded = codedField(known, part, 'contact', 'status')
  const isNamed = coded !== null && conceptsOf(known, coded.column.header).has('contact.status')
  const died = isNamed ? null : diedColumn(known, part)
  const status =
    died === null
      ? coded
      : { line: sure('status', { column: died.header }, 'its name says so'), column: died, open: [] }
  if (status === null) return dayBlocks(known, part)
  const { line, column, open } = status
  const named = conceptsOf(known, column.header).has('contact.status')
  const states = statesOf(known, part, column, named)
  const codes = states?.codes ?? codesIn(known, 'contact.status', column).codes
  const reason = named ? 'not all of its words are known' : 'its words say so, its name does not'
  const unsure = (one: DraftLine): DraftLine => ({ ...one, certainty: 'likely', score: 0.4, reason })
  const held = states === null ? unsure(line) : sure('status', { column: column.header, codes }, states.reason)
  const date = dateOf(known, part, 'contact')
  const dates = date === null ? [] : [date]
  const dead = Object.keys(codes).filter(word => codes[word] === 'dead')
  const event = sure('event', { constant: 'death' }, 'its rows say so')
  const death = namedColumns(known, part.columns, 'disposition.date', ({ profile }) => profile.kind === 'day')
  const day =
    death === null ? dates : [dayLine(known, 'date', death.column, unlessOnly(death.only), 'its name says so')]
  const own = { from: part.from, wide: [] }
  const contact: DraftBlock = {
    ...own,
    domain: 'contact',
    when: part.when,
    fields: [held, ...dates],
    needs: ['status', 'date'],
  }
  const disposition: DraftBlock = {
    ...{ ...own, domain: 'disposition', when: { ...part.when, [column.header]: dead } },
    ...{ fields: [states === null ? unsure(event) : event, ...day], needs: ['event', 'date'] },
  }
  return { blocks: dead.length === 0 ? [contact] : [contact, disposition], open: named && states === null ? open : [] }
}
