import { type ResultKindName, results } from './catalogue.js'
import type { ResultKind, ResultStatistic } from './result-kind.js'
import { partWords, resultsPageHead } from './results-page-words.js'

/** `docs/results.md`: what `results.json` holds, and all kinds of results as the catalogue declares them. */
export const resultsPage = (): string => {
  const parts = [...new Set(kinds.map(([, { shape }]) => partOf(shape)))]
  return [resultsPageHead, ...parts.map(pageOfPart)].join('\n')
}

const kinds = Object.entries(results) as readonly (readonly [ResultKindName, ResultKind])[]

const partOf = (shape: string): string => shape.split('/')[0] ?? ''

const pageOfPart = (part: string): string => {
  const { title, says } = partWords[part] ?? { title: part, says: '' }
  return [
    `## ${title}`,
    '',
    ...(says === '' ? [] : [says, '']),
    '| key | what | in | agrees with R |',
    '|---|---|---|---|',
    ...kinds.filter(([, { shape }]) => partOf(shape) === part).flatMap(([, kind]) => rowsOf(kind)),
    '',
  ].join('\n')
}

const rowsOf = ({ shape, statistics }: ResultKind): readonly string[] =>
  Object.entries(statistics).map(([name, statistic]) => rowOf(`${shape}/${name}`, statistic))

const rowOf = (key: string, { says, unit, agrees, only }: ResultStatistic): string =>
  `| \`${key}\` | ${says}${only === undefined ? '' : `; only in \`${only}\``} | ${units[unit]} | ${agrees === undefined ? '' : `\`${agrees}\``} |`

const units: Readonly<Record<ResultStatistic['unit'], string>> = {
  count: 'count',
  own: 'its own unit',
  'of 1': 'of 1',
  '%': '%',
  P: 'P',
  statistic: 'number',
  ratio: 'ratio',
  text: 'text',
}
