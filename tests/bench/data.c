/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the libraries alone need for the work that the program does; the baselines of tools/bench.
 *
 *   data insert CASEBOOK NEW        the rows, log entries and search rows of a casebook, read into
 *                                   memory first, into the same schema in one transaction
 *   data export CASEBOOK OUT.xml    SELECT and libxml2's writer
 *   data read FILE.xml SCHEMA.xsd   libxml2's reader with schema validation
 *   data csv CASEBOOK OUT.csv       no baseline: a list of the enterprises, to import
 *
 * Prints the seconds of the work itself. */

#include <glib.h>
#include <glib/gstdio.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the kinds. */
static const char * const kinds[] = {
  "office", "officer", "holiday", "organization", "event", "enterprise", "person", "product", "participation",
  "case_", "stage_entry", "checklist_item", "pause", "activity", "follow_up", "outcome",
};

typedef struct
{
  char          *name;
  int            n_columns;
  sqlite3_value **values; /* of all rows */
  gsize          n_rows;
} Table;

static void
fail (const char *what)
{
  fprintf (stderr, "data: %s\n", what);
  exit (EXIT_FAILURE);
}

static sqlite3 *
open_database (const char *path,
               int         flags)
{
  sqlite3 *database = NULL;

  if (sqlite3_open_v2 (path, &database, flags, NULL) != SQLITE_OK)
    fail (sqlite3_errmsg (database));
  return database;
}

static sqlite3_stmt *
prepare (sqlite3    *database,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (sqlite3_errmsg (database));
  return statement;
}

static void
execute (sqlite3    *database,
         const char *sql)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail (sqlite3_errmsg (database));
}

static Table *
read_table (sqlite3    *database,
            const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", name);
  sqlite3_stmt *statement = prepare (database, sql);
  GPtrArray *values = g_ptr_array_new ();
  Table *table = g_new0 (Table, 1);

  table->name = g_strdup (name);
  table->n_columns = sqlite3_column_count (statement);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < table->n_columns; i++)
        g_ptr_array_add (values, sqlite3_value_dup (sqlite3_column_value (statement, i)));
      table->n_rows++;
    }
  sqlite3_finalize (statement);
  table->values = (sqlite3_value **) g_ptr_array_free (values, FALSE);
  return table;
}

