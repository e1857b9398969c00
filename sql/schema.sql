-- Written from the migrations; checked by a test. Change a migration, not this file.

create table acceptance (
  run_id text not null,
  site text not null,
  batch_id text not null,
  compared_with text,
  outcome text not null,
  findings json not null,
  questions json not null,
  CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text]))),
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (compared_with) REFERENCES batch(batch_id),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, site)
);
CREATE INDEX acceptance_by_batch ON acceptance USING btree (batch_id);

create table acceptance_decision (
  run_id text not null,
  site text not null,
  decision_id text not null,
  FOREIGN KEY (decision_id) REFERENCES decision(decision_id),
  FOREIGN KEY (run_id, site) REFERENCES acceptance(run_id, site),
  PRIMARY KEY (run_id, site, decision_id)
);

create table alarm (
  alarm_key text not null,
  study text not null,
  kind text not null,
  words text not null,
  raised_at timestamp with time zone not null,
  told_at timestamp with time zone,
  told_how text,
  CHECK (((told_at IS NULL) OR (told_how IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['run failed'::text, 'message refused'::text, 'site stale'::text, 'night missed'::text, 'night skipped'::text]))),
  PRIMARY KEY (alarm_key)
);
CREATE INDEX alarm_to_tell ON alarm USING btree (raised_at) WHERE (told_at IS NULL);

create table attrition_step (
  "position" integer not null,
  criterion text not null,
  excluded integer not null,
  remaining integer not null,
  by_site json not null,
  by_arm json not null,
  content bigint not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, "position")
);

create table batch (
  batch_id text not null,
  study text not null,
  site text not null,
  mapping_hash text not null,
  code_version text not null,
  key_check text not null,
  data_date date,
  delivered json not null,
  notes json not null,
  ingested_at timestamp with time zone not null,
  harmonized_at timestamp with time zone,
  settings_hash text not null,
  findings json not null,
  rows_hash text,
  PRIMARY KEY (batch_id)
);

create table batch_export (
  batch_id text not null,
  file_id text not null,
  export_id text not null,
  file_name text not null,
  rows integer not null,
  encoding text not null,
  sheets json not null,
  notes json not null,
  received_on date,
  fates json,
  blank_rows integer,
  headers json,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, file_id)
);

-- a range of the subjects of a cohort, with what is no column; without facts nothing more of them is kept
create table cohort_block (
  content bigint not null,
  range integer not null,
  subjects integer not null,
  keys text[] not null,
  display_ids text[] not null,
  facts json,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, range)
);
CREATE INDEX cohort_block_by_key ON cohort_block USING btree (content, (keys[1]) COLLATE "C", (keys[subjects]) COLLATE "C");

-- a column over the subjects of a range; one value where all are equal
create table cohort_column (
  content bigint not null,
  range integer not null,
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small smallint[],
  whole integer[],
  double double precision[],
  texts text[],
  FOREIGN KEY (content, range) REFERENCES cohort_block(content, range) ON DELETE CASCADE,
  PRIMARY KEY (content, range, path)
);

-- how many eligible subjects of a site had the event
create table cohort_event (
  content bigint not null,
  site text not null,
  endpoint text not null,
  events integer not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, site, endpoint)
);

create table cohort_query (
  sequence integer not null,
  site text not null,
  display_id text not null,
  kind text not null,
  message text not null,
  sources json not null,
  content bigint not null,
  severity text not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, sequence)
);

-- how many subjects of a site stand how in a cohort
create table cohort_status (
  content bigint not null,
  site text not null,
  status text not null,
  subjects integer not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, site, status)
);

-- what a stage made, once: its rows stand under this number
create table content (
  content bigint not null,
  study text not null,
  stage text not null,
  hash text not null,
  rows integer not null,
  PRIMARY KEY (content),
  UNIQUE (study, stage, hash)
);

create table decision (
  decision_id text not null,
  study text not null,
  site text not null,
  export_id text not null,
  file_name text not null,
  findings json not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  undone_by text,
  undone_because text,
  undone_at timestamp with time zone,
  CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
  PRIMARY KEY (decision_id)
);
CREATE INDEX decision_by_site ON decision USING btree (study, site, export_id);

create table export (
  export_id text not null,
  study text not null,
  site text not null,
  file_id text not null,
  bytes bigint not null,
  received_at timestamp with time zone not null,
  PRIMARY KEY (study, site, file_id, export_id)
);

