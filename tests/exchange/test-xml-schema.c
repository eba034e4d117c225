/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Field tables, rabta.xsd and the tables of the database say the same. */
#include "model/kind.h"

#include <gio/gio.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

static xmlDocPtr
load_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  gconstpointer data;

  bytes = g_resources_lookup_data ("/org/smeda/Rabta/rabta.xsd", 0, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);

  return xmlReadMemory (data, (int) length, "rabta.xsd", NULL, XML_PARSE_NONET);
}

/* The attribute @name of every node that @path finds, in order. */
static GPtrArray *
list (xmlDocPtr   document,
      const char *path,
      const char *name)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  xmlXPathContextPtr context = xmlXPathNewContext (document);
  xmlXPathObjectPtr found;

  xmlXPathRegisterNs (context, BAD_CAST "xs", BAD_CAST "http://www.w3.org/2001/XMLSchema");
  found = xmlXPathEvalExpression (BAD_CAST path, context);
  g_assert_nonnull (found);
  for (int i = 0; found->nodesetval != NULL && i < found->nodesetval->nodeNr; i++)
    {
      xmlChar *value = xmlGetProp (found->nodesetval->nodeTab[i], BAD_CAST name);

      g_ptr_array_add (values, g_strdup ((const char *) value));
      xmlFree (value);
    }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);

  return values;
}

static const char *
type_of (const RabtaField *field)
{
  static const char * const types[] = {
    [RABTA_FIELD_TEXT] = "line",       [RABTA_FIELD_LONG_TEXT] = "text",
    [RABTA_FIELD_INTEGER] = "integer", [RABTA_FIELD_DECIMAL] = "decimal",
    [RABTA_FIELD_MONEY] = "money",     [RABTA_FIELD_PERCENT] = "percent",
    [RABTA_FIELD_DATE] = "date",       [RABTA_FIELD_INSTANT] = "instant",
    [RABTA_FIELD_BOOLEAN] = "boolean", [RABTA_FIELD_CHOICE] = "code",
    [RABTA_FIELD_REFERENCE] = "reference",
  };

  return types[field->kind];
}

static void
test_fields (void)
{
  xmlDocPtr document = load_schema ();

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);
      g_autofree char *path = g_strdup_printf ("/xs:schema/xs:complexType[@name='%s']/xs:sequence/xs:element", info->name);
      g_autoptr (GPtrArray) names = list (document, path, "name");
      g_autoptr (GPtrArray) types = list (document, path, "type");
      guint n = 0;

      for (guint i = 0; i < info->n_fields; i++)
        {
          const RabtaField *field = &info->fields[i];

          if ((field->flags & RABTA_FIELD_DERIVED) != 0 && (field->flags & RABTA_FIELD_HIDDEN) != 0)
            continue;

          g_assert_cmpuint (n, <, names->len);
          g_assert_cmpstr (names->pdata[n], ==, field->element);
          g_assert_cmpstr (types->pdata[n], ==, type_of (field));
          n++;
        }

      if (info->has_extra)
        g_assert_cmpstr (names->pdata[n++], ==, "extra");
      g_assert_cmpuint (names->len, ==, n);
    }

  xmlFreeDoc (document);
}

static void
test_containers (void)
{
  xmlDocPtr document = load_schema ();
  g_autoptr (GPtrArray) names = NULL;

  names = list (document, "/xs:schema/xs:element[@name='casebook']/xs:complexType/xs:sequence/xs:element", "name");
  g_assert_cmpuint (names->len, ==, RABTA_N_KINDS + 1);
  g_assert_cmpstr (names->pdata[0], ==, "header");
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    g_assert_cmpstr (names->pdata[kind + 1], ==, rabta_kind_get_info (kind)->plural);

  xmlFreeDoc (document);
}

static void
test_documented (void)
{
  xmlDocPtr document = load_schema ();
  g_autoptr (GPtrArray) silent = NULL;

  silent = list (document,
                 "//*[(self::xs:element or self::xs:attribute) and "
                 "string-length(normalize-space(xs:annotation/xs:documentation)) < 5]",
                 "name");
  for (guint i = 0; i < silent->len; i++)
    g_test_message ("%s has no documentation", (char *) silent->pdata[i]);
  g_assert_cmpuint (silent->len, ==, 0);

  xmlFreeDoc (document);
}

static void
test_columns (void)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_auto (GStrv) files = NULL;

  files = g_resources_enumerate_children ("/org/smeda/Rabta/schema", 0, NULL);
  g_assert_nonnull (files);
  for (char **file = files; *file != NULL; file++)
    {
      g_autofree char *path = g_strconcat ("/org/smeda/Rabta/schema/", *file, NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

      g_string_append_len (sql, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);
      g_autofree char *head = g_strdup_printf ("CREATE TABLE %s (", info->table);
      const char *start = strstr (sql->str, head);
      const char *end = start != NULL ? strstr (start, "STRICT;") : NULL;
      g_autofree char *table = NULL;

      g_assert_nonnull (end);
      table = g_strndup (start, (gsize) (end - start));
      for (guint i = 0; i < info->n_fields; i++)
        {
          RabtaValueType type = rabta_field_value_type (&info->fields[i]);
          const char *column_type = type == RABTA_VALUE_INTEGER ? "INTEGER" : type == RABTA_VALUE_ID ? "BLOB" : "TEXT";
          g_autofree char *pattern = NULL;
          g_autofree char *added = NULL;

          pattern = g_strdup_printf ("\n\\s+\"?%s\"? %s,", info->fields[i].name, column_type);
          added = g_strdup_printf ("ALTER TABLE %s ADD COLUMN \"?%s\"? %s", info->table, info->fields[i].name, column_type);
          if (!g_regex_match_simple (pattern, table, 0, 0) && !g_regex_match_simple (added, sql->str, 0, 0))
            g_error ("The table %s has no column %s %s", info->table, info->fields[i].name, column_type);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xml/schema/fields", test_fields);
  g_test_add_func ("/xml/schema/containers", test_containers);
  g_test_add_func ("/xml/schema/documented", test_documented);
  g_test_add_func ("/xml/schema/columns", test_columns);

  return g_test_run ();
}
