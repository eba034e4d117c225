/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/redaction.h"

#include "model/casebook-private.h"
#include "model/pseudonym.h"
#include "model/redaction-groups.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sodium.h>
#include <string.h>

/* Longer whole numbers that tell nobody apart – years, ranks – there are none; a CNIC is one. */
#define MAX_OPEN_INTEGER 9999

struct _RabtaRedaction
{
  RabtaProgramme       *programme;
  RabtaProfile         *profile;
  RabtaRedactionGroups *groups; /* NULL where nothing is told by how many share it */
  RabtaTreatment       *treatments[RABTA_N_KINDS]; /* by field */
  guint8                key[RABTA_PSEUDONYM_KEY_LENGTH];
};

/* A treatment that makes no sense of the field leaves it out. */
static RabtaTreatment
fit (RabtaTreatment       treatment,
     const RabtaField    *field,
     const RabtaKindInfo *info)
{
  gboolean fits = TRUE;

  switch (treatment)
    {
    case RABTA_TREATMENT_PSEUDONYM:
      /* The names of one record would show by theirs which of them are the same. One is enough. */
      fits = field->kind == RABTA_FIELD_REFERENCE
             || (info != NULL && field == &info->fields[info->title] && field->kind == RABTA_FIELD_TEXT
                 && field->format == RABTA_FORMAT_NONE);
      break;

    case RABTA_TREATMENT_ROUNDED:
      fits = field->kind == RABTA_FIELD_INTEGER || field->kind == RABTA_FIELD_MONEY
             || field->kind == RABTA_FIELD_DECIMAL;
      break;

    case RABTA_TREATMENT_MONTH:
    case RABTA_TREATMENT_YEAR:
      fits = field->kind == RABTA_FIELD_DATE || field->kind == RABTA_FIELD_INSTANT;
      break;

    case RABTA_TREATMENT_SHARED:
      fits = info != NULL && rabta_redaction_groups_have (info->kind, field->name);
      break;

    case RABTA_TREATMENT_FULL:
    case RABTA_TREATMENT_NOTHING:
    default:
      break;
    }

  return fits ? treatment : RABTA_TREATMENT_NOTHING;
}

/**
 * rabta_redaction_treatment:
 * @profile: a profile that gives records
 * @info: a kind of record
 * @field: index in its field table
 *
 * Returns: what becomes of the field
 */
RabtaTreatment
rabta_redaction_treatment (RabtaProfile        *profile,
                           const RabtaKindInfo *info,
                           guint                field)
{
  const RabtaProfileException *exception;
  const RabtaField *own;

  g_return_val_if_fail (RABTA_IS_PROFILE (profile), RABTA_TREATMENT_NOTHING);
  g_return_val_if_fail (info != NULL && field < info->n_fields, RABTA_TREATMENT_NOTHING);

  own = &info->fields[field];
  exception = rabta_profile_find_exception (profile, info->name, NULL, own->name);

  return fit (exception != NULL ? exception->treatment : rabta_profile_get_treatment (profile, own->privacy), own,
              info);
}

/**
 * rabta_redaction_treatment_extra:
 * @profile: a profile that gives records
 * @track: a track
 * @field: a field of it
 *
 * Returns: what becomes of the field
 */
RabtaTreatment
rabta_redaction_treatment_extra (RabtaProfile     *profile,
                                 RabtaTrack       *track,
                                 const RabtaField *field)
{
  const RabtaProfileException *exception;

  g_return_val_if_fail (RABTA_IS_PROFILE (profile), RABTA_TREATMENT_NOTHING);
  g_return_val_if_fail (RABTA_IS_TRACK (track) && field != NULL, RABTA_TREATMENT_NOTHING);

  exception = rabta_profile_find_exception (profile, NULL, rabta_track_get_code (track), field->name);

  return fit (exception != NULL ? exception->treatment : rabta_profile_get_treatment (profile, field->privacy), field,
              NULL);
}

static const RabtaField *
find_field (RabtaProgramme               *programme,
            const RabtaProfileException  *exception,
            const RabtaKindInfo         **info)
{
  RabtaKind kind = rabta_kind_from_name (exception->kind);
  RabtaTrack *track = rabta_programme_get_track (programme, exception->track);
  int field;

  *info = kind != RABTA_KIND_NONE ? rabta_kind_get_info (kind) : NULL;
  if (*info == NULL)
    return track != NULL ? rabta_track_find_field (track, exception->field) : NULL;

  field = rabta_kind_find_field (*info, exception->field);
  return field >= 0 ? &(*info)->fields[field] : NULL;
}

