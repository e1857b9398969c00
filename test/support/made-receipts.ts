import type { DoorFile } from './door-record.js'

/** Files after the door as the receipts of a batch name them. */
export const receiptsOf = (files: readonly Pick<DoorFile, 'fileId' | 'file' | 'sheet'>[]) =>
  files.map(({ fileId, file, sheet }) => ({ file_id: fileId, file_name: file, sheets: [sheet] }))
