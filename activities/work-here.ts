import type { Dependencies, LongWork } from '../stages/dependencies.js'
import { acceptHere } from './accept-site.js'
import { harmonizeHere } from './harmonize-site.js'
import { outputHere } from './make-outputs.js'
import { byActivity } from './outputs/all-outputs.js'
import { renderHere } from './render.js'

const ofRun = { ...byActivity((_, stage) => outputHere(stage)), render: renderHere } as const

const ofSite = { harmonizeSite: harmonizeHere, acceptSite: acceptHere } as const

/** Works a long stage in this process. */
export const workHere = (dependencies: Pick<Dependencies, 'store' | 'clock'>, work: LongWork): Promise<void> =>
  work.activity === 'harmonizeSite' || work.activity === 'acceptSite'
    ? ofSite[work.activity](dependencies, work.of)
    : ofRun[work.activity](dependencies, work.of)
