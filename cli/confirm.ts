import { askPerson } from './ask-person.js'
import { OptionInvalid } from './option-invalid.js'

/** Whether the person at the terminal typed the very word that stands for what is about to go; `--yes` says so beforehand. */
export const confirmed = async (word: string, yes: boolean): Promise<boolean> => {
  if (yes) return true
  if (!process.stdin.isTTY)
    throw new OptionInvalid(
      `this asks before it removes anything, and nobody is there to ask: give --yes to mean ${word}`,
    )
  return (await askPerson(`Type ${word} to go on: `))?.trim() === word
}
