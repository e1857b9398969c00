import { startCommandLine } from './command-line.js'

void startCommandLine()
