/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-sniff.h"

#include "base/error.h"
#include "exchange/table-source.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <uchardet.h>

#define BLOCK 65536
#define ADVICE_BYTES (1024 * 1024)

/* What files that are no table begin with. */
static const struct
{
  const char *bytes;
  gsize       length;
  const char *what;
} magic[] = {
  { "\x89PNG", 4, N_("a picture") },
  { "\xff\xd8\xff", 3, N_("a picture") },
  { "GIF8", 4, N_("a picture") },
  { "BM", 2, N_("a picture") },
  { "II*\0", 4, N_("a picture") },
  { "MM\0*", 4, N_("a picture") },
  { "RIFF", 4, N_("a picture or a sound") },
  { "\xd0\xcf\x11\xe0", 4, N_("a spreadsheet or document of an old office program") },
  { "%PDF", 4, N_("a PDF document") },
  { "SQLite format 3", 15, N_("a database") },
  { "\x1f\x8b", 2, N_("a compressed file") },
  { "7z\xbc\xaf", 4, N_("a compressed file") },
  { "Rar!", 4, N_("a compressed file") },
  { "\x7f" "ELF", 4, N_("a program") },
  { "{\\rtf", 5, N_("a document of a text program") },
};

/* What one pass over the bytes of a file gathers. */
typedef struct
{
  goffset    n_bytes;
  goffset    n_control;
  goffset    n_high;
  goffset    n_high_runs;
  goffset    n_zero[2];  /* at even and odd offsets */
  gboolean   not_1252;   /* a byte that Windows-1252 leaves undefined */
  gboolean   not_utf8;
  gboolean   in_run;
  guchar     tail[4];    /* a character cut by the end of a block */
  gsize      n_tail;
  uchardet_t adviser;
  gsize      advised;
} Scan;

static void
scan_free (Scan *scan)
{
  if (scan->adviser != NULL)
    uchardet_delete (scan->adviser);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_free)

static void
count_bytes (Scan         *scan,
             const guchar *data,
             gsize         length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = data[i];

      if (c >= 0x80)
        {
          scan->n_high++;
          if (!scan->in_run)
            scan->n_high_runs++;
          scan->in_run = TRUE;
          if (c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d)
            scan->not_1252 = TRUE;
          continue;
        }

      scan->in_run = FALSE;
      if (c == 0)
        scan->n_zero[(scan->n_bytes + (goffset) i) & 1]++;
      else if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a)
        scan->n_control++;
    }
}

/* g_utf8_validate_len() over a stream: the beginning of a character at the end of a block waits for
 * the next block. */
static void
validate_bytes (Scan         *scan,
                const guchar *data,
                gsize         length)
{
  g_autofree char *joined = NULL;
  const char *text = (const char *) data;
  const char *end = NULL;
  gsize rest;

  if (scan->not_utf8)
    return;

  if (scan->n_tail > 0)
    {
      joined = g_malloc (scan->n_tail + length);
      memcpy (joined, scan->tail, scan->n_tail);
      memcpy (joined + scan->n_tail, data, length);
      text = joined;
      length += scan->n_tail;
    }

  scan->n_tail = 0;
  if (g_utf8_validate_len (text, length, &end))
    return;

  rest = length - (gsize) (end - text);
  if (rest > 3 || g_utf8_get_char_validated (end, (gssize) rest) != (gunichar) -2)
    {
      scan->not_utf8 = TRUE;
      return;
    }

  memcpy (scan->tail, end, rest);
  scan->n_tail = rest;
}

static gboolean
scan_file (GFile         *file,
           Scan          *scan,
           guchar         head[16],
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guchar *block = g_malloc (BLOCK);
  gsize n;

  if (stream == NULL)
    return FALSE;

  scan->adviser = uchardet_new ();

  do
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), block, BLOCK, &n, cancellable, error))
        return FALSE;

      if (scan->n_bytes == 0)
        memcpy (head, block, MIN (n, 16));

      validate_bytes (scan, block, n);
      count_bytes (scan, block, n);
      scan->n_bytes += (goffset) n;

      if (scan->not_utf8 && scan->n_high > 0 && scan->advised < ADVICE_BYTES)
        {
          uchardet_handle_data (scan->adviser, (const char *) block, n);
          scan->advised += n;
        }

      /* Something binary shows at once; its gigabytes need no reading. */
      if (scan->n_bytes == (goffset) n && scan->n_control > 16 && scan->n_control * 20 > scan->n_bytes)
        break;
    }
  while (n == BLOCK);

  if (scan->n_tail > 0)
    scan->not_utf8 = TRUE;
  uchardet_data_end (scan->adviser);

  return TRUE;
}

