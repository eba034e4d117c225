/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "programme/room.h"
#include "programme/code-list.h"
#include "programme/profile.h"
#include "programme/track.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The programme definition the program ships, as a resource path. */
#define RABTA_PROGRAMME_RESOURCE "/org/smeda/Rabta/programme/smeda-2026.xml"

/**
 * RabtaGrantRule:
 *
 * The numbers of the certification grant: who may have it, and how much is reimbursed.
 */
typedef struct
{
  int    years_in_business;   /* at least */
  gint64 turnover_paisa;      /* at most */
  int    share_hundredths;    /* reimbursed, in hundredths of a percent */
  gint64 certification_paisa; /* at most, for certification */
  gint64 consultancy_paisa;   /* at most, for consultancy */
} RabtaGrantRule;

/**
 * RabtaProgramme:
 *
 * What the agency may change without a programmer: tracks with their stages, checklists and fields,
 * code lists, rules, holidays, indicators. Read once from XML and immutable from then on, so it may
 * be used by any thread. Texts are in the language of the session, English where there is none.
 */
#define RABTA_TYPE_PROGRAMME (rabta_programme_get_type ())
G_DECLARE_FINAL_TYPE (RabtaProgramme, rabta_programme, RABTA, PROGRAMME, GObject)

RabtaProgramme   *rabta_programme_new_shipped      (GError          **error);
RabtaProgramme   *rabta_programme_new_from_bytes   (GBytes           *xml,
                                                    const char       *name,
                                                    GError          **error);
RabtaProgramme   *rabta_programme_new_from_file    (const char       *path,
                                                    GError          **error);
GBytes           *rabta_programme_get_xml          (RabtaProgramme   *self);
const char       *rabta_programme_get_id           (RabtaProgramme   *self);
int               rabta_programme_get_version      (RabtaProgramme   *self);
const char       *rabta_programme_get_title        (RabtaProgramme   *self);

/* Tracks (of RabtaTrack) and code lists (of RabtaCodeItem). List ids used by the field tables:
 * "track", "stage" (all stages of all tracks), "province", "district", "cluster", "sector",
 * "standard", "finance-scheme", "indicator", "office", "size", "legal-form", "enterprise-status",
 * "organization-type", "event-type", "participation-role", "person-role", "gender",
 * "activity-type", "priority", "case-status", "close-reason", "case-result", "evidence-grade",
 * "outcome-type", "document-type", "pause-reason", "currency", "country". */
GListModel       *rabta_programme_get_tracks       (RabtaProgramme   *self);
RabtaTrack       *rabta_programme_get_track        (RabtaProgramme   *self,
                                                    const char       *code);
RabtaStage       *rabta_programme_get_stage        (RabtaProgramme   *self,
                                                    const char       *code);
RabtaCodeList    *rabta_programme_get_list         (RabtaProgramme   *self,
                                                    const char       *id);
const char       *rabta_programme_get_label        (RabtaProgramme   *self,
                                                    const char       *list_id,
                                                    const char       *code);

/* Who may see what of what leaves the office, of RabtaProfile; the first is "full". */
GListModel       *rabta_programme_get_profiles     (RabtaProgramme   *self);
RabtaProfile     *rabta_programme_get_profile      (RabtaProgramme   *self,
                                                    const char       *code);

/* Rules; see rules.c for the sources. */
const char       *rabta_programme_size_class       (RabtaProgramme   *self,
                                                    gint64            turnover_paisa,
                                                    const char       *on_date);
char             *rabta_programme_size_rule_in_force (RabtaProgramme *self,
                                                    const char       *on_date);
gboolean          rabta_programme_is_women_led     (RabtaProgramme   *self,
                                                    int               owned_hundredths,
                                                    gboolean          woman_leads,
                                                    gboolean          has_board,
                                                    int               board_hundredths);
gboolean          rabta_programme_is_start_up      (RabtaProgramme   *self,
                                                    const char       *established,
                                                    const char       *on_date);
int               rabta_programme_priority         (RabtaProgramme   *self,
                                                    gboolean          women_led,
                                                    const char       *size_class);
gboolean          rabta_programme_track_favours    (RabtaProgramme   *self,
                                                    const char       *track_code,
                                                    gboolean          women_led,
                                                    const char       *size_class);
const RabtaGrantRule *rabta_programme_get_grant_rule (RabtaProgramme *self);

/* Fields that figures are careful with, by the names of kind and field. */
gboolean          rabta_programme_is_critical      (RabtaProgramme   *self,
                                                    const char       *kind,
                                                    const char       *field);
gboolean          rabta_programme_is_unique        (RabtaProgramme   *self,
                                                    const char       *kind,
                                                    const char       *field);

/* The working week and the holidays the definition comes with; the casebook adds its own. */
gboolean          rabta_programme_is_weekday_worked (RabtaProgramme  *self,
                                                    int               weekday); /* 1 = Monday */
const char * const *rabta_programme_get_holidays   (RabtaProgramme   *self);

G_END_DECLS
