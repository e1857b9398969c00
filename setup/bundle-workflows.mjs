import { writeFileSync } from 'node:fs'

const [entry, failureConverterPath, target] = process.argv.slice(2)
const { bundleWorkflowCode } = await import('@temporalio/worker')
const quiet = { log: () => undefined, trace: () => undefined, debug: () => undefined, info: () => undefined }
const logger = { ...quiet, warn: (...words) => console.error(...words), error: (...words) => console.error(...words) }
// Each worker reads the map at its start, and each run's first task looks into it: files and lines are enough.
const webpackConfigHook = config => ({ ...config, devtool: 'inline-nosources-cheap-module-source-map' })
const { code } = await bundleWorkflowCode({ workflowsPath: entry, failureConverterPath, logger, webpackConfigHook })
writeFileSync(target, code)
