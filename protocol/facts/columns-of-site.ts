import type { SiteMapping } from '../language/site.js'
import { mappedColumns } from './mapped-columns.js'

/** The columns that a site's mapping names or makes, in one of its files or in all of them. */
export const columnsOfSite = (mapping: SiteMapping, fileId?: string): readonly string[] => [
  ...new Set(
    Object.entries(mapping.files)
      .filter(([id]) => fileId === undefined || id === fileId)
      .flatMap(([id, { columns }]) => {
        const { subject, link, initials, drop, through } = mappedColumns(mapping, id)
        const ids = [subject, link, initials].filter(column => column !== null)
        return [...ids, ...drop, ...through, ...Object.keys(columns ?? {})]
      }),
  ),
]
