import { writeFileSync } from 'node:fs'

const [entry, failureConverterPath, target] = process.argv.slice(2)
const { bundleWorkflowCode } = await import('@temporalio/worker')
const quiet = { log: () => undefined, trace: () => undefined, debug: () => undefined, info: () => undefined }
const logger = { ...quiet, warn: (...words) => console.error(...words), error: (...words) => console.error(...words) }
const { code } = await bundleWorkflowCode({ workflowsPath: entry, failureConverterPath, logger })
writeFileSync(target, code)
