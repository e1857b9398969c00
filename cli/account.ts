import { userInfo } from 'node:os'

/** The name of the account that gives a command, as it is kept with what was done. */
export const account = (): string => {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number without a name.
    return `user ${String(process.getuid?.() ?? 'unknown')}`
  }
}
