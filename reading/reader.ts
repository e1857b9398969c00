import { startReading } from './answer-asker.js'

void startReading()
