/**
 * How a field of the shared schema is read: a listed code, a free text, a number, a number or code with unit and
 * relation, a day.
 */
export type FieldKind = 'code' | 'text' | 'number' | 'quantity' | 'date'

/** One domain of the shared schema: its CDISC SDTM name and the fields that a site mapping may fill. */
export interface DomainDefinition {
  readonly cdisc: string
  readonly title: string
  /** Whether a subject has exactly one row. */
  readonly single: boolean
  readonly fields: Readonly<Record<string, FieldKind>>
  /** The field that a wide block fills from each of its columns. */
  readonly wideField?: string
}

/** The shared schema's domains; tables, mappings and variables are all made from this catalogue. */
export const domains = {
  subject: {
    cdisc: 'DM',
    title: 'Demographics',
    single: true,
    fields: { sex: 'code', birthDate: 'date', ageYears: 'number' },
  },
  disease: {
    cdisc: 'MH',
    title: 'Disease under study',
    single: false,
    fields: { diagnosis: 'code', basis: 'code', stage: 'code', date: 'date' },
  },
  medicalHistory: {
    cdisc: 'MH',
    title: 'Medical history',
    single: false,
    wideField: 'status',
    fields: { term: 'code', category: 'code', status: 'code', date: 'date' },
  },
  exposure: {
    cdisc: 'EX',
    title: 'Exposure',
    single: false,
    fields: { treatment: 'code', category: 'code', target: 'code', dose: 'quantity', date: 'date', endDate: 'date' },
  },
  procedure: {
    cdisc: 'PR',
    title: 'Procedures',
    single: false,
    fields: { procedure: 'code', category: 'code', target: 'code', date: 'date' },
  },
  lab: {
    cdisc: 'LB',
    title: 'Laboratory findings',
    single: false,
    wideField: 'result',
    fields: { test: 'code', result: 'quantity', flag: 'code', date: 'date' },
  },
  assessment: {
    cdisc: 'QS',
    title: 'Clinical assessments',
    single: false,
    wideField: 'result',
    fields: { test: 'code', result: 'quantity', flag: 'code', date: 'date' },
  },
  tumour: {
    cdisc: 'TU',
    title: 'Tumour lesions',
    single: false,
    fields: { lesion: 'code', location: 'code', group: 'code', diameter: 'quantity', date: 'date' },
  },
  response: {
    cdisc: 'RS',
    title: 'Disease response',
    single: false,
    wideField: 'response',
    fields: { target: 'code', response: 'code', date: 'date' },
  },
  adverseEvent: {
    cdisc: 'AE',
    title: 'Adverse events',
    single: false,
    wideField: 'grade',
    fields: { category: 'code', grade: 'number', related: 'code', date: 'date', endDate: 'date' },
  },
  contact: {
    cdisc: 'SS',
    title: 'Follow-up contacts',
    single: false,
    fields: { status: 'code', date: 'date' },
  },
  disposition: {
    cdisc: 'DS',
    title: 'Disposition',
    single: false,
    fields: { event: 'code', reason: 'code', date: 'date' },
  },
} as const satisfies Record<string, DomainDefinition>

/** The name of a domain of the shared schema. */
export type DomainName = keyof typeof domains

/** The domains' names in the catalogue's order. */
export const domainNames = Object.keys(domains) as readonly DomainName[]

/** The fields of a domain with their kinds. */
export const fieldsOf = (domain: DomainName): Readonly<Record<string, FieldKind>> => domains[domain].fields

/** The field that a wide block of a domain fills, or null where a domain has none. */
export const wideFieldOf = (domain: DomainName): string | null => {
  const definition: DomainDefinition = domains[domain]
  return definition.wideField ?? null
}
