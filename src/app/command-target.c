/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
print_cb (RabtaRecord  *target,
          gpointer      user_data,
          GError      **error)
{
  RabtaCasebook *casebook = user_data;
  g_autoptr (RabtaRecord) office = NULL;
  const RabtaUuid *id = rabta_record_get_ref (target, "office");
  g_autofree char *quarter = NULL;

  if (id != NULL)
    office = rabta_casebook_load_sync (casebook, RABTA_KIND_OFFICE, id, NULL);
  if (rabta_record_has (target, "quarter"))
    quarter = g_strdup_printf ("-Q%d", (int) rabta_record_get_int (target, "quarter"));
  g_print ("%s\t%d%s\t%s\t%s\n", rabta_record_get_text (target, "indicator"),
           (int) rabta_record_get_int (target, "fiscal_year"), quarter != NULL ? quarter : "",
           office != NULL ? rabta_record_get_text (office, "code") : id != NULL ? _("(office not received yet)") : "",
           rabta_record_get_text (target, "value"));

  return TRUE;
}

static gboolean
list_all (RabtaCasebook  *casebook,
          GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_TARGET);

  return reader != NULL && rabta_reader_foreach (reader, query, print_cb, casebook, NULL, error);
}

typedef struct
{
  const char *indicator;
  gint64      year;
  gint64      quarter; /* 0: the whole year */
  const char *value;
  const char *office;  /* its code; NULL: all of them together */
} Wish;

/* "2027" or "2027-Q1". */
static gboolean
parse_period (const char *text,
              Wish       *wish)
{
  char *end;

  wish->year = g_ascii_strtoll (text, &end, 10);
  if (end != text + 4)
    return FALSE;
  if (*end == '\0')
    return TRUE;
  if (end[0] != '-' || g_ascii_toupper (end[1]) != 'Q' || end[2] < '1' || end[2] > '4' || end[3] != '\0')
    return FALSE;
  wish->quarter = end[2] - '0';

  return TRUE;
}

/* Two records of one office would be two offices: it is not made here. */
static gboolean
find_office (RabtaBatch  *batch,
             const char  *code,
             RabtaUuid   *id,
             GError     **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_OFFICE);
  g_autoptr (GPtrArray) found = NULL;

  rabta_query_filter (query, "code", RABTA_FILTER_EQUAL, code);
  found = rabta_batch_query (batch, query, 1, error);
  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("The office “%s” is not known here; it comes with its first package."), code);
      return FALSE;
    }
  *id = *rabta_record_get_id (g_ptr_array_index (found, 0));

  return TRUE;
}

static gboolean
is_same (RabtaRecord     *target,
         const Wish      *wish,
         const RabtaUuid *office)
{
  const RabtaUuid *own = rabta_record_get_ref (target, "office");

  return (own == NULL) == (office == NULL) && (own == NULL || rabta_uuid_equal (own, office)) &&
         rabta_record_get_int (target, "fiscal_year") == wish->year &&
         rabta_record_get_int (target, "quarter") == wish->quarter;
}

/* The target for the same, if there is one, gets the value: two of them would contradict each other. */
static gboolean
set_cb (RabtaBatch    *batch,
        gpointer       user_data,
        GCancellable  *cancellable,
        GError       **error)
{
  const Wish *wish = user_data;
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_TARGET);
  g_autoptr (GPtrArray) present = NULL;
  g_autoptr (RabtaRecord) target = NULL;
  RabtaUuid office;

  if (wish->office != NULL && !find_office (batch, wish->office, &office, error))
    return FALSE;
  rabta_query_filter (query, "indicator", RABTA_FILTER_EQUAL, wish->indicator);
  present = rabta_batch_query (batch, query, 0, error);
  if (present == NULL)
    return FALSE;
  for (guint i = 0; i < present->len && target == NULL; i++)
    if (is_same (g_ptr_array_index (present, i), wish, wish->office != NULL ? &office : NULL))
      target = g_object_ref (g_ptr_array_index (present, i));
  if (target == NULL)
    {
      target = rabta_record_new (RABTA_KIND_TARGET);
      rabta_record_set_text (target, "indicator", wish->indicator);
      rabta_record_set_int (target, "fiscal_year", wish->year);
      if (wish->quarter > 0)
        rabta_record_set_int (target, "quarter", wish->quarter);
      if (wish->office != NULL)
        rabta_record_set_ref (target, "office", &office);
    }
  rabta_record_set_text (target, "value", wish->value);

  return rabta_batch_save (batch, target, error);
}

static gboolean
check_value (const char  *text,
             char       **value,
             GError     **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_TARGET);
  const RabtaField *field = &info->fields[rabta_kind_find_field (info, "value")];
  g_auto (RabtaValue) parsed = RABTA_VALUE_INIT;

  if (!rabta_value_parse (field, text, &parsed, error))
    return FALSE;
  *value = rabta_value_to_text (field, &parsed);

  return TRUE;
}

static int
misuse (const char *sentence)
{
  g_printerr ("rabta: %s\n", sentence);
  g_printerr (_("Try “%s --help”.\n"), "rabta target");

  return RABTA_EXIT_USAGE;
}

/**
 * rabta_command_target:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: not used
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta target`, `rabta target INDICATOR PERIOD VALUE`.
 *
 * Returns: an exit status
 */
int
rabta_command_target (const char  *casebook,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_autofree char *office = NULL;
  const GOptionEntry entries[] = {
    { "office", 0, 0, G_OPTION_ARG_STRING, &office, N_("Of one office; all of them together where not said"), N_("CODE") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  Wish wish = { NULL };
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("[INDICATOR PERIOD VALUE]"),
                            _("Lists the targets, or sets one: of an indicator, for a fiscal year by the year it ends in, such as "
                              "2027, or a quarter of it, such as 2027-Q1. The offices learn of it by packages."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 1 && argc != 4)
    return misuse (_("Name indicator, period and value."));
  if (argc == 4 && !parse_period (argv[2], &wish))
    return misuse (_("The period is a fiscal year, such as 2027, or a quarter, such as 2027-Q1."));
  if (argc == 4 && !check_value (argv[3], &value, &error))
    return rabta_command_fail (error);

  wish.indicator = argv[1];
  wish.value = value;
  wish.office = office;
  opened = rabta_command_open (casebook, argc == 1 ? RABTA_CASEBOOK_READ_ONLY : RABTA_CASEBOOK_NONE, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  is_done = argc == 1 ? list_all (opened, &error)
                      : rabta_casebook_write_sync (opened, _("Set target"), set_cb, &wish, NULL, &error);
  rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
