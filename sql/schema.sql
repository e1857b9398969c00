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

-- AE: adverse events
create table adverse_event (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  category text,
  related text,
  grade double precision,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  end_date date,
  end_date_offset double precision,
  end_date_precision text,
  end_date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX adverse_event_by_batch ON adverse_event USING btree (batch_id, subject_key);

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

-- QS: clinical assessments
create table assessment (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  test text,
  result_number double precision,
  result_code text,
  result_unit text,
  result_relation text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX assessment_by_batch ON assessment USING btree (batch_id, subject_key);

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
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  PRIMARY KEY (batch_id, file_id)
);

create table batch_subject (
  batch_id text not null,
  subject_key text not null,
  held_because text,
  link_key text,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key),
  PRIMARY KEY (batch_id, subject_key)
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

-- SS: follow-up contacts
create table contact (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  status text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX contact_by_batch ON contact USING btree (batch_id, subject_key);

-- what a stage made, once: its rows stand under this number
create table content (
  content bigint not null,
  study text not null,
  stage text not null,
  hash text not null,
  rows integer not null,
  CHECK ((stage = ANY (ARRAY['cohort'::text, 'match'::text, 'analyze'::text]))),
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

-- MH: disease under study
create table disease (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  diagnosis text,
  basis text,
  stage text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX disease_by_batch ON disease USING btree (batch_id, subject_key);

-- DS: disposition
create table disposition (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  event text,
  reason text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX disposition_by_batch ON disposition USING btree (batch_id, subject_key);

create table export (
  export_id text not null,
  study text not null,
  site text not null,
  file_id text not null,
  bytes bigint not null,
  received_at timestamp with time zone not null,
  PRIMARY KEY (study, site, file_id, export_id)
);

-- EX: exposure
create table exposure (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
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
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX exposure_by_batch ON exposure USING btree (batch_id, subject_key);

-- LB: laboratory findings
create table lab (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  test text,
  result_number double precision,
  result_code text,
  result_unit text,
  result_relation text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX lab_by_batch ON lab USING btree (batch_id, subject_key);

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

-- MH: medical history
create table medical_history (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  term text,
  category text,
  status text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX medical_history_by_batch ON medical_history USING btree (batch_id, subject_key);

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

-- PR: procedures
create table procedure (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  procedure text,
  category text,
  target text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX procedure_by_batch ON procedure USING btree (batch_id, subject_key);

create table protocol (
  protocol_hash text not null,
  study text not null,
  resolved json not null,
  PRIMARY KEY (protocol_hash)
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

create table report_file (
  run_id text not null,
  path text not null,
  sha256 text not null,
  bytes bigint not null,
  FOREIGN KEY (run_id) REFERENCES run(run_id),
  PRIMARY KEY (run_id, path)
);

-- RS: disease response
create table response (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  target text,
  response text,
  date date,
  date_offset double precision,
  date_precision text,
  date_imputed boolean,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX response_by_batch ON response USING btree (batch_id, subject_key);

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

create table source_record (
  batch_id text not null,
  file_id text not null,
  file text not null,
  sheet text not null,
  "row" integer not null,
  subject_key text not null,
  link_key text,
  open_id text,
  held text,
  cells json not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id)
);
CREATE INDEX source_record_by_batch ON source_record USING btree (batch_id);

create table study_key (
  study text not null,
  key_check text not null,
  since timestamp with time zone not null,
  PRIMARY KEY (study)
);

-- DM: demographics
create table subject (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
  sex text,
  birth_date date,
  birth_date_offset double precision,
  birth_date_precision text,
  birth_date_imputed boolean,
  age_years double precision,
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX subject_by_batch ON subject USING btree (batch_id, subject_key);

create table subject_identity (
  subject_key text not null,
  study text not null,
  site text not null,
  display_id text not null,
  PRIMARY KEY (subject_key),
  UNIQUE (study, site, display_id)
);

create table survival_curve (
  key text not null,
  body json not null,
  content bigint not null,
  FOREIGN KEY (content) REFERENCES content(content) ON DELETE CASCADE,
  PRIMARY KEY (content, key)
);

-- TU: tumour lesions
create table tumour (
  batch_id text not null,
  subject_key text not null,
  "row" integer not null,
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
  received json not null,
  missing json not null,
  file_id text not null,
  FOREIGN KEY (batch_id) REFERENCES batch(batch_id),
  FOREIGN KEY (subject_key) REFERENCES subject_identity(subject_key)
);
CREATE INDEX tumour_by_batch ON tumour USING btree (batch_id, subject_key);
