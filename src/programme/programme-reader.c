/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme-private.h"

#include "base/date.h"
#include "base/error.h"
#include "programme/code-list-private.h"
#include "programme/field-kind.h"
#include "programme/profile-private.h"
#include "programme/programme-xml.h"
#include "programme/track-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SLA_DAYS 3650

/* A code that can only be looked up once everything has been read. */
typedef struct
{
  enum
  {
    REFERS_TO_LIST,
    REFERS_TO_ITEM,
    REFERS_TO_STAGE,
    REFERS_TO_FIELD,
  } kind;
  int   line;
  char *code;
  char *within; /* a list for an item, a track for a stage or a field */
} Reference;

typedef struct
{
  RabtaProgramme   *programme;
  RabtaAttributes   attributes;          /* of the element being read; borrowed */
  int               current_line;        /* where it is */
  const char       *path[RABTA_PROGRAMME_XML_MAX_DEPTH]; /* names of the open elements */
  GArray           *references;          /* of Reference */
  GHashTable       *checks;              /* codes of all checklist items */
  RabtaCodeList    *list;                /* borrowed; the one being read */
  RabtaTrack       *track;               /* borrowed */
  RabtaStage       *stage;               /* borrowed */
  RabtaProfile     *profile;             /* borrowed */
  char             *list_parents;
  char             *problem;             /* the first thing found wrong */
  int               line;                /* and where */
} Reader;

typedef gboolean (*ReadFunc) (Reader *reader);
typedef gboolean (*RuleFunc) (RabtaRules             *rules,
                              const RabtaAttributes  *attributes,
                              char                  **problem);

typedef struct
{
  const char *name;
  const char *parent;
  const char *required; /* attributes, separated by blanks */
  ReadFunc    read;
  RuleFunc    rule;
} Element;

/* Lists that the records of the program draw on; without one of them it could not be filled in. */
static const char * const needed_lists[] = {
  "province", "district", "cluster", "sector", "standard", "finance-scheme", "indicator", "size",
  "legal-form", "enterprise-status", "organization-type", "event-type", "participation-role",
  "person-role", "gender", "activity-type", "priority", "case-status", "close-reason",
  "case-result", "evidence-grade", "outcome-type", "document-type", "pause-reason", "currency", "country",
};

static void
reference_clear (Reference *reference)
{
  g_clear_pointer (&reference->code, g_free);
  g_clear_pointer (&reference->within, g_free);
}

/* Keeps the first problem only: the others often follow from it. */
static gboolean G_GNUC_PRINTF (3, 4)
fail_at (Reader     *reader,
         int         line,
         const char *format,
         ...)
{
  va_list args;

  if (reader->problem == NULL)
    {
      va_start (args, format);
      reader->problem = g_strdup_vprintf (format, args);
      va_end (args);
      reader->line = line;
    }

  return FALSE;
}

static const char *
get (Reader     *reader,
     const char *name)
{
  return rabta_attributes_get (&reader->attributes, name);
}

static void
refer (Reader     *reader,
       int         kind,
       const char *code,
       const char *within)
{
  Reference reference = { kind, reader->current_line, g_strdup (code), g_strdup (within) };

  g_array_append_val (reader->references, reference);
}

static gboolean
check_date (Reader     *reader,
            const char *name)
{
  const char *date = get (reader, name);

  if (date != NULL && !rabta_date_is_valid (date))
    return fail_at (reader, reader->current_line, _("“%s” is not a date in “%s”"), date, name);

  return TRUE;
}

static gboolean
add_list (Reader     *reader,
          const char *id)
{
  if (g_hash_table_contains (reader->programme->lists, id))
    return fail_at (reader, reader->current_line, _("the code list “%s” is given twice"), id);

  reader->list = rabta_code_list_new (id);
  g_hash_table_insert (reader->programme->lists,
                       (gpointer) rabta_code_list_get_id (reader->list), reader->list);

  return TRUE;
}

