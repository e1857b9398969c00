import { domainNames } from '../protocol/schema/domains.js'
import { type Draft, type DraftBlock, type DraftFile, type DraftLine, isFilledIn, isSure } from './draft-model.js'
import { inFlow, remark } from './flow-text.js'
import { seenLines } from './update/seen-lines.js'

const scoreText = (score: number): string => score.toFixed(1)

const keyed = ({ key, value }: DraftLine): string => `${inFlow(key)}: ${inFlow(value)}`

const why = ({ score, reason }: DraftLine): string => `# likely ${scoreText(score)}: ${remark(reason)}`

/** A proposal: without its first sign it is a line of the language, with its reason behind it. */
export const commented = (indent: string, line: DraftLine): string => `${indent}# ${keyed(line)}  ${why(line)}`

const lineText = (indent: string, line: DraftLine): string =>
  isSure(line) ? `${indent}${keyed(line)}` : commented(indent, line)

const proposedLine = (indent: string, line: DraftLine): string =>
  isSure(line) ? `${indent}${keyed(line)}` : `${indent}${keyed(line)}  ${why(line)}`

const fileText = ({ id, lines }: DraftFile): readonly string[] => {
  const filled = lines.filter(isSure)
  // A file without a subject's column is none of the language: the likeliest stands there, and says so.
  const subject = lines.find(({ key }) => key === 'subject')
  const forced = subject !== undefined && !isSure(subject) ? [subject] : []
  const encoding = lines.find(({ key, certainty }) => key === 'encoding' && certainty === 'likely')
  const own = Object.fromEntries(
    [...filled, ...forced, ...(encoding === undefined ? [] : [encoding])].map(({ key, value }) => [key, value]),
  )
  const doubts = [...forced, ...(encoding === undefined ? [] : [encoding])].map(
    line => `  # see for yourself: ${line.key}, ${remark(line.reason)} (${scoreText(line.score)})`,
  )
  return [...doubts, `  ${id}: ${inFlow(own)}`]
}

/** The lines of a block, likely ones behind a sign #. */
export const filledBlock = (block: DraftBlock): readonly string[] => blockLines(block, lineText)

const blockLines = ({ from, when, fields, wide }: DraftBlock, write: typeof lineText): readonly string[] => [
  `from: ${from}`,
  ...(Object.keys(when).length === 0 ? [] : [`when: ${inFlow(when)}`]),
  ...fields.map(line => write('', line)),
  ...(wide.length === 0
    ? []
    : [write === lineText && !wide.some(isSure) ? '# wide:' : 'wide:', ...wide.map(line => write('  ', line))]),
]

/** Lines as an item of a list. */
export const asList = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `${at === 0 ? '- ' : '  '}${line}`)

const blocksText = (domain: string, blocks: readonly DraftBlock[]): readonly string[] => {
  const filled = blocks.filter(isFilledIn)
  const [only, second] = filled.map(filledBlock)
  const whole =
    only === undefined || second === undefined ? (only ?? []) : filled.flatMap(block => asList(filledBlock(block)))
  const proposed = blocks
    .filter(block => !isFilledIn(block))
    .flatMap(block => [
      `  # ${domain}:  # likely as a whole: not all that its rows need is sure`,
      ...blockLines(block, proposedLine).map(line => `  #   ${line}`),
    ])
  return [...(filled.length === 0 ? [] : [`  ${domain}:`, ...whole.map(line => `    ${line}`)]), ...proposed]
}

// Clinical data want it said; what no header says a person has to see.
const identifiersText = ({ link, drop, clinical }: Draft): readonly string[] => {
  const isEmpty = Object.keys(drop).length === 0
  const own = {
    ...(link === null ? {} : { link: link.value }),
    ...(isEmpty ? (clinical ? { drop: 'none' } : {}) : { drop }),
  }
  const doubt = '# see for yourself: no header names a person, a number or an address of one'
  return [...(isEmpty ? [doubt] : []), ...(Object.keys(own).length === 0 ? [] : [`identifiers: ${inFlow(own)}`])]
}

/** A draft as the text of `sites/<site>.yaml`: what is sure filled in, what is likely as comments, what is open listed at its end. */
export const writeDraft = (draft: Draft, label: string): string => {
  const { site, files, dataDate, missing, blocks, open, seen } = draft
  const sureMissing = Object.fromEntries(missing.filter(isSure).map(({ key, value }) => [key, value]))
  const lines = [
    "# Drafted from the site's files: a line is filled in where one reading explains all cells and no other does as well. Lines",
    '# behind a sign # are proposals, with how much speaks for each (0 to 1) and why: take the first sign away where one is right.',
    '# What is left to a person stands at the end. Then try it: cohortium check STUDY --exports DIR',
    `site: ${site}`,
    `label: ${inFlow(label)}`,
    ...(dataDate === null ? [] : [`dataDate: ${inFlow(dataDate.value)}`]),
    'files:',
    ...files.flatMap(fileText),
    ...identifiersText(draft),
    `missing: ${inFlow(sureMissing)}`,
    ...missing.filter(line => !isSure(line)).map(line => commented('  ', line)),
    blocks.some(isFilledIn) ? 'map:' : 'map: {}',
    ...domainNames.flatMap(domain =>
      blocksText(
        domain,
        blocks.filter(block => block.domain === domain),
      ),
    ),
    ...(open.length === 0
      ? []
      : ['# Open:', ...[...new Set(open.map(({ about, what }) => `#   ${remark(about)}: ${remark(what)}`))]]),
    ...Object.entries(seen).flatMap(([id, columns]) => seenLines(id, columns)),
  ]
  return `${lines.join('\n')}\n`
}
