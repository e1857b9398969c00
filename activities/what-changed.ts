import type { ReportedChange } from '../reports/report-input.js'
import type { Store } from '../sql/connect.js'
import { selectBatchExports } from '../sql/batches.js'
import { type RunRow, type RunSiteRow, selectRunSites } from '../sql/runs.js'
import type { Dependencies } from './dependencies.js'
import { type RunContext, readRun } from './run-context.js'

const differing = (before: object, now: object): readonly string[] => {
  const [a, b] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(now))]
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    key => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)),
  )
}

/** Subjects met, and events by endpoint among the eligible, of one site in one run. */
const siteCounts = async (
  { database }: Store,
  runId: string,
  site: string,
): Promise<Readonly<Record<string, number>>> => {
  const { subjects } = await database
    .selectFrom('subject_level')
    .select(({ fn }) => fn.countAll<number>().as('subjects'))
    .where('run_id', '=', runId)
    .where('site', '=', site)
    .executeTakeFirstOrThrow()
  const events = await database
    .selectFrom('time_to_event')
    .innerJoin('subject_level', join =>
      join
        .onRef('subject_level.run_id', '=', 'time_to_event.run_id')
        .onRef('subject_level.subject_key', '=', 'time_to_event.subject_key'),
    )
    .select(({ fn }) => ['time_to_event.endpoint', fn.countAll<number>().as('events')])
    .where('time_to_event.run_id', '=', runId)
    .where('subject_level.site', '=', site)
    .where('subject_level.status', '=', 'eligible')
    .where('time_to_event.event', '=', true)
    .groupBy('time_to_event.endpoint')
    .orderBy('time_to_event.endpoint')
    .execute()
  return { subjects, ...Object.fromEntries(events.map(row => [`${row.endpoint} events`, row.events])) }
}

const exportsOf = async ({ database }: Store, site: RunSiteRow | undefined): Promise<readonly string[]> =>
  site?.batch_id == null
    ? []
    : (await selectBatchExports(database, site.batch_id)).map(receipt => `${receipt.file_id} ${receipt.export_id}`)

const siteChange = async (
  store: Store,
  run: RunRow,
  previous: RunRow,
  site: string,
  now?: RunSiteRow,
  before?: RunSiteRow,
): Promise<readonly ReportedChange[]> => {
  const [a, b] = [await exportsOf(store, before), await exportsOf(store, now)]
  if (JSON.stringify(a) === JSON.stringify(b)) return []
  const [countsBefore, countsNow] = [
    await siteCounts(store, previous.run_id, site),
    await siteCounts(store, run.run_id, site),
  ]
  const counts = Object.fromEntries(
    [...new Set([...Object.keys(countsBefore), ...Object.keys(countsNow)])].map(what => [
      what,
      (countsNow[what] ?? 0) - (countsBefore[what] ?? 0),
    ]),
  )
  const moved = Object.keys(counts).map(
    what => `${what} ${String(countsBefore[what] ?? 0)} → ${String(countsNow[what] ?? 0)}`,
  )
  const day = now?.data_date == null ? 'no data now' : `data of ${now.data_date}, before ${before?.data_date ?? 'none'}`
  return [{ cause: 'data', text: `${site}: ${day}; ${moved.join(', ')}`, counts }]
}

const runChanges = (run: RunRow, previous: RunRow, now: RunContext, before: RunContext): readonly ReportedChange[] => {
  const parts = [
    ...differing(before.study, now.study),
    ...(JSON.stringify(before.published) === JSON.stringify(now.published) ? [] : ['published numbers']),
  ]
  const mappings = differing(before.mappings, now.mappings)
  return [
    ...(parts.length === 0 ? [] : [{ cause: 'protocol' as const, text: `changed: ${parts.join(', ')}`, counts: {} }]),
    ...mappings.map(site => ({ cause: 'mapping' as const, text: `the mapping of ${site}`, counts: {} })),
    ...(run.code_version === previous.code_version
      ? []
      : [{ cause: 'code' as const, text: `${previous.code_version} → ${run.code_version}`, counts: {} }]),
    ...(run.data_cut === previous.data_cut
      ? []
      : [
          {
            cause: 'data cut' as const,
            text: `${previous.data_cut ?? 'none'} → ${run.data_cut ?? 'none'}`,
            counts: {},
          },
        ]),
  ]
}

/** What changed since the last reported run, by cause: data a site, protocol, mapping, code, data cut. */
export const whatChanged = async (
  { store }: Pick<Dependencies, 'store'>,
  now: RunContext,
): Promise<readonly ReportedChange[]> => {
  if (now.run.previous_run_id === null) return []
  const before = await readRun({ store }, now.run.previous_run_id)
  const [sitesNow, sitesBefore] = [
    await selectRunSites(store.database, now.run.run_id),
    await selectRunSites(store.database, before.run.run_id),
  ]
  const names = [...new Set([...sitesBefore, ...sitesNow].map(row => row.site))].sort()
  const data: ReportedChange[] = []
  for (const site of names) {
    const of = (rows: readonly RunSiteRow[]): RunSiteRow | undefined => rows.find(row => row.site === site)
    data.push(...(await siteChange(store, now.run, before.run, site, of(sitesNow), of(sitesBefore))))
  }
  return [...data, ...runChanges(now.run, before.run, now, before)]
}
