import { fileOfPart } from '../../protocol/facts/part-files.js'
import { type Told, told } from '../../words/told.js'
import type { FoundExport } from './find-exports.js'

/** What is said of a file where several fit its name: part files look like older versions, so that it has to be seen which were read. */
export const ofSeveral = (
  { older, parts, fileId }: Pick<FoundExport, 'older' | 'parts' | 'fileId'>,
  name: Told,
): readonly Told[] => {
  if (parts > 1 && fileOfPart(fileId) === fileId)
    return [told`${parts} files that fit '${name}' were read as its parts`]
  return older === 0
    ? []
    : [
        told`of ${older + 1} files that fit '${name}' only the newest by the date in its name was read; ${older === 1 ? told`the other was` : told`${older} were`} left out: where they are parts of one table, write \`parts: all\``,
      ]
}