create table finding_span (
  study text not null,
  finding_id text not null,
  from_run text not null,
  from_opened integer not null,
  from_day date not null,
  to_run text,
  to_opened integer,
  rule text not null,
  site text not null,
  file_id text,
  column_name text,
  display_id text,
  severity text not null,
  message text not null,
  CHECK (((to_run IS NULL) = (to_opened IS NULL))),
  CHECK ((severity = ANY (ARRAY['info'::text, 'hold value'::text, 'hold subject'::text, 'refuse file'::text]))),
  PRIMARY KEY (study, finding_id, from_opened)
);
CREATE INDEX finding_span_closed ON finding_span USING btree (study, to_opened) WHERE (to_opened IS NOT NULL);
CREATE UNIQUE INDEX finding_span_open ON finding_span USING btree (study, finding_id) WHERE (to_opened IS NULL);

-- subjects that a study has met, with the lasting ids that they are shown by; a block is never changed
create table identity_block (
  study text not null,
  site text not null,
  block integer not null,
  keys text[] not null,
  display_ids text[] not null,
  PRIMARY KEY (study, site, block)
);

-- the files of a site whose exports a run read or could not read, whatever became of them
create table looked_at_file (
  run_id text not null,
  site text not null,
  place integer not null,
  file_name text not null,
  bytes bigint,
  export_id text,
  rows integer,
  blank_rows integer,
  not_read text,
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, site, place)
);

create table mail (
  run_id text not null,
  recipient text not null,
  message_id text not null,
  state text not null,
  answer text,
  at timestamp with time zone not null,
  tries integer not null,
  resent boolean not null,
  CHECK ((state = ANY (ARRAY['sending'::text, 'sent'::text, 'written'::text, 'due'::text, 'refused'::text, 'not due'::text, 'delivery unknown'::text]))),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, recipient)
);

create table mapping (
  mapping_hash text not null,
  resolved json not null,
  PRIMARY KEY (mapping_hash)
);

-- a matching: which cohort it numbers the subjects of
create table match_block (
  content bigint not null,
  cohort bigint not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content)
);

-- scores by subject, and pairs as numbers of subjects
create table match_column (
  content bigint not null,
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small smallint[],
  whole integer[],
  double double precision[],
  texts text[],
  FOREIGN KEY (content) REFERENCES match_block(content) ON DELETE CASCADE,
  PRIMARY KEY (content, path)
);

create table night (
  study text not null,
  due_at timestamp with time zone not null,
  outcome text not null,
  run_id text,
  reason text,
  noted_at timestamp with time zone not null,
  CHECK ((outcome = ANY (ARRAY['ran'::text, 'skipped'::text, 'missed'::text]))),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (study, due_at)
);

-- which content follows from what was read, the plan and the code
create table output (
  address text not null,
  study text not null,
  content bigint not null,
  parts json not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  milliseconds integer not null,
  FOREIGN KEY (content) REFERENCES content(content),
  PRIMARY KEY (address)
);
CREATE INDEX output_by_content ON output USING btree (content);

-- what named persons decided of two subjects: one person, or two
create table person_decision (
  decision_id text not null,
  study text not null,
  one_key text not null,
  one_site text not null,
  one_display_id text not null,
  other_key text not null,
  other_site text not null,
  other_display_id text not null,
  same boolean not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  undone_by text,
  undone_because text,
  undone_at timestamp with time zone,
  CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
  CHECK ((one_key <> other_key)),
  PRIMARY KEY (decision_id)
);
CREATE INDEX person_decision_by_study ON person_decision USING btree (study);

create table protocol (
  protocol_hash text not null,
  study text not null,
  resolved json not null,
  PRIMARY KEY (protocol_hash)
);

-- rows of a received table, without identifiers
create table received_block (
  batch_id text not null,
  block integer not null,
  "table" integer not null,
  file_id text not null,
  file text not null,
  sheet text not null,
  rows integer not null,
  link_keys text[] not null,
  held json not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, block)
);

-- a column of a block of received rows
create table received_column (
  batch_id text not null,
  block integer not null,
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small smallint[],
  whole integer[],
  double double precision[],
  texts text[],
  dictionary integer,
  codes bytea,
  PRIMARY KEY (batch_id, block, path)
);

-- the subjects of a batch as received, in the order of their keys
create table received_keys (
  batch_id text not null,
  block integer not null,
  first integer not null,
  keys text[] not null,
  open_ids text[],
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, block)
);

create table record_issue (
  batch_id text not null,
  sequence integer not null,
  file text not null,
  sheet text not null,
  "row" integer not null,
  column_name text,
  subject_key text,
  kind text not null,
  effect text not null,
  message text not null,
  CHECK ((effect = ANY (ARRAY['value held'::text, 'record held'::text, 'normalized'::text, 'query'::text]))),
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, sequence)
);
CREATE INDEX record_issue_of_subject ON record_issue USING btree (batch_id, subject_key COLLATE "C") WHERE (effect = 'value held'::text);

