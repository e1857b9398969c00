import { harmonizeSite, type HarmonizeInput, type HarmonizedSite } from '../../harmonize/harmonize-site.js'
import type { ReceivedSite } from '../../harmonize/received-site.js'
import { identitiesOf, rowsOfColumns } from './rows-of-columns.js'
import type { SharedRow, SubjectIdentity } from '../../harmonize/shared-row.js'
import { domainNames } from '../../protocol/schema/domains.js'
import type { Told } from '../../words/told.js'

/** A harmonized site as tests look at it: its rows and subjects one by one, beside the columns. */
export interface SiteInRows extends Pick<HarmonizedSite, 'issues' | 'dataDate' | 'notes' | 'proposals' | 'findings'> {
  readonly received: ReceivedSite
  readonly columns: HarmonizedSite
  /** By domain, file as the files are given, and row. */
  readonly rows: readonly SharedRow[]
  readonly held: Readonly<Record<string, Told>>
  readonly subjects: readonly SubjectIdentity[]
}

/** Harmonizes a site's received columns, and tells the result in rows. */
export const harmonizeInRows = (input: HarmonizeInput): SiteInRows => {
  const { received, mapping } = input
  const columns = harmonizeSite(input)
  const { issues, dataDate, notes, proposals, findings, held, subjects } = columns
  const { site } = mapping
  const files = received.tables.map(({ fileId }) => fileId)
  const place = ({ domain, source: { fileId } }: SharedRow): number =>
    domainNames.indexOf(domain) * files.length + files.indexOf(fileId)
  return {
    ...{ received, columns, issues, dataDate, notes, proposals, findings },
    rows: [...rowsOfColumns(columns, site, received.tables)].sort((one, other) => place(one) - place(other)),
    held: Object.fromEntries([...held].map(([subject, reason]) => [subjects.keys[subject] ?? '', reason])),
    subjects: identitiesOf(columns, site),
  }
}