/* Words of Urdu are runs of bytes above 127; in Western European text such bytes stand alone. */
static const char *
guess_single_byte (const Scan *scan)
{
  const char *advice = uchardet_get_charset (scan->adviser);

  if (scan->not_1252)
    return "WINDOWS-1256";

  if (g_ascii_strcasecmp (advice, "WINDOWS-1256") == 0 || g_ascii_strcasecmp (advice, "ISO-8859-6") == 0)
    return scan->n_high >= 2 * scan->n_high_runs ? "WINDOWS-1256" : "WINDOWS-1252";

  if (g_ascii_strcasecmp (advice, "WINDOWS-1252") == 0 || g_str_has_prefix (advice, "ISO-8859-1"))
    return scan->n_high >= 3 * scan->n_high_runs ? "WINDOWS-1256" : "WINDOWS-1252";

  return scan->n_high * 2 >= scan->n_high_runs * 5 ? "WINDOWS-1256" : "WINDOWS-1252";
}

/* UTF-16 without a mark: separators, digits and line ends have a zero byte on one side only. */
static const char *
guess_utf16 (const Scan *scan)
{
  goffset even = scan->n_zero[0];
  goffset odd = scan->n_zero[1];

  if (scan->n_bytes % 2 != 0 || (even + odd) * 50 < scan->n_bytes)
    return NULL;
  if (odd > even * 20)
    return "UTF-16LE";
  if (even > odd * 20)
    return "UTF-16BE";

  return NULL;
}

static gboolean
refuse (GFile       *file,
        const char  *what,
        GError     **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               /* Translators: "list.csv is a picture, not a table…" */
               _("“%s” is %s, not a table. Save the list as XLSX, ODS or CSV and import that file."),
               shown, what);
  return FALSE;
}

static gboolean
check_file (GFile            *file,
            RabtaTableSniff  *sniff,
            GCancellable     *cancellable,
            GError          **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &cause);
  if (info == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("There is no file “%s”."), name);
      return FALSE;
    }
  if (info == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return refuse (file, _("a folder"), error);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return refuse (file, _("a device"), error);

  sniff->size = g_file_info_get_size (info);
  if (sniff->size == 0)
    return refuse (file, _("an empty file"), error);
  if (sniff->size > RABTA_TABLE_MAX_FILE)
    return refuse (file, _("a file of more than 512 megabytes"), error);

  return TRUE;
}

static const char *
find_magic (const guchar head[16],
            goffset      size)
{
  gsize blank = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (magic); i++)
    {
      if (size < (goffset) magic[i].length || memcmp (head, magic[i].bytes, magic[i].length) != 0)
        continue;
      /* "BM" may begin a word; a bitmap has zero bytes soon after. */
      if (magic[i].length > 2 || size < 10 || head[0] != 'B' || memchr (head, 0, 10) != NULL)
        return magic[i].what;
    }

  while (blank < 15 && g_ascii_isspace (head[blank]))
    blank++;
  if (g_ascii_strncasecmp ((const char *) head + blank, "<?xml", MIN (5, 16 - blank)) == 0)
    return N_("an XML document");
  if (head[blank] == '<' && (head[blank + 1] == '!' || g_ascii_strncasecmp ((const char *) head + blank, "<html", 5) == 0))
    return N_("a web page");

  return NULL;
}

/**
 * rabta_table_sniff:
 * @file: a file
 * @encoding: (nullable): name from rabta_table_list_encodings() to go by, or %NULL to find out
 * @sniff: (out): what was found
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks through all bytes of @file once: refuses what is no text (%RABTA_ERROR_INVALID, with a
 * sentence that says what it is) and finds the encoding: a byte order mark, then UTF-8 if all of it
 * is valid, then UTF-16 by its zero bytes, then one of the two Windows code pages, for which
 * uchardet gives its advice.
 *
 * Returns: whether @file may be a table
 */
