import type { LoadedStudy } from '../protocol/load/load-study.js'
import type { Services } from '../provision/index.js'
import { TemporalOpen } from './command-errors.js'

const what =
  "other accounts of this machine can reach the Temporal server, because its program (the developers' `temporal`) knows no " +
  'certificates: they could see ids of studies and runs and end runs; what is in them stays sealed, and no run of theirs is worked'

const remedy =
  'build the server with certificates, once: install Go 1.26 or newer (https://go.dev/doc/install), then ' +
  'npx --no-install cohortium services build and services down; or set TEMPORAL_ADDRESS to a server of your own'

const accepting =
  'or accept it by name in operations.yaml beside study.yaml:\n' +
  '    accepted: { openTemporal: { by: your name, because: the reason } }'

/**
 * Says what other accounts could do with a server without certificates, and refuses a clinical study there unless its
 * `operations.yaml` accepts that by name.
 */
export const checkOpenTemporal = (
  { study, operations }: Pick<LoadedStudy, 'study' | 'operations'>,
  { open }: Pick<Services['temporal'], 'open'>,
  tell: (line: string) => void,
): void => {
  if (!open) return
  const { openTemporal } = operations.accepted
  if (study.data === 'clinical' && openTemporal === undefined)
    throw new TemporalOpen(`${what}\n  what to do: ${remedy};\n  ${accepting}`)
  tell(openTemporal === undefined ? `note: ${what}` : `note: ${what}; accepted by ${openTemporal.by}`)
}