/* What would undo the pseudonyms; that an agency tells some names is its decision. */
static gboolean
gives_away (RabtaProfile     *profile,
            const RabtaField *field,
            RabtaTreatment    treatment)
{
  return treatment == RABTA_TREATMENT_FULL
         && rabta_profile_get_treatment (profile, RABTA_PRIVACY_NAME) != RABTA_TREATMENT_FULL
         && (field->privacy == RABTA_PRIVACY_NUMBER || field->privacy == RABTA_PRIVACY_CONTACT
             || field->privacy == RABTA_PRIVACY_WORDS || field->privacy == RABTA_PRIVACY_LINK);
}

/**
 * rabta_redaction_check:
 * @programme: a programme
 * @profile: a profile of it
 * @error: return location: %RABTA_ERROR_INVALID
 *
 * Whether the exceptions of a profile are of fields that there are and can be treated so. A profile
 * that is in doubt lets nothing out.
 *
 * Returns: whether records may be taken through @profile
 */
gboolean
rabta_redaction_check (RabtaProgramme  *programme,
                       RabtaProfile    *profile,
                       GError         **error)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme) && RABTA_IS_PROFILE (profile), FALSE);

  for (guint i = 0; i < rabta_profile_get_n_exceptions (profile); i++)
    {
      const RabtaProfileException *exception = rabta_profile_get_exception (profile, i);
      const char *owner = exception->kind != NULL ? exception->kind : exception->track;
      const char *name = rabta_treatment_get_name (exception->treatment);
      const RabtaKindInfo *info;
      const RabtaField *field = find_field (programme, exception, &info);

      if (field == NULL)
        g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                     _("The profile “%s” of the programme cannot be used: there is no field “%s” of “%s”."),
                     rabta_profile_get_label (profile), exception->field, owner);
      else if (!rabta_profile_allows (field->privacy, exception->treatment)
               || fit (exception->treatment, field, info) != exception->treatment)
        g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                     _("The profile “%s” of the programme cannot be used: the field “%s” of “%s” cannot be treated "
                       "as “%s”."),
                     rabta_profile_get_label (profile), exception->field, owner, name);
      else if (gives_away (profile, field, exception->treatment))
        g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                     _("The profile “%s” of the programme cannot be used: it hides names, but the field “%s” of “%s”, "
                       "left as it is, gives them away."),
                     rabta_profile_get_label (profile), exception->field, owner);
      else
        continue;

      return FALSE;
    }

  return TRUE;
}

static void
list_treatments (RabtaRedaction *self)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);

      self->treatments[kind] = g_new (RabtaTreatment, info->n_fields);
      for (guint i = 0; i < info->n_fields; i++)
        self->treatments[kind][i] = rabta_redaction_treatment (self->profile, info, i);
    }
}

/**
 * rabta_redaction_new:
 * @reader: the snapshot that the records are from
 * @programme: the programme in force
 * @profile: a profile of it that gives records
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what records are taken through
 */
