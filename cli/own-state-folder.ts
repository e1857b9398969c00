import { defaultStateFolder, ownInstallationTold } from '../provision/index.js'
import { terminal } from './terminal.js'

/** Where the state of this account's installation lives; it is said where that is another than the checkout's. */
export const ownStateFolder = (): string => {
  const folder = defaultStateFolder(process.env)
  const told = ownInstallationTold(folder)
  if (told !== null) terminal.progress(told)
  return folder
}
