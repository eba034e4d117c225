/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* One final class per kind of record, each in a file of its own that holds its field table. Code
 * that means "an enterprise" names fields by these constants of RABTA_KIND_… and by field name; the
 * classes are there for templates and expressions. */

GType rabta_office_get_type         (void);
GType rabta_officer_get_type        (void);
GType rabta_holiday_get_type        (void);
GType rabta_organization_get_type   (void);
GType rabta_event_get_type          (void);
GType rabta_enterprise_get_type     (void);
GType rabta_person_get_type         (void);
GType rabta_product_get_type        (void);
GType rabta_participation_get_type  (void);
GType rabta_case_get_type           (void);
GType rabta_stage_entry_get_type    (void);
GType rabta_checklist_item_get_type (void);
GType rabta_pause_get_type          (void);
GType rabta_activity_get_type       (void);
GType rabta_follow_up_get_type      (void);
GType rabta_outcome_get_type        (void);
GType rabta_document_get_type       (void);
GType rabta_target_get_type         (void);

extern const RabtaKindInfo rabta_office_info;
extern const RabtaKindInfo rabta_officer_info;
extern const RabtaKindInfo rabta_holiday_info;
extern const RabtaKindInfo rabta_organization_info;
extern const RabtaKindInfo rabta_event_info;
extern const RabtaKindInfo rabta_enterprise_info;
extern const RabtaKindInfo rabta_person_info;
extern const RabtaKindInfo rabta_product_info;
extern const RabtaKindInfo rabta_participation_info;
extern const RabtaKindInfo rabta_case_info;
extern const RabtaKindInfo rabta_stage_entry_info;
extern const RabtaKindInfo rabta_checklist_item_info;
extern const RabtaKindInfo rabta_pause_info;
extern const RabtaKindInfo rabta_activity_info;
extern const RabtaKindInfo rabta_follow_up_info;
extern const RabtaKindInfo rabta_outcome_info;
extern const RabtaKindInfo rabta_document_info;
extern const RabtaKindInfo rabta_target_info;

/* Short names that keep a field table one line a field. */
#define REQ  RABTA_FIELD_REQUIRED
#define UNI  RABTA_FIELD_UNIQUE
#define SRCH RABTA_FIELD_SEARCHABLE
#define IMP  RABTA_FIELD_IMPORTED
#define DER  RABTA_FIELD_DERIVED
#define HIDE RABTA_FIELD_HIDDEN

#define OPEN    RABTA_PRIVACY_OPEN
#define NAMES   RABTA_PRIVACY_NAME
#define NUMBER  RABTA_PRIVACY_NUMBER
#define CONTACT RABTA_PRIVACY_CONTACT
#define PERSON  RABTA_PRIVACY_PERSON
#define WORDS   RABTA_PRIVACY_WORDS
#define AMOUNT  RABTA_PRIVACY_AMOUNT
#define DAY     RABTA_PRIVACY_DAY
#define GROUP   RABTA_PRIVACY_GROUP
#define LINK    RABTA_PRIVACY_LINK

/**
 * RABTA_DEFINE_RECORD:
 * @TypeName: such as RabtaEnterprise
 * @type_name: such as rabta_enterprise
 *
 * Defines the class of a kind from `type_name_info`.
 */
#define RABTA_DEFINE_RECORD(TypeName, type_name)                                         \
  typedef struct { RabtaRecord parent; } TypeName;                                      \
  typedef struct { RabtaRecordClass parent_class; } TypeName##Class;                    \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, RABTA_TYPE_RECORD)                          \
  static void type_name##_class_init (TypeName##Class *klass)                           \
  {                                                                                     \
    rabta_record_class_install (RABTA_RECORD_CLASS (klass), &type_name##_info);         \
  }                                                                                     \
  static void type_name##_init (TypeName *self)                                         \
  {                                                                                     \
  }

void rabta_record_class_install (RabtaRecordClass    *klass,
                                 const RabtaKindInfo *info);

G_END_DECLS
