import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedDomain } from '../../harmonize/shared-domain.js'

/** Columns that stand as a whole, as a domain whose rows are put in place some subjects at a time. */
export const domainOfColumns = ({ starts, files, rows, fields }: SharedColumns): SharedDomain => ({
  starts,
  files: [...new Set(files)].sort((one, other) => one - other),
  values: Object.fromEntries(Object.entries(fields).map(([name, { values }]) => [name, values])),
  between: (from, to) => {
    const [first, end] = [starts[from]!, starts[to]!]
    return {
      count: end - first,
      starts: starts.slice(from, to + 1).map(start => start - first),
      files: files.slice(first, end),
      rows: rows.slice(first, end),
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, { codes, values }]) => [name, { codes: codes.slice(first, end), values }]),
      ),
    }
  },
})
