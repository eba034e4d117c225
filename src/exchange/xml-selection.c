/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records a file holds. What was asked for comes first; what those refer to is added, so that
 * a part of a casebook makes sense on its own. Offices and officers are there for the sake of those
 * references alone: the ones that made the casebook say nothing by themselves. */
#include "exchange/xml-selection.h"

#define AUXILIARY ((1u << RABTA_KIND_OFFICE) | (1u << RABTA_KIND_OFFICER))

typedef struct
{
  RabtaReader                 *reader;
  const RabtaXmlExportOptions *options;
  GCancellable                *cancellable;
  GHashTable                  *members[RABTA_N_KINDS];  /* of the cluster */
  GHashTable                  *selected[RABTA_N_KINDS]; /* asked for */
  GHashTable                  *referred[RABTA_N_KINDS];
  GHashTable                  *found;                   /* of the kind being resolved */
  RabtaKind                    kind;                    /* being read */
} Builder;

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
}

static void
add (GHashTable      *set,
     const RabtaUuid *id)
{
  if (!g_hash_table_contains (set, id))
    g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static void
add_references (Builder     *self,
                RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_kind_get_info (self->kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value;
      RabtaKind target;

      if (info->fields[i].kind != RABTA_FIELD_REFERENCE)
        continue;

      value = rabta_record_get_value (record, i);
      target = rabta_kind_from_name (info->fields[i].target);
      if (value->type == RABTA_VALUE_ID && target != RABTA_KIND_NONE)
        add (self->referred[target], &value->id);
    }
}

/* Whether a record hangs on the cluster: one that it refers to does. */
static gboolean
hangs_on_cluster (Builder     *self,
                  RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_kind_get_info (self->kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value;
      RabtaKind target;

      if (info->fields[i].kind != RABTA_FIELD_REFERENCE)
        continue;

      value = rabta_record_get_value (record, i);
      target = rabta_kind_from_name (info->fields[i].target);
      if (value->type == RABTA_VALUE_ID && target >= RABTA_KIND_ENTERPRISE
          && g_hash_table_contains (self->members[target], &value->id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
collect_member_cb (RabtaRecord  *record,
                   gpointer      user_data,
                   GError      **error)
{
  Builder *self = user_data;

  if (self->kind == RABTA_KIND_ENTERPRISE || hangs_on_cluster (self, record))
    add (self->members[self->kind], rabta_record_get_id (record));

  return TRUE;
}

static gboolean
select_cb (RabtaRecord  *record,
           gpointer      user_data,
           GError      **error)
{
  Builder *self = user_data;
  const RabtaUuid *id = rabta_record_get_id (record);

  if (self->options->cluster != NULL && !g_hash_table_contains (self->members[self->kind], id))
    return TRUE;

  add (self->selected[self->kind], id);
  add_references (self, record);
  return TRUE;
}

/* What is selected has its references added already; what is only referred to brings its own. */
static gboolean
resolve_cb (RabtaRecord  *record,
            gpointer      user_data,
            GError      **error)
{
  Builder *self = user_data;
  const RabtaUuid *id = rabta_record_get_id (record);

  if (g_hash_table_contains (self->selected[self->kind], id))
    {
      add (self->found, id);
    }
  else if (g_hash_table_contains (self->referred[self->kind], id))
    {
      add (self->found, id);
      add_references (self, record);
    }

  return TRUE;
}

static gboolean
foreach_record (Builder        *self,
                RabtaQuery     *query,
                RabtaReadFunc   func,
                GError        **error)
{
  self->kind = rabta_query_get_kind (query);

  return rabta_reader_foreach (self->reader, query, func, self, self->cancellable, error);
}

static gboolean
is_asked_for (const RabtaXmlExportOptions *options,
              RabtaKind                    kind)
{
  return options->kinds == 0 || (options->kinds & (1u << kind)) != 0;
}

static gboolean
collect_members (Builder    *self,
                 RabtaKind   kind,
                 GError    **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  if (self->options->cluster == NULL || kind < RABTA_KIND_ENTERPRISE)
    return TRUE;

  if (kind == RABTA_KIND_ENTERPRISE)
    rabta_query_filter (query, "cluster", RABTA_FILTER_EQUAL, self->options->cluster);
  return foreach_record (self, query, collect_member_cb, error);
}

static gboolean
select_kind (Builder    *self,
             RabtaKind   kind,
             GError    **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  if (!is_asked_for (self->options, kind))
    return TRUE;

  /* Those that no record refers to stay at home even when they are asked for by name. */
  if ((AUXILIARY & (1u << kind)) != 0)
    {
      if (self->options->kinds == 0 || self->options->cluster != NULL || self->options->since != NULL)
        return TRUE;

      g_hash_table_unref (self->referred[kind]);
      self->referred[kind] = rabta_reader_list_referred (self->reader, kind, ~AUXILIARY, error);
      return self->referred[kind] != NULL;
    }

  if (self->options->since != NULL)
    rabta_query_filter_changed_since (query, self->options->since);
  return foreach_record (self, query, select_cb, error);
}

/* Back from the last kind, for a record refers to kinds before its own. */
static gboolean
resolve_kind (Builder            *self,
              RabtaKind           kind,
              RabtaXmlSelection  *selection,
              GError            **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  selection->ids[kind] = self->found = new_set ();

  if ((g_hash_table_size (self->referred[kind]) > 0 || g_hash_table_size (self->selected[kind]) > 0)
      && !foreach_record (self, query, resolve_cb, error))
    return FALSE;

  selection->counts[kind] = g_hash_table_size (self->found);
  return TRUE;
}

static gboolean
select_part (Builder            *self,
             RabtaXmlSelection  *selection,
             GError            **error)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if (!collect_members (self, kind, error) || !select_kind (self, kind, error))
      return FALSE;

  for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
    if (!resolve_kind (self, (RabtaKind) kind, selection, error))
      return FALSE;

  return TRUE;
}

/* Without a filter nothing but offices and officers is gone through twice. */
static gboolean
select_all (Builder            *self,
            RabtaXmlSelection  *selection,
            GError            **error)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (kind);

      if ((AUXILIARY & (1u << kind)) != 0)
        {
          g_clear_pointer (&self->referred[kind], g_hash_table_unref);
          self->referred[kind] = rabta_reader_list_referred (self->reader, kind, ~AUXILIARY, error);
          if (self->referred[kind] == NULL)
            return FALSE;
          continue;
        }

      selection->counts[kind] = rabta_reader_count (self->reader, query, error);
      if (selection->counts[kind] < 0)
        return FALSE;
    }

  return resolve_kind (self, RABTA_KIND_OFFICER, selection, error)
         && resolve_kind (self, RABTA_KIND_OFFICE, selection, error);
}

/**
 * rabta_xml_selection_init: (skip)
 * @self: (out): what is selected; rabta_xml_selection_clear() it, after an error as well
 * @reader: the snapshot that is exported
 * @options: what was asked for
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether the records could be told
 */
gboolean
rabta_xml_selection_init (RabtaXmlSelection            *self,
                          RabtaReader                  *reader,
                          const RabtaXmlExportOptions  *options,
                          GCancellable                 *cancellable,
                          GError                      **error)
{
  Builder builder = { reader, options, cancellable };
  gboolean is_done;

  g_return_val_if_fail (self != NULL && reader != NULL && options != NULL, FALSE);

  *self = (RabtaXmlSelection) { { NULL } };
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      builder.members[kind] = new_set ();
      builder.selected[kind] = new_set ();
      builder.referred[kind] = new_set ();
    }

  if (options->kinds == 0 && options->cluster == NULL && options->since == NULL)
    is_done = select_all (&builder, self, error);
  else
    is_done = select_part (&builder, self, error);

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      g_hash_table_unref (builder.members[kind]);
      g_hash_table_unref (builder.selected[kind]);
      g_clear_pointer (&builder.referred[kind], g_hash_table_unref);
    }

  return is_done;
}

/**
 * rabta_xml_selection_clear: (skip)
 * @self: a selection
 */
void
rabta_xml_selection_clear (RabtaXmlSelection *self)
{
  g_return_if_fail (self != NULL);

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    g_clear_pointer (&self->ids[kind], g_hash_table_unref);
}

/**
 * rabta_xml_selection_has: (skip)
 * @self: a selection
 * @record: a record of the snapshot
 *
 * Returns: whether @record belongs in the file
 */
gboolean
rabta_xml_selection_has (const RabtaXmlSelection *self,
                         RabtaRecord             *record)
{
  GHashTable *ids = self->ids[rabta_record_get_kind (record)];

  return ids == NULL || g_hash_table_contains (ids, rabta_record_get_id (record));
}
