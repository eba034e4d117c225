/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/exchange/simulation.h"

#include "tests/exchange/simulation-files.h"
#include "model/decisions.h"
#include "model/record-merge.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  RabtaKind kind;
  RabtaUuid id;
} Known;

/* Changes on their way: ranges, and before each the hash that its chain had. */
typedef struct
{
  guint      to;
  GArray    *ranges;
  GByteArray *hashes;
  GPtrArray *entries; /* of RabtaChangeEntry, with their texts */
  GPtrArray *files;   /* of GBytes */
} Package;

struct _Simulation
{
  GRand     *random;
  char      *folder;
  GPtrArray *sites; /* RabtaCasebook */
  GArray    *known; /* every record that was made anywhere */
  GPtrArray *packages;
  RabtaVersionVector **heard; /* what site i knows site j to have: [i * n + j] */
  guint      n_shared;
  guint      n_brought;
};

static void
entry_free (gpointer data)
{
  RabtaChangeEntry *entry = data;

  g_free ((char *) entry->kind);
  g_free ((char *) entry->op);
  g_free ((char *) entry->body);
  g_free (entry);
}

static void
package_free (gpointer data)
{
  Package *package = data;

  g_array_unref (package->ranges);
  g_byte_array_unref (package->hashes);
  g_ptr_array_unref (package->entries);
  g_ptr_array_unref (package->files);
  g_free (package);
}

static gboolean
collect_cb (const RabtaChangeEntry  *entry,
            gpointer                 user_data,
            GError                 **error)
{
  RabtaChangeEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->kind = g_strdup (entry->kind);
  copy->op = g_strdup (entry->op);
  copy->body = g_strdup (entry->body);
  g_ptr_array_add (user_data, copy);

  return TRUE;
}

static Package *
make_package (RabtaCasebook            *from,
              guint                     to,
              const RabtaVersionVector *known)
{
  Package *package = g_new0 (Package, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (from, &error);
  g_autoptr (RabtaVersionVector) versions = NULL;

  g_assert_no_error (error);
  versions = rabta_reader_get_versions (reader, &error);
  g_assert_no_error (error);
  package->to = to;
  package->files = simulation_collect_files (from, to);
  package->ranges = rabta_version_vector_subtract (versions, known);
  package->hashes = g_byte_array_new ();
  package->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < package->ranges->len; i++)
    {
      RabtaVersionRange *range = &g_array_index (package->ranges, RabtaVersionRange, i);
      guint8 hash[RABTA_CHANGE_HASH_LENGTH];

      rabta_reader_get_hash (reader, range->site, range->first, hash, &error);
      g_assert_no_error (error);
      g_byte_array_append (package->hashes, hash, sizeof hash);
      rabta_reader_foreach_change (reader, range, collect_cb, package->entries, NULL, &error);
      g_assert_no_error (error);
    }

  return package;
}

static gboolean
unpack (RabtaMerge    *merge,
        gpointer       user_data,
        GCancellable  *cancellable,
        GError       **error)
{
  Package *package = user_data;
  guint next = 0;

  for (guint i = 0; i < package->ranges->len; i++)
    {
      RabtaVersionRange *range = &g_array_index (package->ranges, RabtaVersionRange, i);

      if (!rabta_merge_begin_range (merge, range->site, range->first,
                                    package->hashes->data + i * RABTA_CHANGE_HASH_LENGTH, error))
        return FALSE;
      for (gint64 n = range->first; n <= range->last; n++)
        if (!rabta_merge_add (merge, g_ptr_array_index (package->entries, next++), error))
          return FALSE;
    }

  return simulation_take_files (rabta_merge_get_batch (merge), package->files, error);
}

static RabtaVersionVector *
get_versions (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  RabtaVersionVector *versions;

  g_assert_no_error (error);
  versions = rabta_reader_get_versions (reader, &error);
  g_assert_no_error (error);

  return versions;
}

static gboolean
count_cb (const RabtaChangeEntry  *entry,
          gpointer                 user_data,
          GError                 **error)
{
  ++*(gint64 *) user_data;

  return TRUE;
}

/* What a copy says it has is what is in its log, holes that lost files left included. */
static void
assert_versions (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaVersionVector) versions = get_versions (casebook);
  g_autoptr (GArray) ranges = rabta_version_vector_list (versions);
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ranges->len;)
    {
      RabtaVersionRange whole = g_array_index (ranges, RabtaVersionRange, i);
      gint64 said = 0, counted = 0;

      for (; i < ranges->len; i++)
        {
          RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);

          if (memcmp (range->site, whole.site, sizeof whole.site) != 0)
            break;
          said += range->last - range->first + 1;
        }
      whole.first = 1;
      whole.last = G_MAXINT64;
      rabta_reader_foreach_change (reader, &whole, count_cb, &counted, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (counted, ==, said);
    }
}

