import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { blank, number, resultCell, row, text } from '../layout/cells.js'
import { bytesText, formats } from '../layout/formats.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan, TextTone } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import { isOwn, type SiteState } from '../../words/site-state.js'

/** How a site's status is shown. */
export const siteTone = (status: SiteState): TextTone =>
  isOwn(status) ? 'good' : status === 'left out' ? 'bad' : 'warning'

/** The sites: what each delivered, its data date, and its subjects. */
export const sitesSheet = ({ input, book, sees }: ReportContext): SheetPlan => ({
  name: 'Sites',
  title: 'Sites',
  about: 'What each site delivered: status, data date, subjects, files with their hashes',
  blocks: [
    table(
      null,
      [
        words('Site', 44),
        words('Status', 30),
        words('Data as of'),
        figures('Subjects'),
        figures('Eligible'),
        words('Reason', 66),
      ],
      notes =>
        input.sites.map(site =>
          row(
            text(site.label),
            text(site.status, siteTone(site.status)),
            text(site.dataDate ?? '–'),
            number(site.subjects, formats.count),
            resultCell(book.get(resultKey(results.eligible, { who: site.site }, 'n')), formats.count, notes),
            text(site.reason ?? ''),
          ),
        ),
    ),
    table(
      'Exports',
      [words('Site', 44), words('File', 46), words('Size'), figures('Rows'), figures(''), words('SHA-256', 70)],
      () =>
        input.sites.flatMap(site =>
          site.exports.map(file =>
            row(
              text(site.label),
              text(file.file),
              text(bytesText(file.bytes)),
              file.rows === null ? text('–') : number(file.rows, formats.thousands),
              blank,
              // By it whoever holds a file could confirm that it is the one: that is for the team alone.
              text(sees === 'subjects' ? file.sha256 : 'in manifest.json', 'muted'),
            ),
          ),
        ),
    ),
  ],
})