static gboolean
add_item (Reader        *reader,
          RabtaCodeList *list)
{
  g_autoptr (RabtaCodeItem) item = rabta_code_item_new (&reader->attributes);

  if (!rabta_code_list_add (list, item))
    return fail_at (reader, reader->current_line, _("the code “%s” is in the list “%s” twice"),
                    get (reader, "code"), rabta_code_list_get_id (list));

  return TRUE;
}

static gboolean
read_programme (Reader *reader)
{
  RabtaProgramme *programme = reader->programme;
  gint64 version;

  if (!g_ascii_string_to_signed (get (reader, "version"), 10, 1, G_MAXINT, &version, NULL))
    return fail_at (reader, reader->current_line, _("“%s” is not a version number"),
                    get (reader, "version"));

  programme->id = g_strdup (get (reader, "id"));
  programme->version = version;
  programme->title = g_strdup (rabta_attributes_get_label (&reader->attributes));

  return TRUE;
}

static gboolean
read_size_code (Reader *reader)
{
  const char *above = get (reader, "above");
  const char *size = get (reader, "size");
  const char *code = get (reader, "code");

  if (above != NULL)
    refer (reader, REFERS_TO_ITEM, above, "size");
  if (size != NULL)
    refer (reader, REFERS_TO_ITEM, size, "size");
  if (code != NULL)
    refer (reader, REFERS_TO_ITEM, code, "size");

  return TRUE;
}

static gboolean
read_list (Reader *reader)
{
  g_clear_pointer (&reader->list_parents, g_free);
  reader->list_parents = g_strdup (get (reader, "parents"));

  return add_list (reader, get (reader, "id"));
}

static gboolean
read_item (Reader *reader)
{
  const char *code = get (reader, "code");
  const char *successor = get (reader, "successor");
  const char *parent = get (reader, "parent");

  if (successor != NULL && strcmp (successor, code) == 0)
    return fail_at (reader, reader->current_line, _("the code “%s” succeeds itself"), code);
  if (successor != NULL)
    refer (reader, REFERS_TO_ITEM, successor, rabta_code_list_get_id (reader->list));
  if (parent != NULL && reader->list_parents != NULL)
    refer (reader, REFERS_TO_ITEM, parent, reader->list_parents);

  return check_date (reader, "from") && check_date (reader, "until")
         && add_item (reader, reader->list);
}

static gboolean
read_track (Reader *reader)
{
  RabtaProgramme *programme = reader->programme;
  g_autoptr (RabtaTrack) track = rabta_track_new (&reader->attributes);
  const char *code = rabta_track_get_code (track);

  if (!add_item (reader, rabta_programme_get_list (programme, "track")))
    return FALSE;

  g_list_store_append (programme->tracks, track);
  g_hash_table_insert (programme->by_track, (gpointer) code, track);
  reader->track = track;
  reader->stage = NULL;

  return TRUE;
}

/* In the list of all stages a stage belongs under its track. */
static gboolean
add_stage_item (Reader     *reader,
                const char *track)
{
  static const char name[] = "parent";
  g_autofree char *block = g_malloc (reader->attributes.length + sizeof name + strlen (track) + 1);
  RabtaAttributes own = reader->attributes;
  gboolean added;

  memcpy (block, own.block, own.length);
  memcpy (block + own.length, name, sizeof name);
  strcpy (block + own.length + sizeof name, track);
  reader->attributes.block = block;
  reader->attributes.length = own.length + sizeof name + strlen (track) + 1;
  added = add_item (reader, rabta_programme_get_list (reader->programme, "stage"));
  reader->attributes = own;

  return added;
}

