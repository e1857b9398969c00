import { type Rule, shapeOf } from '../language/rules.js'

const head = `# Rules

Written by \`npm run schemas\` from \`protocol/rules/\`. Every study has these rules about what does not fit together in a subject's course. A rule whose domain, field or
codes a study does not have finds nothing, and one that compares with a schedule finds nothing until the study names it. Each asks; none holds a subject unless the study says so.
How a study adds its own, does without one or makes one graver stands in [study-language.md](study-language.md#rules).

A finding says the sentence with the places (file, row, column), never a value.
`

/** `docs/rules.md`: the rules that every study has, by file. */
export const rulesPage = (files: readonly (readonly [title: string, Readonly<Record<string, Rule>>])[]): string =>
  [head, ...files.map(([title, rules]) => tableOf(title, rules))].join('\n')

const tableOf = (title: string, rules: Readonly<Record<string, Rule>>): string =>
  [
    `## ${title}`,
    '',
    '| rule | shape | severity | says | what to do |',
    '|---|---|---|---|---|',
    ...Object.entries(rules).map(
      ([id, rule]) => `| \`${id}\` | ${shapeOf(rule) ?? ''} | ${rule.severity} | ${rule.says} | ${rule.do} |`,
    ),
    '',
  ].join('\n')
