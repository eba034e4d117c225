/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules that a merge may break: nothing refuses what was right where it was written. What breaks them is
 * kept, told in receipts, and left out of figures. */

#include "model/rules-private.h"

#include "base/identifier.h"
#include "model/record-private.h"

#include <glib/gi18n-lib.h>

/* With and without its check digit it is one number: '.' sorts behind the dash before that digit. */
static RabtaStatement *
prepare_first (RabtaDatabase        *database,
               const RabtaKindInfo  *info,
               const RabtaField     *field,
               GError              **error)
{
  g_autofree char *equal = field->format == RABTA_FORMAT_NTN
                             ? g_strdup_printf ("\"%s\" >= ?1 AND \"%s\" < ?1 || '.'", field->name, field->name)
                             : g_strdup_printf ("\"%s\" = ?1", field->name);
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM %s WHERE %s AND deleted IS NULL AND id < ?2 "
                                          "ORDER BY id LIMIT 1",
                                          info->fields[info->title].name, info->table, equal);

  return rabta_database_cached (database, sql, error);
}

static void
add_twin (GPtrArray        *findings,
          const RabtaField *field,
          const char       *title)
{
  RabtaFinding *finding = g_new0 (RabtaFinding, 1);

  finding->level = RABTA_FINDING_ERROR;
  finding->field = g_strdup (field->name);
  finding->message = g_strdup_printf (_("%s: “%s” has the same"), _(field->heading), title != NULL ? title : "?");
  g_ptr_array_add (findings, finding);
}

/* Every copy has to leave out the same ones: the record that was made first counts. */
static gboolean
check_unique (GPtrArray         *findings,
              RabtaDatabase     *database,
              RabtaRecord       *record,
              const RabtaField  *field,
              const char        *text,
              GError           **error)
{
  RabtaStatement *statement = prepare_first (database, rabta_record_get_info (record), field, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, text,
                             field->format == RABTA_FORMAT_NTN ? (gssize) rabta_identifier_ntn_length (text) : -1);
  rabta_statement_bind_uuid (statement, 1, rabta_record_get_id (record));
  step = rabta_statement_step (statement, _("Check the rules"), error);
  if (step == RABTA_STEP_ROW)
    add_twin (findings, field, rabta_statement_get_text (statement, 0));
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/* Only fields by which duplicates are found have an index. */
static gboolean
has_to_be_unique (RabtaProgramme      *programme,
                  const RabtaKindInfo *info,
                  const RabtaField    *field)
{
  return (field->flags & RABTA_FIELD_UNIQUE) != 0 && rabta_programme_is_unique (programme, info->name, field->name);
}

static void
drop_warnings (GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--)
    if (((RabtaFinding *) g_ptr_array_index (findings, i - 1))->level != RABTA_FINDING_ERROR)
      g_ptr_array_remove_index (findings, i - 1);
}

/**
 * rabta_rules_check_stored:
 * @database: where it is stored
 * @programme: whose rules hold
 * @record: a record as it is stored
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaFinding): the rules that it breaks
 */
GPtrArray *
rabta_rules_check_stored (RabtaDatabase   *database,
                          RabtaProgramme  *programme,
                          RabtaRecord     *record,
                          GError         **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);
  g_autoptr (GPtrArray) findings = rabta_rules_check (programme, record);

  drop_warnings (findings);
  for (guint i = 0; i < info->n_fields; i++)
    if (values[i].type == RABTA_VALUE_TEXT && has_to_be_unique (programme, info, &info->fields[i]) &&
        !check_unique (findings, database, record, &info->fields[i], values[i].text, error))
      return NULL;

  return g_steal_pointer (&findings);
}
