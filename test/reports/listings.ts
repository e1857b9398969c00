import { commonOfIssue, commonOfNote, commonOfQuery, type Listing, listingOf } from '../../words/listing.js'
import type { ReportedIssue, ReportedNote, ReportedQuery } from '../../reports/report-input.js'

/** Record issues as a report takes them. */
export const issueList = (rows: readonly ReportedIssue[]): Listing<ReportedIssue> => listingOf(rows, commonOfIssue)

/** Questions as a report takes them. */
export const queryList = (rows: readonly ReportedQuery[]): Listing<ReportedQuery> => listingOf(rows, commonOfQuery)

/** Notes as a report takes them. */
export const noteList = (rows: readonly ReportedNote[]): Listing<ReportedNote> => listingOf(rows, commonOfNote)