static void
bring (Simulation       *self,
       Package          *package,
       RabtaMergeReport *report)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_merge_sync (simulation_get_site (self, package->to), unpack, package, report, NULL, &error);
  g_assert_no_error (error);
  if (++self->n_brought % 16 == 0)
    assert_versions (simulation_get_site (self, package->to));
}

static const char * const names[] = { "Karim", "Ayesha", "Noor", "Sialkot", "Bilal", "Zainab", "کریم", "Chenab" };

static const char *
pick_name (Simulation *self)
{
  return names[g_rand_int_range (self->random, 0, G_N_ELEMENTS (names))];
}

static void
note_known (Simulation  *self,
            RabtaRecord *record)
{
  Known known = { rabta_record_get_kind (record), *rabta_record_get_id (record) };

  g_array_append_val (self->known, known);
}

static RabtaRecord *
load (RabtaCasebook *casebook,
      const Known   *known)
{
  RabtaRecord *record = rabta_casebook_load_sync (casebook, known->kind, &known->id, NULL);

  if (record != NULL && rabta_record_is_deleted (record))
    g_clear_object (&record);

  return record;
}

static RabtaRecord *
pick (Simulation    *self,
      RabtaCasebook *casebook,
      RabtaKind      kind)
{
  for (guint tries = 0; tries < 20 && self->known->len > 0; tries++)
    {
      const Known *known = &g_array_index (self->known, Known, g_rand_int_range (self->random, 0, (gint32) self->known->len));
      RabtaRecord *record = kind == RABTA_KIND_NONE || kind == known->kind ? load (casebook, known) : NULL;

      if (record != NULL)
        return record;
    }

  return NULL;
}

static void
save (RabtaCasebook *casebook,
      RabtaRecord   *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, "Simulated", &error);
  g_assert_no_error (error);
}

static void
make_enterprise (Simulation    *self,
                 RabtaCasebook *casebook)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", pick_name (self));
  rabta_record_set_text (record, "district", "PK634");
  note_known (self, record);
  save (casebook, record);
}

typedef struct
{
  Simulation *self;
  guint       i;
} Shared;

/* What was deleted here is not revived, as in an import. */
static gboolean
load_shared_cb (RabtaBatch    *batch,
                gpointer       user_data,
                GCancellable  *cancellable,
                GError       **error)
{
  Shared *shared = user_data;
  RabtaUuid id = { { 1, 2, 3, 4, 5, 6, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, (guint8) shared->i } };
  g_autoptr (RabtaRecord) present = rabta_batch_load (batch, RABTA_KIND_ENTERPRISE, &id, TRUE, NULL);
  g_autoptr (RabtaRecord) record = NULL;

  if (present != NULL)
    return TRUE;
  record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  rabta_record_set_id (record, &id);
  rabta_record_set_text (record, "name", names[shared->i]);
  rabta_record_set_text (record, "owner",
                         g_rand_int_range (shared->self->random, 0, 4) == 0 ? pick_name (shared->self) : "Same");
  rabta_record_set_text (record, "district", "PK617");
  if (shared->self->n_shared <= shared->i)
    {
      shared->self->n_shared = shared->i + 1;
      note_known (shared->self, record);
    }

  return rabta_batch_save (batch, record, error);
}

