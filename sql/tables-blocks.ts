import type { Json, ToldText } from './column-types.js'

/** Subjects of a batch as received: their keys, and their ids where these are open. */
export interface ReceivedKeysTable {
  batch_id: string
  block: number
  /** The number of the first subject. */
  first: number
  keys: readonly string[]
  open_ids: readonly (string | null)[] | null
}

/** Rows of a received table, without identifiers. */
export interface ReceivedBlockTable {
  batch_id: string
  block: number
  table: number
  file_id: string
  file: ToldText
  sheet: ToldText
  rows: number
  link_keys: readonly string[]
  /** Why rows are held although their subject is known, by the row's place in the block. */
  held: Json<Readonly<Record<string, string>>>
}

/** Subjects of a batch with what the batch says of them; their rows stand in columns. */
export interface SharedBlockTable {
  batch_id: string
  block: number
  subjects: number
  first_key: string
  last_key: string
  rows: number
  file_ids: readonly string[]
  keys: readonly string[]
  display_ids: readonly string[]
  /** Null where no subject has one. */
  link_keys: readonly (string | null)[] | null
  /** Why whole records are held, by the subject's place in the block. */
  held: Json<Readonly<Record<string, string>>>
  /** Keyed hashes of birth date, sex and initials; null where no mapping names initials. */
  marks: readonly (string | null)[] | null
}

/** A column: numbers in one of three arrays, or texts. */
interface ColumnTable {
  batch_id: string
  path: string
  kind: string
  count: number
  decimals: number
  small: readonly (number | null)[] | null
  whole: readonly (number | null)[] | null
  double: readonly (number | null)[] | null
  texts: readonly (string | null)[] | null
}

/** A column of a block. */
export interface BlockColumnTable extends ColumnTable {
  block: number
}

/** Distinct values of a field that all blocks of a batch have in common, a part of them a row. */
export type DictionaryTable = ColumnTable

/** A column of a block of subjects' rows. */
export interface SharedColumnTable extends BlockColumnTable {
  /** One or two bytes for the code of each row; null for what are no codes, and for codes that take more. */
  codes: Buffer | null
}

/** A column of a block of received rows. */
export interface ReceivedColumnTable extends BlockColumnTable {
  /** The block whose cells the codes of a column mean; null for what are no codes. */
  dictionary: number | null
  /** One or two bytes for the code of each row; null for what are no codes. */
  codes: Buffer | null
}

/** The tables of blocks, by name. */
export interface BlockTables {
  received_keys: ReceivedKeysTable
  received_block: ReceivedBlockTable
  received_column: ReceivedColumnTable
  shared_block: SharedBlockTable
  shared_column: SharedColumnTable
  shared_dictionary: DictionaryTable
}

/** The names of the tables of blocks: one that is missing here does not compile. */
export const blockTables: Readonly<Record<keyof BlockTables, true>> = {
  received_keys: true,
  received_block: true,
  received_column: true,
  shared_block: true,
  shared_column: true,
  shared_dictionary: true,
}
