/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-words.h"

#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How many groups of a fingerprint stand in a line. */
#define GROUPS 4

/**
 * rabta_exchange_dup_peer:
 * @peer: a copy of the casebook
 *
 * Returns: (transfer full): what people call it, "HQ-LHR (Ayesha Khan)"
 */
char *
rabta_exchange_dup_peer (const RabtaPeer *peer)
{
  g_return_val_if_fail (peer != NULL, NULL);

  /* Translators: the code of an office and who works with that copy of its casebook. */
  return g_strdup_printf (_("%s (%s)"), peer->office, peer->name);
}

/**
 * rabta_exchange_find_peer:
 * @peers: (element-type RabtaPeer): the registered copies
 * @site: one of them, or a stranger
 *
 * Returns: (transfer none) (nullable): the copy
 */
const RabtaPeer *
rabta_exchange_find_peer (GPtrArray    *peers,
                          const guint8 *site)
{
  g_return_val_if_fail (peers != NULL && site != NULL, NULL);

  for (guint i = 0; i < peers->len; i++)
    {
      const RabtaPeer *peer = g_ptr_array_index (peers, i);

      if (memcmp (peer->site, site, sizeof peer->site) == 0)
        return peer;
    }

  return NULL;
}

/**
 * rabta_exchange_dup_copy:
 * @peers: (element-type RabtaPeer): the registered copies
 * @site: one of them, or a stranger
 *
 * Returns: (transfer full): what people call it
 */
char *
rabta_exchange_dup_copy (GPtrArray    *peers,
                         const guint8 *site)
{
  const RabtaPeer *peer;

  g_return_val_if_fail (peers != NULL && site != NULL, NULL);

  peer = rabta_exchange_find_peer (peers, site);

  return peer != NULL ? rabta_exchange_dup_peer (peer) : g_strdup (_("a copy that is not registered"));
}

/**
 * rabta_exchange_role_words:
 *
 * Returns: (transfer none): what a copy with this role is
 */
const char *
rabta_exchange_role_words (RabtaPeerRole role)
{
  switch (role)
    {
    case RABTA_PEER_HEADQUARTERS:
      return _("Headquarters");
    case RABTA_PEER_LAPTOP:
      return _("Laptop");
    case RABTA_PEER_OFFICE:
    default:
      return _("Office");
    }
}

/**
 * rabta_exchange_dup_numbers:
 * @numbers: (element-type gint64): ascending
 *
 * Returns: (transfer full): "3, 5–8"
 */
char *
rabta_exchange_dup_numbers (GArray *numbers)
{
  gboolean is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (numbers != NULL, NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 first = g_array_index (numbers, gint64, i), last = first;

      while (i + 1 < numbers->len && g_array_index (numbers, gint64, i + 1) == last + 1)
        last = g_array_index (numbers, gint64, ++i);
      if (text->len > 0)
        g_string_append (text, _(", "));
      if (first == last)
        g_string_append_printf (text, "%" PRId64, first);
      else
        /* Among Urdu the dash would turn the two numbers round: U+2066 LEFT-TO-RIGHT ISOLATE. */
        g_string_append_printf (text, is_rtl ? "\342\201\246%" PRId64 "–%" PRId64 "\342\201\251" : "%" PRId64 "–%" PRId64,
                                first, last);
    }

  return g_string_free (text, FALSE);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* The numbers of what came from a copy after the first hole. */
static GArray *
list_present (GPtrArray    *files,
              const guint8 *site,
              gint64        hole)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (!file->is_out && file->has_site && file->number > hole && strcmp (file->state, RABTA_FILE_MERGED) == 0 &&
          memcmp (file->site, site, RABTA_SITE_ID_LENGTH) == 0)
        g_array_append_val (numbers, file->number);
    }
  g_array_sort (numbers, compare_numbers);

  return numbers;
}

/**
 * rabta_exchange_dup_missing:
 * @files: (element-type RabtaFile): every file
 * @site: who sent some of them
 *
 * Returns: (transfer full) (nullable): "no. 14 has not arrived; nos. 15–16 are in"; %NULL where none is missing
 */
char *
rabta_exchange_dup_missing (GPtrArray    *files,
                            const guint8 *site)
{
  g_autoptr (GArray) missing = rabta_files_list_missing (files, site);
  g_autoptr (GArray) present = NULL;
  g_autofree char *missing_numbers = NULL;
  g_autofree char *present_numbers = NULL;
  g_autofree char *away = NULL;
  g_autofree char *here = NULL;

  if (missing->len == 0)
    return NULL;

  present = list_present (files, site, g_array_index (missing, gint64, 0));
  missing_numbers = rabta_exchange_dup_numbers (missing);
  present_numbers = rabta_exchange_dup_numbers (present);
  away = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no. %s has not arrived", "nos. %s have not arrived",
                                       missing->len),
                          missing_numbers);
  here = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no. %s is in", "nos. %s are in", present->len),
                          present_numbers);

  /* Translators: "nos. 13–14 have not arrived" and "no. 15 is in". */
  return g_strdup_printf (_("%s; %s"), away, here);
}

