/** Thrown when an option's value cannot be used. */
export class OptionInvalid extends Error {
  static readonly endsWith = 'failed'
  override readonly name = 'OptionInvalid'
}
