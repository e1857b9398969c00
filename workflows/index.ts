export { ingestSite } from './ingest-site.js'
export { nightlyRun } from './nightly-run.js'
export { runStudy } from './run-study.js'
