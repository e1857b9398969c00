import type { DomainName } from '../protocol/schema/domains.js'
import { type DraftLine, isSure, likely, type OpenPoint, sure } from './draft-model.js'
import { type Drafted, codedField } from './coded-field.js'
import { ageLine } from './draft-age.js'
import { dateOf, dayLine, unlessOnly } from './draft-days.js'
import { outcomeBlocks } from './draft-outcomes.js'
import { codesIn, namedColumns } from './find-column.js'
import { conceptsOf, type Knowledge } from './knowledge.js'
import type { TablePart } from './part-of-table.js'
import { plainWord } from './plain-word.js'
import type { SeenColumn } from './seen-table.js'

type SexesOfColumn = {
  readonly codes: Readonly<Record<string, string>>
  readonly score: number
  readonly reason: string
}

// Two words that tell each other's sex: the numbers of ISO 5218 and GB/T 2261.1 (0 beside 1 is another list), and homme beside
// femme. Beside `M`, `H` is hombre or hembra; beside `N`, `F` is a man.
const pairOfSexes = ({ texts }: SeenColumn): SexesOfColumn | null => {
  if (texts.size !== 2) return null
  if (texts.has('1') && texts.has('2'))
    return { codes: { 1: 'male', 2: 'female' }, score: 1, reason: '1 and 2 are the numbers of ISO 5218' }
  const man = [...texts.keys()].find(word => plainWord(word) === 'h')
  const woman = [...texts.keys()].find(word => plainWord(word) === 'f' || plainWord(word) === 'm')
  if (man === undefined || woman === undefined) return null
  const codes = { [man]: 'male', [woman]: 'female' }
  return plainWord(woman) === 'f'
    ? { codes, score: 1, reason: 'H beside F is homme beside femme' }
    : { codes, score: 0.7, reason: 'H beside M is hombre beside mujer, unless it is hembra beside macho' }
}

const subjectBlock = (known: Knowledge, part: TablePart): Drafted => {
  const fields: DraftLine[] = []
  const open: OpenPoint[] = []
  const sex = codedField(known, part, 'subject', 'sex')
  if (sex !== null && conceptsOf(known, sex.column.header).has('subject.sex')) {
    const pair = pairOfSexes(sex.column)
    const isTold = codesIn(known, 'subject.sex', sex.column).share === 1
    const line =
      isTold || !isSure(sex.line) ? sex.line : likely('sex', sex.line.value, 0.4, 'not all of its words are known')
    fields.push(
      pair === null
        ? line
        : pair.score === 1
          ? sure('sex', { column: sex.column.header, codes: pair.codes }, pair.reason)
          : likely('sex', { column: sex.column.header, codes: pair.codes }, pair.score, pair.reason),
    )
    if (pair === null) open.push(...sex.open)
  }
  const born = namedColumns(known, part.columns, 'subject.birthDate', ({ profile }) => profile.kind === 'day')
  if (born !== null)
    fields.push(
      dayLine({ ...known, offsets: false }, 'birthDate', born.column, unlessOnly(born.only), 'its name says so'),
    )
  const age = ageLine(known, part)
  if (age !== null && born === null) fields.push(age)
  return {
    blocks:
      fields.length === 0 ? [] : [{ domain: 'subject', from: part.from, when: part.when, fields, wide: [], needs: [] }],
    open,
  }
}

const diseaseBlock = (known: Knowledge, part: TablePart): Drafted => {
  const found = ['basis', 'stage', 'diagnosis'].flatMap(field => codedField(known, part, 'disease', field) ?? [])
  const named = found.filter(({ column, line }) => conceptsOf(known, column.header).has(`disease.${line.key}`))
  const day = namedColumns(known, part.columns, 'disease.date', ({ profile }) => profile.kind === 'day')
  if (named.length === 0 && day === null) return { blocks: [], open: [] }
  const date = day === null ? [] : [dayLine(known, 'date', day.column, unlessOnly(day.only), 'its name says so')]
  return {
    blocks: [
      {
        domain: 'disease',
        from: part.from,
        when: part.when,
        fields: [...named.map(({ line }) => line), ...date],
        wide: [],
        needs: [],
      },
    ],
    open: named.flatMap(({ open }) => open),
  }
}

interface EventShape {
  readonly domain: DomainName
  readonly fields: readonly string[]
  readonly needs: readonly string[]
}

const shapes: readonly EventShape[] = [
  { domain: 'exposure', fields: ['treatment', 'category'], needs: ['treatment'] },
  { domain: 'procedure', fields: ['procedure'], needs: ['procedure'] },
  { domain: 'response', fields: ['target', 'response'], needs: ['target', 'response'] },
  { domain: 'adverseEvent', fields: ['category', 'grade'], needs: ['category'] },
  { domain: 'medicalHistory', fields: ['term', 'category'], needs: ['term'] },
]

