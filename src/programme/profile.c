/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/profile.h"

#include "programme/profile-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A count that is told tells of one person where it is 1, and of two to one of the two where it is 2. */
#define MIN_SMALLEST 3
#define MAX_SMALLEST 1000

struct _RabtaProfile
{
  GObject         parent_instance;

  char           *code;
  char           *label;
  char           *purpose;
  gboolean        is_figures;
  int             smallest;
  RabtaTreatment  treatments[RABTA_N_PRIVACIES];
  GArray         *exceptions; /* of RabtaProfileException */
};

enum
{
  PROP_0,
  PROP_CODE,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RabtaProfile, rabta_profile, G_TYPE_OBJECT)

#define BIT(treatment) (1u << RABTA_TREATMENT_##treatment)

/* By #RabtaPrivacy: the attribute of a profile, and which treatments make sense of such fields. */
static const struct
{
  const char *attribute;
  guint       treatments;
} privacies[RABTA_N_PRIVACIES] = {
  [RABTA_PRIVACY_OPEN] = { NULL, BIT (FULL) | BIT (NOTHING) },
  [RABTA_PRIVACY_NAME] = { "names", BIT (FULL) | BIT (PSEUDONYM) | BIT (NOTHING) },
  [RABTA_PRIVACY_NUMBER] = { "numbers", BIT (FULL) | BIT (NOTHING) },
  [RABTA_PRIVACY_CONTACT] = { "contact", BIT (FULL) | BIT (NOTHING) },
  [RABTA_PRIVACY_PERSON] = { "personal", BIT (FULL) | BIT (NOTHING) },
  [RABTA_PRIVACY_WORDS] = { "words", BIT (FULL) | BIT (NOTHING) },
  [RABTA_PRIVACY_AMOUNT] = { "amounts", BIT (FULL) | BIT (ROUNDED) | BIT (NOTHING) },
  [RABTA_PRIVACY_DAY] = { "days", BIT (FULL) | BIT (MONTH) | BIT (YEAR) | BIT (NOTHING) },
  [RABTA_PRIVACY_GROUP] = { "groups", BIT (FULL) | BIT (SHARED) | BIT (NOTHING) },
  [RABTA_PRIVACY_LINK] = { "ids", BIT (FULL) | BIT (PSEUDONYM) | BIT (NOTHING) },
};

static const char * const treatment_names[RABTA_N_TREATMENTS] = {
  [RABTA_TREATMENT_FULL] = "full",       [RABTA_TREATMENT_PSEUDONYM] = "pseudonym",
  [RABTA_TREATMENT_ROUNDED] = "rounded", [RABTA_TREATMENT_MONTH] = "month",
  [RABTA_TREATMENT_YEAR] = "year",       [RABTA_TREATMENT_SHARED] = "shared",
  [RABTA_TREATMENT_NOTHING] = "nothing",
};

static void
exception_clear (RabtaProfileException *exception)
{
  g_free (exception->kind);
  g_free (exception->track);
  g_free (exception->field);
}

static void
rabta_profile_get_property (GObject    *object,
                            guint       property,
                            GValue     *value,
                            GParamSpec *spec)
{
  RabtaProfile *self = RABTA_PROFILE (object);

  switch (property)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
    }
}

static void
rabta_profile_finalize (GObject *object)
{
  RabtaProfile *self = RABTA_PROFILE (object);

  g_free (self->code);
  g_free (self->label);
  g_free (self->purpose);
  g_array_unref (self->exceptions);

  G_OBJECT_CLASS (rabta_profile_parent_class)->finalize (object);
}

