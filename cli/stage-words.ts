import { stageNamed, stages } from '../words/stages.js'

// A site's exports that an earlier run has read are not read into anything again.
const readOnce: readonly string[] = [stages.ingestSite.mark, stages.harmonizeSite.mark]

/** A stage as people call it, by the name of its activity or of its mark. */
export const stageName = (stage: string): string => stageNamed(stage)?.words ?? stage

// What is counted is the first word, and its plural ends in s.
const countWords = (rows: number, words: string): string => (rows === 1 ? words.replace(/^([a-z]+)s\b/, '$1') : words)

/** A stage as people call it, and what it came to: `12 rows received`, or that a site's data are unchanged. */
export const stageWords = (stage: string, rows: number | null): { readonly name: string; readonly done: string } => {
  const [mark = stage, site] = stage.split('/')
  const name = stageName(mark)
  return {
    name: site === undefined ? name : `${name} · ${site}`,
    done:
      rows === null
        ? ''
        : rows === 0 && readOnce.includes(mark)
          ? 'unchanged: read by an earlier run'
          : `${String(rows)} ${countWords(rows, stageNamed(mark)?.counts ?? 'rows')}`,
  }
}
