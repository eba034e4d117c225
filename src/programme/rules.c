/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the programme. All numbers come from the definition; the sources of those it ships
 * with are named beside them in resources/programme/smeda-2026.xml. */
#include "programme/rules.h"

#include "base/date.h"
#include "programme/programme-private.h"
#include "programme/track-private.h"

#include <string.h>

static gboolean
rule_covers (const RabtaSizeRule *rule,
             const char          *date)
{
  return rule->in_force
         && strcmp (rule->from, date) <= 0
         && (rule->until == NULL || strcmp (date, rule->until) <= 0);
}

static const RabtaSizeRule *
find_size_rule (RabtaProgramme *self,
                const char     *date)
{
  for (guint i = 0; i < self->rules.size_rules->len; i++)
    {
      const RabtaSizeRule *rule = self->rules.size_rules->pdata[i];

      if (rule_covers (rule, date))
        return rule;
    }

  return NULL;
}

/**
 * rabta_programme_size_class:
 * @self: a programme
 * @turnover_paisa: yearly turnover; an enterprise without one is unclassified and not asked here
 * @on_date: the ISO date for which the class is wanted
 *
 * The size class by the rule that was in force on @on_date. "Up to" includes the bound.
 *
 * Returns: (nullable): code of the list "size", owned by @self; %NULL when no rule was in force or
 *   @turnover_paisa is below 0
 */
const char *
rabta_programme_size_class (RabtaProgramme *self,
                            gint64          turnover_paisa,
                            const char     *on_date)
{
  const RabtaSizeRule *rule;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);
  g_return_val_if_fail (on_date != NULL, NULL);

  rule = find_size_rule (self, on_date);
  if (rule == NULL || turnover_paisa < 0)
    return NULL;

  for (guint i = 0; i < rule->classes->len; i++)
    {
      const RabtaSizeClass *class = &g_array_index (rule->classes, RabtaSizeClass, i);

      if (turnover_paisa <= class->up_to_paisa)
        return class->code;
    }

  return rule->above;
}

/**
 * rabta_programme_size_rule_in_force:
 * @self: a programme
 * @on_date: an ISO date
 *
 * Returns: (transfer full) (nullable): id of the size rule in force on @on_date
 */
char *
rabta_programme_size_rule_in_force (RabtaProgramme *self,
                                    const char     *on_date)
{
  const RabtaSizeRule *rule;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);
  g_return_val_if_fail (on_date != NULL, NULL);

  rule = find_size_rule (self, on_date);

  return rule != NULL ? g_strdup (rule->id) : NULL;
}

/**
 * rabta_programme_is_women_led:
 * @self: a programme
 * @owned_hundredths: share owned by women, in hundredths of a percent
 * @woman_leads: whether the chief executive or the chief operating officer is a woman
 * @has_board: whether there is a board
 * @board_hundredths: share of women on the board, in hundredths of a percent; ignored without one
 *
 * Owned by women for the most part; or owned by them for a lesser part, led by a woman and, where
 * there is a board, with enough women on it.
 *
 * Returns: whether the enterprise counts as women-led
 */
gboolean
rabta_programme_is_women_led (RabtaProgramme *self,
                              int             owned_hundredths,
                              gboolean        woman_leads,
                              gboolean        has_board,
                              int             board_hundredths)
{
  const RabtaRules *rules;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), FALSE);

  rules = &self->rules;
  if (owned_hundredths >= rules->owned)
    return TRUE;

  return owned_hundredths >= rules->owned_with_leader
         && woman_leads
         && (!has_board || board_hundredths >= rules->board);
}

/**
 * rabta_programme_is_start_up:
 * @self: a programme
 * @established: (nullable): ISO date the business began; %NULL when unknown
 * @on_date: the ISO date for which to tell
 *
 * Returns: whether the enterprise was no older than a start-up may be; the anniversary counts
 */
