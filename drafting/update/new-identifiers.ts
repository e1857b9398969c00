import type { SiteMapping } from '../../protocol/language/site.js'
import type { Plain } from './plain-map.js'
import type { Change, Edit } from './changes.js'

const dropEdits = (raw: Plain, id: string, columns: readonly string[]): readonly Edit[] => {
  const identifiers = raw['identifiers'] as Readonly<Record<string, unknown>> | undefined
  const drop = identifiers?.['drop']
  if (identifiers === undefined)
    return [{ edit: 'entry', path: [], key: 'identifiers', value: { drop: { [id]: columns } } }]
  if (drop === undefined) return [{ edit: 'entry', path: ['identifiers'], key: 'drop', value: { [id]: columns } }]
  // That there was none is what the new columns change.
  if (drop === 'none') return [{ edit: 'value', path: ['identifiers', 'drop'], value: { [id]: columns } }]
  const own = (drop as Readonly<Record<string, unknown>>)[id]
  return own === undefined
    ? [{ edit: 'entry', path: ['identifiers', 'drop'], key: id, value: columns }]
    : columns.map(value => ({ edit: 'item', path: ['identifiers', 'drop', id], value }))
}

/** The new columns of a file whose names say that they identify persons: each is dropped, one by one so that none keeps another from it. */
export const newIdentifiers = (
  raw: Plain,
  mapping: SiteMapping,
  id: string,
  columns: readonly string[],
): readonly Change[] => {
  const dropped = mapping.identifiers.drop === 'none' ? [] : (mapping.identifiers.drop[id] ?? [])
  const added = columns.filter(column => !dropped.includes(column))
  return added.length === 0
    ? []
    : [
        {
          edits: dropEdits(raw, id, added),
          standing: 'filled in',
          says: `${id}: ${added.map(column => `'${column}'`).join(', ')} ${added.length === 1 ? 'is' : 'are'} dropped`,
        },
      ]
}
