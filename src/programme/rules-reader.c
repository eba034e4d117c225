/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of the rules come out of the programme definition. Each function says in @problem
 * what is wrong, in a few words that follow the line number. */
#include "programme/rules.h"

#include "base/date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAISA_PER_RUPEE 100

static const char * const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
size_class_clear (RabtaSizeClass *class)
{
  g_clear_pointer (&class->code, g_free);
}

static void
size_rule_free (RabtaSizeRule *rule)
{
  g_free (rule->id);
  g_free (rule->from);
  g_free (rule->until);
  g_free (rule->above);
  g_array_unref (rule->classes);
  g_free (rule);
}

static void
priority_rule_clear (RabtaPriorityRule *rule)
{
  g_clear_pointer (&rule->size, g_free);
}

static gboolean
get_number (const RabtaAttributes  *attributes,
            const char             *name,
            gint64                  highest,
            gint64                 *number,
            char                  **problem)
{
  const char *text = rabta_attributes_get (attributes, name);

  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, highest, number, NULL))
    return TRUE;

  *problem = g_strdup_printf (_("“%s” is not a whole number, or too large, in “%s”"),
                              text != NULL ? text : "", name);

  return FALSE;
}

static gboolean
get_rupees (const RabtaAttributes  *attributes,
            const char             *name,
            gint64                 *paisa,
            char                  **problem)
{
  if (!get_number (attributes, name, G_MAXINT64 / PAISA_PER_RUPEE, paisa, problem))
    return FALSE;

  *paisa *= PAISA_PER_RUPEE;

  return TRUE;
}

/* Whole percents; kept in hundredths as everywhere. */
static gboolean
get_percent (const RabtaAttributes  *attributes,
             const char             *name,
             int                    *hundredths,
             char                  **problem)
{
  gint64 percent;

  if (!get_number (attributes, name, 100, &percent, problem))
    return FALSE;

  *hundredths = percent * 100;

  return TRUE;
}

static gboolean
get_date (const RabtaAttributes  *attributes,
          const char             *name,
          gboolean                required,
          char                  **date,
          char                  **problem)
{
  const char *text = rabta_attributes_get (attributes, name);

  if (text == NULL && !required)
    return TRUE;

  if (text == NULL || !rabta_date_is_valid (text))
    {
      *problem = g_strdup_printf (_("“%s” is not a date in “%s”"), text != NULL ? text : "", name);
      return FALSE;
    }

  *date = g_strdup (text);

  return TRUE;
}

/**
 * rabta_rules_init:
 * @self: uninitialised rules
 *
 * Makes rules under which nothing is in force.
 */
void
rabta_rules_init (RabtaRules *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  self->size_rules = g_ptr_array_new_with_free_func ((GDestroyNotify) size_rule_free);
  self->priorities = g_array_new (FALSE, TRUE, sizeof (RabtaPriorityRule));
  g_array_set_clear_func (self->priorities, (GDestroyNotify) priority_rule_clear);
  self->holidays = g_new0 (char *, 1);
  self->critical = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unique = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rabta_rules_clear:
 * @self: rules
 *
 * Frees what @self owns.
 */
void
rabta_rules_clear (RabtaRules *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->size_rules, g_ptr_array_unref);
  g_clear_pointer (&self->priorities, g_array_unref);
  g_clear_pointer (&self->holidays, g_strfreev);
  g_clear_pointer (&self->critical, g_hash_table_unref);
  g_clear_pointer (&self->unique, g_hash_table_unref);
}

