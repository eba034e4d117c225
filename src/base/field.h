/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/identifier.h"
#include "base/uuid.h"
#include "base/date.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaFieldKind:
 *
 * What a field holds; in brackets how its #RabtaValue and its column hold it.
 */
typedef enum
{
  RABTA_FIELD_TEXT,      /* one line [text] */
  RABTA_FIELD_LONG_TEXT, /* several lines [text] */
  RABTA_FIELD_INTEGER,   /* [integer] */
  RABTA_FIELD_DECIMAL,   /* a plain decimal number, "12.5" [text, so that it comes back as typed] */
  RABTA_FIELD_MONEY,     /* paisa [integer] */
  RABTA_FIELD_PERCENT,   /* hundredths of a percent, 51 % = 5100 [integer] */
  RABTA_FIELD_DATE,      /* ISO date [text] */
  RABTA_FIELD_INSTANT,   /* ISO instant in UTC [text] */
  RABTA_FIELD_BOOLEAN,   /* 0 or 1 [integer] */
  RABTA_FIELD_CHOICE,    /* stable code of a code list [text] */
  RABTA_FIELD_REFERENCE, /* id of another record [id] */
} RabtaFieldKind;

typedef enum
{
  RABTA_FIELD_NONE       = 0,
  RABTA_FIELD_REQUIRED   = 1 << 0, /* must be filled at entry */
  RABTA_FIELD_UNIQUE     = 1 << 1, /* two records with the same value are reported as duplicates */
  RABTA_FIELD_SEARCHABLE = 1 << 2, /* its text is found by search */
  RABTA_FIELD_IMPORTED   = 1 << 4, /* offered as a target of a spreadsheet column */
  RABTA_FIELD_DERIVED    = 1 << 5, /* computed from other fields at save; never typed or logged */
  RABTA_FIELD_HIDDEN     = 1 << 6, /* not offered in forms */
  RABTA_FIELD_OWNER      = 1 << 7, /* a reference to what the record is a part of: goes with it */
} RabtaFieldFlags;

/**
 * RabtaPrivacy:
 *
 * What a field tells of whom, by which a profile of the programme decides whether it may leave the
 * office. Every field has one: a table that leaves it out does not compile, and a test refuses
 * %RABTA_PRIVACY_UNDECIDED.
 */
typedef enum
{
  RABTA_PRIVACY_UNDECIDED,
  RABTA_PRIVACY_OPEN,    /* tells nobody apart: codes, yes and no, percentages */
  RABTA_PRIVACY_NAME,    /* names a person, an enterprise, a partner, a product or an occasion */
  RABTA_PRIVACY_NUMBER,  /* was given to one alone: CNIC, NTN, registration, account, certificate */
  RABTA_PRIVACY_CONTACT, /* where to find or to reach one: address, phone, email, website */
  RABTA_PRIVACY_PERSON,  /* tells something of a person: gender, role, job title */
  RABTA_PRIVACY_WORDS,   /* free text, in which anything may stand */
  RABTA_PRIVACY_AMOUNT,  /* how much or how many; exact, it tells one from another */
  RABTA_PRIVACY_DAY,     /* when */
  RABTA_PRIVACY_GROUP,   /* a place or a trade, which few may share */
  RABTA_PRIVACY_LINK,    /* the id of a record */
} RabtaPrivacy;

#define RABTA_N_PRIVACIES (RABTA_PRIVACY_LINK + 1)

/**
 * RabtaField:
 * @name: column, key in the change log and GObject property name with "-" for "_"; permanent
 * @kind: what it holds
 * @flags: see #RabtaFieldFlags
 * @privacy: what it tells of whom
 * @element: XML element, CSV name and command line name; lower case with "-"
 * @heading: what people read; untranslated, mark with N_() and show with _()
 * @format: the rule that a text follows
 * @target: for a choice the id of its code list; for a reference the element name of the kind
 *   referred to (such as "enterprise")
 * @hint: one short sentence of help under the entry; untranslated; or %NULL
 *
 * One field of a kind of record: the single description that properties, columns, XML, CSV, forms,
 * history and search are derived from. Fields of the programme definition have the same shape; their
 * texts are then already in the language of the session.
 */
typedef struct
{
  const char      *name;
  RabtaFieldKind   kind;
  RabtaFieldFlags  flags;
  RabtaPrivacy     privacy;
  const char      *element;
  const char      *heading;
  RabtaFormat      format;
  const char      *target;
  const char      *hint;
} RabtaField;

typedef enum
{
  RABTA_VALUE_NULL,
  RABTA_VALUE_INTEGER,
  RABTA_VALUE_TEXT,
  RABTA_VALUE_ID,
} RabtaValueType;

/**
 * RabtaValue:
 *
 * The value of a field. A text is owned by the value.
 */
typedef struct
{
  RabtaValueType type;
  union
  {
    gint64     integer;
    char      *text;
    RabtaUuid  id;
  };
} RabtaValue;

/* Longest texts of one line and of several, in characters; the same in rabta.xsd. What is longer no
 * form shows and libxml2 refuses to read back. */
#define RABTA_FIELD_MAX_LINE 10000
#define RABTA_FIELD_MAX_TEXT 1000000

#define RABTA_VALUE_INIT { RABTA_VALUE_NULL }

void           rabta_value_clear       (RabtaValue       *self);
void           rabta_value_copy        (const RabtaValue *from,
                                        RabtaValue       *to);
gboolean       rabta_value_equal       (const RabtaValue *a,
                                        const RabtaValue *b);
gboolean       rabta_value_parse       (const RabtaField *field,
                                        const char       *text,
                                        RabtaValue       *self,
                                        GError          **error);
gboolean       rabta_value_parse_loose (const RabtaField *field,
                                        const char       *text,
                                        RabtaDateOrder    order,
                                        RabtaValue       *self,
                                        char            **warning,
                                        GError          **error);
char          *rabta_value_to_text     (const RabtaField *field,
                                        const RabtaValue *self);
RabtaValueType rabta_field_value_type  (const RabtaField *field);
gsize          rabta_field_max_length  (const RabtaField *field);
gboolean       rabta_field_is_too_long (const RabtaField *field,
                                        const char       *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RabtaValue, rabta_value_clear)

G_END_DECLS