create table report_file (
  run_id text not null,
  path text not null,
  sha256 text not null,
  bytes bigint not null,
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, path)
);

create table result (
  "position" integer not null,
  key text not null,
  body json not null,
  content bigint not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, key)
);

create table run (
  run_id text not null,
  study text not null,
  workflow_id text not null,
  execution_id text not null,
  kind text not null,
  started_at timestamp with time zone not null,
  started_by text not null,
  reason text,
  study_folder text not null,
  exports_folder text not null,
  out_folder text not null,
  data_cut date,
  data_cut_asked date,
  code_version text not null,
  library_versions json not null,
  key_check text not null,
  protocol_hash text not null,
  previous_run_id text,
  status text not null,
  exit_code integer,
  failure text,
  manifest_hash text,
  finished_at timestamp with time zone,
  opened bigint not null,
  inputs json,
  inputs_hash text,
  operations json,
  outputs_removed_at timestamp with time zone,
  installation text,
  equals_run_id text,
  afresh text,
  judgements json not null,
  written_again text,
  waivers json not null,
  CHECK ((kind = ANY (ARRAY['run'::text, 'rerun'::text, 'nightly'::text]))),
  CHECK ((status = ANY (ARRAY['running'::text, 'final'::text, 'provisional'::text, 'unchanged'::text, 'failed'::text, 'cancelled'::text, 'skipped'::text]))),
  FOREIGN KEY (equals_run_id) REFERENCES run(run_id),
  FOREIGN KEY (previous_run_id) REFERENCES run(run_id),
  FOREIGN KEY (protocol_hash) REFERENCES protocol(protocol_hash),
  PRIMARY KEY (run_id),
  UNIQUE (execution_id),
  UNIQUE (opened)
);
CREATE INDEX run_by_study ON run USING btree (study, opened);
CREATE INDEX run_going_on ON run USING btree (opened) WHERE (status = 'running'::text);

create table run_event (
  event_id bigint not null,
  run_id text not null,
  site text,
  stage text not null,
  state text not null,
  text text not null,
  at timestamp with time zone not null,
  CHECK ((state = ANY (ARRAY['started'::text, 'done'::text, 'failed'::text]))),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (event_id)
);
CREATE INDEX run_event_by_run ON run_event USING btree (run_id, event_id);

create table run_output (
  run_id text not null,
  stage text not null,
  address text not null,
  content bigint not null,
  found boolean not null,
  FOREIGN KEY (address) REFERENCES output(address),
  FOREIGN KEY (content) REFERENCES content(content),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, stage)
);
CREATE INDEX run_output_by_address ON run_output USING btree (address);
CREATE INDEX run_output_by_content ON run_output USING btree (content);

create table run_site (
  run_id text not null,
  site text not null,
  state text not null,
  batch_id text,
  data_date date,
  mapping_hash text not null,
  failure_kind text,
  reason text,
  CHECK (((state = 'left out'::text) = (batch_id IS NULL))),
  CHECK ((state = ANY (ARRAY['fresh'::text, 'reused'::text, 'last good batch'::text, 'left out'::text]))),
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, site)
);

create table run_stage (
  run_id text not null,
  stage text not null,
  rows integer not null,
  milliseconds integer not null,
  finished_at timestamp with time zone not null,
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, stage)
);

create table schedule (
  study text not null,
  cron text not null,
  zone text not null,
  study_folder text not null,
  exports_folder text,
  out_folder text not null,
  request json not null,
  operations json not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  removed_by text,
  removed_at timestamp with time zone,
  CHECK (((removed_by IS NULL) = (removed_at IS NULL))),
  PRIMARY KEY (study)
);

-- subjects of a batch, in the order of their keys, with their rows in the shared schema
create table shared_block (
  batch_id text not null,
  block integer not null,
  subjects integer not null,
  first_key text not null,
  last_key text not null,
  rows integer not null,
  file_ids text[] not null,
  keys text[] not null,
  display_ids text[] not null,
  link_keys text[],
  held json not null,
  marks text[],
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, block)
);

-- a column of the shared rows of a block of subjects
create table shared_column (
  batch_id text not null,
  block integer not null,
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small smallint[],
  whole integer[],
  double double precision[],
  texts text[],
  codes bytea,
  PRIMARY KEY (batch_id, block, path)
);

-- the distinct values of a field of the shared rows of a batch, where all its blocks have them in common
create table shared_dictionary (
  batch_id text not null,
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small smallint[],
  whole integer[],
  double double precision[],
  texts text[],
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, path)
);

