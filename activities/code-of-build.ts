import { type BuiltCode, nameOfFiles } from '../stages/built-code.js'
import { codeOfAllRooms } from '../stages/code-of-all-rooms.js'
import { hashOfFiles } from '../stages/code-of-files.js'
import { intakeFiles } from '../stages/code-version.js'
import { allOutputs } from './outputs/all-outputs.js'

/** The code of all that goes by a version or an address, of the rooms as they are compiled: taken down when programs are bundled. */
export const codeOfBuild = (): BuiltCode => {
  const asked = [
    intakeFiles,
    ...Object.values(allOutputs).flatMap(({ decidedBy, writtenBy }) => [decidedBy, writtenBy]),
  ]
  return {
    rooms: codeOfAllRooms(),
    files: Object.fromEntries(asked.map(entries => [nameOfFiles(entries), hashOfFiles(entries)])),
  }
}
