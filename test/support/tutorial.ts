import { readDocument } from './documents.js'

const page = readDocument('docs/tutorial.md')

/** What the tutorial works out by hand, by the keys of results. */
export const byHand: Readonly<Record<string, number>> = Object.fromEntries(
  [...page.matchAll(/^\| `([^`]+)` \| ([\d.]+) \|$/gm)].map(([, key = '', value]) => [key, Number(value)]),
)

/** The patients of an arm as the tutorial lists them. */
export const listedArm = (label: string) => {
  const [, days = '', albumin = '', women = ''] =
    new RegExp(`^\\| ${label} \\| ([^|]+) \\| ([^|]+) \\| (\\d+) \\|$`, 'm').exec(page) ?? []
  return {
    times: days.split(', ').map(day => ({ day: Number.parseInt(day, 10), died: !day.endsWith('+') })),
    albumin: albumin.split(', ').map(Number),
    women: Number(women),
  }
}

/** The files that the tutorial writes as they stand in the end, by their paths in the study's folder. */
export const writtenFiles = (): Readonly<Record<string, string>> => {
  const files = Object.fromEntries(
    [...page.matchAll(/^cat > my-first-study\/(\S+) <<'END'\n([\s\S]*?)^END$/gm)].map(([, path = '', text = '']) => [
      path,
      text,
    ]),
  )
  const sites = [...page.matchAll(/s\/\^sites: \.\*\/(sites: [^/]+)\//g)].at(-1)?.[1] ?? ''
  const expected = /^echo '(expected: .*)' >>/m.exec(page)?.[1] ?? ''
  return { ...files, 'study.yaml': `${files['study.yaml']?.replace(/^sites: .*$/m, sites) ?? ''}${expected}\n` }
}
