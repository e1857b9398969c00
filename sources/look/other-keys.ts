import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { headerRows } from '../join-header.js'

/** The keys of a file by which it looks otherwise than a mapping says, and these as a mapping would say them. */
export interface OtherKeys {
  readonly keys: Partial<ExportFile>
  readonly said: string
}

const headerSaid = (rows: ExportFile['header']): string =>
  typeof rows === 'number' ? String(rows) : `[${rows.join(', ')}]`

/** How a text looks where a mapping says otherwise, or says nothing of its encoding. */
export const otherKeys = (declared: ExportFile, { encoding, delimiter, header }: ExportFile): OtherKeys => {
  const isSameHeader = headerRows(header).join() === headerRows(declared.header).join()
  const divided = delimiter ?? ','
  const others = [
    ...(encoding === undefined || encoding === declared.encoding
      ? []
      : [{ keys: { encoding }, said: `\`encoding: ${encoding}\`` }]),
    ...(divided === (declared.delimiter ?? ',')
      ? []
      : [{ keys: { delimiter: divided }, said: `\`delimiter: ${JSON.stringify(divided)}\`` }]),
    ...(isSameHeader ? [] : [{ keys: { header }, said: `\`header: ${headerSaid(header)}\`` }]),
  ]
  return {
    keys: Object.assign({}, ...others.map(({ keys }) => keys)) as Partial<ExportFile>,
    said: others.map(({ said }) => said).join(', '),
  }
}
