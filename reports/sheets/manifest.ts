import { row, section, text } from '../layout/cells.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan, SheetRow } from '../layout/sheet.js'
import { prose, table, words } from '../layout/sheet-blocks.js'

const deepest = 3
const longest = 400

/** The manifest: what this report can be rebuilt from. */
export const manifestSheet = ({ input, sees }: ReportContext): SheetPlan => ({
  name: 'Manifest',
  title: 'Manifest',
  about: 'Hashes of protocol and exports, versions of code and libraries: what the report can be rebuilt from',
  blocks: [
    prose([
      'manifest.json next to this workbook holds the whole of it, with the resolved protocol; its hash ' +
        'stands on the cover.',
    ]),
    table(null, [words('Entry', 60), words('Value', 90)], () => [
      section('Run'),
      row(text('Manifest hash'), text(input.run.manifestHash)),
      ...entries(input.manifest, '', 0, sees === 'subjects' ? wholeElsewhere : notShared),
      section('Libraries'),
      ...Object.entries(input.libraryVersions)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, version]) => row(text(`npm:${name}`), text(version))),
    ]),
  ],
})

const entries = (value: unknown, path: string, depth: number, left: ReadonlySet<string>): readonly SheetRow[] => {
  if (value === null || value === undefined || typeof value !== 'object') {
    const shown = String(value)
    return [
      row(text(path), text(shown.length <= longest ? shown : `${shown.slice(0, longest)}… (whole in manifest.json)`)),
    ]
  }
  if (depth >= deepest) return [row(text(path), text('(whole in manifest.json)', 'muted'))]
  return Object.entries(value)
    .filter(([key]) => !left.has(key))
    .flatMap(([key, inner]) => entries(inner, path === '' ? key : `${path} · ${key}`, depth + 1, left))
}

// The methods sheet says the protocol in words, and the libraries have a section of their own.
const wholeElsewhere = new Set(['protocol', 'study', 'mappings', 'libraries', 'libraryVersions'])

// By its hash whoever holds an export could confirm that it is the one.
const notShared = new Set([...wholeElsewhere, 'sha256'])