gboolean
rabta_table_sniff (GFile            *file,
                   const char       *encoding,
                   RabtaTableSniff  *sniff,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_auto (Scan) scan = { 0 };
  guchar head[16] = { 0 };
  const char *mark = NULL;
  const char *what;
  goffset zeros;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (sniff != NULL, FALSE);

  *sniff = (RabtaTableSniff) { NULL };
  if (!check_file (file, sniff, cancellable, error)
      || !scan_file (file, &scan, head, cancellable, error))
    return FALSE;

  if (memcmp (head, "\xef\xbb\xbf", 3) == 0)
    mark = "UTF-8", sniff->bom = 3;
  else if (memcmp (head, "\xff\xfe", 2) == 0)
    mark = "UTF-16LE", sniff->bom = 2;
  else if (memcmp (head, "\xfe\xff", 2) == 0)
    mark = "UTF-16BE", sniff->bom = 2;

  what = mark == NULL ? find_magic (head, scan.n_bytes) : NULL;
  if (what != NULL)
    return refuse (file, _(what), error);

  zeros = scan.n_zero[0] + scan.n_zero[1];
  if (encoding != NULL)
    sniff->encoding = encoding;
  else if (mark != NULL)
    sniff->encoding = mark;
  else if (zeros > 0)
    sniff->encoding = guess_utf16 (&scan);
  else
    sniff->encoding = scan.not_utf8 ? guess_single_byte (&scan) : "UTF-8";

  if (sniff->encoding != mark && (mark == NULL || sniff->encoding == NULL || strcmp (sniff->encoding, mark) != 0))
    sniff->bom = 0;

  if (sniff->encoding == NULL
      || (!g_str_has_prefix (sniff->encoding, "UTF-16") && (zeros > 0 || scan.n_control * 100 > scan.n_bytes)))
    return refuse (file, _("a file with binary content"), error);

  sniff->invalid = scan.not_utf8 && strcmp (sniff->encoding, "UTF-8") == 0;
  return TRUE;
}

#define SAMPLE_ROWS 50
#define CANDIDATES 4

/* How many cells the rows of a sample have when read with one separator. */
typedef struct
{
  guint cells;
  guint n_rows;
  guint counts[SAMPLE_ROWS];
} Shape;

static void
shape_cell_cb (void   *text,
               size_t  length,
               void   *data)
{
  ((Shape *) data)->cells++;
}

static void
shape_row_cb (int   terminator,
              void *data)
{
  Shape *shape = data;

  if (shape->cells > 0 && shape->n_rows < SAMPLE_ROWS)
    shape->counts[shape->n_rows++] = shape->cells;
  shape->cells = 0;
}

/* The more rows have the same number of cells, and more than one, the better. */
static guint
rate_shape (const Shape *shape)
{
  guint best = 0;

  for (guint i = 0; i < shape->n_rows; i++)
    {
      guint same = 0;

      for (guint j = 0; j < shape->n_rows; j++)
        if (shape->counts[j] == shape->counts[i])
          same++;

      if (shape->counts[i] > 1)
        best = MAX (best, same * 1000 / shape->n_rows * 100 + MIN (shape->counts[i], 99));
    }

  return best;
}

/**
 * rabta_table_sniff_sep_line:
 * @sample: the beginning of a table, UTF-8
 * @length: its bytes
 * @separator: (out): the separator it names
 *
 * Some spreadsheets write a first line "sep=;" that is not part of the table.
 *
 * Returns: the bytes of that line with its end, or 0
 */
gsize
rabta_table_sniff_sep_line (const char *sample,
                            gsize       length,
                            char       *separator)
{
  gsize n = 5;

  if (length < 6 || g_ascii_strncasecmp (sample, "sep=", 4) != 0)
    return 0;
  if (sample[4] == '\r' || sample[4] == '\n' || (sample[n] != '\r' && sample[n] != '\n'))
    return 0;

  *separator = sample[4];
  if (sample[n] == '\r')
    n++;
  if (n < length && sample[n] == '\n')
    n++;

  return n;
}

/**
 * rabta_table_sniff_separator:
 * @sample: the beginning of a table, UTF-8, perhaps cut within a row
 * @length: its bytes
 * @name: name of the file
 *
 * Returns: what separates the cells: comma, semicolon, tab or pipe
 */
char
rabta_table_sniff_separator (const char *sample,
                             gsize       length,
                             const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean is_tsv = g_str_has_suffix (lower, ".tsv") || g_str_has_suffix (lower, ".tab");
  const char candidates[CANDIDATES] = { is_tsv ? '\t' : ',', is_tsv ? ',' : '\t', ';', '|' };
  char best = candidates[0];
  guint best_rate = 0;

  for (guint i = 0; i < CANDIDATES; i++)
    {
      struct csv_parser parser;
      Shape shape = { 0 };
      guint rate;

      if (csv_init (&parser, 0) != 0)
        continue;
      csv_set_delim (&parser, (unsigned char) candidates[i]);
      csv_parse (&parser, sample, length, shape_cell_cb, shape_row_cb, &shape);
      /* The last row may be cut; it counts only where there is no other. */
      if (shape.n_rows < 2)
        csv_fini (&parser, shape_cell_cb, shape_row_cb, &shape);
      csv_free (&parser);

      rate = rate_shape (&shape);
      if (rate > best_rate)
        {
          best = candidates[i];
          best_rate = rate;
        }
    }

  return best;
}
