import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import proto from '@temporalio/proto'

// The library's own conversion to JSON needs one version of protobufjs throughout; this one is protobufjs's alone.
const { History } = proto.temporal.api.history.v1

/** A real run's history as Temporal keeps it, with the workflow's id, from which its children's ids follow. */
export interface StoredHistory {
  readonly workflowId: string
  readonly history: Readonly<Record<string, unknown>>
}

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.json`)

/** The names of the histories that are stored. */
export const storedHistories = (): readonly string[] =>
  readdirSync(import.meta.dirname)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort()

/** Reads a stored history as text that can be looked at and changed. */
export const readHistory = (name: string): StoredHistory =>
  JSON.parse(readFileSync(fileOf(name), 'utf8')) as StoredHistory

/** Stores a history. */
export const writeHistory = (
  name: string,
  workflowId: string,
  history: proto.temporal.api.history.v1.IHistory,
): void => {
  const told = History.toObject(History.fromObject(history), { bytes: String, longs: String, enums: String })
  writeFileSync(fileOf(name), `${JSON.stringify({ workflowId, history: told })}\n`)
}

/** The history as the replayer takes it. */
export const toReplay = ({ history }: StoredHistory): proto.temporal.api.history.v1.IHistory =>
  History.fromObject(history)
