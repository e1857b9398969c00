import type { TroubledCell } from '../harmonize/blocks/field-origins.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { ExportRow } from '../sql/batches.js'

/** The cells that issues hold, by the ids of their files; a sheet that two ids read is a cell of both. */
export const troubledCells = (
  receipts: readonly Pick<ExportRow, 'file_id' | 'file_name' | 'sheets'>[],
  issues: readonly Pick<RecordIssue, 'file' | 'sheet' | 'row' | 'column' | 'kind' | 'effect'>[],
): readonly TroubledCell[] => {
  const idsOf = new Map<string, string[]>()
  const placeOf = (file: string, sheet: string): string => JSON.stringify([file, sheet])
  for (const { file_id: fileId, file_name: file, sheets } of receipts) {
    for (const sheet of sheets) {
      const place = placeOf(file, sheet)
      idsOf.set(place, [...(idsOf.get(place) ?? []), fileId])
    }
  }
  return issues
    .filter(({ effect }) => effect === 'value held')
    .flatMap(({ file, sheet, row, column, kind }) =>
      (idsOf.get(placeOf(file, sheet)) ?? []).map(fileId => ({ fileId, row, column, kind })),
    )
}
