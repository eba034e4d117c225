/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figures of a casebook, from one definition for the office, for headquarters, for the rehearsal before a
 * file is sent and for the comparison of two states: what a figure says and which records stand behind it
 * cannot differ, because both come from the same walk over the records. */

#include "model/figures.h"

#include "model/casebook-private.h"
#include "model/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MICRO "micro"

/**
 * Definition:
 * @code: of the figure, or what the codes of its parts begin with
 * @heading: untranslated
 * @kind: what is counted
 * @field: by the values of which there is a figure each; %NULL: one figure for all
 * @list: the code list that the values are from
 * @none: what no value is called, untranslated; %NULL: such records are in none of the parts
 * @when: field that has to have the value @is, or to be true where there is none; %NULL: any record counts
 * @is: see @when
 *
 * A further figure is a further line.
 */
typedef struct
{
  const char *code;
  const char *heading;
  RabtaKind   kind;
  const char *field;
  const char *list;
  const char *none;
  const char *when;
  const char *is;
} Definition;

static const Definition definitions[] = {
  { "enterprises", N_("Enterprises"), RABTA_KIND_ENTERPRISE, NULL, NULL, NULL, NULL, NULL },
  { "enterprises.women-led", N_("Women-led enterprises"), RABTA_KIND_ENTERPRISE, NULL, NULL, NULL, "women_led", NULL },
  { "enterprises.size", N_("Enterprises by size"), RABTA_KIND_ENTERPRISE, "size", "size", N_("Unclassified"), NULL, NULL },
  { "cases", N_("Cases"), RABTA_KIND_CASE, NULL, NULL, NULL, NULL, NULL },
  { "cases.status", N_("Cases by status"), RABTA_KIND_CASE, "status", "case-status", N_("Not said"), NULL, NULL },
  { "cases.result", N_("Closed cases by result"), RABTA_KIND_CASE, "result", "case-result", N_("Not said"), "status", "closed" },
  { "cases.track", N_("Cases by track"), RABTA_KIND_CASE, "track", "track", NULL, NULL, NULL },
  { "cases.stage", N_("Cases by stage"), RABTA_KIND_CASE, "stage", "stage", NULL, NULL, NULL },
  { "outcomes", N_("Outcomes"), RABTA_KIND_OUTCOME, NULL, NULL, NULL, NULL, NULL },
  { "outcomes.type", N_("Outcomes by kind"), RABTA_KIND_OUTCOME, "type", "outcome-type", NULL, NULL, NULL },
};

typedef struct
{
  RabtaFigure figure; /* first: a figure is its Entry */
  guint       definition;
  guint       rank;   /* within the definition; G_MAXUINT for codes that the programme does not know */
} Entry;

/* What is known of the enterprise that a record is of. */
enum
{
  OF_WOMEN_LED = 1 << 0,
  OF_MICRO     = 1 << 1,
};

typedef struct
{
  RabtaDatabase    *database;
  RabtaProgramme   *programme;
  RabtaFigures     *figures;
  GHashTable       *by_value[G_N_ELEMENTS (definitions)]; /* value to Entry; "" for none */
  GHashTable       *disputed;      /* ids of records in conflict */
  GHashTable       *of_enterprise; /* id of an enterprise or a case to OF_…, where any is set */
  GPtrArray        *counting;      /* of Entry: the figures of the record at hand */
  RabtaCountedFunc  func;
  gpointer          user_data;
} Walk;

static void
figure_free (gpointer data)
{
  Entry *self = data;

  g_free (self->figure.code);
  g_free (self->figure.heading);
  g_free (self->figure.label);
  g_free (self);
}

static void
left_out_free (gpointer data)
{
  RabtaLeftOut *self = data;

  g_free (self->title);
  g_free (self->field);
  g_free (self->reason);
  g_free (self);
}

void
rabta_figure_record_free (RabtaFigureRecord *self)
{
  g_free (self->title);
  g_free (self);
}

