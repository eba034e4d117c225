/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"
#include "programme/room.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The profile that every programme has: everything as it is. */
#define RABTA_PROFILE_FULL "full"

/**
 * RabtaTreatment:
 *
 * What becomes of the value of a field on its way out.
 */
typedef enum
{
  RABTA_TREATMENT_FULL,      /* as it is */
  RABTA_TREATMENT_PSEUDONYM, /* a name or id that only this casebook can lead back */
  RABTA_TREATMENT_ROUNDED,   /* an amount with one digit that counts */
  RABTA_TREATMENT_MONTH,     /* a day as the first of its month */
  RABTA_TREATMENT_YEAR,      /* a day as the first of its year */
  RABTA_TREATMENT_SHARED,    /* a code where enough others have it too */
  RABTA_TREATMENT_NOTHING,   /* left out */
} RabtaTreatment;

#define RABTA_N_TREATMENTS (RABTA_TREATMENT_NOTHING + 1)

/**
 * RabtaProfile:
 *
 * Who may see what: how the agency wants the fields of each #RabtaPrivacy treated in what leaves the
 * office for one circle of readers, and which fields are treated in another way than their like.
 * Properties "code", "label".
 */
#define RABTA_TYPE_PROFILE (rabta_profile_get_type ())
G_DECLARE_FINAL_TYPE (RabtaProfile, rabta_profile, RABTA, PROFILE, GObject)

/**
 * RabtaProfileException:
 * @kind: (nullable): element name of a kind of record, "enterprise"; or
 * @track: (nullable): code of a track, for one of its fields
 * @field: name of the field
 * @treatment: what becomes of it
 */
typedef struct
{
  char           *kind;
  char           *track;
  char           *field;
  RabtaTreatment  treatment;
} RabtaProfileException;

const char                  *rabta_profile_get_code         (RabtaProfile   *self);
const char                  *rabta_profile_get_label        (RabtaProfile   *self);
const char                  *rabta_profile_get_purpose      (RabtaProfile   *self);
gboolean                     rabta_profile_is_full          (RabtaProfile   *self);
gboolean                     rabta_profile_is_figures       (RabtaProfile   *self);
int                          rabta_profile_get_smallest     (RabtaProfile   *self);
RabtaTreatment               rabta_profile_get_treatment    (RabtaProfile   *self,
                                                             RabtaPrivacy    privacy);
guint                        rabta_profile_get_n_exceptions (RabtaProfile   *self);
const RabtaProfileException *rabta_profile_get_exception    (RabtaProfile   *self,
                                                             guint           position);
const RabtaProfileException *rabta_profile_find_exception   (RabtaProfile   *self,
                                                             const char     *kind,
                                                             const char     *track,
                                                             const char     *field);
gboolean                     rabta_profile_allows           (RabtaPrivacy    privacy,
                                                             RabtaTreatment  treatment);
const char                  *rabta_treatment_get_name       (RabtaTreatment  treatment);
const char                  *rabta_treatment_get_label      (RabtaTreatment  treatment);

G_END_DECLS
