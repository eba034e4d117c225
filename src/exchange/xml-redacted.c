/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records on their way to readers who may not see everything. Their order is that of the ids they leave
 * under: in the order of their own ids the place of a record in the file would lead back to it. */
#include "exchange/xml-redacted.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RabtaUuid pseudonym; /* first, so that the ids compare */
  RabtaUuid id;
} Place;

typedef struct
{
  const RabtaXmlSelection *selection;
  RabtaRedaction          *redaction;
  GArray                  *places; /* of Place */
} Collection;

static gboolean
collect_cb (RabtaRecord  *record,
            gpointer      user_data,
            GError      **error)
{
  Collection *self = user_data;
  Place place;

  if (!rabta_xml_selection_has (self->selection, record))
    return TRUE;

  place.id = *rabta_record_get_id (record);
  rabta_redaction_get_id (self->redaction, &place.id, &place.pseudonym);
  g_array_append_val (self->places, place);

  return TRUE;
}

/**
 * rabta_xml_redacted_check: (skip)
 * @options: what was asked for, with a profile
 * @error: return location: %RABTA_ERROR_INVALID
 *
 * Where a place or trade is told only of those who share it, neither may the file be of one cluster: that
 * would tell it of everybody in it.
 *
 * Returns: whether the profile lets such a file out
 */
gboolean
rabta_xml_redacted_check (const RabtaXmlExportOptions  *options,
                          GError                      **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_ENTERPRISE);
  guint cluster = (guint) rabta_kind_find_field (info, "cluster");

  if (options->cluster == NULL
      || rabta_redaction_treatment (options->profile, info, cluster) == RABTA_TREATMENT_FULL)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("With the profile “%s” the cluster of an enterprise is not told to everybody, so the file cannot be "
                 "of one cluster."),
               rabta_profile_get_label (options->profile));
  return FALSE;
}

/**
 * rabta_xml_redacted_foreach: (skip)
 * @reader: the snapshot that is exported
 * @kind: a kind
 * @selection: which records
 * @redaction: what may be seen of them
 * @limit: how many at most; 0 for all
 * @func: called for each as it may be seen, in the order of the ids it leaves under
 * @user_data: given to @func
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether all were read and @func never failed
 */
gboolean
rabta_xml_redacted_foreach (RabtaReader              *reader,
                            RabtaKind                 kind,
                            const RabtaXmlSelection  *selection,
                            RabtaRedaction           *redaction,
                            guint                     limit,
                            RabtaReadFunc             func,
                            gpointer                  user_data,
                            GCancellable             *cancellable,
                            GError                  **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Collection collection = { selection, redaction, places };

  if (!rabta_reader_foreach (reader, query, collect_cb, &collection, cancellable, error))
    return FALSE;

  g_array_sort (places, rabta_uuid_compare);
  for (guint i = 0; i < places->len && (limit == 0 || i < limit); i++)
    {
      g_autoptr (RabtaRecord) record = NULL;
      g_autoptr (RabtaRecord) redacted = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      record = rabta_reader_fetch (reader, kind, &g_array_index (places, Place, i).id, error);
      if (record == NULL)
        return FALSE;

      redacted = rabta_redaction_apply (redaction, record);
      if (!func (redacted, user_data, error))
        return FALSE;
    }

  return TRUE;
}
