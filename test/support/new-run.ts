import type { NewRun } from '../../sql/runs.js'

/** A run as a test stores it; `protocol` has to be there. */
export const newRun = (own: Partial<NewRun>): NewRun => ({
  run_id: 'run-1',
  study: 'example',
  workflow_id: 'cohortium/example',
  execution_id: 'execution-1',
  kind: 'run',
  started_at: '2024-04-01T00:00:00.000Z',
  started_by: 'tester',
  reason: null,
  study_folder: '/study',
  exports_folder: '/exports',
  out_folder: '/out',
  data_cut: null,
  data_cut_asked: null,
  code_version: '0.0.0+test',
  library_versions: '{}',
  key_check: 'test',
  protocol_hash: 'protocol',
  previous_run_id: null,
  status: 'running',
  ...own,
})