void
rabta_figures_free (RabtaFigures *self)
{
  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

static void
walk_clear (Walk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    g_clear_pointer (&self->by_value[i], g_hash_table_unref);
  g_clear_pointer (&self->figures, rabta_figures_free);
  g_clear_pointer (&self->disputed, g_hash_table_unref);
  g_clear_pointer (&self->of_enterprise, g_hash_table_unref);
  g_clear_pointer (&self->counting, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* A stage alone does not say of which track it is. */
static char *
make_label (Walk             *self,
            const Definition *definition,
            const char       *value)
{
  RabtaCodeList *list = rabta_programme_get_list (self->programme, definition->list);
  RabtaCodeItem *item = list != NULL ? rabta_code_list_get_item (list, value) : NULL;
  RabtaStage *stage = strcmp (definition->list, "stage") == 0 ? rabta_programme_get_stage (self->programme, value) : NULL;

  if (stage != NULL)
    return g_strdup_printf (_("%s: %s"), rabta_programme_get_label (self->programme, "track", rabta_stage_get_track (stage)),
                            rabta_stage_get_label (stage));

  return g_strdup (item != NULL ? rabta_code_item_get_label (item) : value);
}

/* @value: NULL for the one figure of a definition without parts, "" for the part without a value. */
static Entry *
add_entry (Walk       *self,
           guint       index,
           const char *value,
           guint       rank)
{
  const Definition *definition = &definitions[index];
  Entry *entry = g_new0 (Entry, 1);

  entry->definition = index;
  entry->rank = rank;
  entry->figure.kind = definition->kind;
  entry->figure.heading = g_strdup (_(definition->heading));
  entry->figure.is_total = value == NULL;
  if (value == NULL)
    {
      entry->figure.code = g_strdup (definition->code);
      entry->figure.label = g_strdup (_(definition->heading));
    }
  else
    {
      entry->figure.code = g_strconcat (definition->code, ".", *value != '\0' ? value : "none", NULL);
      entry->figure.label = *value != '\0' ? make_label (self, definition, value) : g_strdup (_(definition->none));
    }
  g_ptr_array_add (self->figures->figures, entry);
  g_hash_table_insert (self->by_value[index], g_strdup (value != NULL ? value : ""), entry);

  return entry;
}

/* Every code that the programme knows has its place before the first record is read. */
static void
add_definition (Walk  *self,
                guint  index)
{
  const Definition *definition = &definitions[index];
  RabtaCodeList *list;

  self->by_value[index] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (definition->field == NULL)
    {
      add_entry (self, index, NULL, 0);
      return;
    }
  list = rabta_programme_get_list (self->programme, definition->list);
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      add_entry (self, index, rabta_code_item_get_code (item), i);
    }
  if (definition->none != NULL)
    add_entry (self, index, "", G_MAXUINT - 1);
}

static gboolean
applies (const Definition *definition,
         RabtaRecord      *record)
{
  if (definition->kind != rabta_record_get_kind (record))
    return FALSE;
  if (definition->when == NULL)
    return TRUE;

  return definition->is == NULL ? rabta_record_get_int (record, definition->when) != 0
                                : g_strcmp0 (rabta_record_get_text (record, definition->when), definition->is) == 0;
}

static void
find_entries (Walk        *self,
              RabtaRecord *record)
{
  g_ptr_array_set_size (self->counting, 0);
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      const Definition *definition = &definitions[i];
      const char *value = NULL;
      Entry *entry;

      if (!applies (definition, record))
        continue;
      if (definition->field != NULL)
        value = rabta_record_get_text (record, definition->field);
      if (value == NULL && definition->field != NULL && definition->none == NULL)
        continue;
      entry = g_hash_table_lookup (self->by_value[i], value != NULL ? value : "");
      g_ptr_array_add (self->counting, entry != NULL ? entry : add_entry (self, i, value, G_MAXUINT));
    }
}

/* An outcome is of an enterprise by itself or by its case, a case by itself. */
static guint
get_flags (Walk        *self,
           RabtaRecord *record)
{
  static const char * const references[] = { "enterprise", "case" };
  const RabtaKindInfo *info = rabta_record_get_info (record);

  if (info->kind == RABTA_KIND_ENTERPRISE)
    return (rabta_record_get_int (record, "women_led") != 0 ? OF_WOMEN_LED : 0) |
           (g_strcmp0 (rabta_record_get_text (record, "size"), MICRO) == 0 ? OF_MICRO : 0);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const RabtaUuid *id = rabta_kind_find_field (info, references[i]) >= 0 ? rabta_record_get_ref (record, references[i])
                                                                             : NULL;

      if (id != NULL)
        return GPOINTER_TO_UINT (g_hash_table_lookup (self->of_enterprise, id));
    }

  return 0;
}

