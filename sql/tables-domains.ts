import type { IsoDate } from '../protocol/schema/iso-date.js'

/** What every domain row carries: its batch, its subject, and the file and row that it came from. */
export interface DomainRowColumns {
  readonly batch_id: string
  readonly subject_key: string
  readonly file_id: string
  readonly row: number
  /** The block of its subject, by `shared_block_of`: who asks for it as well gets one subject's rows without reading all. */
  readonly block: number
  /** Field to text and unit as received. */
  readonly received: Record<string, { readonly text: string; readonly unit?: string }>
  /** Field to the kind of missing. */
  readonly missing: Record<string, string>
}

type CodeColumn<Name extends string> = { readonly [K in Name]: string | null }
type NumberColumn<Name extends string> = { readonly [K in Name]: number | null }
type DayColumns<Name extends string> = { readonly [K in Name]: IsoDate | null } & {
  readonly [K in `${Name}_offset`]: number | null
} & {
  readonly [K in `${Name}_precision`]: string | null
} & { readonly [K in `${Name}_imputed`]: boolean | null }
type QuantityColumns<Name extends string> = { readonly [K in `${Name}_number`]: number | null } & {
  readonly [K in `${Name}_code` | `${Name}_unit` | `${Name}_relation`]: string | null
}

/** What a row of a test's results has. */
type ResultColumns = CodeColumn<'test' | 'flag'> &
  QuantityColumns<'result'> &
  DayColumns<'date'> & { readonly date_time: string | null }

/** The views of the shared schema, one per domain, CDISC SDTM's in readable names. */
export interface DomainViews {
  subject: DomainRowColumns &
    CodeColumn<'sex'> &
    DayColumns<'birth_date'> &
    NumberColumn<'age_years'> &
    CodeColumn<'age_years_relation'>
  disease: DomainRowColumns & CodeColumn<'diagnosis' | 'basis' | 'stage'> & DayColumns<'date'>
  medical_history: DomainRowColumns & CodeColumn<'term' | 'category' | 'status'> & DayColumns<'date'>
  exposure: DomainRowColumns &
    CodeColumn<'treatment' | 'category' | 'target'> &
    QuantityColumns<'dose'> &
    DayColumns<'date'> &
    DayColumns<'end_date'>
  procedure: DomainRowColumns & CodeColumn<'procedure' | 'category' | 'target'> & DayColumns<'date'>
  lab: DomainRowColumns & ResultColumns
  assessment: DomainRowColumns & ResultColumns
  tumour: DomainRowColumns &
    CodeColumn<'lesion' | 'location' | 'group'> &
    QuantityColumns<'diameter'> &
    DayColumns<'date'>
  response: DomainRowColumns & CodeColumn<'target' | 'response'> & DayColumns<'date'>
  adverse_event: DomainRowColumns &
    CodeColumn<'category' | 'related'> &
    NumberColumn<'grade'> &
    DayColumns<'date'> &
    DayColumns<'end_date'>
  contact: DomainRowColumns & CodeColumn<'status'> & DayColumns<'date'>
  disposition: DomainRowColumns & CodeColumn<'event' | 'reason'> & DayColumns<'date'>
}