/* One list that several offices load, each on its own: the same ids, mostly the same values. */
static void
load_shared (Simulation    *self,
             RabtaCasebook *casebook)
{
  for (guint i = 0; i < 3; i++)
    {
      Shared shared = { self, i };
      g_autoptr (GError) error = NULL;

      rabta_casebook_write_sync (casebook, "Load", load_shared_cb, &shared, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
make_part (Simulation    *self,
           RabtaCasebook *casebook)
{
  g_autoptr (RabtaRecord) enterprise = pick (self, casebook, RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecord) record = NULL;

  if (enterprise == NULL)
    return;
  record = rabta_record_new (g_rand_boolean (self->random) ? RABTA_KIND_PERSON : RABTA_KIND_PRODUCT);
  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (record, "name", pick_name (self));
  note_known (self, record);
  save (casebook, record);
}

static void
attach_one (Simulation    *self,
            RabtaCasebook *casebook)
{
  g_autoptr (RabtaRecord) enterprise = pick (self, casebook, RABTA_KIND_ENTERPRISE);
  Known known = { RABTA_KIND_DOCUMENT };

  if (enterprise == NULL)
    return;
  known.id = simulation_attach (casebook, enterprise, (guint) g_rand_int_range (self->random, 0, 100));
  g_array_append_val (self->known, known);
}

static void
edit (Simulation    *self,
      RabtaCasebook *casebook)
{
  const char * const enterprise_fields[] = { "name", "owner", "address", "notes" };
  g_autoptr (RabtaRecord) record = pick (self, casebook, RABTA_KIND_NONE);
  const char *field = "name";

  if (record == NULL)
    return;
  if (rabta_record_get_kind (record) == RABTA_KIND_ENTERPRISE)
    field = enterprise_fields[g_rand_int_range (self->random, 0, G_N_ELEMENTS (enterprise_fields))];
  if (rabta_record_get_kind (record) == RABTA_KIND_DOCUMENT)
    field = "title";
  if (strcmp (field, "name") != 0 && strcmp (field, "title") != 0 && g_rand_int_range (self->random, 0, 5) == 0)
    rabta_record_unset (record, field);
  else
    rabta_record_set_text (record, field, pick_name (self));
  if (rabta_record_get_kind (record) == RABTA_KIND_ENTERPRISE && g_rand_int_range (self->random, 0, 3) == 0)
    rabta_record_set_extra (record, "loom-count", pick_name (self));
  if (rabta_record_is_dirty (record))
    save (casebook, record);
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, user_data, error);
}

static void
delete_some (Simulation    *self,
             RabtaCasebook *casebook)
{
  g_autoptr (RabtaRecord) record = pick (self, casebook, RABTA_KIND_NONE);
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;
  rabta_casebook_write_sync (casebook, "Delete", delete_cb, record, NULL, &error);
  g_assert_no_error (error);
}

static void
take_back (Simulation    *self,
           RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = g_rand_boolean (self->random) ? rabta_casebook_undo_sync (casebook, &error)
                                                        : rabta_casebook_redo_sync (casebook, &error);

  if (label == NULL)
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
}

typedef struct
{
  Simulation    *self;
  RabtaConflict *conflict;
} Decision;

static gboolean
decide_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Decision *decision = user_data;
  RabtaConflict *conflict = decision->conflict;
  RabtaConflictSide *side;

  if (strcmp (conflict->field, RABTA_CONFLICT_RECORD) == 0)
    return rabta_batch_decide_record (batch, conflict->kind, &conflict->record,
                                      g_rand_boolean (decision->self->random), error);
  side = g_ptr_array_index (conflict->sides, g_rand_int_range (decision->self->random, 0, (gint32) conflict->sides->len));

  return rabta_batch_decide (batch, conflict->kind, &conflict->record, conflict->field, side->value, error);
}

static void
decide (Simulation    *self,
        RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, &error);
  Decision decision = { self, NULL };

  g_assert_no_error (error);
  if (conflicts->len == 0)
    return;
  decision.conflict = g_ptr_array_index (conflicts, g_rand_int_range (self->random, 0, (gint32) conflicts->len));
  rabta_casebook_write_sync (casebook, "Decide", decide_cb, &decision, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  RabtaRecord *from;
  RabtaRecord *into;
} Pair;

static gboolean
join_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Pair *pair = user_data;

  return rabta_batch_merge_into (batch, rabta_record_get_kind (pair->from), rabta_record_get_id (pair->from),
                                 rabta_record_get_id (pair->into), error);
}

