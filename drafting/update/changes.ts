import type { Path } from '../../protocol/load/yaml-file.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { DraftBlock } from '../draft-model.js'
import { remark } from '../flow-text.js'

/** How far a change goes: a line that holds, a line behind a sign #, a point for a person. */
export type Standing = 'filled in' | 'proposed' | 'open'

/** What is done to the text of a mapping. */
export type Edit =
  /** A new entry of the map at a path. */
  | { readonly edit: 'entry'; readonly path: Path; readonly key: string; readonly value: unknown }
  /** A new item of the list at a path. */
  | { readonly edit: 'item'; readonly path: Path; readonly value: unknown }
  /** Another value in the place of the one at a path. */
  | { readonly edit: 'value'; readonly path: Path; readonly value: unknown }
  /** Another name of the entry at a path. */
  | { readonly edit: 'key'; readonly path: Path; readonly key: string }
  /** A block more of a domain. */
  | { readonly edit: 'block'; readonly domain: DomainName; readonly block: DraftBlock }
  /** A comment behind the last entry of the map at a path, or at the end of the text. */
  | { readonly edit: 'remark'; readonly path: Path | null; readonly line: string }

/** One change of a mapping, with what a person is told of it. */
export interface Change {
  readonly edits: readonly Edit[]
  readonly standing: Standing
  readonly says: string
}

/** A point that is left to a person, for the list at the end of the text. */
export const openPoint = (says: string): Change => ({
  edits: [{ edit: 'remark', path: null, line: `#   ${remark(says)}` }],
  standing: 'open',
  says,
})
