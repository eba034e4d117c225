/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-contact.h"

#include "base/error.h"
#include "base/text.h"
#include "model/kinds/kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The text of the column that is for @target, as it may be kept; NULL where there is none. */
static char *
dup_cell (RabtaTableImport     *self,
          const RabtaTableRow  *row,
          int                   target)
{
  int column = rabta_import_mapping_find_column (self->mapping, target);
  g_autofree char *text = NULL;

  if (column < 0 || (guint) column >= row->n_cells || row->cells[column].fault != RABTA_TABLE_CELL_SOUND)
    return NULL;

  text = rabta_text_clean (rabta_table_cell_restore (row->cells[column].text), FALSE);
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
leave_out (RabtaTableImport     *self,
           const RabtaTableRow  *row,
           int                   target,
           const char           *reason,
           GError              **error)
{
  int column = rabta_import_mapping_find_column (self->mapping, target);

  return rabta_import_report_add (self->report, RABTA_REPORT_LEFT_OUT, row->number,
                                  rabta_table_source_get_heading (self->source, (guint) column),
                                  row->cells[column].text, reason, error);
}

/* A cell that is no text is told of, like those of the enterprise itself. */
static gboolean
report_fault (RabtaTableImport     *self,
              const RabtaTableRow  *row,
              int                   target,
              GError              **error)
{
  int column = rabta_import_mapping_find_column (self->mapping, target);

  if (column < 0 || (guint) column >= row->n_cells || row->cells[column].length == 0
      || row->cells[column].fault == RABTA_TABLE_CELL_SOUND)
    return TRUE;

  return leave_out (self, row, target, _("The cell cannot be read as text."), error);
}

/* Whether the enterprise has a person of that name, however it is written. */
static gboolean
has_person (RabtaBatch    *batch,
            RabtaRecord   *enterprise,
            const char    *name,
            gboolean      *has,
            GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PERSON);
  g_autoptr (GPtrArray) persons = NULL;
  g_autofree char *folded = rabta_text_fold (name);

  *has = FALSE;
  if (rabta_record_is_new (enterprise))
    return TRUE;

  rabta_query_filter_id (query, "enterprise", rabta_record_get_id (enterprise));
  persons = rabta_batch_query (batch, query, 0, error);
  for (guint i = 0; persons != NULL && !*has && i < persons->len; i++)
    {
      g_autofree char *other = rabta_text_fold (rabta_record_get_text (persons->pdata[i], "name"));

      *has = strcmp (folded, other) == 0;
    }

  return persons != NULL;
}

/**
 * rabta_import_contact_take:
 * @self: an import
 * @batch: the transaction
 * @row: a row
 * @enterprise: the enterprise of the row, saved
 * @added: (out): set to whether there is a new person
 * @error: return location for an error
 *
 * Adds the contact person that the row names, unless the enterprise has a person of that name. What the
 * rules refuse is told as left out.
 *
 * Returns: whether nothing went wrong
 */
gboolean
rabta_import_contact_take (RabtaTableImport     *self,
                           RabtaBatch           *batch,
                           const RabtaTableRow  *row,
                           RabtaRecord          *enterprise,
                           gboolean             *added,
                           GError              **error)
{
  g_autofree char *name = dup_cell (self, row, RABTA_IMPORT_CONTACT);
  g_autofree char *job_title = dup_cell (self, row, RABTA_IMPORT_JOB_TITLE);
  g_autoptr (RabtaRecord) person = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean has = FALSE;

  *added = FALSE;
  if (!report_fault (self, row, RABTA_IMPORT_CONTACT, error) || !report_fault (self, row, RABTA_IMPORT_JOB_TITLE, error))
    return FALSE;
  if (name == NULL)
    return job_title == NULL || leave_out (self, row, RABTA_IMPORT_JOB_TITLE,
                                           _("The row names no contact person whose job title it could be."), error);
  if (!has_person (batch, enterprise, name, &has, error))
    return FALSE;
  if (has)
    return TRUE;

  person = rabta_record_new (RABTA_KIND_PERSON);
  rabta_record_set_text (person, "name", name);
  rabta_record_set_text (person, "job_title", job_title);
  rabta_record_set_ref (person, "enterprise", rabta_record_get_id (enterprise));
  if (rabta_batch_save (batch, person, &cause))
    {
      *added = TRUE;
      return TRUE;
    }
  if (g_error_matches (cause, RABTA_ERROR, RABTA_ERROR_INVALID))
    return leave_out (self, row, RABTA_IMPORT_CONTACT, cause->message, error);

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