static void
join_two (Simulation    *self,
          RabtaCasebook *casebook)
{
  g_autoptr (RabtaRecord) from = pick (self, casebook, RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecord) into = pick (self, casebook, RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;
  Pair pair = { from, into };

  if (from == NULL || into == NULL || rabta_uuid_equal (rabta_record_get_id (from), rabta_record_get_id (into)))
    return;
  rabta_casebook_write_sync (casebook, "Join", join_cb, &pair, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
part_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Known *known = user_data;
  g_autoptr (RabtaRecord) present = rabta_batch_load (batch, known->kind, &known->id, TRUE, NULL);
  g_autoptr (GError) local = NULL;

  if (present == NULL || !rabta_record_is_deleted (present))
    return TRUE;
  if (!rabta_batch_part (batch, known->kind, &known->id, &local))
    g_assert_error (local, RABTA_ERROR, RABTA_ERROR_INVALID);

  return TRUE;
}

static void
part_one (Simulation    *self,
          RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;

  if (self->known->len == 0)
    return;
  rabta_casebook_write_sync (casebook, "Part", part_cb,
                             &g_array_index (self->known, Known, g_rand_int_range (self->random, 0, (gint32) self->known->len)),
                             NULL, &error);
  g_assert_no_error (error);
}

static void
send_one (Simulation *self,
          guint       from)
{
  guint n = self->sites->len;
  guint to = (from + 1 + (guint) g_rand_int_range (self->random, 0, (gint32) n - 1)) % n;
  RabtaVersionVector **heard = &self->heard[from * n + to];

  g_ptr_array_add (self->packages, make_package (simulation_get_site (self, from), to, *heard));
  /* Now and then the receipt comes home, and the next package starts from there; sometimes what was sent is
   * thought to have arrived although it is on the way or lost, which leaves holes. */
  if (g_rand_int_range (self->random, 0, 3) == 0)
    {
      guint whose = g_rand_int_range (self->random, 0, 4) == 0 ? from : to;

      rabta_version_vector_free (*heard);
      *heard = get_versions (simulation_get_site (self, whose));
      if (whose == to)
        simulation_tell_files (simulation_get_site (self, from), simulation_get_site (self, to), to);
    }
}

static void
receive_one (Simulation *self)
{
  guint i;

  if (self->packages->len == 0)
    return;
  i = (guint) g_rand_int_range (self->random, 0, (gint32) self->packages->len);
  switch (g_rand_int_range (self->random, 0, 8))
    {
    case 0: /* lost */
      g_ptr_array_remove_index_fast (self->packages, i);
      break;
    case 1: /* brought, and will be again */
      bring (self, g_ptr_array_index (self->packages, i), NULL);
      break;
    default:
      bring (self, g_ptr_array_index (self->packages, i), NULL);
      g_ptr_array_remove_index_fast (self->packages, i);
    }
}

static char *state;

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
remove_state (void)
{
  remove_folder (state);
  g_free (state);
}

void
simulation_init (void)
{
  state = g_dir_make_tmp ("rabta-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_setenv ("RABTA_TODAY", "2026-02-02", TRUE);
  atexit (remove_state);
}

Simulation *
simulation_new (guint32 seed,
                guint   n_sites)
{
  Simulation *self = g_new0 (Simulation, 1);
  g_autoptr (GError) error = NULL;

  self->random = g_rand_new_with_seed (seed);
  self->folder = g_dir_make_tmp ("rabta-simulation-XXXXXX", &error);
  g_assert_no_error (error);
  self->sites = g_ptr_array_new_with_free_func (g_object_unref);
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  self->packages = g_ptr_array_new_with_free_func (package_free);
  self->heard = g_new0 (RabtaVersionVector *, n_sites * n_sites);
  for (guint i = 0; i < n_sites; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.casebook", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autofree char *officer = g_strdup_printf ("Officer %u", i);

      g_ptr_array_add (self->sites, rabta_casebook_create (path, "RO-PB-LHR", officer, &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < n_sites * n_sites; i++)
    self->heard[i] = rabta_version_vector_new ();

  return self;
}

void
simulation_free (Simulation *self)
{
  for (guint i = 0; i < self->sites->len * self->sites->len; i++)
    rabta_version_vector_free (self->heard[i]);
  for (guint i = 0; i < self->sites->len; i++)
    rabta_casebook_close (simulation_get_site (self, i));
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->packages);
  g_array_unref (self->known);
  g_rand_free (self->random);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->heard);
  g_free (self);
}

void
simulation_step (Simulation *self)
{
  guint site = (guint) g_rand_int_range (self->random, 0, (gint32) self->sites->len);
  RabtaCasebook *casebook = simulation_get_site (self, site);
  int dice = g_rand_int_range (self->random, 0, 100);

  if (dice < 10)
    make_enterprise (self, casebook);
  else if (dice < 13)
    load_shared (self, casebook);
  else if (dice < 23)
    make_part (self, casebook);
  else if (dice < 26)
    attach_one (self, casebook);
  else if (dice < 60)
    edit (self, casebook);
  else if (dice < 67)
    delete_some (self, casebook);
  else if (dice < 72)
    take_back (self, casebook);
  else if (dice < 75)
    decide (self, casebook);
  else if (dice < 78)
    join_two (self, casebook);
  else if (dice < 80)
    part_one (self, casebook);
  else if (dice < 89)
    send_one (self, site);
  else
    receive_one (self);
}

void
simulation_carry_all (Simulation       *self,
                      guint             from,
                      guint             to,
                      RabtaMergeReport *report)
{
  g_autoptr (RabtaVersionVector) nothing = rabta_version_vector_new ();
  Package *package = make_package (simulation_get_site (self, from), to, nothing);

  bring (self, package, report);
  package_free (package);
}

void
simulation_exchange_all (Simulation *self)
{
  guint n = self->sites->len;

  /* To the first and back: everybody has everything after that. */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n; i++)
      {
        guint from = round == 0 ? i : 0, to = round == 0 ? 0 : i;
        g_autoptr (RabtaVersionVector) has = get_versions (simulation_get_site (self, to));
        Package *package = make_package (simulation_get_site (self, from), to, has);

        if (from != to)
          bring (self, package, NULL);
        package_free (package);
      }
}

RabtaCasebook *
simulation_get_site (Simulation *self,
                     guint       i)
{
  return g_ptr_array_index (self->sites, i);
}

const char *
simulation_get_folder (Simulation *self)
{
  return self->folder;
}