static void
insert_table (sqlite3 *database,
              Table   *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean is_search = strcmp (table->name, "search") == 0;
  sqlite3_stmt *index = NULL;
  sqlite3_stmt *statement;

  g_string_append_printf (sql, "INSERT INTO \"%s\" VALUES (?", table->name);
  for (int i = 1; i < table->n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  statement = prepare (database, sql->str);
  if (is_search)
    index = prepare (database, "INSERT INTO search_index (rowid, text) VALUES (?, ?)");

  for (gsize row = 0; row < table->n_rows; row++)
    {
      sqlite3_value **values = table->values + row * (gsize) table->n_columns;

      for (int i = 0; i < table->n_columns; i++)
        sqlite3_bind_value (statement, i + 1, values[i]);
      if (sqlite3_step (statement) != SQLITE_DONE)
        fail (sqlite3_errmsg (database));
      sqlite3_reset (statement);
      if (index == NULL)
        continue;
      sqlite3_bind_value (index, 1, values[0]);
      sqlite3_bind_value (index, 2, values[1]);
      if (sqlite3_step (index) != SQLITE_DONE)
        fail (sqlite3_errmsg (database));
      sqlite3_reset (index);
    }
  sqlite3_finalize (statement);
  sqlite3_finalize (index);
}

/* The schema as it stands in the casebook, without what FTS5 makes by itself. */
static void
copy_schema (sqlite3 *from,
             sqlite3 *to)
{
  sqlite3_stmt *statement;

  execute (to, "PRAGMA journal_mode = WAL");
  execute (to, "PRAGMA synchronous = FULL");
  execute (to, "PRAGMA foreign_keys = ON");
  statement = prepare (from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
                             "AND name NOT GLOB 'search_index_*' AND name NOT GLOB 'sqlite_*' "
                             "ORDER BY type = 'index', rowid");
  while (sqlite3_step (statement) == SQLITE_ROW)
    execute (to, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
}

static double
run_insert (const char *source,
            const char *target)
{
  sqlite3 *from = open_database (source, SQLITE_OPEN_READONLY);
  sqlite3 *to;
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  sqlite3_stmt *statement;
  gint64 started;

  g_unlink (target);
  to = open_database (target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  copy_schema (from, to);
  statement = prepare (from, "SELECT name FROM sqlite_schema WHERE type = 'table' "
                             "AND name NOT GLOB 'search_index*' AND name NOT GLOB 'sqlite_*' ORDER BY rowid");
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (tables, read_table (from, (const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (from);

  started = g_get_monotonic_time ();
  execute (to, "BEGIN IMMEDIATE");
  for (guint i = 0; i < tables->len; i++)
    insert_table (to, g_ptr_array_index (tables, i));
  execute (to, "COMMIT");
  sqlite3_close (to);
  return (double) (g_get_monotonic_time () - started) / G_TIME_SPAN_SECOND;
}

static void
write_id (xmlTextWriter *writer,
          const char    *name,
          const guint8  *id,
          gboolean       attribute)
{
  char text[37];

  snprintf (text, sizeof text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
            id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9], id[10], id[11], id[12], id[13],
            id[14], id[15]);
  if (attribute)
    xmlTextWriterWriteAttribute (writer, (const xmlChar *) name, (const xmlChar *) text);
  else
    xmlTextWriterWriteElement (writer, (const xmlChar *) name, (const xmlChar *) text);
}

static void
export_row (xmlTextWriter *writer,
            sqlite3_stmt  *statement,
            const char    *element,
            char         **names,
            int            n)
{
  xmlTextWriterStartElement (writer, (const xmlChar *) element);
  for (int i = 0; i < n; i++)
    switch (sqlite3_column_type (statement, i))
      {
      case SQLITE_BLOB:
        if (sqlite3_column_bytes (statement, i) == 16)
          write_id (writer, names[i], sqlite3_column_blob (statement, i), i == 0);
        break;
      case SQLITE_NULL:
        break;
      default:
        xmlTextWriterWriteElement (writer, (const xmlChar *) names[i], sqlite3_column_text (statement, i));
        break;
      }
  xmlTextWriterEndElement (writer);
  xmlTextWriterWriteRaw (writer, (const xmlChar *) "\n");
}

static void
export_kind (xmlTextWriter *writer,
             sqlite3       *database,
             const char    *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" WHERE deleted IS NULL ORDER BY id", kind);
  sqlite3_stmt *statement = prepare (database, sql);
  /* Without pk in front and the three columns on changes at the end. */
  int n = sqlite3_column_count (statement);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_auto (GStrv) names = NULL;

  for (int i = 1; i < n - 3; i++)
    g_string_append_printf (columns, "%s\"%s\"", i > 1 ? ", " : "", sqlite3_column_name (statement, i));
  sqlite3_finalize (statement);
  g_free (sql);
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE deleted IS NULL ORDER BY id", columns->str, kind);
  statement = prepare (database, sql);
  n = sqlite3_column_count (statement);
  names = g_new0 (char *, (gsize) n + 1);
  for (int i = 0; i < n; i++)
    names[i] = g_strdelimit (g_strdup (sqlite3_column_name (statement, i)), "_", '-');

  xmlTextWriterStartElement (writer, (const xmlChar *) "records");
  while (sqlite3_step (statement) == SQLITE_ROW)
    export_row (writer, statement, kind, names, n);
  xmlTextWriterEndElement (writer);
  sqlite3_finalize (statement);
}

static double
run_export (const char *source,
            const char *target)
{
  sqlite3 *database = open_database (source, SQLITE_OPEN_READONLY);
  gint64 started = g_get_monotonic_time ();
  xmlTextWriter *writer = xmlNewTextWriterFilename (target, 0);

  if (writer == NULL)
    fail ("the XML file cannot be written");
  xmlTextWriterStartDocument (writer, NULL, "UTF-8", NULL);
  xmlTextWriterStartElementNS (writer, NULL, (const xmlChar *) "casebook", (const xmlChar *) "urn:smeda:rabta:1");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    export_kind (writer, database, kinds[i]);
  xmlTextWriterEndDocument (writer);
  xmlFreeTextWriter (writer);
  sqlite3_close (database);
  return (double) (g_get_monotonic_time () - started) / G_TIME_SPAN_SECOND;
}

static double
run_read (const char *file,
          const char *schema_file)
{
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt (schema_file);
  xmlSchemaPtr schema = xmlSchemaParse (parser);
  gint64 started = g_get_monotonic_time ();
  xmlTextReaderPtr reader = xmlReaderForFile (file, NULL, XML_PARSE_NONET);
  int more;

  if (schema == NULL || reader == NULL || xmlTextReaderSetSchema (reader, schema) != 0)
    fail ("the XML file or its schema cannot be read");
  while ((more = xmlTextReaderRead (reader)) == 1)
    ;
  if (more != 0 || xmlTextReaderIsValid (reader) != 1)
    fail ("the XML file is not valid");
  xmlFreeTextReader (reader);
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);
  return (double) (g_get_monotonic_time () - started) / G_TIME_SPAN_SECOND;
}

static double
run_csv (const char *source,
         const char *target)
{
  sqlite3 *database = open_database (source, SQLITE_OPEN_READONLY);
  sqlite3_stmt *statement = prepare (database,
                                     "SELECT name, owner, cnic, ntn, registration, phone, email, website, address, "
                                     "city, cluster, established, turnover / 100, employees FROM enterprise ORDER BY pk");
  FILE *file = g_fopen (target, "w");
  int n = sqlite3_column_count (statement);

  if (file == NULL)
    fail ("the list cannot be written");
  fputs ("Name,Owner,CNIC,NTN,Registration number,Phone,Email,Website,Address,City,Cluster,Established,Turnover,"
         "Employees\n", file);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < n; i++)
      {
        const char *text = (const char *) sqlite3_column_text (statement, i);

        fprintf (file, "\"%s\"%s", text != NULL ? text : "", i + 1 < n ? "," : "\n");
      }
  fclose (file);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return 0;
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    double    (*run) (const char *, const char *);
  } jobs[] = {
    { "insert", run_insert }, { "export", run_export }, { "read", run_read }, { "csv", run_csv },
  };

  for (gsize i = 0; argc == 4 && i < G_N_ELEMENTS (jobs); i++)
    if (strcmp (argv[1], jobs[i].name) == 0)
      {
        printf ("seconds %.3f\n", jobs[i].run (argv[2], argv[3]));
        return EXIT_SUCCESS;
      }
  fprintf (stderr, "data insert|export|read|csv FROM TO\n");
  return 2;
}
