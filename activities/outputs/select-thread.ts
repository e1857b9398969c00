import { patienceOf } from '../../stages/passing.js'
import { answerParts } from './thread-answers.js'
import { rangeSelectorOn } from './select-beside.js'

// A thread that selects ranges of subjects beside the process that gathers them.
answerParts(rangeSelectorOn, patienceOf)
