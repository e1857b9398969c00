/** What stands below the list of commands. */
export const overview = `
STUDY is a study's folder, or its id once it has run. RUN is a run's id, or the beginning or end of it.

Examples:
  cohortium check studies/hcc-pulmonary-metastasis
  cohortium run studies/hcc-pulmonary-metastasis
  cohortium rerun hcc-pulmonary-metastasis --exports new-exports --reason "March follow-up of Nantong"
  cohortium why hcc-pulmonary-metastasis nantong-haimen-1903
  cohortium schedule set hcc-pulmonary-metastasis --cron "0 2 * * *" --zone Asia/Shanghai
  'cohortium help run' says more of one command, 'cohortium help units [TEST]' lists tests and units.

Exit codes: 0 done; 1 something is held that nobody waives; 2 the study is wrong; 3 an export was refused (the report
is PROVISIONAL); 4 Postgres or Temporal is not there; 5 the run failed or was cancelled, or the command is wrong.
Where several causes meet, the gravest wins: 4 > 2 > 5 > 3 > 1 > 0.`

const examples: Readonly<Record<string, string>> = {
  check: `
Says in words what the study asks, so that a person can read it over; notes go to standard error. What is wrong is
shown all at once, as file:line:column, and the exit code is 2. No service is started.
With --exports the files of every site are read as a run would read them, and all that a run would refuse, hold or ask
is shown at once: missing columns with the file's headers, codes that no mapping lists with their texts (received
values: on this screen only), days, ids, notes. A file that is refused hides no other.
Then comes what each site gives of every variable: complete, partial with the subjects of whom it is known, or
impossible, each with the reason. --mapping retells the mappings whole, and from which columns variables come.
--against compares with earlier exports, a folder of them or a profile kept by 'profile --json', and tells first which
columns were removed, added, renamed, retyped, re-coded, re-united, re-scaled, emptied.
Exit code 3: an export would be refused; 1: something would be held that operations.yaml does not waive, or a column
changed.

Examples:
  cohortium check studies/ncctg-lung
  cohortium check studies/ncctg-lung --resolved > resolved.yaml     every default written out
  cohortium check my-study --mapping                                where everything comes from
  cohortium check my-study --exports received/2024-04               the exports, without a run
  cohortium check my-study --exports received/2024-04 --against received/2024-01`,
  preview: `
Reads a site's exports as a run would and puts each received cell beside the value that it became and the rule of the
mapping that made it, row by row, with what is held or asked and why. What is shown are received values: on this
screen only, never in a file or a log. Nothing is stored.
Exit code 3: a file cannot be read.

Examples:
  cohortium preview my-study north
  cohortium preview my-study north --subject P-0012
  cohortium preview my-study north --exports received/2024-04 --rows 20`,
  profile: `
Finds encoding, delimiter, header rows and sheets by itself and says of each column what is in it: filled and distinct
cells, the commonest texts, formats that read all days, decimal signs, ranges, units in headers, words for nothing.
Columns that probably identify persons are named as such, and nothing that stands in them is shown; what else is shown
are received values: keep them where the files are kept. A mapping decides what a file says; this only proposes.
--against says what changed since an earlier profile, before anything is loaded: columns removed, added, renamed,
retyped, re-coded, re-united, re-scaled, emptied.
Exit code 3: a file cannot be read; it says what it is and what to do; 1: something changed since the profile.

Examples:
  cohortium profile received/north/*.csv
  cohortium profile labs.xlsx --html labs.html
  cohortium profile labs.csv --json > labs.json
  cohortium profile next/labs.csv --against labs.json`,
  help: `
Without a word this lists the commands. 'help units' lists the tests that every study may name: their standard units
and UCUM codes, what a living person can have, and what other units are worth. docs/tests-and-units.md has the same.

Examples:
  cohortium help units
  cohortium help units albumin`,
  init: `
Writes sites/<site>.yaml from what the files show, what the study reads, the other sites' mappings and the packs. A line
is filled in only where one reading explains all cells and no other does as well; what is likely stands there as a
comment with how much speaks for it and why; what is left to a person is listed at the end, unused columns too.
A mapping that is there is never written over. --update puts into it what came since: columns, words, files, forms of
days, another name of a column; every other line stays as it is, with comments and order.
Codes in numbers, units that two readings fit, and what only a codebook knows are proposed or listed, never filled in.
Read the draft, then try it: 'check STUDY --exports DIR'.
Exit code 2: what is left open is what a mapping has to have; 3: a file cannot be read, and is left out by name.

Examples:
  cohortium init my-study received/north --site north
  cohortium init my-study received/north --site north --dry-run
  cohortium init my-study received/next/north --site north --update`,
  new: `
STUDY is a folder that is not there yet, or is empty; its name becomes the study's id. It gets study.yaml, three sites
with layouts of their own and operations.yaml, each with comments, and SYNTHETIC exports made up by its own mappings.
It runs as it stands: change it part by part, and 'check' says after each change what is wrong.

Examples:
  cohortium new my-study`,
  synthesize: `
Makes up a course of each subject so that the study includes most, both arms have subjects and each criterion excludes
somebody where that can be, and writes it as each site's mapping expects it: files, headers, words, units, days. Nothing
is read but study and mappings, so nothing of a real subject can be in it. Dirt is blank cells, words for nothing,
flags, limits, days that cannot be read, words that are not listed, results in another unit, doubled rows; all counted.
What cannot be synthesized is said by name. A file that is there is never written over.

Examples:
  cohortium synthesize my-study
  cohortium synthesize my-study --out trial --subjects 200 --seed 7 --dirt 0.05`,
  run: `
Reads every site's exports, and writes OUT/<study>/<run id>/ with report.xlsx, results.json, pairs.csv, manifest.json,
figures/ and mail/. What follows from equal data, study and code as before is found, not computed; where nothing changed
the run ends as UNCHANGED and points to the report that it equals. --explain says what was found or made, and why.
The first Ctrl-C cancels the run, a second one leaves it to other workers.

Examples:
  cohortium run studies/ncctg-lung
  cohortium run my-study --exports received/2024-04 --out reports   received/2024-04 has one folder per site
  cohortium run my-study --data-cut 2024-03-31                      events after that day are not counted`,
  rebuild: `
Computes cohort, matching and results of a run again from the rows that it was harmonized to, each from what was made
before it now, by the run's own study and today's code, and compares them with the rows that are stored. Where they
differ it names the code and the libraries that are not what they were, or says that rows were changed in the database
after they were written; exit code 5. What was removed to keep few nights, and what an older
version did not keep of each subject, is stored again; no report is written.

Examples:
  cohortium rebuild 20240401-020002-1b67`,
  rerun: `
Reads again the sites named by --site, else those that have a folder in --exports, else all. The others bring the data
that they brought to the last report. Who ran it and why stay with the run and stand on the report's cover, with what
changed since the last run, by cause.
A reason in the command is seen by other accounts of this machine (ps) and kept in the shell's history: ask for the
prompt, or give --reason-file. Numbers and addresses of persons are masked in it; names are not seen, so write none.

--afresh makes what is kept again, all of it or one stage (cohort, match, analyze), and compares; nothing is replaced,
and a difference ends the run by name.

Examples:
  cohortium rerun my-study --exports received/2024-05 --reason "March follow-up of Nantong"
  cohortium rerun my-study --site north,south --reason "unit of albumin corrected in the mapping"`,
  accept: `
A run refuses an export that it doubts: deaths alive again, subjects gone, ids shifted, the file of another site, an
older file. Where the site confirms that it is right, this lets that very file (by its hash; FILE is its path, its name,
the mapping's name for it or its id) through from the next run on. What could not be read at all cannot be accepted.
A reason in the command is seen by other accounts of this machine (ps) and kept in the shell's history: ask for the
prompt, or give --reason-file. Numbers and addresses of persons are masked in it; names are not seen, so write none.

Examples:
  cohortium accept my-study north patients.csv                      asks for the reason
  cohortium accept my-study north 'labs_*.csv' --reason "two wards closed, confirmed by the site's study nurse on 3 May"`,
  same: `
Subjects of whom birth date, sex and initials are the same may be one person ('same-person' on 'Data quality'). Nobody
is merged by that. Ask the sites; what they say is kept here, with who, when and why, over all exports to come. SUBJECT
and OTHER are display ids. With --same the record with the earlier index date counts, the other is a duplicate.
A reason in the command is seen by other accounts of this machine (ps) and kept in the shell's history: ask for the
prompt, or give --reason-file. Numbers and addresses of persons are masked in it; names are not seen, so write none.

Examples:
  cohortium same my-study north-003 south-017 --same                asks for the reason
  cohortium same my-study north-003 south-020 --different --reason "two siblings, says the registrar"`,
  findings: `
A finding is a rule at a place that lasts (site, file, column, subject), with an id that stays from night to night: new
where the last report had it not, resolved where it is there no more. A cause is the same without the subject: what one
line of a mapping or one mail to a hospital mends for all. What holds something and is waived by nobody ends a run with
exit code 1.

Examples:
  cohortium findings my-study
  cohortium findings my-study --site north
  cohortium findings my-study --cause C-1a2b3c4d5e      one by one`,
  waive: `
ID is a finding's (F-...) or a cause's (C-...), as 'cohortium findings' and the sheet 'Data quality' print it. What is
waived stays held: it only ends no run with exit code 1, until the day after --until, or until there are more rows than
--at-most. Waivers that belong to the study stand in its operations.yaml. A file that was refused is let through by
'cohortium accept'.

Examples:
  cohortium waive my-study C-1a2b3c4d5e --until 2024-12-31 --reason "the laboratory cannot find these sheets"
  cohortium waive my-study F-1a2b3c4d5e --until 2024-06-30                                 asks for the reason`,
  decisions: `
Examples:
  cohortium decisions my-study
  cohortium decisions my-study --undo 1b67c0de --reason "the site sent a whole file"`,
  schedule: `
The schedule lives in Temporal: it fires wherever a 'cohortium worker' is up, whoever set it. A night that falls into an
outage is made up for once, within 20 hours; two runs of one study never go on together.

Examples:
  cohortium schedule set my-study --cron "0 2 * * *" --zone Asia/Shanghai
  cohortium schedule show my-study
  cohortium schedule remove my-study`,
  runs: `
Examples:
  cohortium runs
  cohortium runs my-study`,
  show: `
Examples:
  cohortium show 20240401-020000-1b67
  cohortium show 1b67`,
  cancel: `
Examples:
  cohortium cancel 20240401-020000-1b67`,
  why: `
SUBJECT is a display id, as the workbook and pairs.csv print it. Without it the id that the hospital itself gives is
asked for, and not shown while it is typed: it is hashed as the exports' ids are, and kept nowhere. It shows
the rows, criteria and pairs of the last reported run, or of the one that --run names, as that run stored them.
FILE:ROW in its place asks what became of a row, as reports and messages name it: FILE is its name, its id in the
mapping, or either with the site before it (north/labs:12); 'labs.xlsx#Sheet 2:12' names a sheet.

Examples:
  cohortium why ncctg-lung 017
  cohortium why ncctg-lung institutions-01-06/subjects:12
  cohortium why ncctg-lung 017 --run 20240401-020000-1b67`,
  backup: `
One file with every table as it is at one moment, for its owner alone, written whole or not at all; runs that go on are
not disturbed, and Temporal is not needed. A backup of that name is replaced, any other file is not. The identity key is
not in it, nor are study folders, exports and reports.

Examples:
  cohortium backup /backups/cohortium.backup`,
  restore: `
FILE is read whole before anything is written: a file that is cut or changed is refused, and so is one whose studies ran
with another key than COHORTIUM_IDENTITY_KEY (exit code 2) or that a newer version made (4). The schema of an older
version is brought up to date. Reports are made again by 'rerun'.

Examples:
  cohortium restore /backups/cohortium.backup
  cohortium restore /backups/cohortium.backup --replace     in the place of what the database holds`,
  forget: `
NAMED is a run's id, or a study's. What goes is shown first (rows by table, files, bytes); then the id has to be typed.
A run's batches stay, since other runs share them; later runs that were compared with it have none before them. With a
study goes everything, its exports, decisions and the check value of its key too. A run that goes on, and a study that
still runs at night, are not forgotten. Backups are not touched.

Examples:
  cohortium forget 20240401-020000-1b67
  cohortium forget my-study --yes     without asking`,
  watchdog: `
For cron or systemd (units are in setup/systemd/): it needs only PostgreSQL, so it works while Temporal or every worker
is down. Keepers that operations.yaml names get one mail; without a mail server the message is left in the
state folder's alarms/. Exit code 5: there was something to report, sent or not sent yet.

Examples:
  cohortium watchdog`,
  worker: `
Works the runs of this version's code, and every schedule's nights, until it is stopped. A run that a stopped or killed
worker leaves is taken up by the next one.

Examples:
  cohortium worker
  cohortium worker --queues cohortium-0a1b2c3d`,
  studies: `
A request names no path: it carries a reference, and a worker uses only the folders that its own account registered.
'run' and 'schedule set' register what they name. Where another account or machine works the runs, give 'studies add'
there, with the same folders and the same COHORTIUM_SEAL_KEY.

Examples:
  cohortium studies
  cohortium studies add my-study --exports /data/exports --out /data/reports
  cohortium studies remove my-study`,
  services: `
Without DATABASE_URL and TEMPORAL_ADDRESS, every command starts a PostgreSQL and a Temporal server of its own and stops
them when it ends. 'services up' leaves them up, so that the next commands start at once.

Examples:
  cohortium services up
  cohortium services build
  cohortium services status
  cohortium services down`,
}

/** What stands below the options of one command: how it behaves, and examples. */
export const helpOf = (command: string): string => examples[command] ?? ''