static void
rabta_profile_class_init (RabtaProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_profile_get_property;
  object_class->finalize = rabta_profile_finalize;

  properties[PROP_CODE] =
    g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rabta_profile_init (RabtaProfile *self)
{
  self->exceptions = g_array_new (FALSE, TRUE, sizeof (RabtaProfileException));
  g_array_set_clear_func (self->exceptions, (GDestroyNotify) exception_clear);
}

static gboolean
find_treatment (const char     *name,
                RabtaTreatment *treatment)
{
  for (guint i = 0; i < RABTA_N_TREATMENTS; i++)
    if (g_strcmp0 (treatment_names[i], name) == 0)
      {
        *treatment = (RabtaTreatment) i;
        return TRUE;
      }

  return FALSE;
}

/* Nothing is left to a default: what is not decided must not leave the office by oversight. */
static gboolean
read_treatments (RabtaProfile           *self,
                 const RabtaAttributes  *attributes,
                 char                  **problem)
{
  for (guint i = 0; i < RABTA_N_PRIVACIES; i++)
    {
      const char *name = privacies[i].attribute;
      const char *value = name != NULL ? rabta_attributes_get (attributes, name) : NULL;

      if (name == NULL)
        continue;

      if (self->is_figures && value != NULL)
        *problem = g_strdup_printf (_("the profile “%s” gives figures and no records, so it has no “%s”"),
                                    self->code, name);
      else if (!self->is_figures && value == NULL)
        *problem = g_strdup_printf (_("the profile “%s” does not say what becomes of “%s”"), self->code, name);
      else if (value != NULL
               && (!find_treatment (value, &self->treatments[i])
                   || !rabta_profile_allows ((RabtaPrivacy) i, self->treatments[i])
                   /* A single reference may be left out; a record without an id is none. */
                   || (i == RABTA_PRIVACY_LINK && self->treatments[i] == RABTA_TREATMENT_NOTHING)))
        *problem = g_strdup_printf (_("the profile “%s” cannot treat “%s” as “%s”"), self->code, name, value);
      if (*problem != NULL)
        return FALSE;
    }

  return TRUE;
}

/* A pseudonym beside what identifies is none, and ids that stay as they are join the file with a full one. */
static gboolean
check_pseudonyms (RabtaProfile  *self,
                  char         **problem)
{
  static const RabtaPrivacy telling[] = { RABTA_PRIVACY_NUMBER, RABTA_PRIVACY_CONTACT, RABTA_PRIVACY_WORDS,
                                          RABTA_PRIVACY_LINK };

  if (self->treatments[RABTA_PRIVACY_NAME] == RABTA_TREATMENT_FULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (self->treatments[telling[i]] == RABTA_TREATMENT_FULL)
      {
        *problem = g_strdup_printf (_("the profile “%s” hides names, but “%s”, left as they are, give them away"),
                                    self->code, privacies[telling[i]].attribute);
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_smallest (RabtaProfile           *self,
               const RabtaAttributes  *attributes,
               char                  **problem)
{
  gboolean is_needed = self->is_figures || self->treatments[RABTA_PRIVACY_GROUP] == RABTA_TREATMENT_SHARED;
  const char *text = rabta_attributes_get (attributes, "smallest");
  gint64 smallest = 0;

  if (text == NULL && !is_needed)
    return TRUE;

  if (text == NULL)
    *problem = g_strdup_printf (_("the profile “%s” does not say how few are too few, in “smallest”"), self->code);
  else if (!g_ascii_string_to_signed (text, 10, MIN_SMALLEST, MAX_SMALLEST, &smallest, NULL))
    *problem = g_strdup_printf (_("“%s” is not a number from %d to %d, in “smallest”"), text, MIN_SMALLEST,
                                MAX_SMALLEST);
  self->smallest = (int) smallest;

  return *problem == NULL;
}

/**
 * rabta_profile_new_full:
 *
 * Returns: (transfer full): the profile that changes nothing, for a definition without profiles
 */
RabtaProfile *
rabta_profile_new_full (void)
{
  RabtaProfile *self = g_object_new (RABTA_TYPE_PROFILE, NULL);

  self->code = g_strdup (RABTA_PROFILE_FULL);
  self->label = g_strdup (_("In full"));

  return self;
}

/**
 * rabta_profile_new:
 * @attributes: attributes with at least "code", "form" and "en"
 * @problem: (out): what is wrong with it
 *
 * Returns: (transfer full) (nullable): a profile without exceptions
 */
RabtaProfile *
rabta_profile_new (const RabtaAttributes  *attributes,
                   char                  **problem)
{
  g_autoptr (RabtaProfile) self = g_object_new (RABTA_TYPE_PROFILE, NULL);
  const char *form = rabta_attributes_get (attributes, "form");

  self->code = g_strdup (rabta_attributes_get (attributes, "code"));
  self->label = g_strdup (rabta_attributes_get_label (attributes));
  self->purpose = g_strdup (rabta_attributes_get_text (attributes, "purpose"));
  self->is_figures = g_strcmp0 (form, "figures") == 0;

  if (!self->is_figures && g_strcmp0 (form, "records") != 0)
    {
      *problem = g_strdup_printf (_("the profile “%s” has an unknown form, “%s”"), self->code, form);
      return NULL;
    }
  if (!read_treatments (self, attributes, problem) || !check_pseudonyms (self, problem)
      || !read_smallest (self, attributes, problem))
    return NULL;

  if (strcmp (self->code, RABTA_PROFILE_FULL) == 0 && !rabta_profile_is_full (self))
    {
      *problem = g_strdup_printf (_("the profile “%s” has to leave everything as it is"), self->code);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rabta_profile_add_exception:
 * @self: a profile nobody but the reader has seen yet
 * @attributes: attributes with at least "field" and "treatment"
 * @problem: (out): what is wrong with them
 *
 * That there is such a field, and that the treatment makes sense of it, is known where the tables of
 * the records are.
 *
 * Returns: whether the exception makes sense
 */
gboolean
rabta_profile_add_exception (RabtaProfile           *self,
                             const RabtaAttributes  *attributes,
                             char                  **problem)
{
  const char *kind = rabta_attributes_get (attributes, "kind");
  const char *track = rabta_attributes_get (attributes, "track");
  const char *field = rabta_attributes_get (attributes, "field");
  const char *name = rabta_attributes_get (attributes, "treatment");
  RabtaProfileException exception = { NULL };

  g_return_val_if_fail (RABTA_IS_PROFILE (self), FALSE);

  if (self->is_figures || strcmp (self->code, RABTA_PROFILE_FULL) == 0)
    *problem = g_strdup_printf (_("the profile “%s” has no exceptions"), self->code);
  else if ((kind == NULL) == (track == NULL))
    *problem = g_strdup_printf (_("the exception for “%s” names neither or both of a kind and a track"), field);
  else if (!find_treatment (name, &exception.treatment))
    *problem = g_strdup_printf (_("there is no treatment “%s”"), name);
  else if (exception.treatment == RABTA_TREATMENT_SHARED && self->smallest == 0)
    *problem = g_strdup_printf (_("the profile “%s” does not say how few are too few, in “smallest”"), self->code);
  else if (rabta_profile_find_exception (self, kind, track, field) != NULL)
    *problem = g_strdup_printf (_("the exception for “%s” is given twice"), field);
  if (*problem != NULL)
    return FALSE;

  exception.kind = g_strdup (kind);
  exception.track = g_strdup (track);
  exception.field = g_strdup (field);
  g_array_append_val (self->exceptions, exception);

  return TRUE;
}

/**
 * rabta_profile_get_code:
 * @self: a profile
 *
 * Returns: the permanent code
 */
const char *
rabta_profile_get_code (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), NULL);

  return self->code;
}

/**
 * rabta_profile_get_label:
 * @self: a profile
 *
 * Returns: what people call it
 */
const char *
rabta_profile_get_label (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), NULL);

  return self->label;
}

/**
 * rabta_profile_get_purpose:
 * @self: a profile
 *
 * Returns: (nullable): for whom it is, one sentence
 */
const char *
rabta_profile_get_purpose (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), NULL);

  return self->purpose;
}

