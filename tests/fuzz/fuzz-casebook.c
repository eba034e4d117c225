/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A casebook in XML: bytes, parser, schema, and the records of it. */
#include "fuzz.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/xml-document.h"
#include "exchange/xml-validate.h"

#include <sys/mman.h>
#include <unistd.h>

typedef struct
{
  gint64 n_records;
  guint  n_problems;
} Found;

static gboolean
record_cb (RabtaRecord  *record,
           int           line,
           gpointer      user_data,
           GError      **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  Found *found = user_data;

  g_assert (line > 0);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value = rabta_record_get_value (record, i);

      g_assert (value->type != RABTA_VALUE_TEXT || rabta_text_is_xml_legal (value->text, -1));
    }
  found->n_records++;
  return TRUE;
}

static gboolean
problem_cb (RabtaXmlProblem *problem,
            gpointer         user_data)
{
  Found *found = user_data;

  g_assert (*problem->message != '\0');
  rabta_xml_problem_free (problem);
  return ++found->n_problems < RABTA_XML_MAX_PROBLEMS;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const RabtaXmlDocumentHandler handler = { record_cb, problem_cb };
  static RabtaProgramme *programme;
  int fd = memfd_create ("casebook", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  Found found = { 0 };
  gboolean is_read;

  if (programme == NULL)
    programme = rabta_programme_new_shipped (NULL);
  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  is_read = rabta_xml_document_read (path, programme, &handler, &found, NULL, NULL, NULL, &error);
  g_assert (!is_read || error == NULL);
  g_assert (error == NULL || *error->message != '\0');
  close (fd);
  return 0;
}
