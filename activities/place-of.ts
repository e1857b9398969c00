import { isStudyThere, type Place } from '../installation/registered-places.js'
import { type LoadedStudy, loadStudy } from '../protocol/load/load-study.js'
import { told, toldId } from '../words/told.js'
import type { RunRequest } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { PlaceUnknown, RequestRefused, StudyMoved } from '../stages/run-errors.js'

/** The folders that a request means: those that this installation's owner registered, and no others. */
export const placeOf = ({ installation }: Pick<Dependencies, 'installation'>, { study, place }: RunRequest): Place => {
  const known = installation.places.resolve(place)
  if (known !== undefined && known.study === study) return known
  throw new PlaceUnknown(
    told`this installation has not registered the folders of ${toldId(study)} that the request names: on the account and machine of its worker give 'cohortium studies add FOLDER', with the same --exports and --out, then run or schedule it again`,
  )
}

/** The study in a registered place, which has to be the one that was asked for. */
export const studyOfPlace = async ({ studyFolder }: Place, { study }: RunRequest): Promise<LoadedStudy> => {
  if (!isStudyThere(studyFolder)) {
    throw new StudyMoved(
      told`the folder that was registered for ${toldId(study)} holds no study any more: where it was moved, give 'cohortium schedule set FOLDER' (or 'studies add') from its new place and 'cohortium studies remove' for the old one; else put it back`,
    )
  }
  const loaded = await loadStudy(studyFolder)
  if (loaded.study.study !== study) {
    throw new RequestRefused(
      told`the folder that was registered for ${toldId(study)} holds the study ${toldId(loaded.study.study)} now: run or schedule that one by its folder`,
    )
  }
  return loaded
}
