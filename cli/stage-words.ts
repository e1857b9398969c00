interface Words {
  readonly name: string
  /** What the stage counts as its rows, where it counts any. */
  readonly counts?: string
}

const words: Readonly<Record<string, Words>> = {
  openRun: { name: 'opening the run' },
  ingest: { name: 'reading the exports', counts: 'rows received' },
  harmonize: { name: 'harmonizing', counts: 'values in the shared schema' },
  accept: { name: 'comparing with the last accepted export', counts: 'findings' },
  settle: { name: 'settling which data each site brings', counts: 'sites' },
  select: { name: 'applying the criteria', counts: 'verdicts and values' },
  derive: { name: 'deriving endpoints', counts: 'endpoints, responses and grades' },
  match: { name: 'matching by propensity score', counts: 'results' },
  analyze: { name: 'analyzing', counts: 'results' },
  render: { name: 'writing the workbook and figures', counts: 'files' },
  send: { name: 'mailing' },
  closeRun: { name: 'closing the run' },
}

// A site's exports that an earlier run has read are not read into anything again.
const perSite = new Set(['ingest', 'harmonize'])

/** A stage as people call it. */
export const stageName = (stage: string): string => words[stage]?.name ?? stage

/** A stage as people call it, and what it came to: `12 rows received`, or that a site's data are unchanged. */
export const stageWords = (stage: string, rows: number): { readonly name: string; readonly done: string } => {
  const [kind = stage, site] = stage.split('/')
  const name = stageName(kind)
  return {
    name: site === undefined ? name : `${name} · ${site}`,
    done:
      rows === 0 && perSite.has(kind)
        ? 'unchanged: read by an earlier run'
        : `${String(rows)} ${words[kind]?.counts ?? 'rows'}`,
  }
}
