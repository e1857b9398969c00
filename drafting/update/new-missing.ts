import type { SiteMapping } from '../../protocol/language/site.js'
import { type DraftLine, isSure } from '../draft-model.js'
import { inFlow } from '../flow-text.js'
import { commented } from '../write-draft.js'
import type { Change } from './changes.js'
import { columnPlaces } from './column-places.js'
import type { PairedFile } from './pair-files.js'
import type { Plain } from './plain-map.js'

/** The words for nothing that columns of the mapping hold and that it does not list. */
export const newMissing = (
  raw: Plain,
  { written, resolved }: { readonly written: SiteMapping; readonly resolved: SiteMapping },
  lines: readonly DraftLine[],
  files: readonly PairedFile[],
): readonly Change[] => {
  const known = new Set([
    ...Object.keys(resolved.missing),
    ...files.flatMap(({ id }) => [
      ...Object.keys(resolved.files[id]?.missing ?? {}),
      ...columnPlaces(resolved, id).flatMap(({ how }) => Object.keys((how['missing'] as object | undefined) ?? {})),
    ]),
  ])
  const read = new Set(
    files.flatMap(({ table, reads }) =>
      table.columns
        .filter(({ header }) => reads.includes(header))
        .flatMap(({ profile }) => profile.absent.map(one => one.text)),
    ),
  )
  return lines
    .filter(({ key }) => key !== '' && read.has(key) && !known.has(key))
    .map((line): Change => {
      const says = `missing: ${inFlow({ [line.key]: line.value })} (${line.reason})`
      if (!isSure(line))
        return {
          edits: [{ edit: 'remark', path: null, line: commented('', { ...line, reason: `missing: ${line.reason}` }) }],
          standing: 'proposed',
          says,
        }
      return {
        edits:
          raw['missing'] === undefined
            ? [{ edit: 'entry', path: [], key: 'missing', value: { ...written.missing, [line.key]: line.value } }]
            : [{ edit: 'entry', path: ['missing'], key: line.key, value: line.value }],
        standing: 'filled in',
        says,
      }
    })
}