RabtaRedaction *
rabta_redaction_new (RabtaReader     *reader,
                     RabtaProgramme  *programme,
                     RabtaProfile    *profile,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (RabtaRedaction) self = NULL;

  g_return_val_if_fail (reader != NULL && RABTA_IS_PROGRAMME (programme), NULL);
  g_return_val_if_fail (RABTA_IS_PROFILE (profile), NULL);

  if (rabta_profile_is_figures (profile))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("With the profile “%s” no records leave the office."),
                   rabta_profile_get_label (profile));
      return NULL;
    }
  if (!rabta_redaction_check (programme, profile, error))
    return NULL;

  self = g_new0 (RabtaRedaction, 1);
  self->programme = g_object_ref (programme);
  self->profile = g_object_ref (profile);
  list_treatments (self);
  if (rabta_profile_is_full (profile))
    return g_steal_pointer (&self);

  if (!rabta_pseudonym_load_key (rabta_reader_get_database (reader), self->key, error))
    return NULL;
  if (rabta_profile_get_smallest (profile) > 0)
    {
      self->groups = rabta_redaction_groups_new (reader, profile, cancellable, error);
      if (self->groups == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rabta_redaction_free:
 * @self: (nullable) (transfer full): a redaction
 */
void
rabta_redaction_free (RabtaRedaction *self)
{
  if (self == NULL)
    return;

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    g_free (self->treatments[kind]);
  g_clear_pointer (&self->groups, rabta_redaction_groups_free);
  g_object_unref (self->programme);
  g_object_unref (self->profile);
  sodium_memzero (self->key, sizeof self->key);
  g_free (self);
}

/**
 * rabta_redaction_get_profile:
 * @self: a redaction
 *
 * Returns: (transfer none): its profile
 */
RabtaProfile *
rabta_redaction_get_profile (RabtaRedaction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->profile;
}

/**
 * rabta_redaction_get_id:
 * @self: a redaction
 * @id: id of a record
 * @result: (out): the id under which it leaves the office
 */
void
rabta_redaction_get_id (RabtaRedaction  *self,
                        const RabtaUuid *id,
                        RabtaUuid       *result)
{
  g_return_if_fail (self != NULL && id != NULL && result != NULL);

  if (rabta_profile_get_treatment (self->profile, RABTA_PRIVACY_LINK) == RABTA_TREATMENT_PSEUDONYM)
    rabta_pseudonym_of_id (self->key, id, result);
  else
    *result = *id;
}

static gboolean
is_code (RabtaRedaction *self,
         const char     *list_id,
         const char     *text)
{
  RabtaCodeList *list = list_id != NULL ? rabta_programme_get_list (self->programme, list_id) : NULL;

  return list != NULL && rabta_code_list_get_item (list, text) != NULL;
}

static gboolean
is_check (RabtaRedaction *self,
          RabtaRecord    *record,
          const char     *text)
{
  RabtaStage *stage = rabta_programme_get_stage (self->programme, rabta_record_get_text (record, "stage"));

  for (guint i = 0; stage != NULL && i < rabta_stage_get_n_checks (stage); i++)
    if (strcmp (rabta_stage_get_check (stage, i)->code, text) == 0)
      return TRUE;

  return FALSE;
}

/* What tells nobody apart can only be what a list of the programme holds or a short number: in a field for a
 * code somebody may have brought in a name. */
static gboolean
is_harmless (RabtaRedaction   *self,
             RabtaRecord      *record,
             const RabtaField *field,
             const RabtaValue *value)
{
  if (field->kind == RABTA_FIELD_CHOICE)
    return is_code (self, field->target, value->text);

  if (field->privacy != RABTA_PRIVACY_OPEN)
    return TRUE;

  if (field->kind == RABTA_FIELD_INTEGER)
    return value->integer >= -MAX_OPEN_INTEGER && value->integer <= MAX_OPEN_INTEGER;

  if (value->type != RABTA_VALUE_TEXT)
    return TRUE;

  switch ((int) rabta_record_get_kind (record))
    {
    case RABTA_KIND_CHECKLIST_ITEM:
      return is_check (self, record, value->text);

    case RABTA_KIND_TARGET:
      return is_code (self, "indicator", value->text);

    default:
      return FALSE;
    }
}

static gint64
round_integer (gint64 value)
{
  guint64 size = value < 0 ? 0 - (guint64) value : (guint64) value;
  guint64 unit = 1;

  while (size / unit >= 10)
    unit *= 10;

  /* Up from the half, unless it would not fit any more. */
  if (size % unit >= unit / 2 + unit % 2 && size / unit * unit <= G_MAXINT64 - unit)
    size = size / unit * unit + (size % unit > 0 ? unit : 0);
  else
    size = size / unit * unit;

  return value < 0 ? -(gint64) size : (gint64) size;
}

static char *
round_decimal (const char *text)
{
  double value = g_ascii_strtod (text, NULL);
  char buffer[512];
  int places;
  double unit;

  if (value == 0)
    return g_strdup ("0");
  if (!isfinite (value) || fabs (value) > 1e15 || fabs (value) < 1e-15)
    return NULL;

  places = (int) floor (log10 (fabs (value)));
  unit = pow (10, places);
  value = round (value / unit) * unit;
  g_ascii_formatd (buffer, sizeof buffer, places < 0 ? "%.15f" : "%.0f", value);
  if (places < 0)
    buffer[strcspn (buffer, ".") + 1 + (gsize) -places] = '\0';

  return g_strdup (buffer);
}

static void
round_value (const RabtaField *field,
             const RabtaValue *value,
             RabtaValue       *result)
{
  if (field->kind != RABTA_FIELD_DECIMAL)
    {
      result->type = RABTA_VALUE_INTEGER;
      result->integer = round_integer (value->integer);
      return;
    }

  result->text = round_decimal (value->text);
  result->type = result->text != NULL ? RABTA_VALUE_TEXT : RABTA_VALUE_NULL;
}

/* "2026-01-24", or an instant that begins so. */
static void
coarsen_day (const RabtaField *field,
             const char       *text,
             gboolean          is_year,
             RabtaValue       *result)
{
  if (strlen (text) < RABTA_DATE_SIZE - 1)
    return;

  result->type = RABTA_VALUE_TEXT;
  result->text = g_strdup_printf ("%.*s-01%s", is_year ? 4 : 7, text, is_year ? "-01" : "");
  if (field->kind == RABTA_FIELD_INSTANT)
    {
      g_autofree char *day = result->text;

      result->text = g_strconcat (day, "T00:00:00Z", NULL);
    }
}

static void
give_pseudonym (RabtaRedaction   *self,
                RabtaRecord      *record,
                const RabtaValue *value,
                RabtaValue       *result)
{
  char code[RABTA_PSEUDONYM_CODE_SIZE];

  if (value->type == RABTA_VALUE_ID)
    {
      result->type = RABTA_VALUE_ID;
      rabta_pseudonym_of_id (self->key, &value->id, &result->id);
      return;
    }

  /* In English in every language: it has to be the same in every file. */
  rabta_pseudonym_code (self->key, rabta_record_get_id (record), code);
  result->type = RABTA_VALUE_TEXT;
  result->text = g_strdup_printf ("%s %s", rabta_record_get_info (record)->heading, code);
}

/* @result stays null where nothing is told. */
static void
treat (RabtaRedaction   *self,
       RabtaRecord      *record,
       const RabtaField *field,
       RabtaTreatment    treatment,
       const RabtaValue *value,
       RabtaValue       *result)
{
  if (value->type == RABTA_VALUE_NULL)
    return;

  switch (treatment)
    {
    case RABTA_TREATMENT_SHARED:
      if (!rabta_redaction_groups_tell (self->groups, record, field->name))
        return;
      G_GNUC_FALLTHROUGH;

    case RABTA_TREATMENT_FULL:
      if (is_harmless (self, record, field, value))
        rabta_value_copy (value, result);
      return;

    case RABTA_TREATMENT_PSEUDONYM:
      give_pseudonym (self, record, value, result);
      return;

    case RABTA_TREATMENT_ROUNDED:
      round_value (field, value, result);
      return;

    case RABTA_TREATMENT_MONTH:
    case RABTA_TREATMENT_YEAR:
      coarsen_day (field, value->text, treatment == RABTA_TREATMENT_YEAR, result);
      return;

    case RABTA_TREATMENT_NOTHING:
    default:
      return;
    }
}

/* A field that the track does not know may hold anything. */
static void
treat_extras (RabtaRedaction *self,
              RabtaRecord    *record,
              RabtaRecord    *redacted)
{
  const char *code = rabta_record_get_kind (record) == RABTA_KIND_CASE ? rabta_record_get_text (record, "track") : NULL;
  RabtaTrack *track = rabta_programme_get_track (self->programme, code);
  g_autoptr (GList) names = track != NULL ? rabta_record_list_extra (record) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const RabtaField *field = rabta_track_find_field (track, l->data);
      g_auto (RabtaValue) value = RABTA_VALUE_INIT;
      g_auto (RabtaValue) treated = RABTA_VALUE_INIT;
      g_autofree char *text = NULL;

      if (field == NULL || !rabta_value_parse (field, rabta_record_get_extra (record, l->data), &value, NULL))
        continue;

      treat (self, record, field, rabta_redaction_treatment_extra (self->profile, track, field), &value, &treated);
      text = rabta_value_to_text (field, &treated);
      if (text != NULL)
        rabta_record_set_extra (redacted, l->data, text);
    }
}

/**
 * rabta_redaction_apply:
 * @self: a redaction
 * @record: a record of its snapshot
 *
 * Returns: (transfer full): what may leave the office of it, as a record of its own
 */
RabtaRecord *
rabta_redaction_apply (RabtaRedaction *self,
                       RabtaRecord    *record)
{
  g_autoptr (RabtaRecord) redacted = NULL;
  const RabtaKindInfo *info;
  RabtaUuid id;

  g_return_val_if_fail (self != NULL && RABTA_IS_RECORD (record), NULL);

  if (rabta_profile_is_full (self->profile))
    return rabta_record_copy (record);

  info = rabta_record_get_info (record);
  redacted = rabta_record_new (info->kind);
  rabta_redaction_get_id (self, rabta_record_get_id (record), &id);
  rabta_record_set_id (redacted, &id);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (RabtaValue) value = RABTA_VALUE_INIT;

      treat (self, record, &info->fields[i], self->treatments[info->kind][i], rabta_record_get_value (record, i), &value);
      if (value.type != RABTA_VALUE_NULL)
        rabta_record_take_value (redacted, i, &value);
    }
  if (info->has_extra)
    treat_extras (self, record, redacted);

  return g_steal_pointer (&redacted);
}