const gradeLine = (known: Knowledge, part: TablePart): DraftLine | null => {
  const grade = namedColumns(
    known,
    part.columns,
    'adverseEvent.grade',
    ({ profile }) => profile.kind !== 'day' && profile.kind !== 'empty',
  )
  if (grade === null) return null
  const { column, only } = grade
  if (column.numbers.length > 0 && column.numbers.every(number => number >= 0 && number <= 5))
    return only
      ? sure('grade', column.header, 'its name and its numbers say so')
      : likely('grade', column.header, 0.5, 'another column fits as well')
  const { codes, share } = codesIn(known, 'adverseEvent.grade', column)
  const value = {
    column: column.header,
    codes: Object.fromEntries(Object.entries(codes).map(([word, code]) => [word, Number(code)])),
  }
  return share === 1 && only
    ? sure('grade', value, 'all its words are known')
    : share === 0
      ? likely('grade', { column: column.header }, 0.3, 'its name says so, none of its words is known')
      : likely('grade', value, 0.4, 'not all of its words are known')
}

const isOfOthers = (known: Knowledge, own: string, column: SeenColumn): boolean => {
  const mine = codesIn(known, own, column).share
  const others = shapes
    .flatMap(({ domain, fields }) => fields.map(field => `${domain}.${field}`))
    .filter(field => field !== own)
  return others.some(field => codesIn(known, field, column).share > Math.max(mine, 0.3))
}

const eventBlock = (known: Knowledge, part: TablePart, { domain, fields, needs }: EventShape): Drafted => {
  if (!known.domains.has(domain)) return { blocks: [], open: [] }
  const found = fields.flatMap(field => (field === 'grade' ? [] : (codedField(known, part, domain, field) ?? [])))
  // Diseases are words of medical histories and of adverse events: where others explain more of a column, they count.
  if (found.some(({ line, column }) => isOfOthers(known, `${domain}.${line.key}`, column)))
    return { blocks: [], open: [] }
  const grade = fields.includes('grade') ? gradeLine(known, part) : null
  const lines = [...found.map(({ line }) => line), ...(grade === null ? [] : [grade])]
  // A name alone says too little: some of its words have to be known, or another field.
  if (lines.length === 0 || lines.every(({ score }) => score < 0.4)) return { blocks: [], open: [] }
  const date = dateOf(known, part, domain)
  const end = namedColumns(known, part.columns, 'exposure.endDate', ({ profile }) => profile.kind === 'day')
  const days = [
    ...(date === null ? [] : [date]),
    ...(domain === 'exposure' && end !== null
      ? [dayLine(known, 'endDate', end.column, unlessOnly(end.only), 'its name says so')]
      : []),
  ]
  const essential = found.find(({ line }) => line.key === needs.at(-1) && line.certainty === 'sure')
  // Rows whose words belong to another domain are none of this one.
  const words = essential === undefined ? [] : Object.keys((essential.line.value as { readonly codes: object }).codes)
  const some = essential !== undefined && words.length < essential.column.texts.size
  return {
    blocks: [
      {
        domain,
        from: part.from,
        when: some ? { ...part.when, [essential.column.header]: words } : part.when,
        fields: [...lines, ...days],
        wide: [],
        needs,
      },
    ],
    open: found.flatMap(({ open }) => open),
  }
}

// 0 and 1, or words: a disease that a person has may be called like an event, and is no grade.
const gradesLine = ({ header, numbers, texts }: SeenColumn, fixed: DraftLine['value']): readonly DraftLine[] => {
  if (numbers.some(number => number > 5 || !Number.isInteger(number))) return []
  const graded = numbers.length === texts.size && numbers.some(number => number > 1)
  return [
    graded
      ? sure(header, fixed, 'its name says so, and its numbers are grades')
      : likely(header, fixed, 0.3, 'its name says so, but its cells may say whether there is such a disease'),
  ]
}

const wideOf = (known: Knowledge, part: TablePart, domain: 'response' | 'adverseEvent'): Drafted => {
  const wide = part.columns.flatMap((column): readonly DraftLine[] => {
    const start = `wide:${domain}:`
    const of = [...conceptsOf(known, column.header)]
      .filter(concept => concept.startsWith(start))
      .map(concept => concept.slice(start.length))
    if (of.length !== 1) return []
    const fixed = domain === 'response' ? { target: of[0] } : { category: of[0] }
    if (domain === 'adverseEvent') return gradesLine(column, fixed)
    const { codes, share } = codesIn(known, 'response.response', column)
    if (share === 0) return [likely(column.header, fixed, 0.3, 'its name says so, none of its words is known')]
    return [
      share === 1
        ? sure(column.header, { ...fixed, codes }, 'all its words are known')
        : likely(column.header, { ...fixed, codes }, 0.4, 'not all of its words are known'),
    ]
  })
  if (wide.length === 0) return { blocks: [], open: [] }
  const date = dateOf(known, part, domain)
  return {
    blocks: [{ domain, from: part.from, when: part.when, fields: date === null ? [] : [date], wide, needs: [] }],
    open: [],
  }
}

/** Drafts the blocks that are no results of tests. */
export const draftEvents = (known: Knowledge, part: TablePart): Drafted => {
  const drafted = [
    subjectBlock(known, part),
    diseaseBlock(known, part),
    outcomeBlocks(known, part),
    ...shapes.map(shape => eventBlock(known, part, shape)),
    wideOf(known, part, 'response'),
    wideOf(known, part, 'adverseEvent'),
  ]
  return { blocks: drafted.flatMap(({ blocks }) => blocks), open: drafted.flatMap(({ open }) => open) }
}
