/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a casebook for everybody, as `<figures>` of rabta.xsd. */
#include "exchange/xml-figures.h"

#include <glib/gi18n-lib.h>

static const char * const attributes[RABTA_N_MEASURES] = {
  [RABTA_MEASURE_COUNT] = "count",
  [RABTA_MEASURE_WOMEN_LED] = "women-led",
  [RABTA_MEASURE_MICRO] = "micro",
};

/**
 * rabta_xml_figures_new: (skip)
 * @reader: the snapshot
 * @programme: the programme in force
 * @options: what was asked for, with a profile that gives figures
 * @cancellable: (nullable): to stop
 * @error: return location: %RABTA_ERROR_INVALID when a part of the casebook was asked for
 *
 * Returns: (transfer full) (nullable): what may be told
 */
RabtaXmlFigures *
rabta_xml_figures_new (RabtaReader                  *reader,
                       RabtaProgramme               *programme,
                       const RabtaXmlExportOptions  *options,
                       GCancellable                 *cancellable,
                       GError                      **error)
{
  g_autoptr (RabtaXmlFigures) self = NULL;

  g_return_val_if_fail (reader != NULL && rabta_profile_is_figures (options->profile), NULL);

  if (options->kinds != 0 || options->cluster != NULL || options->since != NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("With the profile “%s” the figures are of the whole casebook: from those of its parts single records "
                     "could be told."),
                   rabta_profile_get_label (options->profile));
      return NULL;
    }

  self = g_new0 (RabtaXmlFigures, 1);
  self->smallest = rabta_profile_get_smallest (options->profile);
  self->figures = rabta_figures_compute (reader, programme, NULL, NULL, cancellable, error);
  if (self->figures == NULL)
    return NULL;

  self->told = rabta_figures_suppress (self->figures, programme, self->smallest);
  return g_steal_pointer (&self);
}

/**
 * rabta_xml_figures_free: (skip)
 * @self: (nullable) (transfer full): figures
 */
void
rabta_xml_figures_free (RabtaXmlFigures *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_pointer (&self->figures, rabta_figures_free);
  g_free (self);
}

/**
 * rabta_xml_figures_put_attributes: (skip)
 * @self: figures
 * @writer: a writer in the tag `<figures>`
 */
void
rabta_xml_figures_put_attributes (const RabtaXmlFigures *self,
                                  RabtaXmlWriter        *writer)
{
  g_autofree char *smallest = g_strdup_printf ("%d", self->smallest);

  rabta_xml_writer_put_attribute (writer, "smallest", smallest);
}

/**
 * rabta_xml_figures_put: (skip)
 * @self: figures
 * @writer: a writer behind the header
 *
 * Writes a line for each figure; what is not told is left out.
 */
void
rabta_xml_figures_put (const RabtaXmlFigures *self,
                       RabtaXmlWriter        *writer)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      const RabtaPublicFigure *told = self->told->pdata[i];

      rabta_xml_writer_put (writer, "<figure");
      rabta_xml_writer_put_attribute (writer, "code", told->figure->code);
      rabta_xml_writer_put_attribute (writer, "kind", rabta_kind_get_info (told->figure->kind)->name);
      rabta_xml_writer_put_attribute (writer, "heading", told->figure->heading);
      rabta_xml_writer_put_attribute (writer, "label", told->figure->label);
      for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
        {
          g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                     rabta_figure_get_measure (told->figure, measure));

          if (told->is_told[measure])
            rabta_xml_writer_put_attribute (writer, attributes[measure], number);
        }
      rabta_xml_writer_put (writer, "/>\n");
    }
}