static gboolean
read_stage (Reader *reader)
{
  RabtaProgramme *programme = reader->programme;
  GListModel *stages = rabta_track_get_stages (reader->track);
  const char *track = rabta_track_get_code (reader->track);
  g_autoptr (RabtaStage) stage = NULL;
  const char * const *loops;
  gint64 sla_days;

  if (!g_ascii_string_to_signed (get (reader, "sla-days"), 10, 0, MAX_SLA_DAYS, &sla_days, NULL))
    return fail_at (reader, reader->current_line,
                    _("“%s” is not a number of days from 0 to %d, in the stage “%s”"),
                    get (reader, "sla-days"), MAX_SLA_DAYS, get (reader, "code"));

  stage = rabta_stage_new (&reader->attributes, track, g_list_model_get_n_items (stages) + 1,
                           (int) sla_days);
  if (!add_stage_item (reader, track))
    return FALSE;

  loops = rabta_stage_get_loops (stage);
  for (guint i = 0; loops[i] != NULL; i++)
    refer (reader, REFERS_TO_STAGE, loops[i], track);

  rabta_track_add_stage (reader->track, stage);
  g_hash_table_insert (programme->by_stage, (gpointer) rabta_stage_get_code (stage), stage);
  reader->stage = stage;

  return TRUE;
}

static gboolean
read_check (Reader *reader)
{
  const char *code = get (reader, "code");

  if (!g_hash_table_add (reader->checks, g_strdup (code)))
    return fail_at (reader, reader->current_line, _("the checklist item “%s” is given twice"),
                    code);

  rabta_stage_add_check (reader->stage, &reader->attributes);

  return TRUE;
}

static gboolean
is_field_name (const char *name)
{
  if (!g_ascii_islower (*name))
    return FALSE;

  for (; *name != '\0'; name++)
    if (!g_ascii_islower (*name) && !g_ascii_isdigit (*name) && *name != '_')
      return FALSE;

  return TRUE;
}

static gboolean
read_field (Reader *reader)
{
  const char *name = get (reader, "name");
  const char *list = get (reader, "list");
  const char *stage = get (reader, "stage");
  int line = reader->current_line;
  RabtaFieldKind kind;
  RabtaFormat format;

  if (!is_field_name (name))
    return fail_at (reader, line, _("“%s” is not a name for a field: small letters, digits and _"),
                    name);
  if (!rabta_field_kind_from_name (get (reader, "kind"), &kind))
    return fail_at (reader, line, _("the field “%s” is of an unknown kind, “%s”"),
                    name, get (reader, "kind"));
  if (!rabta_field_format_from_name (get (reader, "format"), &format))
    return fail_at (reader, line, _("the field “%s” has an unknown format, “%s”"),
                    name, get (reader, "format"));
  if (kind == RABTA_FIELD_CHOICE && list == NULL)
    return fail_at (reader, line, _("the field “%s” names no code list to choose from"), name);
  if (kind == RABTA_FIELD_REFERENCE && get (reader, "refers-to") == NULL)
    return fail_at (reader, line, _("the field “%s” does not say what it refers to"), name);

  if (list != NULL)
    refer (reader, REFERS_TO_LIST, list, NULL);
  if (stage != NULL)
    refer (reader, REFERS_TO_STAGE, stage, rabta_track_get_code (reader->track));
  if (!rabta_track_add_field (reader->track, &reader->attributes))
    return fail_at (reader, line, _("the track “%s” has the field “%s” twice"),
                    rabta_track_get_code (reader->track), name);

  return TRUE;
}

static gboolean
read_profile (Reader *reader)
{
  RabtaProgramme *programme = reader->programme;
  const char *code = get (reader, "code");
  g_autofree char *problem = NULL;
  g_autoptr (RabtaProfile) profile = NULL;

  if (rabta_programme_get_profile (programme, code) != NULL)
    return fail_at (reader, reader->current_line, _("the profile “%s” is given twice"), code);

  profile = rabta_profile_new (&reader->attributes, &problem);
  if (profile == NULL)
    return fail_at (reader, reader->current_line, "%s", problem);

  if (g_list_model_get_n_items (G_LIST_MODEL (programme->profiles)) == 0
      && strcmp (code, RABTA_PROFILE_FULL) != 0)
    return fail_at (reader, reader->current_line, _("the first profile has to be “%s”"), RABTA_PROFILE_FULL);

  g_list_store_append (programme->profiles, profile);
  reader->profile = profile;

  return TRUE;
}

