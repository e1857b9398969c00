import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { ReceivedSubjects } from '../harmonize/received-site.js'
import { copyBlocks, readBlocks } from './blocks/copy-blocks.js'
import { readTexts, type Wire, wireInt, wireText, wireTexts } from './blocks/wire.js'
import type { Transaction } from './connect.js'
import { newDisplayIds } from './display-ids.js'
import type { Database } from './tables.js'

/**
 * Gives each subject of a site its lasting display id: the open id where ids are not identifying, else the site and a number
 * that says nothing of the order of files or of accrual. A display id is a name to print and decides nothing, since it
 * depends on who was met before. Gives back the ids in the order of the subjects.
 */
export const registerSubjects = async (
  { client }: Transaction,
  study: string,
  site: string,
  { keys, openIds }: ReceivedSubjects,
): Promise<readonly string[]> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`identities/${study}/${site}`])
  const known = await knownBlocks(client, study, site)
  const own = [wireText(study), wireText(site)]
  const add = (met: Met, displayIds: readonly string[]): Promise<number> =>
    copyBlocks(client, 'identity_block', identityColumns, identityRows(own, known.length, met.keys, displayIds))
  // Most often a site is new as a whole: then nobody is looked for.
  if (known.length === 0) {
    const given = givenIds(site, [], { keys, openIds })
    if (keys.length > 0) await add({ keys, openIds }, given)
    return given
  }
  const shown = shownAs(keys, known)
  const fresh = shown.flatMap((id, at) => (id === undefined ? [at] : []))
  if (fresh.length > 0) {
    const met = {
      keys: fresh.map(subject => keys[subject]!),
      openIds: openIds && fresh.map(subject => openIds[subject]!),
    }
    const before = known.flatMap(({ displayIds }) => displayIds)
    const given = givenIds(site, before, met)
    fresh.forEach((subject, at) => (shown[subject] = given[at]))
    await add(met, given)
  }
  return shown as string[]
}

const identityColumns = ['study', 'site', 'block', 'keys', 'display_ids'] as const

/** Subjects that a site had not before. */
type Met = Pick<ReceivedSubjects, 'keys' | 'openIds'>

/** Subjects that were registered at once, in the order of their keys. */
interface IdentityBlock {
  readonly keys: readonly string[]
  readonly displayIds: readonly string[]
}

const perBlock = 16_384

const identityRows = function* (
  own: readonly Wire[],
  before: number,
  keys: readonly string[],
  displayIds: readonly string[],
): Generator<readonly Wire[]> {
  let block = before
  for (let from = 0; from < keys.length; from += perBlock) {
    const to = from + perBlock
    yield [...own, wireInt(block++), wireTexts(keys.slice(from, to)), wireTexts(displayIds.slice(from, to))]
  }
}

const knownBlocks = async (client: pg.PoolClient, study: string, site: string): Promise<readonly IdentityBlock[]> => {
  const of = `study = ${client.escapeLiteral(study)} and site = ${client.escapeLiteral(site)}`
  const known: IdentityBlock[] = []
  for await (const [keys, ids] of readBlocks(
    client,
    `select keys, display_ids from identity_block where ${of} order by block`,
  )) {
    if (keys == null || ids == null) throw new Error('a block without its subjects')
    known.push({ keys: readTexts(keys) as readonly string[], displayIds: readTexts(ids) as readonly string[] })
  }
  return known
}

