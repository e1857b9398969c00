import type { Operations } from '../../protocol/language/operations.js'
import type { WaiverRow } from '../../sql/waivers.js'
import { literalsOf, retold, toldLiteral } from '../../words/told.js'
import type { Waiver } from '../../words/waiver.js'

/**
 * What named persons put up with on a day: what the study's `operations.yaml` says, and the decisions that nobody has taken
 * back. A waiver holds to the end of its last day.
 */
export const waiversOfRun = (
  today: string,
  { waivers }: Pick<Operations, 'waivers'>,
  decided: readonly WaiverRow[],
): readonly Waiver[] => [
  ...waivers.flatMap((waiver): readonly Waiver[] => {
    const { rule, site, file, column, atMost, until, by, because } = waiver
    if (rule === undefined || atMost === undefined) return []
    const literal = literalsOf(waiver)
    const place = { rule, site, fileId: file ?? null, displayId: null }
    return [
      {
        id: null,
        ...place,
        column: column === undefined ? null : toldLiteral(column, literal),
        ...{ atMost, until, by: toldLiteral(by, literal), because: toldLiteral(because, literal) },
        expired: until < today,
      },
    ]
  }),
  ...decided
    .filter(({ undone_at }) => undone_at === null)
    .map((row): Waiver => ({
      id: row.waiver_id,
      ...{ rule: row.rule, site: row.site, fileId: row.file_id, displayId: row.display_id },
      column: row.column_name === null ? null : retold(row.column_name),
      ...{ atMost: row.at_most, until: row.until, by: retold(row.decided_by), because: retold(row.reason) },
      expired: row.until < today,
    })),
]
