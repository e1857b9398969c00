import type { FieldOrigin, RowSource } from '../../harmonize/shared-row.js'
import type { NeverHad } from '../../protocol/facts/nobody-had.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { Told } from '../../words/told.js'

/** A range of subjects with all their rows, as columns: what a compiled study reads. */
export interface SubjectRange {
  readonly subjects: SubjectColumns
  /** Where rows come from, in the order in which places are shown: by site, file, sheet, then the id of the file. */
  readonly files: readonly RowFile[]
  readonly domains: Readonly<Partial<Record<DomainName, DomainColumns>>>
  /** Where one field of a row came from; asked for questions alone. */
  readonly originOf: (domain: DomainName, row: number, field: string) => FieldOrigin | undefined
}

/** An export's sheet that rows come from. */
export type RowFile = Omit<RowSource, 'row'>

/** The subjects of a range by their number in it. */
export interface SubjectColumns {
  readonly count: number
  readonly keys: readonly string[]
  /** Distinct over all ranges of a cohort. */
  readonly displayIds: readonly string[]
  readonly linkKeys: readonly (string | null)[]
  /** What a person is known by at any site; absent where no mapping names initials. */
  readonly marks?: readonly (string | null)[] | undefined
  /** Each subject's place among `sites`. */
  readonly site: Uint16Array
  readonly sites: readonly string[]
  /** Each subject's place among `mappings`. */
  readonly mapping: Uint16Array
  readonly mappings: readonly MappingFacts[]
  /** Why the whole record of a subject is held, for the few that are. */
  readonly heldBecause: ReadonlyMap<number, Told>
}

/** What a site's mapping says of all its subjects. */
export interface MappingFacts {
  /** Domains and fields that the mapping delivers. */
  readonly delivered: ReadonlySet<string>
  /** What nobody of the site had, as the mapping says. */
  readonly nobody: readonly NeverHad[]
  /** The texts that stand in the mapping: a unit among them may be shown. */
  readonly mapped: ReadonlySet<string> | null
}

/**
 * The rows of one domain, subject by subject. The rows of a subject stand in the order of their places, then of their
 * contents, so that the same rows give the same results.
 */
export interface DomainColumns {
  readonly count: number
  /** The rows of subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  /** Each row's place among the files. */
  readonly file: Int32Array
  /** Each row's number in its sheet. */
  readonly row: Int32Array
  /** Only the fields that some row fills. */
  readonly fields: Readonly<Record<string, FieldColumn>>
  /** Marks a row that says the same as the one before it, from the same place; null where there is none. */
  readonly repeated: Uint8Array | null
  /** A row's number for `originOf`, where rows were left out; null where it is the number here. */
  readonly numbers: Int32Array | null
}

/**
 * One field of a domain's rows. A value is a code where `codes` has one, else a number or a day. What no row has is
 * null.
 */
export interface FieldColumn {
  /** By `rowStatus`. */
  readonly status: Uint8Array
  /** Into `texts`; -1 where the value is no code. */
  readonly codes: Int32Array | null
  readonly texts: readonly string[]
  readonly numbers: Float64Array | null
  /** By `relations`; null where every number is exact. */
  readonly relations: Uint8Array | null
  /** Into `unitTexts`; -1 for a number without a unit. */
  readonly units: Int32Array | null
  readonly unitTexts: readonly string[]
  /** Days since 1970-01-01, or since the subject's index in a study of day offsets. */
  readonly days: Float64Array | null
  /** The time of day in seconds since midnight, NaN where none is known; null where no row has one. */
  readonly times: Float64Array | null
  /** How much of the day is known: by `precisions`; null where all of every day is. */
  readonly precision: Uint8Array | null
  /** Marks days that were completed by a rule; null where none was. */
  readonly imputed: Uint8Array | null
}