/* Takes @part, which is told where there are any. */
static void
take_count (GString *text,
            gint64   count,
            char    *part)
{
  if (count > 0)
    rabta_joined_text_append (text, part);
  g_free (part);
}

#define COUNTED(sentences, count) g_strdup_printf (sentences, (gint64) (count))

static void
append_counts (GString                  *text,
               const RabtaReceiveReport *report)
{
  const RabtaMergeReport *merge = &report->merge;

  take_count (text, merge->n_new,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " change is new", "%" PRId64 " changes are new",
                                    (gulong) merge->n_new),
                       merge->n_new));
  take_count (text, merge->n_known,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " was known", "%" PRId64 " were known",
                                    (gulong) merge->n_known),
                       merge->n_known));
  take_count (text, merge->n_conflicts,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " conflict is open", "%" PRId64 " conflicts are open",
                                    (gulong) merge->n_conflicts),
                       merge->n_conflicts));
  take_count (text, merge->n_waiting,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " change waits for a newer version of the program",
                                    "%" PRId64 " changes wait for a newer version of the program",
                                    (gulong) merge->n_waiting),
                       merge->n_waiting));
  take_count (text, merge->n_clock_wrong,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " change comes from a computer whose clock is ahead",
                                    "%" PRId64 " changes come from a computer whose clock is ahead",
                                    (gulong) merge->n_clock_wrong),
                       merge->n_clock_wrong));
  take_count (text, report->n_receipts,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " receipt came home", "%" PRId64 " receipts came home",
                                    report->n_receipts),
                       report->n_receipts));
  take_count (text, report->n_to_mend,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " thing is to be mended",
                                    "%" PRId64 " things are to be mended", report->n_to_mend),
                       report->n_to_mend));
  take_count (text, report->n_attachments,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " attached file came along",
                                    "%" PRId64 " attached files came along", report->n_attachments),
                       report->n_attachments));
  take_count (text, report->n_awaited,
              COUNTED (g_dngettext (GETTEXT_PACKAGE, "the file of %" PRId64 " document was not received yet",
                                    "the files of %" PRId64 " documents were not received yet", (gulong) report->n_awaited),
                       report->n_awaited));
}

/**
 * rabta_exchange_dup_received:
 * @report: of a file that was taken over, or was before
 *
 * Returns: (transfer full): what it came to
 */
char *
rabta_exchange_dup_received (const RabtaReceiveReport *report)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (report != NULL && report->from != NULL, NULL);

  if (report->known != NULL)
    {
      g_autofree char *when = rabta_instant_display (report->known);

      g_string_append_printf (text, _("It came in before, on %s; nothing was changed"), when);
    }
  else if (report->merge.n_new == 0)
    {
      rabta_joined_text_append (text, _("Nothing in it is new"));
    }
  if (report->known == NULL)
    append_counts (text, report);
  if (report->before != NULL)
    rabta_joined_text_append (text, _("another file of the same number came in before: the copy that sends them was put "
                                      "back from a backup or is there twice"));
  if (report->renamed)
    rabta_joined_text_append (text, _("this copy was put back from a backup or cloned: it goes on under another id and needs a "
                                      "new key"));
  if (report->n_foreign_receipts > 0)
    rabta_joined_text_append (text, _("there are receipts for files that a clone of this copy sent"));
  if (report->programme > 0)
    rabta_joined_text_append (text, _("a new programme definition is in force after the next start"));
  if (report->missing->len > 0)
    {
      g_autofree char *numbers = rabta_exchange_dup_numbers (report->missing);
      g_autofree char *missing = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no. %s has not arrived",
                                                               "nos. %s have not arrived", report->missing->len),
                                                  numbers);

      rabta_joined_text_append (text, missing);
    }

  return g_string_free (text, FALSE);
}

/**
 * rabta_exchange_set_fingerprint:
 * @label: where to show it
 * @key: a public key
 *
 * Shows the fingerprint of a key in lines that two people can read to each other.
 */
void
rabta_exchange_set_fingerprint (GtkLabel             *label,
                                const RabtaPublicKey *key)
{
  g_autofree char *fingerprint = rabta_public_key_dup_fingerprint (key);
  char *p = fingerprint;

  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, fingerprint, -1);
  for (guint n = 1; (p = strchr (p, ' ')) != NULL; n++, p++)
    if (n % GROUPS == 0)
      *p = '\n';
  gtk_label_set_text (label, fingerprint);
  /* Groups of digits stand in the order they are read in, in every language. */
  gtk_widget_set_direction (GTK_WIDGET (label), GTK_TEXT_DIR_LTR);
}