static gboolean
read_exception (Reader *reader)
{
  const char *track = get (reader, "track");
  g_autofree char *problem = NULL;

  if (!rabta_profile_add_exception (reader->profile, &reader->attributes, &problem))
    return fail_at (reader, reader->current_line, "%s", problem);
  if (track != NULL)
    refer (reader, REFERS_TO_FIELD, get (reader, "field"), track);

  return TRUE;
}

static const Element elements[] = {
  { "item", "list", "code en", read_item },
  { "check", "stage", "code en", read_check },
  { "field", "track", "name kind en", read_field },
  { "stage", "track", "code en sla-days", read_stage },
  { "track", "tracks", "code en", read_track },
  { "list", "lists", "id", read_list },
  { "holiday", "rules", "date en", NULL, rabta_rules_add_holiday },
  { "programme", NULL, "id version en", read_programme },
  { "profiles", "programme", "" },
  { "profile", "profiles", "code en form", read_profile },
  { "exception", "profile", "field treatment", read_exception },
  { "rules", "programme", "" },
  { "lists", "programme", "" },
  { "tracks", "programme", "" },
  { "size-rule", "rules", "id from above", read_size_code, rabta_rules_add_size },
  { "class", "size-rule", "code up-to", read_size_code, rabta_rules_add_class },
  { "women-led", "rules", "owned owned-with-leader board", NULL, rabta_rules_set_women_led },
  { "start-up", "rules", "years", NULL, rabta_rules_set_start_up },
  { "certification-grant", "rules", "years turnover share certification consultancy", NULL,
    rabta_rules_set_grant },
  { "priority", "rules", "rank", read_size_code, rabta_rules_add_priority },
  { "working-week", "rules", "days", NULL, rabta_rules_set_week },
  { "critical", "rules", "kind fields", NULL, rabta_rules_add_critical },
  { "unique", "rules", "kind fields", NULL, rabta_rules_add_unique },
};

static const Element *
find_element (const char *name,
              const char *parent)
{
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (strcmp (elements[i].name, name) == 0 && g_strcmp0 (elements[i].parent, parent) == 0)
      return &elements[i];

  return NULL;
}

static gboolean
check_required (Reader        *reader,
                const Element *element)
{
  const char *at = element->required;

  while (*at != '\0')
    {
      char name[32];
      gsize length = strcspn (at, " ");

      g_strlcpy (name, at, MIN (sizeof name, length + 1));
      if (get (reader, name) == NULL)
        return fail_at (reader, reader->current_line,
                        _("the element “%s” lacks its attribute “%s”"), element->name, name);
      at += length + strspn (at + length, " ");
    }

  return TRUE;
}

