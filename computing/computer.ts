import { startComputing } from './answer-worker.js'

startComputing()