/**
 * rabta_profile_is_full:
 * @self: a profile
 *
 * Returns: whether everything leaves as it is, so that what left can be imported again
 */
gboolean
rabta_profile_is_full (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), FALSE);

  for (guint i = 0; i < RABTA_N_PRIVACIES; i++)
    if (self->treatments[i] != RABTA_TREATMENT_FULL)
      return FALSE;

  return !self->is_figures && self->exceptions->len == 0;
}

/**
 * rabta_profile_is_figures:
 * @self: a profile
 *
 * Returns: whether no records leave, only counts and sums
 */
gboolean
rabta_profile_is_figures (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), FALSE);

  return self->is_figures;
}

/**
 * rabta_profile_get_smallest:
 * @self: a profile
 *
 * Returns: how many have to share what is told of them; 0 where it does not matter
 */
int
rabta_profile_get_smallest (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), 0);

  return self->smallest;
}

/**
 * rabta_profile_get_treatment:
 * @self: a profile that gives records
 * @privacy: what fields tell
 *
 * Returns: what becomes of such fields unless there is an exception; nothing of what is undecided
 */
RabtaTreatment
rabta_profile_get_treatment (RabtaProfile *self,
                             RabtaPrivacy  privacy)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), RABTA_TREATMENT_NOTHING);
  g_return_val_if_fail (privacy < RABTA_N_PRIVACIES, RABTA_TREATMENT_NOTHING);

  if (self->is_figures || (privacy == RABTA_PRIVACY_UNDECIDED && !rabta_profile_is_full (self)))
    return RABTA_TREATMENT_NOTHING;

  return self->treatments[privacy];
}