create table study_key (
  study text not null,
  key_check text not null,
  since timestamp with time zone not null,
  PRIMARY KEY (study)
);

create table survival_curve (
  key text not null,
  body json not null,
  content bigint not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, key)
);

create table waiver (
  waiver_id text not null,
  study text not null,
  site text not null,
  rule text not null,
  file_id text,
  column_name text,
  display_id text,
  at_most integer not null,
  until date not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  undone_by text,
  undone_because text,
  undone_at timestamp with time zone,
  CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
  CHECK ((at_most > 0)),
  PRIMARY KEY (waiver_id)
);
CREATE INDEX waiver_of_study ON waiver USING btree (study);

create view adsl (
  content bigint,
  subject_key text,
  display_id text,
  site text,
  status text,
  first_reason text,
  reasons json,
  index_date date,
  arm text,
  variables json,
  covariates json,
  subsequent_therapy text
);

create view adtte (
  content bigint,
  subject_key text,
  endpoint text,
  days double precision,
  "time" double precision,
  event boolean,
  reason text,
  date date
);

create view adverse_event (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  category text,
  grade double precision,
  related text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  end_date date,
  end_date_offset double precision,
  end_date_precision text,
  end_date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view assessment (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  test text,
  result_number double precision,
  result_code text,
  result_unit text,
  result_relation text,
  flag text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  date_time time without time zone,
  received jsonb,
  missing jsonb
);

create view batch_subject (
  batch_id text,
  subject_key text,
  link_key text,
  held_because text
);

create view best_response (
  content bigint,
  subject_key text,
  target text,
  response text
);

create view contact (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  status text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view criterion_verdict (
  content bigint,
  subject_key text,
  "position" integer,
  criterion text,
  criterion_kind text,
  truth text,
  outcome text,
  decided_on json
);

create view disease (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  diagnosis text,
  basis text,
  stage text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view disposition (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  event text,
  reason text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view exposure (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  treatment text,
  category text,
  target text,
  dose_number double precision,
  dose_code text,
  dose_unit text,
  dose_relation text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  end_date date,
  end_date_offset double precision,
  end_date_precision text,
  end_date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view lab (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  test text,
  result_number double precision,
  result_code text,
  result_unit text,
  result_relation text,
  flag text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  date_time time without time zone,
  received jsonb,
  missing jsonb
);

create view lineage (
  content bigint,
  subject_key text,
  derived text,
  item text,
  sequence integer,
  site text,
  file_id text,
  "row" integer
);

create view matched_pair (
  content bigint,
  pair integer,
  treated text,
  control text,
  treated_score double precision,
  control_score double precision,
  distance double precision
);

create view medical_history (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  term text,
  category text,
  status text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view procedure (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  procedure text,
  category text,
  target text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view propensity_score (
  content bigint,
  display_id text,
  score double precision
);

create view response (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  target text,
  response text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view source_record (
  batch_id text,
  file_id text,
  file text,
  sheet text,
  "row" integer,
  subject_key text,
  link_key text,
  open_id text,
  held text,
  cells jsonb
);

create view subject (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  sex text,
  birth_date date,
  birth_date_offset double precision,
  birth_date_precision text,
  birth_date_imputed boolean,
  age_years double precision,
  age_years_relation text,
  received jsonb,
  missing jsonb
);

create view subject_identity (
  subject_key text,
  study text,
  site text,
  display_id text
);

create view subject_level (
  content bigint,
  subject_key text,
  display_id text,
  site text,
  status text,
  first_reason text,
  reasons json,
  index_date date,
  arm text,
  variables json,
  covariates json,
  subsequent_therapy text
);

create view subject_variable (
  content bigint,
  subject_key text,
  display_id text,
  variable text,
  value json,
  relation text,
  unit text,
  because text,
  number double precision
);

create view time_to_event (
  content bigint,
  subject_key text,
  endpoint text,
  days double precision,
  "time" double precision,
  event boolean,
  reason text,
  date date
);

create view tumour (
  batch_id text,
  subject_key text,
  file_id text,
  "row" integer,
  block integer,
  lesion text,
  location text,
  "group" text,
  diameter_number double precision,
  diameter_code text,
  diameter_unit text,
  diameter_relation text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received jsonb,
  missing jsonb
);

create view worst_grade (
  content bigint,
  subject_key text,
  category text,
  grade double precision
);

create function adsl_of(of_subject text, of_run text) returns SETOF subject_level;

create function adtte_of(of_subject text, of_run text) returns SETOF time_to_event;

create function adverse_event_of(of_subject text, of_batch text) returns SETOF adverse_event;

create function assessment_of(of_subject text, of_batch text) returns SETOF assessment;

create function best_response_of(of_subject text, of_run text) returns SETOF best_response;

create function block_code(codes bytea, kind text, count integer, at bigint) returns integer;

create function block_codes(codes bytea, kind text, count integer) returns integer[];

create function block_integers(small smallint[], whole integer[], count integer) returns integer[];

create function block_number(small smallint[], whole integer[], double double precision[], decimals integer, at integer) returns double precision;

create function block_numbers(small smallint[], whole integer[], double double precision[], decimals integer, count integer) returns double precision[];

create function block_place(elements integer, count integer, at bigint) returns integer;

create function block_whole(small smallint[], whole integer[]) returns integer[];

create function cohort_grid(of_content bigint, of_range integer, items json, part text, low integer, high integer, filler double precision) returns double precision[];

create function cohort_lists(of_content bigint, of_range integer, items json, part text[]) returns jsonb[];

create function cohort_numbers(of_content bigint, of_range integer, node json, low integer, high integer) returns double precision[];

create function cohort_sources(of_content bigint, of_range integer, sources json, part text, low integer, high integer) returns double precision[];

create function cohort_subject(of_subject text, of_run text) returns TABLE(content bigint, range integer, place integer);

create function cohort_texts(of_content bigint, of_range integer, node json) returns text[];

create function column_numbers(count integer, decimals integer, small smallint[], whole integer[], double double precision[]) returns double precision[];

create function contact_of(of_subject text, of_batch text) returns SETOF contact;

create function criterion_verdict_of(of_subject text, of_run text) returns SETOF criterion_verdict;

create function disease_of(of_subject text, of_batch text) returns SETOF disease;

create function disposition_of(of_subject text, of_batch text) returns SETOF disposition;

create function exposure_of(of_subject text, of_batch text) returns SETOF exposure;

create function lab_of(of_subject text, of_batch text) returns SETOF lab;

create function lineage_of(of_subject text, of_run text) returns SETOF lineage;

create function match_numbers(of_content bigint, of_path text) returns double precision[];

create function medical_history_of(of_subject text, of_batch text) returns SETOF medical_history;

create function parts_of(items json, part text[]) returns text[];

create function procedure_of(of_subject text, of_batch text) returns SETOF procedure;

create function received_numbers(codes bytea, kind text, small smallint[], whole integer[], count integer) returns integer[];

create function response_of(of_subject text, of_batch text) returns SETOF response;

create function shared_block_of(of_batch text, of_subject text) returns integer;

create function shared_codes(of_batch text, of_block integer, of_field text, of_code text) returns integer[];

create function shared_columns(of_batch text, of_block integer, of_paths text[]) returns TABLE(path text, kind text, count integer, decimals integer, small smallint[], whole integer[], double double precision[], texts text[], codes bytea);

create function shared_field(of_batch text, of_field text) returns text;

create function shared_field_with(of_batch text, of_field text, of_code text) returns text;

create function shared_integers(of_batch text, of_block integer, of_path text) returns integer[];

create function shared_numbers(of_batch text, of_block integer, of_path text) returns double precision[];

create function shared_scale(of_batch text, of_block integer, of_path text) returns double precision;

create function shared_text_list(of_batch text, of_block integer, of_path text) returns jsonb;

create function shared_values_of(of_batch text, of_subject text) returns TABLE(domain text, file_id text, "row" integer, field text, kind text, code text, number double precision, relation text, unit text, date date, day_offset double precision, "precision" text, imputed boolean, received text, received_unit text);

create function shared_variable(of_batch text, of_field text, where_field text, where_code text) returns TABLE(subject_key text, "row" integer, kind text, code text, number double precision, date date);

create function shared_variable(of_batch text, of_field text) returns TABLE(subject_key text, "row" integer, kind text, code text, number double precision, date date);

create function subject_block(of_subject text, of_batch text, OUT batch_id text, OUT block integer) returns record;

create function subject_level_of(of_subject text, of_run text) returns SETOF subject_level;

create function subject_of(of_subject text, of_batch text) returns SETOF subject;

create function subject_variable_of(of_subject text, of_run text) returns SETOF subject_variable;

create function time_to_event_of(of_subject text, of_run text) returns SETOF time_to_event;

create function tumour_of(of_subject text, of_batch text) returns SETOF tumour;

create function value_in_words(kind double precision, number double precision, value json, relation text, unit text, because text) returns text;

create function worst_grade_of(of_subject text, of_run text) returns SETOF worst_grade;
