import { answerParts } from '../../stages/thread-answers.js'
import { rangeSelectorOn } from './select-beside.js'

// A thread that selects ranges of subjects beside the process that gathers them.
answerParts(rangeSelectorOn)