static void
count (Walk        *self,
       guint        flags,
       gboolean     in_conflict)
{
  for (guint i = 0; i < self->counting->len; i++)
    {
      RabtaFigure *figure = g_ptr_array_index (self->counting, i);

      figure->count++;
      figure->n_women_led += (flags & OF_WOMEN_LED) != 0;
      figure->n_micro += (flags & OF_MICRO) != 0;
      figure->n_conflicts += in_conflict;
    }
}

static void
leave_out (Walk        *self,
           RabtaRecord *record,
           GPtrArray   *findings)
{
  self->figures->n_left_out++;
  for (guint i = 0; i < findings->len; i++)
    {
      const RabtaFinding *finding = g_ptr_array_index (findings, i);
      RabtaLeftOut *left_out = g_new0 (RabtaLeftOut, 1);

      left_out->kind = rabta_record_get_kind (record);
      left_out->record = *rabta_record_get_id (record);
      left_out->title = rabta_record_dup_title (record);
      left_out->field = g_strdup (finding->field);
      left_out->reason = g_strdup (finding->message);
      g_ptr_array_add (self->figures->left_out, left_out);
    }
}

static gboolean
walk_record_cb (RabtaRecord  *record,
                gpointer      user_data,
                GError      **error)
{
  Walk *self = user_data;
  g_autoptr (GPtrArray) findings = rabta_rules_check_stored (self->database, self->programme, record, error);
  guint flags = get_flags (self, record);
  RabtaCounted counted = { .record = record, .findings = findings };

  if (findings == NULL)
    return FALSE;
  if (flags != 0)
    g_hash_table_insert (self->of_enterprise, g_memdup2 (rabta_record_get_id (record), sizeof (RabtaUuid)),
                         GUINT_TO_POINTER (flags));
  counted.in_conflict = g_hash_table_contains (self->disputed, rabta_record_get_id (record));
  if (findings->len > 0)
    {
      leave_out (self, record, findings);
    }
  else
    {
      find_entries (self, record);
      count (self, flags, counted.in_conflict);
      counted.figures = (RabtaFigure **) self->counting->pdata;
      counted.n_figures = self->counting->len;
    }

  return self->func == NULL || self->func (&counted, self->user_data, error);
}

