import { register } from 'tsx/esm/api'

register()
await import('../../../statistics/resampling/resampling-worker.ts')