gboolean
rabta_programme_is_start_up (RabtaProgramme *self,
                             const char     *established,
                             const char     *on_date)
{
  char last_day[RABTA_DATE_SIZE];
  int year;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), FALSE);
  g_return_val_if_fail (on_date != NULL, FALSE);

  if (established == NULL || !rabta_date_is_valid (established)
      || strcmp (established, on_date) > 0)
    return FALSE;

  /* As text, 29 February of a common year falls rightly between 28 February and 1 March. */
  year = (int) g_ascii_strtoll (established, NULL, 10) + self->rules.start_up_years;
  g_snprintf (last_day, sizeof last_day, "%04d%s", MIN (year, 9999), established + 4);

  return strcmp (on_date, last_day) <= 0;
}

/**
 * rabta_programme_priority:
 * @self: a programme
 * @women_led: whether the enterprise is women-led
 * @size_class: (nullable): its size class
 *
 * Returns: its rank; higher comes first
 */
int
rabta_programme_priority (RabtaProgramme *self,
                          gboolean        women_led,
                          const char     *size_class)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), 0);

  for (guint i = 0; i < self->rules.priorities->len; i++)
    {
      const RabtaPriorityRule *rule =
        &g_array_index (self->rules.priorities, RabtaPriorityRule, i);

      if ((women_led || !rule->women_led)
          && (rule->size == NULL || g_strcmp0 (rule->size, size_class) == 0))
        return rule->rank;
    }

  return 0;
}

/**
 * rabta_programme_track_favours:
 * @self: a programme
 * @track_code: code of a track
 * @women_led: whether the enterprise is women-led
 * @size_class: (nullable): its size class
 *
 * Returns: whether the track puts such an enterprise first
 */
gboolean
rabta_programme_track_favours (RabtaProgramme *self,
                               const char     *track_code,
                               gboolean        women_led,
                               const char     *size_class)
{
  RabtaTrack *track;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), FALSE);

  track = rabta_programme_get_track (self, track_code);
  if (track == NULL)
    return FALSE;

  return (women_led && rabta_track_favours (track, "women-led"))
         || (size_class != NULL && rabta_track_favours (track, size_class));
}

/**
 * rabta_programme_get_grant_rule:
 * @self: a programme
 *
 * Returns: (transfer none): the numbers of the certification grant
 */
const RabtaGrantRule *
rabta_programme_get_grant_rule (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return &self->rules.grant;
}

/**
 * rabta_programme_is_weekday_worked:
 * @self: a programme
 * @weekday: 1 for Monday to 7 for Sunday
 *
 * Returns: whether offices work on it, holidays apart
 */
gboolean
rabta_programme_is_weekday_worked (RabtaProgramme *self,
                                   int             weekday)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), FALSE);
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, FALSE);

  return self->rules.weekdays[weekday];
}

/**
 * rabta_programme_get_holidays:
 * @self: a programme
 *
 * Returns: (array zero-terminated=1): ISO dates of the holidays the definition knows
 */
const char * const *
rabta_programme_get_holidays (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return (const char * const *) self->rules.holidays;
}

static gboolean
is_marked (GHashTable *marked,
           const char *kind,
           const char *field)
{
  g_autofree char *key = g_strdup_printf ("%s.%s", kind, field);

  return g_hash_table_contains (marked, key);
}

/**
 * rabta_programme_is_critical:
 * @self: a programme
 * @kind: name of a kind of record
 * @field: name of a field
 *
 * Returns: whether figures say so while copies disagree about the field
 */
gboolean
rabta_programme_is_critical (RabtaProgramme *self,
                             const char     *kind,
                             const char     *field)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self) && kind != NULL && field != NULL, FALSE);

  return is_marked (self->rules.critical, kind, field);
}

/**
 * rabta_programme_is_unique:
 * @self: a programme
 * @kind: name of a kind of record
 * @field: name of a field
 *
 * Returns: whether figures count only the first of the records that share a value of the field
 */
gboolean
rabta_programme_is_unique (RabtaProgramme *self,
                           const char     *kind,
                           const char     *field)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self) && kind != NULL && field != NULL, FALSE);

  return is_marked (self->rules.unique, kind, field);
}
