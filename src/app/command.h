/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/difference.h"

G_BEGIN_DECLS

/* Exit status of every command. */
#define RABTA_EXIT_DONE   0
#define RABTA_EXIT_FAILED 1
#define RABTA_EXIT_USAGE  2

/**
 * RabtaCommand:
 * @name: the word on the command line
 * @summary: one line for `rabta --help`; untranslated
 * @run: does the work; @argv starts with the command's own name, is NULL-terminated and has no
 *   --casebook and --json any more (they may stand anywhere). @casebook is the path given or NULL.
 *   Results go to stdout, one-line reasons to stderr. Returns an exit status.
 */
typedef struct
{
  const char *name;
  const char *summary;
  int       (*run) (const char  *casebook,
                    gboolean     json,
                    int          argc,
                    char       **argv);
} RabtaCommand;

const RabtaCommand *rabta_command_find     (const char  *name);
void                rabta_command_print_all (void);

/* For the commands: prints "rabta: <message>" on stderr and returns RABTA_EXIT_FAILED. */
int                 rabta_command_fail     (const GError *error);
/* Parses @entries with --help built in; FALSE: *status is what to return. */
gboolean            rabta_command_parse    (const char         *parameters,
                                            const char         *summary,
                                            const GOptionEntry *entries,
                                            int                *argc,
                                            char             ***argv,
                                            int                *status);
/* Opens the casebook named, or the user's own where none is. */
RabtaCasebook      *rabta_command_open     (const char          *casebook,
                                            RabtaCasebookFlags   flags,
                                            GError             **error);

/* command-difference.c: what `diff` and `rehearse` print. */
void           rabta_command_append_figures (GString           *out,
                                             const RabtaFigures *figures,
                                             gboolean           json);
/* @records: of RabtaFigureRecord. */
void           rabta_command_append_records (GString           *out,
                                             GPtrArray         *records,
                                             gboolean           json);
void           rabta_command_append_difference (GString        *out,
                                             RabtaDifference   *difference,
                                             gboolean           all,
                                             gboolean           json);

/* Keeps today's copy before a command changes the casebook; the error is for the end. */
GError             *rabta_command_keep_copy (RabtaCasebook       *casebook);

int rabta_command_init     (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_import   (const char *casebook, gboolean json, int argc, char **argv);
/* The half of `import` for files of this program, XML and casebooks; see rabta_records_import_sniff(). */
int rabta_command_import_records (const char *casebook_path, const char *path, gboolean update, gboolean dry_run, gboolean json);
int rabta_command_export   (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_validate (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_keys     (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_conflicts (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_package  (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_merge    (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_receipt  (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_attach   (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_attachment (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_handover (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_takeover (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_target   (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_figures  (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_rehearse (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_diff     (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_search   (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_check    (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_backup   (const char *casebook, gboolean json, int argc, char **argv);
int rabta_command_restore  (const char *casebook, gboolean json, int argc, char **argv);

G_END_DECLS
