import type { FindingKind } from './finding-kinds.js'

const hospital = 'ask the hospital; '
const right = 'ask the hospital which of them is right'
const asText = 'ask the hospital for the ids as text, so that no program changes them'
const accept = "if the hospital confirms it, let the file in by 'cohortium accept'"

/** What a person does about a finding of each kind that is no rule's. */
export const findingAdvice = {
  // Ids and rows.
  'not-a-subject': "nothing; where it is a subject's id, list it under 'identifiers: real'",
  'repeated-header': 'nothing: headers that stand again between the rows are left out',
  'blank-id':
    "ask the hospital for the id; one that is written once for several rows is read by 'fillDown' of the file",
  'test-id': "nothing where it is a test entry; where it is a subject's id, list it under 'identifiers: real'",
  'unreadable-id': asText,
  'id-lost-digits': asText,
  'id-in-doubt': 'compare it with the ids of the other files, and ask the hospital if it is not the same',
  'id-alike': 'ask the hospital whether they are one subject, and for ids written alike in every file',
  'leading-zeros-lost': `${asText}; where all ids have one length, 'pad' of the subject column gives the zeros back`,
  'id-writings-differ': 'ask the hospital for ids written alike in every file',
  'ragged-row':
    'look at the row: a delimiter inside a text without quotes, or a line break, moves its cells; ask for it again',
  'unreadable-cell': 'ask the hospital to mend the cell where it was made; a workbook shows its error there',
  'duplicate-row': 'nothing, if it is entered twice; otherwise ask for a number of its own for each row',
  'duplicate-differs': right,
  'link-differs': 'ask the hospital whether two persons have this id, or one of the link ids is wrong',
  'no-subject-row': 'ask the hospital for the subject in the file of subjects, or why it is missing there',
  'no-time-of-day': "ask for the times, or say by 'ofDay' of the variable what counts of a day",
  'unlisted-when': "list the word under 'when' of the block that means it, or under 'passOver' of the file",
  'identifier-in-text': 'ask the hospital to export the column without names and numbers of persons',
  // Values.
  'unlisted-code': "list the text under 'codes' if its meaning is certain, otherwise ask the hospital",
  'nobody-had': "ask the hospital, and take the line under 'nobody' away if somebody had it",
  'probably-missing': "list it under 'missing' if it means that nothing is known, otherwise under 'codes'",
  'date-for-code': 'ask the hospital for the column as text: a workbook has turned a code into a day',
  'identifier-in-value': 'ask the hospital for the value, and for a column without names and numbers of persons',
  'flag-contradicts': `${hospital}the number and one of its flags do not belong together`,
  'not-a-number': "ask the hospital for the number; a word for nothing known is listed under 'missing'",
  'date-for-number': 'ask the hospital for the column as text: a workbook has turned a number into a day',
  'limit-for-number': 'ask the hospital for the number itself',
  'several-numbers': "ask which of them counts; where they are parts of one result, map each by 'part'",
  range: 'ask the hospital for the number itself; a range is no result',
  'ambiguous-number': "state 'decimal' for the file, once the hospital has said how it writes numbers",
  'approximate-number': 'ask the hospital for the number itself',
  'graded-result': "list the grades under 'codes', or ask the hospital for the number",
  'words-behind-number': 'ask the hospital what the words mean; a unit is named in the mapping',
  'limit-without-number': "list the word under 'codes' as the limit that it stands for, such as '<20'",
  'limits-contradict': `${hospital}one of the two limits is wrong`,
  'decimal-marks-contradict': "ask the hospital which mark begins the decimals, and state 'decimal' for the file",
  'implausible-value': 'ask the hospital; where many are so, look at the unit of the column in the mapping',
  'age-in-months': 'ask the hospital for the age in years, or for the day of birth',
  'unknown-unit':
    "correct the unit in the mapping, or ask the laboratory; 'cohortium help units' lists those that convert",
  'missing-unit': 'ask the laboratory for the unit, and name it in the mapping',
  'unit-contradicts': 'ask the laboratory which of the two units holds',
  'unit-with-factor': "take 'factor' away, or ask for the column in one unit",
  'unit-drift': 'ask the laboratory whether its unit changed, and correct the mapping',
  'impossible-date': 'ask the hospital for the day',
  'unreadable-date': 'list the format in the mapping if it is certain, otherwise ask the hospital for the day',
  'ambiguous-date': 'list one order of day and month, once the hospital has said which it writes',
  'approximate-date': "ask the hospital for the day; of a part of one, 'impute' may say what counts",
  'partial-date': "ask the hospital for the whole day, or say by 'impute' what counts",
  'range-of-days': 'ask the hospital for the one day that is meant',
  'two-digit-year': "state 'century' for the date, or ask for years of four digits",
  'foreign-month': "list a format with MMM, and name the language under 'months'",
  'day-order-contradicts': 'ask the hospital for days as texts YYYY-MM-DD: some have day and month exchanged',
  'date-after-export': `${hospital}the day or the day of the export is wrong`,
  'sentinel-date': "list it under 'missing' if it means that no day is known, otherwise ask the hospital",
  'implausible-date': 'ask the hospital for the day; where many are so, look at the format in the mapping',
  'time-with-zone': "state the hospital's own 'timeZone', or ask for days alone",
  // Files and columns.
  'rows-ragged': "look at 'delimiter' and 'quote' of the file, and ask for the file again if they are right",
  'rows-untold': "mend the column that 'only' or 'except' asks, or list its words",
  'rows-of-strangers': 'ask the hospital whether the files are of the same study and the same day',
  'ids-alike': asText,
  'ids-unusable':
    "look at the file's subject column in the mapping; if it is right, ask the hospital for the ids as text",
  'ids-shorter': asText,
  'identifiers-too-many': "leave columns of remarks out of 'drop': they are not read where no line maps them",
  'column-looks-identifying': "if the column names persons, list it under 'drop' of the identifiers",
  'column-unusable': 'correct the line of the mapping, or ask the hospital what the column is',
  'when-words-unlisted': "list the words under 'when' or 'passOver'",
  'when-matches-nothing': "correct the words under 'when': no row has any of them",
  'unit-in-header': 'ask the laboratory which unit holds, and name it in the mapping',
  'no-unit-named': 'ask the laboratory for the unit, and name it in the mapping',
  'file-of-another-site': `see whether the file lies in the right folder; ${accept}`,
  'no-subject-known': `see whether it is the file of this site and study; ${accept}`,
  'older-export': 'ask the hospital for the newest export',
  'older-data-date': `ask the hospital for the newest export; ${accept}`,
  'data-date-ahead': "mend 'dataDate' of the mapping, or ask the hospital of which day the data are",
  'older-dates': `ask the hospital for the newest export; ${accept}`,
  'ids-shifted': 'ask the hospital for the file again: its ids and its other columns were sorted apart',
  'subjects-shrank': `see whether the file is whole; ${accept}`,
  'rows-shrank': `see whether the file is whole; ${accept}`,
  'numbers-re-scaled': `ask the hospital whether the unit changed, and correct the mapping; ${accept}`,
  'column-added':
    "map the column, or list it under 'drop' of the identifiers; 'cohortium init --update' drafts the line",
  'column-removed': 'ask the hospital whether it left the column out or gave it another name',
  'column-emptied': `ask the hospital for the column; ${accept}`,
  'column-re-coded': 'ask the hospital what the new texts mean, and list them',
  'column-re-united': 'ask the laboratory whether its unit changed, and correct the mapping',
  'constant-facts-changed': `ask the hospital which export is right; ${accept}`,
  'constant-fact-changed': 'ask the hospital which of the two exports is right',
  'alive-again': `ask the hospital which of the two exports is right; ${accept}`,
  'not-compared': "look at the counts of subjects in 'Flow'; this export could not be held against the last one",
  // Subjects, and sites beside each other.
  'held-record': 'settle what was found in the record first',
  'no-index-date': 'ask the hospital for the row that gives the index date',
  'no-arm': 'ask the hospital for the treatment',
  'cannot-tell': 'ask the hospital for the value that is not known, or say what the criterion does without it',
  'follow-up-held': 'settle what was found in the row that would decide the endpoint',
  'contact-before-index': 'ask the hospital for the day of the last contact',
  'record-before-index':
    'ask the hospital for a later record: what would decide the endpoint lies before the index date',
  'event-before-index': 'ask the hospital which of the two days is right',
  'death-before-index': 'ask the hospital which of the two days is right',
  'event-without-day': 'ask the hospital for the day of the event',
  'no-follow-up': 'ask the hospital for the last contact',
  'unlikely-day': 'ask the hospital for the day',
  'unlikely-age': 'ask the hospital for the day of birth or the age',
  'code-unread': "name the code under the variable's levels or groups, or correct the mapping that gives it",
  'same-person': "ask both hospitals; 'cohortium same' with --same or --different keeps what they say",
  'linked-person-differs':
    'ask both hospitals for the link id and the value; until it is right a subject may be left out for another person',
  'decided-person-gone': "see whether the subject has another id now; 'cohortium decisions' undoes what was decided",
  'unit-swapped': "ask the laboratory, and correct the unit in the site's mapping if it is so",
  'distribution-unlike': 'ask the hospital how and in whom it was measured',
} as const satisfies Readonly<Record<FindingKind, string>>

const ofKinds: ReadonlyMap<string, string> = new Map(Object.entries(findingAdvice))

/** The rules that a study goes by, with what each says is to be done. */
export type RuleAdvice = Readonly<Record<string, { readonly do: string }>>

/** What is to be done about a finding, by its kind or as its rule says; nothing where neither is known any more. */
export const adviceOn = (kind: string, rules: RuleAdvice): string =>
  (Object.hasOwn(rules, kind) ? rules[kind]?.do : ofKinds.get(kind)) ?? ''