static gboolean
resolve (Reader          *reader,
         const Reference *reference)
{
  RabtaProgramme *programme = reader->programme;
  RabtaCodeList *list;
  RabtaStage *stage;
  RabtaTrack *track;

  switch (reference->kind)
    {
    case REFERS_TO_LIST:
      if (rabta_programme_get_list (programme, reference->code) == NULL)
        return fail_at (reader, reference->line, _("there is no code list “%s”"), reference->code);
      break;
    case REFERS_TO_ITEM:
      list = rabta_programme_get_list (programme, reference->within);
      if (list == NULL || rabta_code_list_get_item (list, reference->code) == NULL)
        return fail_at (reader, reference->line, _("there is no code “%s” in the list “%s”"),
                        reference->code, reference->within);
      break;
    case REFERS_TO_STAGE:
      stage = rabta_programme_get_stage (programme, reference->code);
      if (stage == NULL || strcmp (rabta_stage_get_track (stage), reference->within) != 0)
        return fail_at (reader, reference->line, _("there is no stage “%s” in the track “%s”"),
                        reference->code, reference->within);
      break;
    case REFERS_TO_FIELD:
      track = rabta_programme_get_track (programme, reference->within);
      if (track == NULL || rabta_track_find_field (track, reference->code) == NULL)
        return fail_at (reader, reference->line, _("there is no field “%s” in the track “%s”"),
                        reference->code, reference->within);
      break;
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

static gboolean
resolve_all (Reader *reader)
{
  RabtaProgramme *programme = reader->programme;
  guint n_tracks = g_list_model_get_n_items (G_LIST_MODEL (programme->tracks));
  int line = reader->current_line;

  for (guint i = 0; i < reader->references->len; i++)
    if (!resolve (reader, &g_array_index (reader->references, Reference, i)))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (needed_lists); i++)
    if (rabta_programme_get_list (programme, needed_lists[i]) == NULL)
      return fail_at (reader, line, _("the code list “%s” is missing"), needed_lists[i]);

  for (guint i = 0; i < n_tracks; i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (G_LIST_MODEL (programme->tracks), i);

      if (rabta_track_get_first_stage (track) == NULL)
        return fail_at (reader, line, _("the track “%s” has no stage to begin with"),
                        rabta_track_get_code (track));
    }

  if (n_tracks == 0)
    return fail_at (reader, line, _("it has no track"));

  if (g_list_model_get_n_items (G_LIST_MODEL (programme->profiles)) == 0)
    {
      g_autoptr (RabtaProfile) full = rabta_profile_new_full ();

      g_list_store_append (programme->profiles, full);
    }

  return TRUE;
}

static gboolean
element_cb (const char             *name,
            int                     depth,
            const RabtaAttributes  *attributes,
            int                     line,
            gpointer                data)
{
  Reader *reader = data;
  g_autofree char *rule_problem = NULL;
  const Element *element = find_element (name, depth > 0 ? reader->path[depth - 1] : NULL);
  const char *language = reader->attributes.language;

  reader->current_line = line;
  reader->path[depth] = element != NULL ? element->name : NULL;
  reader->attributes = *attributes;
  reader->attributes.language = language;

  if (element == NULL)
    fail_at (reader, line, _("the element “%s” does not belong here"), name);
  else if (check_required (reader, element)
           && (element->read == NULL || element->read (reader))
           && element->rule != NULL
           && !element->rule (&reader->programme->rules, &reader->attributes, &rule_problem))
    fail_at (reader, line, "%s", rule_problem);

  return reader->problem == NULL;
}

static const char *
pick_language (void)
{
  const char * const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "ur"))
        return "ur";
      if (g_str_has_prefix (names[i], "en") || strcmp (names[i], "C") == 0)
        return "en";
    }

  return "en";
}

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->references, g_array_unref);
  g_clear_pointer (&reader->checks, g_hash_table_unref);
  g_clear_pointer (&reader->list_parents, g_free);
  g_clear_pointer (&reader->problem, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/**
 * rabta_programme_read:
 * @self: an empty programme that holds its XML
 * @name: what to call the definition in an error
 * @trusted: whether these very bytes are known to follow the schema
 * @error: return location
 *
 * Fills @self. The codes and references are checked even when @trusted.
 *
 * Returns: %FALSE with @error set: %RABTA_ERROR_INVALID naming the line and what is wrong with it
 */
gboolean
rabta_programme_read (RabtaProgramme  *self,
                      const char      *name,
                      gboolean         trusted,
                      GError         **error)
{
  g_auto (Reader) reader = { .programme = self };
  g_autofree char *problem = NULL;
  int line = 1;

  reader.attributes.language = pick_language ();
  reader.references = g_array_new (FALSE, TRUE, sizeof (Reference));
  g_array_set_clear_func (reader.references, (GDestroyNotify) reference_clear);
  reader.checks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if ((trusted || rabta_programme_xml_validate (self->xml, &reader.line, &reader.problem))
      && add_list (&reader, "track")
      && add_list (&reader, "stage")
      && rabta_programme_xml_parse (self->xml, element_cb, &reader, &line, &problem)
      && resolve_all (&reader))
    return TRUE;

  /* What was found while reading is told before what the parser makes of being stopped. */
  if (reader.problem == NULL)
    fail_at (&reader, line, "%s", problem);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("The programme definition “%s” cannot be used: line %d: %s."),
               name, reader.line, reader.problem);

  return FALSE;
}
