import { fileNamePattern } from '../../protocol/facts/file-name-pattern.js'
import { nearestName } from '../../protocol/load/nearest.js'
import { counted } from '../../words/counted.js'
import { type Told, told, toldAll, toldLiteral, toldPlace } from '../../words/told.js'
import { ExportAbsent, shownName } from '../errors.js'
import { patternInOtherCapitals } from './other-capitals.js'

/** What a site's folder of exports holds. */
export interface ListedFolder {
  /** Names that an export may have, those of folders among them. */
  readonly names: readonly string[]
  readonly folders: readonly string[]
  /** How many uploads are not finished. */
  readonly unfinished: number
}

// Letters of other widths and capitals make another name, but one that was probably meant.
const plainName = (name: string): string => name.normalize('NFKC').toLowerCase()

const capitals = (pattern: string, names: readonly string[]): Told | null => {
  const written = new Set(names.flatMap(name => patternInOtherCapitals(pattern, name) ?? []))
  const [only, other] = written
  if (only === undefined || other !== undefined) return null
  return pattern.includes('*')
    ? told`; write \`name: "${only}"\``
    : told`; there is '${only}', which differs in capitals alone: write it so (\`name: "${only}"\`)`
}

// A file's name may hold a person's: of those that are there none is quoted, only counted or shown by its place, but one that
// is the mapping's own in other capitals.
const alike = (pattern: string, names: readonly string[]): Told => {
  const shape = fileNamePattern(plainName(pattern))
  const fitting = names.filter(name => shape.test(plainName(name)))
  const inCapitals = capitals(pattern, fitting)
  if (pattern.includes('*')) {
    return fitting.length === 0
      ? told``
      : told`, of which ${fitting.length} ${fitting.length === 1 ? 'fits' : 'fit'} but for capitals or the width of letters${inCapitals ?? told``}`
  }
  if (inCapitals !== null) return inCapitals
  const nearest = fitting[0] ?? nearestName(pattern, names)
  return nearest === null
    ? told``
    : told`; the nearest is ${toldPlace('file', names.indexOf(nearest) + 1, names.length)}`
}

const withoutDigits = (name: string): string => plainName(name).replaceAll(/\d+/g, '#')

// Of the files that are there one may differ from the name in its digits alone, as one of another year does: then the name
// with a sign for these reads it.
const withOtherDigits = (pattern: string, names: readonly string[]): Told => {
  const parts = pattern.split(/(\d+)/)
  const shape = fileNamePattern(parts.map((part, at) => (at % 2 === 1 ? '#' : withoutDigits(part))).join(''))
  const place = names.findIndex(name => shape.test(withoutDigits(name)))
  if (parts.length < 2 || place < 0) return told``
  const other = names[place]!.match(/\d+/g) ?? []
  const last = parts.findLastIndex(
    (part, at) => at % 2 === 1 && (pattern.includes('*') || part !== other[(at - 1) / 2]),
  )
  if (last < 0) return told``
  const written = parts.map((part, at) => (at === last ? told`*` : toldLiteral(part, parts)))
  const whole = written.reduce((all, part) => told`${all}${part}`, told``)
  return told`; ${toldPlace('file', place + 1, names.length)} differs from it in digits alone: write \`name: "${whole}"\``
}

const mostShown = 40

const isOrAre = (count: number): 'is' | 'are' => (count === 1 ? 'is' : 'are')

const thereIs = (files: number, folders: number, unfinished: number): Told => {
  const beside = [
    ...(folders === 0
      ? []
      : [told`there ${isOrAre(folders)} also ${counted(folders, told`folder`)}, and folders are not looked into`]),
    ...(unfinished === 0
      ? []
      : [
          told`there ${isOrAre(unfinished)} also ${counted(unfinished, told`upload`)} that ${isOrAre(unfinished)} not finished (.part, .tmp and the like): wait for the whole file`,
        ]),
  ]
  if (files + beside.length === 0) return told`the folder is empty`
  const said = files === 0 ? [] : [told`${counted(files, told`other file`)} ${isOrAre(files)} there`]
  return toldAll([...said, ...beside], '; ')
}

// What varies in received names is mostly a day or a number.
const asPattern = (name: string): string => name.replaceAll(/\d+(?:[-_.]\d+)*|\*/g, '*').replaceAll(/\*+/g, '*')

const stem = (name: string): string => name.replace(/\.[^*]*$/, '')

/** The file that was probably meant, for the screen of who asks: its ending is another, or it is written almost so. */
const meant = (definition: string, names: readonly string[]): string => {
  const wanted = asPattern(definition)
  const patterns = names.map(name => ({ name, pattern: asPattern(name) }))
  const ending = patterns.filter(({ pattern }) => stem(pattern) === stem(wanted))
  const near = [...new Set(patterns.map(({ pattern }) => pattern))]
  const first = nearestName(wanted, near)
  const second = nearestName(
    wanted,
    near.filter(pattern => pattern !== first),
  )
  const [only, more] = ending.length > 0 ? ending : patterns.filter(({ pattern }) => pattern === first)
  if (only === undefined || (ending.length === 0 && second !== null) || (ending.length > 0 && more !== undefined))
    return ''
  return `; the nearest is '${shownName(only.name)}': write \`name: ${shownName(only.pattern)}\` where that is the file`
}

/** The error for a file that no name in the folder fits: what is there, and what was probably meant. */
export const absent = (
  site: string,
  pattern: Told,
  definition: string,
  { names, folders, unfinished }: ListedFolder,
): ExportAbsent => {
  const files = names.filter(name => !folders.includes(name))
  const there = thereIs(files.length, names.length - files.length, unfinished)
  const reason = told`no such file in the folder of exports; ${there}${alike(definition, names)}${withOtherDigits(definition, names)}`
  const shown = names
    .slice(0, mostShown)
    .map((name, at) => `${at + 1} '${shownName(name)}${files.includes(name) ? '' : '/'}'`)
  return new ExportAbsent(
    site,
    pattern,
    reason,
    false,
    shown.length === 0 ? null : `the files there: ${shown.join(', ')}${meant(definition, files)}`,
  )
}
