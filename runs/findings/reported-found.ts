import type {
  ReportedCause,
  ReportedFound,
  ReportedResolved,
  ReportedWaiver,
  SeverityCounts,
} from '../../reports/report-input.js'
import { severities } from '../../words/severity.js'
import { retold, type Told } from '../../words/told.js'
import type { FindingOfRun, FindingsOfRun } from './findings-of-run.js'
import { endsWithHeld } from './waive-findings.js'

/** The files of a run by site and file id: what they are called, and how many rows they have. */
export interface FilesOfRun {
  readonly nameOf: (site: string, fileId: string) => Told | null
  readonly rowsOf: (site: string, fileId: string) => number | null
}

const fileOf = (
  { nameOf }: FilesOfRun,
  { site, fileId }: { readonly site: string; readonly fileId: string | null },
): Told | null => (fileId === null ? null : (nameOf(site, fileId) ?? retold(fileId)))

const causeOf = (files: FilesOfRun, group: readonly [FindingOfRun, ...FindingOfRun[]]): ReportedCause => {
  const [first] = group
  const sum = (count: (finding: FindingOfRun) => number): number =>
    group.reduce((total, finding) => total + count(finding), 0)
  const gravest = Math.max(...group.map(({ severity }) => severities.indexOf(severity)))
  return {
    ...{ id: first.cause, site: first.site, rule: first.rule, column: first.column, message: first.message },
    severity: severities[gravest] ?? first.severity,
    file: fileOf(files, first),
    rows: first.fileId === null ? null : files.rowsOf(first.site, first.fileId),
    places: sum(({ places }) => places),
    subjects: sum(({ subjects }) => subjects),
    findings: group.length,
    fresh: sum(({ isNew }) => Number(isNew)),
    waived: sum(({ waiver }) => Number(waiver !== null)),
    since: group.reduce((oldest, { since }) => (since < oldest ? since : oldest), first.since),
  }
}

const byGravity = (one: ReportedCause, other: ReportedCause): number =>
  severities.indexOf(other.severity) - severities.indexOf(one.severity) ||
  other.places - one.places ||
  (one.id < other.id ? -1 : 1)

/** Findings by their cause, the gravest and commonest first. */
export const causesOf = (findings: readonly FindingOfRun[], files: FilesOfRun): readonly ReportedCause[] => {
  const groups = new Map<string, [FindingOfRun, ...FindingOfRun[]]>()
  for (const finding of findings) {
    const group = groups.get(finding.cause)
    if (group === undefined) groups.set(finding.cause, [finding])
    else group.push(finding)
  }
  return [...groups.values()].map(group => causeOf(files, group)).sort(byGravity)
}

const countsOf = ({ findings, resolved }: FindingsOfRun): readonly SeverityCounts[] =>
  [...severities].reverse().map(severity => {
    const own = findings.filter(finding => finding.severity === severity)
    const open = own.filter(({ waiver }) => waiver === null)
    return {
      severity,
      fresh: open.filter(({ isNew }) => isNew).length,
      persisting: open.filter(({ isNew }) => !isNew).length,
      resolved: resolved.filter(finding => finding.severity === severity).length,
      waived: own.length - open.length,
    }
  })

/** What a run found, as a report shows it. */
export const reportedFound = (found: FindingsOfRun, files: FilesOfRun): ReportedFound => ({
  counts: countsOf(found),
  causes: causesOf(found.findings, files),
  resolved: found.resolved.map(({ id, site, rule, severity, fileId, column, displayId, since }): ReportedResolved => ({
    ...{ id, site, rule, severity, column, displayId, since },
    file: fileOf(files, { site, fileId }),
  })),
  waivers: found.waivers.map(
    ({ id, site, rule, fileId, column, displayId, atMost, places, until, by, because, state }): ReportedWaiver => ({
      ...{ id, site, rule, column, displayId, atMost, places, until, by, because, state },
      file: fileOf(files, { site, fileId }),
    }),
  ),
  unwaived: found.findings.filter(endsWithHeld).length,
})
