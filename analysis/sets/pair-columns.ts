/** Matched pairs in columns, a control to a row; a treated subject with several controls has as many rows. */
export interface PairColumns {
  /** The pair's number, from 1. */
  readonly pair: Int32Array
  readonly treated: Int32Array
  readonly control: Int32Array
}