/** The first place from `at` on whose key is not before another, found in steps that double: the next is most often near. */
const placeFrom = (keys: readonly string[], wanted: string, at: number): number => {
  let step = 1
  while (at + step <= keys.length && keys[at + step - 1]! < wanted) step *= 2
  let [low, high] = [at + (step >> 1), Math.min(at + step - 1, keys.length)]
  while (low < high) {
    const middle = (low + high) >> 1
    if (keys[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** The ids that subjects are known by, in their order. */
const shownAs = (keys: readonly string[], known: readonly IdentityBlock[]): (string | undefined)[] => {
  const shown = Array.from<string | undefined>({ length: keys.length })
  for (const block of known) {
    let at = 0
    block.keys.forEach((key, place) => {
      at = placeFrom(keys, key, at)
      if (keys[at] === key) shown[at] = block.displayIds[place]
    })
  }
  return shown
}

/** Ids for subjects of a site that had none; an open id that somebody else is shown by already gives way to a number. */
const givenIds = (site: string, known: readonly string[], { keys, openIds }: Met): readonly string[] => {
  if (openIds === null) return newDisplayIds(site, known, keys)
  const taken = takenIds(known, openIds)
  const hidden = keys.filter((_, at) => taken.has(openIds[at]!))
  if (hidden.length === 0) return openIds
  const numbered = newDisplayIds(site, [...known, ...openIds.filter(id => !taken.has(id))], hidden)
  let next = 0
  return openIds.map(id => (taken.has(id) ? numbered[next++]! : id))
}

/** Open ids under which nobody can be shown. No two subjects have one, so that only those who were met before take any. */
const takenIds = (known: readonly string[], openIds: readonly string[]): ReadonlySet<string> => {
  const taken = new Set(openIds.includes('') ? [''] : [])
  if (known.length === 0) return taken
  const wanted = new Set(openIds)
  for (const id of known) if (wanted.has(id)) taken.add(id)
  return taken
}

/** The sites of which a study has met subjects. */
export const selectSitesMet = async (db: Kysely<Database>, study: string): Promise<readonly string[]> =>
  (await db.selectFrom('identity_block').select('site').distinct().where('study', '=', study).execute()).map(
    ({ site }) => site,
  )

/** Which of some keys are those of subjects, or of persons, that the study has met. */
export const selectKnownKeys = async (
  db: Kysely<Database>,
  study: string,
  keys: readonly string[],
): Promise<readonly string[]> => {
  if (keys.length === 0) return []
  const subjects = await db
    .selectFrom('subject_identity')
    .select('subject_key as key')
    .where('study', '=', study)
    .where('subject_key', 'in', keys)
    .execute()
  const persons = await db
    .selectFrom('batch_subject')
    .innerJoin('batch', 'batch.batch_id', 'batch_subject.batch_id')
    .select('batch_subject.link_key as key')
    .distinct()
    .where('batch.study', '=', study)
    .where('batch_subject.link_key', 'in', keys)
    .execute()
  return [...subjects, ...persons].flatMap(({ key }) => key ?? [])
}

/** How many subjects a batch has; none where a site brings no batch. */
export const countSubjects = async (db: Kysely<Database>, batchId: string | null): Promise<number> => {
  const { subjects } = await db
    .selectFrom('shared_block')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('subjects'), sql.lit(0)).as('subjects'))
    .where('batch_id', '=', batchId ?? '')
    .executeTakeFirstOrThrow()
  return subjects
}

/** The display ids of some subjects of a study, by subject key. */
export const selectDisplayIds = async (
  db: Kysely<Database>,
  study: string,
  subjectKeys: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (subjectKeys.length === 0) return new Map()
  const rows = await db
    .selectFrom('subject_identity')
    .select(['subject_key', 'display_id'])
    .where('study', '=', study)
    .where('subject_key', 'in', subjectKeys)
    .execute()
  return new Map(rows.map(row => [row.subject_key, row.display_id]))
}

/** Whether no two subjects of some batches are shown by one id. Within a site none are. */
export const areDistinctIds = async (db: Kysely<Database>, batchIds: readonly string[]): Promise<boolean> => {
  if (batchIds.length < 2) return true
  const { rows } = await sql`
    select from shared_block cross join unnest(display_ids) id
    where batch_id in (${sql.join(batchIds)}) group by id having count(*) > 1 limit 1`.execute(db)
  return rows.length === 0
}
