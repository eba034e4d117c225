-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1: the change log and the tables that are its view.

-- Facts about this copy of the casebook: office, officer, programme and the like.
CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value ANY
) STRICT, WITHOUT ROWID;

-- A site is one copy of a casebook; its id is random and not the office's code.
CREATE TABLE site (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE
) STRICT;

-- Programme definitions that were in force, byte for byte as they were loaded.
CREATE TABLE programme (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  xml BLOB NOT NULL,
  UNIQUE (id, version)
) STRICT;

-- The truth: immutable, append-only, chained per site. `body` is JSON: new values by field name
-- under "set", the ids of the changes they replace under "base".
CREATE TABLE change (
  pk INTEGER PRIMARY KEY,
  site INTEGER NOT NULL REFERENCES site (pk),
  counter INTEGER NOT NULL,
  action INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  officer BLOB,
  programme INTEGER NOT NULL,
  format INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record BLOB NOT NULL,
  op TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (site, counter)
) STRICT;
CREATE INDEX change_by_record ON change (record);
CREATE INDEX change_by_action ON change (action);
CREATE INDEX change_by_stamp ON change (stamp);
CREATE INDEX change_of_document ON change (record) WHERE kind = 'document'; -- those that name files

-- Where entries before it have not arrived: the hash that the entry named goes on from.
CREATE TABLE chain_start (
  site INTEGER NOT NULL REFERENCES site (pk),
  counter INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (site, counter)
) STRICT, WITHOUT ROWID;

-- Actions of the user, a view of the changes of op "action": what undo walks along.
CREATE TABLE action (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  site INTEGER NOT NULL,
  label TEXT NOT NULL,
  reverts BLOB,
  changes INTEGER NOT NULL
) STRICT;

