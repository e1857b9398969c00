/** Thrown when an option's value cannot be used. */
export class OptionInvalid extends Error {
  override readonly name = 'OptionInvalid'
}
