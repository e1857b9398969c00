import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { number, resultCell, row, text } from '../layout/cells.js'
import { bytesText, formats } from '../layout/formats.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan, TextTone } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import { isOwn, type SiteState } from '../../words/site-state.js'
import { fateCells, fateNotes, fateRules, filesOf, toneOf } from './row-fate-tables.js'

/** How a site's status is shown. */
export const siteTone = (status: SiteState): TextTone =>
  isOwn(status) ? 'good' : status === 'left out' ? 'bad' : 'warning'

/** The sites: what each delivered, its data date, its subjects, and what became of its rows. */
export const sitesSheet = ({ input, book, sees }: ReportContext): SheetPlan => {
  const reasons = input.sites.filter(({ reason }) => reason !== null)
  const files = input.sites.flatMap(filesOf)
  const rules = fateRules(files)
  return {
    name: 'Sites',
    title: 'Sites',
    about: 'What each site delivered: status, data date, subjects, files with what became of their rows, hashes',
    blocks: [
      table(
        null,
        [words('Site'), words('Status', 66), words('Data as of'), figures('Subjects'), figures('Eligible')],
        notes =>
          input.sites.map(site =>
            row(
              text(site.label),
              text(site.status, siteTone(site.status)),
              text(site.dataDate ?? '–'),
              number(site.subjects, formats.count),
              resultCell(book.get(resultKey(results.eligible, { who: site.site }, 'n')), formats.count, notes),
            ),
          ),
      ),
      ...(reasons.length === 0
        ? []
        : [
            table('Reasons', [words('Site'), words('Reason', 66)], () =>
              reasons.map(({ label, reason }) => row(text(label), text(reason ?? ''))),
            ),
          ]),
      table(
        'Exports and what became of their rows',
        [
          ...[
            words('Site'),
            words('File', 66),
            words('Export'),
            figures('Size'),
            figures('Received'),
            figures('Shared'),
          ],
          ...[figures('Held'), figures('Out of scope'), figures('Dropped'), figures('Blank rows')],
        ],
        () =>
          files.map(one =>
            row(
              text(one.label),
              text(one.file),
              text(one.came, toneOf(one.came)),
              one.bytes === null ? text('–') : text(bytesText(one.bytes)),
              ...fateCells(one),
            ),
          ),
        fateNotes(files),
      ),
      ...(rules === null ? [] : [rules]),
      table('Hashes of the exports', [words('Site'), words('File', 66), words('SHA-256', 70)], () =>
        files.map(({ label, file, sha256 }) =>
          // By it whoever holds a file could confirm that it is the one: that is for the team alone.
          row(
            text(label),
            text(file),
            text(sha256 === null ? 'not read' : sees === 'subjects' ? sha256 : 'in manifest.json', 'muted'),
          ),
        ),
      ),
    ],
  }
}