/* Whether a record is there at all is disputed with every figure. */
static gboolean
find_disputed (Walk    *self,
               GError **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (self->database, "SELECT kind, field, record FROM conflict", error);
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Read the conflicts"), error)) == RABTA_STEP_ROW)
    {
      const char *kind = rabta_statement_get_text (statement, 0);
      const char *field = rabta_statement_get_text (statement, 1);
      RabtaUuid id;

      if (kind != NULL && field != NULL && rabta_statement_get_uuid (statement, 2, &id) &&
          (*field == '@' || rabta_programme_is_critical (self->programme, kind, field)))
        g_hash_table_add (self->disputed, g_memdup2 (&id, sizeof id));
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
walk (Walk          *self,
      RabtaReader   *reader,
      GCancellable  *cancellable,
      GError       **error)
{
  guint kinds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      kinds |= 1u << definitions[i].kind;
      add_definition (self, i);
    }
  if (!find_disputed (self, error))
    return FALSE;
  /* A record refers to kinds before its own, so that what it is of was read before. */
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (kind);

      if ((kinds & (1u << kind)) != 0 && !rabta_reader_foreach (reader, query, walk_record_cb, self, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

int
rabta_figure_compare (const RabtaFigure *a,
                      const RabtaFigure *b)
{
  const Entry *left = (const Entry *) a, *right = (const Entry *) b;

  if (left->definition != right->definition)
    return left->definition < right->definition ? -1 : 1;
  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;

  return strcmp (left->figure.code, right->figure.code);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return rabta_figure_compare (*(RabtaFigure **) a, *(RabtaFigure **) b);
}

static void
drop_empty_parts (GPtrArray *figures)
{
  for (guint i = figures->len; i > 0; i--)
    {
      const RabtaFigure *figure = g_ptr_array_index (figures, i - 1);

      if (figure->count == 0 && !figure->is_total)
        g_ptr_array_remove_index (figures, i - 1);
    }
}

/**
 * rabta_figures_compute:
 * @reader: a reader
 * @programme: whose codes and rules hold
 * @func: (nullable): told of each record and of the figures that count it
 * @user_data: for @func
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the figures; parts in which nothing is are not among them
 */
RabtaFigures *
rabta_figures_compute (RabtaReader       *reader,
                       RabtaProgramme    *programme,
                       RabtaCountedFunc   func,
                       gpointer           user_data,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_auto (Walk) self = { .programme = programme, .func = func, .user_data = user_data };

  g_return_val_if_fail (reader != NULL && RABTA_IS_PROGRAMME (programme), NULL);

  self.database = rabta_reader_get_database (reader);
  self.figures = g_new0 (RabtaFigures, 1);
  self.figures->figures = g_ptr_array_new_with_free_func (figure_free);
  self.figures->left_out = g_ptr_array_new_with_free_func (left_out_free);
  self.disputed = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  self.of_enterprise = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  self.counting = g_ptr_array_new ();
  if (!walk (&self, reader, cancellable, error))
    return NULL;
  g_ptr_array_sort (self.figures->figures, compare_entries);
  drop_empty_parts (self.figures->figures);

  return g_steal_pointer (&self.figures);
}

typedef struct
{
  const char *code;
  GPtrArray  *records;
} Listing;

static gboolean
list_cb (const RabtaCounted  *counted,
         gpointer             user_data,
         GError             **error)
{
  Listing *self = user_data;

  for (guint i = 0; i < counted->n_figures; i++)
    if (strcmp (counted->figures[i]->code, self->code) == 0)
      {
        RabtaFigureRecord *record = g_new0 (RabtaFigureRecord, 1);

        record->kind = rabta_record_get_kind (counted->record);
        record->record = *rabta_record_get_id (counted->record);
        record->title = rabta_record_dup_title (counted->record);
        record->in_conflict = counted->in_conflict;
        g_ptr_array_add (self->records, record);
        break;
      }

  return TRUE;
}

/**
 * rabta_figures_list_records:
 * @reader: a reader
 * @programme: whose codes and rules hold
 * @code: of a figure
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaFigureRecord): the records that the figure counts
 */
GPtrArray *
rabta_figures_list_records (RabtaReader     *reader,
                            RabtaProgramme  *programme,
                            const char      *code,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_figure_record_free);
  Listing listing = { code, records };
  g_autoptr (RabtaFigures) figures = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  figures = rabta_figures_compute (reader, programme, list_cb, &listing, cancellable, error);

  return figures != NULL ? g_steal_pointer (&records) : NULL;
}

/**
 * rabta_figures_find:
 * @self: figures
 * @code: of one
 *
 * Returns: (transfer none) (nullable): the figure; %NULL where nothing is in it
 */
const RabtaFigure *
rabta_figures_find (const RabtaFigures *self,
                    const char         *code)
{
  for (guint i = 0; i < self->figures->len; i++)
    {
      const RabtaFigure *figure = g_ptr_array_index (self->figures, i);

      if (strcmp (figure->code, code) == 0)
        return figure;
    }

  return NULL;
}
