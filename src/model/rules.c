/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/rules.h"

#include "base/identifier.h"
#include "model/record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
rabta_finding_free (RabtaFinding *self)
{
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

static void
add_finding (GPtrArray         *findings,
             RabtaFindingLevel  level,
             const char        *field,
             char              *message)
{
  RabtaFinding *finding = g_new0 (RabtaFinding, 1);

  finding->level = level;
  finding->field = g_strdup (field);
  finding->message = message;
  g_ptr_array_add (findings, finding);
}

static void
check_choice (GPtrArray        *findings,
              RabtaProgramme   *programme,
              const RabtaField *field,
              const char       *code)
{
  RabtaCodeList *list = rabta_programme_get_list (programme, field->target);

  if (list == NULL || rabta_code_list_get_item (list, code) == NULL)
    add_finding (findings, RABTA_FINDING_ERROR, field->name,
                 g_strdup_printf (_("%s: “%s” is not in the list"), _(field->heading), code));
}

static void
check_text (GPtrArray        *findings,
            const RabtaField *field,
            const char       *text)
{
  g_autofree char *normal = NULL;
  g_autofree char *warning = NULL;
  g_autoptr (GError) error = NULL;

  if (rabta_field_is_too_long (field, text))
    {
      add_finding (findings, RABTA_FINDING_ERROR, field->name,
                   g_strdup_printf (_("%s: the text is longer than %d characters"), _(field->heading),
                                    (int) rabta_field_max_length (field)));
      return;
    }
  if (field->kind == RABTA_FIELD_DATE)
    {
      if (!rabta_date_is_valid (text))
        add_finding (findings, RABTA_FINDING_ERROR, field->name,
                     g_strdup_printf (_("%s: “%s” is no date"), _(field->heading), text));
      return;
    }
  if (field->format == RABTA_FORMAT_NONE)
    return;

  normal = rabta_identifier_normalise (field->format, text, &warning, &error);
  if (normal == NULL)
    add_finding (findings, RABTA_FINDING_ERROR, field->name,
                 g_strdup_printf (_("%s: %s"), _(field->heading), error->message));
  else if (warning != NULL)
    add_finding (findings, RABTA_FINDING_WARNING, field->name,
                 g_strdup_printf (_("%s: %s"), _(field->heading), warning));
}

static void
check_number (GPtrArray        *findings,
              const RabtaField *field,
              gint64            number)
{
  if (field->kind == RABTA_FIELD_PERCENT && (number < 0 || number > 10000))
    add_finding (findings, RABTA_FINDING_ERROR, field->name,
                 g_strdup_printf (_("%s: a percentage is between 0 and 100"), _(field->heading)));
  else if ((field->kind == RABTA_FIELD_INTEGER || field->kind == RABTA_FIELD_MONEY) && number < 0)
    add_finding (findings, RABTA_FINDING_ERROR, field->name,
                 g_strdup_printf (_("%s: must not be less than zero"), _(field->heading)));
}

/* A value that did not change since it was saved is not refused now: codes retire and rules grow
 * stricter, and an officer who corrects a phone number must still be able to save. */
static void
check_field (GPtrArray      *findings,
             RabtaProgramme *programme,
             RabtaRecord    *record,
             guint           index)
{
  const RabtaField *field = &rabta_record_get_info (record)->fields[index];
  const RabtaValue *value = &rabta_record_peek_values (record)[index];

  if ((field->flags & RABTA_FIELD_DERIVED) != 0)
    return;
  if (value->type == RABTA_VALUE_NULL)
    {
      if ((field->flags & RABTA_FIELD_REQUIRED) != 0)
        add_finding (findings, RABTA_FINDING_ERROR, field->name,
                     g_strdup_printf (_("%s is missing"), _(field->heading)));
      return;
    }
  if (!rabta_record_is_new (record) && !rabta_record_is_field_dirty (record, index))
    return;

  if (field->kind == RABTA_FIELD_CHOICE)
    check_choice (findings, programme, field, value->text);
  else if (value->type == RABTA_VALUE_TEXT)
    check_text (findings, field, value->text);
  else if (value->type == RABTA_VALUE_INTEGER)
    check_number (findings, field, value->integer);
}

static void
check_order (GPtrArray   *findings,
             RabtaRecord *record,
             const char  *first,
             const char  *last,
             const char  *message)
{
  const char *from = rabta_record_get_text (record, first);
  const char *to = rabta_record_get_text (record, last);

  if (from != NULL && to != NULL && g_strcmp0 (to, from) < 0)
    add_finding (findings, RABTA_FINDING_ERROR, last, g_strdup (message));
}

/* Nothing that is entered as done lies in the future. */
static void
check_past (GPtrArray   *findings,
            RabtaRecord *record,
            const char  *name,
            const char  *message)
{
  char today[RABTA_DATE_SIZE];
  const char *date = rabta_record_get_text (record, name);

  rabta_date_today (today);
  if (date != NULL && g_strcmp0 (date, today) > 0)
    add_finding (findings, RABTA_FINDING_WARNING, name, g_strdup (message));
}

static void
check_enterprise (GPtrArray   *findings,
                  RabtaRecord *record)
{
  check_past (findings, record, "established", _("Established: this day is still to come"));
  if (rabta_record_has (record, "women_employees") && rabta_record_has (record, "employees") &&
      rabta_record_get_int (record, "women_employees") > rabta_record_get_int (record, "employees"))
    add_finding (findings, RABTA_FINDING_ERROR, "women_employees",
                 g_strdup (_("Women among them: more than there are employees")));
  if (rabta_record_has (record, "turnover_year") &&
      (rabta_record_get_int (record, "turnover_year") < 1947 || rabta_record_get_int (record, "turnover_year") > 2200))
    add_finding (findings, RABTA_FINDING_ERROR, "turnover_year",
                 g_strdup (_("Fiscal year of the turnover: write the year it ended in, such as 2026")));
}

/* CNIC: the last digit is odd for a man and even for a woman (NADRA). */
static void
check_person (GPtrArray   *findings,
              RabtaRecord *record)
{
  const char *cnic = rabta_record_get_text (record, "cnic");
  const char *gender = rabta_record_get_text (record, "gender");
  gboolean even;

  if (cnic == NULL || gender == NULL || cnic[0] == '\0')
    return;
  even = (cnic[strlen (cnic) - 1] - '0') % 2 == 0;
  if ((even && g_str_equal (gender, "male")) || (!even && g_str_equal (gender, "female")))
    add_finding (findings, RABTA_FINDING_WARNING, "cnic",
                 g_strdup (_("CNIC: its last digit does not fit the gender")));
}

static void
check_case (GPtrArray      *findings,
            RabtaProgramme *programme,
            RabtaRecord    *record)
{
  const char *track = rabta_record_get_text (record, "track");
  const char *code = rabta_record_get_text (record, "stage");
  RabtaStage *stage = code != NULL ? rabta_programme_get_stage (programme, code) : NULL;

  if (stage != NULL && track != NULL && g_strcmp0 (rabta_stage_get_track (stage), track) != 0)
    add_finding (findings, RABTA_FINDING_ERROR, "stage",
                 g_strdup_printf (_("Stage: “%s” is not a stage of the track"), rabta_stage_get_label (stage)));
  check_order (findings, record, "opened", "closed", _("Closed on: before the case was opened"));
}

/* Which file it is follows from the digest alone. */
static void
check_document (GPtrArray   *findings,
                RabtaRecord *record)
{
  const char *digest = rabta_record_get_text (record, "digest");
  guint digest_index = (guint) rabta_kind_find_field (rabta_record_get_info (record), "digest");

  if (digest != NULL && (strlen (digest) != 64 || strspn (digest, "0123456789abcdef") != 64))
    add_finding (findings, RABTA_FINDING_ERROR, "digest",
                 g_strdup (_("Digest of the file: 64 digits and letters from a to f")));
  if (!rabta_record_is_new (record) && rabta_record_is_field_dirty (record, digest_index))
    add_finding (findings, RABTA_FINDING_ERROR, "digest",
                 g_strdup (_("A document keeps the file it was attached with; attach the other one as a new document")));
}

static void
check_target (GPtrArray   *findings,
              RabtaRecord *record)
{
  gint64 quarter = rabta_record_get_int (record, "quarter");
  gint64 year = rabta_record_get_int (record, "fiscal_year");

  if (rabta_record_has (record, "quarter") && (quarter < 1 || quarter > 4))
    add_finding (findings, RABTA_FINDING_ERROR, "quarter", g_strdup (_("Quarter: from 1 to 4")));
  if (rabta_record_has (record, "fiscal_year") && (year < 1947 || year > 2200))
    add_finding (findings, RABTA_FINDING_ERROR, "fiscal_year",
                 g_strdup (_("Fiscal year: write the year it ends in, such as 2027")));
}

static void
check_kind (GPtrArray      *findings,
            RabtaProgramme *programme,
            RabtaRecord    *record)
{
  switch ((int) rabta_record_get_kind (record))
    {
    case RABTA_KIND_ENTERPRISE:
      check_enterprise (findings, record);
      break;
    case RABTA_KIND_PERSON:
      check_person (findings, record);
      break;
    case RABTA_KIND_EVENT:
      check_order (findings, record, "starts", "ends", _("Ends: before the event starts"));
      break;
    case RABTA_KIND_PAUSE:
      check_order (findings, record, "starts", "ends", _("Until: before the pause starts"));
      break;
    case RABTA_KIND_CASE:
      check_case (findings, programme, record);
      break;
    case RABTA_KIND_ACTIVITY:
      check_past (findings, record, "date", _("Date: this day is still to come; plan a follow-up instead"));
      break;
    case RABTA_KIND_OUTCOME:
      check_past (findings, record, "date", _("Date: this day is still to come"));
      break;
    case RABTA_KIND_DOCUMENT:
      check_document (findings, record);
      break;
    case RABTA_KIND_TARGET:
      check_target (findings, record);
      break;
    default:
      break;
    }
}

/**
 * rabta_rules_check:
 * @programme: the programme in force
 * @record: a record, saved or not
 *
 * Returns: (transfer full) (element-type RabtaFinding): what is wrong or doubtful, in the order of
 *   the fields; empty when all is well
 */
GPtrArray *
rabta_rules_check (RabtaProgramme *programme,
                   RabtaRecord    *record)
{
  GPtrArray *findings;
  const RabtaKindInfo *info;
  const RabtaValue *values;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme) && RABTA_IS_RECORD (record), NULL);

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_finding_free);
  info = rabta_record_get_info (record);
  values = rabta_record_peek_values (record);
  for (guint i = 0; i < info->n_fields; i++)
    if (values[i].type != RABTA_VALUE_NULL || (info->fields[i].flags & RABTA_FIELD_REQUIRED) != 0)
      check_field (findings, programme, record, i);
  check_kind (findings, programme, record);

  return findings;
}
