import { findingAdvice } from '../../words/finding-advice.js'
import { type FindingKind, findingKinds } from '../../words/finding-kinds.js'

const head = `# Findings

Written by \`npm run schemas\` from \`words/finding-kinds.ts\` and \`words/finding-advice.ts\`. These are the kinds of findings that reading files, comparing exports and
deciding about subjects can make, with how grave each can be and what a person does about it. Those of [rules](rules.md) are called as their rule.
\`cohortium check STUDY --exports FOLDER\`, \`cohortium findings STUDY --cause ID\` and the sheet 'Data quality' say the same beside what was found.

| kind | severity | what to do |
|---|---|---|
`

/** `docs/findings.md`: the kinds of findings that are no rule's, each with how grave it can be and what to do. */
export const findingsPage = (): string =>
  head +
  Object.entries(findingAdvice)
    .map(
      ([kind, advice]) => `| \`${kind}\` | ${findingKinds[kind as FindingKind].join(', ') || 'none'} | ${advice} |\n`,
    )
    .join('')
