import type pg from 'pg'

// The first of the runs that stay which brings a batch that one of the going runs judged, and has no judgement of its own.
const heirs = `
  select distinct on (a.run_id, a.site) a.run_id as going, a.site, s.run_id as heir
  from acceptance a
    join run_site s on s.site = a.site and s.batch_id = a.batch_id and not s.run_id = any($1)
    join run r on r.run_id = s.run_id
  where a.run_id = any($1) and a.outcome = 'accepted'
    and not exists (select 1 from acceptance own where own.run_id = s.run_id and own.site = s.site)
    and not exists (
      select 1 from acceptance other where other.batch_id = a.batch_id and other.outcome = 'accepted' and not other.run_id = any($1))
  order by a.run_id, a.site, r.opened`

const handed = `
  insert into acceptance (run_id, site, batch_id, compared_with, outcome, findings, questions)
  select distinct on (h.heir, h.site) h.heir, a.site, a.batch_id, a.compared_with, a.outcome, a.findings, a.questions
  from heirs h
    join acceptance a on a.run_id = h.going and a.site = h.site
    join run r on r.run_id = h.going
  order by h.heir, h.site, r.opened desc`

const handedDecisions = `
  insert into acceptance_decision (run_id, site, decision_id)
  select distinct h.heir, h.site, d.decision_id
  from heirs h join acceptance_decision d on d.run_id = h.going and d.site = h.site`

const isHanded = '(run_id, site) in (select going, site from heirs)'

/**
 * Hands how a batch was judged, and the decisions that let it through, from runs that are forgotten to the first run that
 * brings the batch again: a run on an unchanged night leans on the judgement of the one before it.
 */
export const keepJudgements = async (client: pg.PoolClient, runs: readonly string[]): Promise<void> => {
  await client.query('create temp table if not exists heirs (going text, site text, heir text) on commit drop')
  await client.query('truncate heirs')
  await client.query(`insert into heirs (going, site, heir) ${heirs}`, [runs])
  await client.query(handed)
  await client.query(handedDecisions)
  await client.query(`delete from acceptance_decision where ${isHanded}`)
  await client.query(`delete from acceptance where ${isHanded}`)
}