/**
 * rabta_profile_get_n_exceptions:
 * @self: a profile
 *
 * Returns: how many exceptions it makes
 */
guint
rabta_profile_get_n_exceptions (RabtaProfile *self)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), 0);

  return self->exceptions->len;
}

/**
 * rabta_profile_get_exception:
 * @self: a profile
 * @position: which exception
 *
 * Returns: (transfer none): the exception
 */
const RabtaProfileException *
rabta_profile_get_exception (RabtaProfile *self,
                             guint         position)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), NULL);
  g_return_val_if_fail (position < self->exceptions->len, NULL);

  return &g_array_index (self->exceptions, RabtaProfileException, position);
}

/**
 * rabta_profile_find_exception:
 * @self: a profile
 * @kind: (nullable): element name of a kind of record
 * @track: (nullable): or code of a track
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): the exception that is made for the field
 */
const RabtaProfileException *
rabta_profile_find_exception (RabtaProfile *self,
                              const char   *kind,
                              const char   *track,
                              const char   *field)
{
  g_return_val_if_fail (RABTA_IS_PROFILE (self), NULL);

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const RabtaProfileException *exception = &g_array_index (self->exceptions, RabtaProfileException, i);

      if (g_strcmp0 (exception->kind, kind) == 0 && g_strcmp0 (exception->track, track) == 0
          && g_strcmp0 (exception->field, field) == 0)
        return exception;
    }

  return NULL;
}

/**
 * rabta_profile_allows:
 * @privacy: what fields tell
 * @treatment: a treatment
 *
 * Returns: whether the treatment makes sense of such fields
 */
gboolean
rabta_profile_allows (RabtaPrivacy   privacy,
                      RabtaTreatment treatment)
{
  g_return_val_if_fail (privacy < RABTA_N_PRIVACIES, FALSE);

  return (privacies[privacy].treatments & (1u << treatment)) != 0;
}

/**
 * rabta_treatment_get_name:
 * @treatment: a treatment
 *
 * Returns: its name in definitions and for scripts, "pseudonym"
 */
const char *
rabta_treatment_get_name (RabtaTreatment treatment)
{
  g_return_val_if_fail (treatment < RABTA_N_TREATMENTS, NULL);

  return treatment_names[treatment];
}

/**
 * rabta_treatment_get_label:
 * @treatment: a treatment
 *
 * Returns: what people read before the fields that are treated so
 */
const char *
rabta_treatment_get_label (RabtaTreatment treatment)
{
  switch (treatment)
    {
    case RABTA_TREATMENT_FULL:
      return _("In full");

    case RABTA_TREATMENT_PSEUDONYM:
      return _("As a pseudonym");

    case RABTA_TREATMENT_ROUNDED:
      return _("Rounded to one digit");

    case RABTA_TREATMENT_MONTH:
      return _("Only the month");

    case RABTA_TREATMENT_YEAR:
      return _("Only the year");

    case RABTA_TREATMENT_SHARED:
      return _("Only where enough share it");

    case RABTA_TREATMENT_NOTHING:
      return _("Not at all");

    default:
      g_return_val_if_reached (NULL);
    }
}
