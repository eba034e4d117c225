/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/error.h"
#include "exchange/vcard-reader.h"

#include <sys/mman.h>
#include <unistd.h>

static void
check_text (const char *text)
{
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_card (const RabtaVcard *card,
            guint             number)
{
  g_assert (card->number == number);
  check_text (card->name);
  check_text (card->organization);
  check_text (card->title);
  check_text (card->note);
  check_text (card->gender);
  for (guint i = 0; i < card->phones->len; i++)
    check_text (card->phones->pdata[i]);
  for (guint i = 0; i < card->emails->len; i++)
    check_text (card->emails->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  int fd = memfd_create ("cards", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RabtaVcardReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint number = 0;

  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  reader = rabta_vcard_reader_open (file, NULL, &error);
  g_assert ((reader == NULL) == (error != NULL));
  while (reader != NULL)
    {
      g_autoptr (RabtaVcard) card = rabta_vcard_reader_next (reader);

      if (card == NULL)
        break;
      check_card (card, ++number);
    }
  close (fd);
  return 0;
}
