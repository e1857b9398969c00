import { createHash } from 'node:crypto'
import { assembleResults, writeResultsDocument } from '../analysis/results/results-document.js'
import { countRowsOfRun } from '../sql/batches.js'
import { replaceReportFiles } from '../sql/report-files.js'
import { updateRun } from '../sql/runs.js'
import { writeStage } from '../sql/stages.js'
import { assembleReport } from '../runs/assemble-report.js'
import { writingReport } from './report-not-written.js'
import type { Dependencies } from '../stages/dependencies.js'
import { oncePerStage } from '../stages/once-per-stage.js'
import { workLong } from '../stages/work-long.js'
import { publishFolder, type PublishedFile } from '../folders/publish-folder.js'
import { sweepLitter } from '../folders/sweep-litter.js'
import { folderOfRun, outputsOfStudy } from '../folders/run-folder.js'
import { reportFiles } from '../words/report-files.js'
import { stages } from '../words/stages.js'

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

type Needed = Pick<Dependencies, 'store' | 'clock'>

/** Loads the libraries of workbooks and figures, when there is something to render: most nights change nothing. */
export const loadRenderer = async (): Promise<typeof import('../reports/render/build-report.js')> => {
  const renderer = await import('../reports/render/build-report.js')
  return renderer
}

/** Loads them while something else is waited for; what cannot be loaded is named by the stage that needs it. */
export const expectRendering = (): void => {
  setImmediate(() => {
    loadRenderer().catch(() => undefined)
  })
}

const renderOnce = async (dependencies: Needed, runId: string): Promise<void> => {
  const started = dependencies.clock().getTime()
  const {
    input,
    status,
    manifest,
    context: { run },
  } = await assembleReport(dependencies, runId)
  const { buildReport } = await loadRenderer()
  const report = await buildReport(input)
  const document = assembleResults(runId, run.study, status, { results: input.results, curves: input.curves })
  const files: readonly PublishedFile[] = [
    ...report.files,
    { path: reportFiles.results, bytes: writeResultsDocument(document) },
    { path: reportFiles.manifest, bytes: manifest.text },
  ]
  const folder = folderOfRun(run)
  await writingReport(folder, () => sweepLitter(dependencies.store, outputsOfStudy(run)))
  await writeStage(dependencies.store, runId, stages.render.mark, started, dependencies.clock, async ({ database }) => {
    // Under the stage's lock: two attempts at once would write into each other's folder, and a late one over hashes recorded.
    await writingReport(folder, () => publishFolder(folder, files))
    await updateRun(database, runId, { manifest_hash: manifest.hash })
    await replaceReportFiles(
      database,
      runId,
      files.map(({ path, bytes }) => ({
        run_id: runId,
        path,
        sha256: sha256(bytes),
        bytes: typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length,
      })),
    )
    return files.length
  })
}

interface OfRun {
  readonly runId: string
}

/** Writes a run's report into its folder, in this process. */
export const renderHere = (dependencies: Needed, { runId }: OfRun): Promise<void> =>
  oncePerStage(dependencies.store, runId, stages.render.mark, () => renderOnce(dependencies, runId))

/** Writes a run's workbook, figures, results, pairs and manifest into its folder, whole or not at all. */
export const render = (dependencies: Dependencies, of: OfRun): Promise<void> =>
  workLong(
    dependencies,
    { activity: 'render', of },
    stages.render.mark,
    () => countRowsOfRun(dependencies.store.database, of.runId),
    () => renderHere(dependencies, of),
  )