/**
 * rabta_rules_add_size:
 * @self: rules
 * @attributes: of a size-rule
 * @problem: (out): what is wrong
 *
 * Starts a rule of size classes; its classes follow.
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_size (RabtaRules             *self,
                      const RabtaAttributes  *attributes,
                      char                  **problem)
{
  RabtaSizeRule *rule = g_new0 (RabtaSizeRule, 1);

  rule->classes = g_array_new (FALSE, TRUE, sizeof (RabtaSizeClass));
  g_array_set_clear_func (rule->classes, (GDestroyNotify) size_class_clear);
  rule->id = g_strdup (rabta_attributes_get (attributes, "id"));
  rule->above = g_strdup (rabta_attributes_get (attributes, "above"));
  rule->in_force = rabta_attributes_get_flag (attributes, "in-force");
  g_ptr_array_add (self->size_rules, rule);

  return get_date (attributes, "from", TRUE, &rule->from, problem)
         && get_date (attributes, "until", FALSE, &rule->until, problem);
}

/**
 * rabta_rules_add_class:
 * @self: rules
 * @attributes: of a class
 * @problem: (out): what is wrong
 *
 * Adds a class to the size rule that was begun last.
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_class (RabtaRules             *self,
                       const RabtaAttributes  *attributes,
                       char                  **problem)
{
  RabtaSizeRule *rule = self->size_rules->pdata[self->size_rules->len - 1];
  RabtaSizeClass class = { NULL };

  if (!get_rupees (attributes, "up-to", &class.up_to_paisa, problem))
    return FALSE;

  if (rule->classes->len > 0
      && g_array_index (rule->classes, RabtaSizeClass, rule->classes->len - 1).up_to_paisa
         >= class.up_to_paisa)
    {
      *problem = g_strdup (_("the size classes do not rise"));
      return FALSE;
    }

  class.code = g_strdup (rabta_attributes_get (attributes, "code"));
  g_array_append_val (rule->classes, class);

  return TRUE;
}

/**
 * rabta_rules_set_women_led:
 * @self: rules
 * @attributes: of women-led
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_set_women_led (RabtaRules             *self,
                           const RabtaAttributes  *attributes,
                           char                  **problem)
{
  return get_percent (attributes, "owned", &self->owned, problem)
         && get_percent (attributes, "owned-with-leader", &self->owned_with_leader, problem)
         && get_percent (attributes, "board", &self->board, problem);
}

/**
 * rabta_rules_set_start_up:
 * @self: rules
 * @attributes: of start-up
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_set_start_up (RabtaRules             *self,
                          const RabtaAttributes  *attributes,
                          char                  **problem)
{
  gint64 years;

  if (!get_number (attributes, "years", 100, &years, problem))
    return FALSE;

  self->start_up_years = years;

  return TRUE;
}

/**
 * rabta_rules_set_grant:
 * @self: rules
 * @attributes: of certification-grant
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_set_grant (RabtaRules             *self,
                       const RabtaAttributes  *attributes,
                       char                  **problem)
{
  RabtaGrantRule *grant = &self->grant;
  gint64 years;

  if (!get_number (attributes, "years", 100, &years, problem))
    return FALSE;

  grant->years_in_business = years;

  return get_rupees (attributes, "turnover", &grant->turnover_paisa, problem)
         && get_percent (attributes, "share", &grant->share_hundredths, problem)
         && get_rupees (attributes, "certification", &grant->certification_paisa, problem)
         && get_rupees (attributes, "consultancy", &grant->consultancy_paisa, problem);
}

/**
 * rabta_rules_add_priority:
 * @self: rules
 * @attributes: of a priority
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_priority (RabtaRules             *self,
                          const RabtaAttributes  *attributes,
                          char                  **problem)
{
  RabtaPriorityRule rule = { 0 };
  gint64 rank;

  if (!get_number (attributes, "rank", 9, &rank, problem))
    return FALSE;

  rule.rank = rank;
  rule.women_led = rabta_attributes_get_flag (attributes, "women-led");
  rule.size = g_strdup (rabta_attributes_get (attributes, "size"));
  g_array_append_val (self->priorities, rule);

  return TRUE;
}

/**
 * rabta_rules_set_week:
 * @self: rules
 * @attributes: of working-week
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_set_week (RabtaRules             *self,
                      const RabtaAttributes  *attributes,
                      char                  **problem)
{
  g_auto (GStrv) days = rabta_attributes_get_words (attributes, "days");

  memset (self->weekdays, 0, sizeof self->weekdays);
  for (guint i = 0; days[i] != NULL; i++)
    {
      guint day = 0;

      while (day < G_N_ELEMENTS (weekday_names) && strcmp (weekday_names[day], days[i]) != 0)
        day++;
      if (day == G_N_ELEMENTS (weekday_names))
        {
          *problem = g_strdup_printf (_("“%s” is not a day of the week"), days[i]);
          return FALSE;
        }
      self->weekdays[day + 1] = TRUE;
    }

  /* Without a working day no due date could ever be reckoned. */
  if (days[0] == NULL)
    {
      *problem = g_strdup (_("the working week has no day"));
      return FALSE;
    }

  return TRUE;
}

/**
 * rabta_rules_add_holiday:
 * @self: rules
 * @attributes: of a holiday
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_holiday (RabtaRules             *self,
                         const RabtaAttributes  *attributes,
                         char                  **problem)
{
  g_autofree char *date = NULL;
  guint n = g_strv_length (self->holidays);

  if (!get_date (attributes, "date", TRUE, &date, problem))
    return FALSE;

  if (g_strv_contains ((const char * const *) self->holidays, date))
    {
      *problem = g_strdup_printf (_("the holiday “%s” is given twice"), date);
      return FALSE;
    }

  self->holidays = g_renew (char *, self->holidays, n + 2);
  self->holidays[n] = g_steal_pointer (&date);
  self->holidays[n + 1] = NULL;

  return TRUE;
}

/* A field that this version of the program does not know is no fault: the definition may be newer. */
static gboolean
add_marked (GHashTable             *marked,
            const RabtaAttributes  *attributes,
            char                  **problem)
{
  const char *kind = rabta_attributes_get (attributes, "kind");
  g_auto (GStrv) fields = rabta_attributes_get_words (attributes, "fields");

  for (guint i = 0; fields[i] != NULL; i++)
    if (!g_hash_table_add (marked, g_strdup_printf ("%s.%s", kind, fields[i])))
      {
        *problem = g_strdup_printf (_("the field “%s” is given twice"), fields[i]);
        return FALSE;
      }

  return TRUE;
}

/**
 * rabta_rules_add_critical:
 * @self: rules
 * @attributes: of critical
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_critical (RabtaRules             *self,
                          const RabtaAttributes  *attributes,
                          char                  **problem)
{
  return add_marked (self->critical, attributes, problem);
}

/**
 * rabta_rules_add_unique:
 * @self: rules
 * @attributes: of unique
 * @problem: (out): what is wrong
 *
 * Returns: whether it is fit for use
 */
gboolean
rabta_rules_add_unique (RabtaRules             *self,
                        const RabtaAttributes  *attributes,
                        char                  **problem)
{
  return add_marked (self->unique, attributes, problem);
}