-- Records of which some deletion stands, in force or overruled by what it did not see; a view of the log.
CREATE TABLE tombstone (
  record BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Fields whose heads disagree, until a person decides; a view of the log. `field` is "@record" where the
-- question is whether the record is deleted. `heads` is JSON: the changes, what stands first.
CREATE TABLE conflict (
  pk INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  record BLOB NOT NULL,
  field TEXT NOT NULL,
  heads TEXT NOT NULL,
  UNIQUE (record, field)
) STRICT;

-- Records merged into others; a view of the log. What a record refers to in the log is shown as what stands
-- for it now; `redirected` keeps which references were turned, and from what.
CREATE TABLE redirect (
  record BLOB PRIMARY KEY NOT NULL,
  target BLOB NOT NULL,
  change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX redirect_by_target ON redirect (target);
CREATE TABLE redirected (
  record BLOB NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  target BLOB NOT NULL,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX redirected_by_target ON redirected (target);

-- Folded text of every record that search can find. `pk` is the record's pk * 32 + its kind, so a
-- hit names its record without a look-up.
CREATE TABLE search (
  pk INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  folding INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (
  text,
  content = 'search',
  content_rowid = 'pk',
  prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE office (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  city TEXT,
  phone TEXT,
  email TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;

CREATE TABLE officer (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  office BLOB,
  phone TEXT,
  email TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;

CREATE TABLE holiday (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  date TEXT,
  name TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX holiday_by_date ON holiday (date) WHERE deleted IS NULL;

CREATE TABLE organization (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  type TEXT,
  country TEXT,
  district TEXT,
  city TEXT,
  address TEXT,
  phone TEXT,
  email TEXT,
  website TEXT,
  ntn TEXT,
  vendor_terms TEXT,
  notes TEXT,
  name_key TEXT,
  extra TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX organization_by_name_key ON organization (name_key) WHERE deleted IS NULL;
CREATE INDEX organization_by_type_name_key ON organization (type, name_key) WHERE deleted IS NULL;

CREATE TABLE event (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  type TEXT,
  starts TEXT,
  ends TEXT,
  place TEXT,
  district TEXT,
  organizer BLOB,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX event_by_starts ON event (starts) WHERE deleted IS NULL;

CREATE TABLE enterprise (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  name_ur TEXT,
  aliases TEXT,
  registration TEXT,
  ntn TEXT,
  strn TEXT,
  owner TEXT,
  cnic TEXT,
  phone TEXT,
  email TEXT,
  website TEXT,
  address TEXT,
  city TEXT,
  district TEXT,
  cluster TEXT,
  sector TEXT,
  legal_form TEXT,
  status TEXT,
  established TEXT,
  turnover INTEGER,
  turnover_year INTEGER,
  employees INTEGER,
  women_employees INTEGER,
  exporting INTEGER,
  women_owned INTEGER,
  woman_leads INTEGER,
  has_board INTEGER,
  women_board INTEGER,
  women_verified_by TEXT,
  women_verified_on TEXT,
  iban TEXT,
  officer BLOB,
  office BLOB,
  notes TEXT,
  size TEXT,
  women_led INTEGER,
  priority INTEGER,
  name_key TEXT,
  extra TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX enterprise_by_name_key ON enterprise (name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_registration ON enterprise (registration) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_ntn ON enterprise (ntn) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_cnic ON enterprise (cnic) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_phone ON enterprise (phone) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_district_name_key ON enterprise (district, name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_cluster_name_key ON enterprise (cluster, name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_sector_name_key ON enterprise (sector, name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_size_name_key ON enterprise (size, name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_priority_name_key ON enterprise (priority, name_key) WHERE deleted IS NULL;
CREATE INDEX enterprise_by_officer_name_key ON enterprise (officer, name_key) WHERE deleted IS NULL;

CREATE TABLE person (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  enterprise BLOB,
  organization BLOB,
  role TEXT,
  job_title TEXT,
  gender TEXT,
  cnic TEXT,
  phone TEXT,
  email TEXT,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX person_by_enterprise ON person (enterprise) WHERE deleted IS NULL;
CREATE INDEX person_by_organization ON person (organization) WHERE deleted IS NULL;
CREATE INDEX person_by_name ON person (name) WHERE deleted IS NULL;

CREATE TABLE product (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  enterprise BLOB,
  name TEXT,
  hs_code TEXT,
  description TEXT,
  unit TEXT,
  capacity INTEGER,
  minimum_order INTEGER,
  price INTEGER,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX product_by_enterprise ON product (enterprise) WHERE deleted IS NULL;

CREATE TABLE participation (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  event BLOB,
  enterprise BLOB,
  organization BLOB,
  role TEXT,
  stall TEXT,
  interest TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX participation_by_event ON participation (event) WHERE deleted IS NULL;
CREATE INDEX participation_by_enterprise ON participation (enterprise) WHERE deleted IS NULL;
CREATE INDEX participation_by_organization ON participation (organization) WHERE deleted IS NULL;

CREATE TABLE case_ (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  enterprise BLOB,
  track TEXT,
  title TEXT,
  stage TEXT,
  stage_entered TEXT,
  opened TEXT,
  status TEXT,
  priority TEXT,
  organization BLOB,
  product BLOB,
  event BLOB,
  officer BLOB,
  office BLOB,
  closed TEXT,
  result TEXT,
  reason TEXT,
  notes TEXT,
  due TEXT,
  extra TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX case_by_enterprise ON case_ (enterprise) WHERE deleted IS NULL;
CREATE INDEX case_by_track_stage_due ON case_ (track, stage, due) WHERE deleted IS NULL;
CREATE INDEX case_by_due ON case_ (due) WHERE deleted IS NULL;
CREATE INDEX case_by_status_due ON case_ (status, due) WHERE deleted IS NULL;
CREATE INDEX case_by_officer_due ON case_ (officer, due) WHERE deleted IS NULL;
CREATE INDEX case_by_opened ON case_ (opened) WHERE deleted IS NULL;

CREATE TABLE stage_entry (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  "case" BLOB,
  stage TEXT,
  entered TEXT,
  left TEXT,
  officer BLOB,
  reason TEXT,
  note TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX stage_entry_by_case ON stage_entry ("case") WHERE deleted IS NULL;

CREATE TABLE checklist_item (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  "case" BLOB,
  stage TEXT,
  item TEXT,
  done INTEGER,
  done_on TEXT,
  note TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX checklist_item_by_case ON checklist_item ("case") WHERE deleted IS NULL;

CREATE TABLE pause (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  "case" BLOB,
  starts TEXT,
  ends TEXT,
  reason TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX pause_by_case ON pause ("case") WHERE deleted IS NULL;

CREATE TABLE activity (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  type TEXT,
  date TEXT,
  summary TEXT,
  details TEXT,
  enterprise BLOB,
  "case" BLOB,
  organization BLOB,
  person BLOB,
  event BLOB,
  officer BLOB,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX activity_by_enterprise ON activity (enterprise) WHERE deleted IS NULL;
CREATE INDEX activity_by_case ON activity ("case") WHERE deleted IS NULL;
CREATE INDEX activity_by_date ON activity (date) WHERE deleted IS NULL;
CREATE INDEX activity_by_organization ON activity (organization) WHERE deleted IS NULL;

CREATE TABLE follow_up (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  summary TEXT,
  due TEXT,
  enterprise BLOB,
  "case" BLOB,
  organization BLOB,
  officer BLOB,
  priority TEXT,
  done INTEGER,
  done_on TEXT,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX follow_up_by_due ON follow_up (due) WHERE deleted IS NULL;
CREATE INDEX follow_up_by_enterprise ON follow_up (enterprise) WHERE deleted IS NULL;
CREATE INDEX follow_up_by_case ON follow_up ("case") WHERE deleted IS NULL;

CREATE TABLE outcome (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  "case" BLOB,
  enterprise BLOB,
  type TEXT,
  summary TEXT,
  date TEXT,
  amount INTEGER,
  evidence_grade TEXT,
  evidence TEXT,
  officer BLOB,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX outcome_by_case ON outcome ("case") WHERE deleted IS NULL;
CREATE INDEX outcome_by_enterprise ON outcome (enterprise) WHERE deleted IS NULL;
CREATE INDEX outcome_by_date ON outcome (date) WHERE deleted IS NULL;

CREATE TABLE document (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  title TEXT,
  type TEXT,
  date TEXT,
  enterprise BLOB,
  "case" BLOB,
  outcome BLOB,
  file_name TEXT,
  media_type TEXT,
  size INTEGER,
  digest TEXT,
  officer BLOB,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX document_by_enterprise ON document (enterprise) WHERE deleted IS NULL;
CREATE INDEX document_by_case ON document ("case") WHERE deleted IS NULL;
CREATE INDEX document_by_outcome ON document (outcome) WHERE deleted IS NULL;
CREATE INDEX document_by_title ON document (title) WHERE deleted IS NULL;
CREATE INDEX document_by_digest ON document (digest);

CREATE TABLE target (
  pk INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  indicator TEXT,
  office BLOB,
  fiscal_year INTEGER,
  quarter INTEGER,
  value TEXT,
  notes TEXT,
  origin INTEGER NOT NULL,
  origins TEXT,
  deleted INTEGER
) STRICT;
CREATE INDEX target_by_fiscal_year ON target (fiscal_year) WHERE deleted IS NULL;
CREATE INDEX target_by_office ON target (office) WHERE deleted IS NULL;

-- The bytes of documents, kept once whichever and however many documents name them by their digest, in pieces.
-- No part of the change log, which holds the digest: a rebuild leaves them alone.
CREATE TABLE attachment (
  pk INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL
) STRICT;
CREATE TABLE attachment_piece (
  attachment INTEGER NOT NULL REFERENCES attachment (pk),
  place INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (attachment, place)
) STRICT;

-- Which of them another copy has said it has, and the numbers of the files for it in which they went last
-- and in which it was told last that they are here.
CREATE TABLE peer_attachment (
  site BLOB NOT NULL,
  hash BLOB NOT NULL,
  held INTEGER NOT NULL,
  sent INTEGER,
  told INTEGER,
  PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;

-- Other copies of the casebook that files are exchanged with: whose key is trusted, and how far the
-- exchange with them has come. Facts of this copy, hence not in the change log.
CREATE TABLE peer (
  pk INTEGER PRIMARY KEY,
  site BLOB NOT NULL UNIQUE,
  office TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  key TEXT NOT NULL,
  trusted TEXT,
  acknowledged TEXT,
  next_out INTEGER NOT NULL,
  last_in INTEGER NOT NULL,
  successor BLOB -- the copy that goes on in its place
) STRICT;

-- By which this copy proves that it goes on in the place of another: signed by that one, the oldest first.
CREATE TABLE succession (
  pk INTEGER PRIMARY KEY,
  statement TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

-- Files that were sent and that came in, byte for byte in pieces; facts about this copy.
CREATE TABLE exchange_file (
  pk INTEGER PRIMARY KEY,
  direction TEXT NOT NULL,
  site BLOB,
  number INTEGER,
  name TEXT NOT NULL,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  moment TEXT NOT NULL,
  state TEXT NOT NULL,
  ranges TEXT,
  taken TEXT,
  versions TEXT, -- the changes that whoever made the file had then
  reason TEXT,
  n_changes INTEGER NOT NULL,
  n_new INTEGER NOT NULL,
  n_conflicts INTEGER NOT NULL,
  receipted INTEGER, -- number of the file that carries the receipt for this one
  own INTEGER NOT NULL REFERENCES site (pk) -- as what this copy took part: each has sequences of its own
) STRICT;
CREATE INDEX exchange_file_by_hash ON exchange_file (hash);
CREATE INDEX exchange_file_by_site ON exchange_file (site, direction, number);
CREATE TABLE exchange_piece (
  file INTEGER NOT NULL REFERENCES exchange_file (pk),
  place INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (file, place)
) STRICT;

-- What the other side noted about records of a file that was sent, in its receipt.
CREATE TABLE receipt_item (
  pk INTEGER PRIMARY KEY,
  site BLOB NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record BLOB NOT NULL,
  status TEXT NOT NULL,
  field TEXT,
  reason TEXT
) STRICT;
CREATE INDEX receipt_item_by_file ON receipt_item (site, number);
