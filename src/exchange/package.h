/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "exchange/keys.h"
#include "exchange/succession.h"

G_BEGIN_DECLS

/* Version of the container. */
#define RABTA_PACKAGE_FORMAT 1

#define RABTA_PACKAGE_SUFFIX ".rabta"
#define RABTA_PACKAGE_HASH_LENGTH 32
#define RABTA_PACKAGE_MAX_MEMBERS 10000

/* The member that holds the changes; see changes.h. */
#define RABTA_PACKAGE_CHANGES "changes.xml"
/* The member that holds the programme definition in force at the sender. */
#define RABTA_PACKAGE_PROGRAMME "programme.xml"

/* The member of a file by which a casebook is handed over, instead of all others. */
#define RABTA_PACKAGE_CASEBOOK "casebook"

/**
 * RabtaPackageInfo:
 * @from: site that made and signed it
 * @to: site that it is for
 * @number: in the sequence of this sender to this recipient, from 1
 * @has_previous: whether there was one before
 * @previous: BLAKE2b-256 of that whole file
 * @created: when it was made
 * @program: version of the program that made it
 *
 * What a package says of itself.
 */
typedef struct
{
  guint8   from[RABTA_SITE_ID_LENGTH];
  guint8   to[RABTA_SITE_ID_LENGTH];
  gint64   number;
  gboolean has_previous;
  guint8   previous[RABTA_PACKAGE_HASH_LENGTH];
  char     created[RABTA_INSTANT_SIZE];
  char     program[64];
} RabtaPackageInfo;

/**
 * RabtaPackageWriter:
 *
 * Writes a package, whole or not at all. Members are encrypted into a file without a name first, since
 * the manifest in front of them has to tell their hashes; nothing readable ever reaches the disk.
 */
typedef struct _RabtaPackageWriter RabtaPackageWriter;

RabtaPackageWriter *rabta_package_writer_new    (const char            *path,
                                                 const RabtaSecretKey  *from,
                                                 const RabtaPublicKey  *to,
                                                 gint64                 number,
                                                 const guint8          *previous,
                                                 GError               **error);
void                rabta_package_writer_add_succession
                                                (RabtaPackageWriter    *self,
                                                 const RabtaSuccession *succession);
GOutputStream      *rabta_package_writer_begin  (RabtaPackageWriter    *self,
                                                 const char            *name,
                                                 gboolean               compressed,
                                                 GError               **error);
gboolean            rabta_package_writer_end    (RabtaPackageWriter    *self,
                                                 GError               **error);
gboolean            rabta_package_writer_add    (RabtaPackageWriter    *self,
                                                 const char            *name,
                                                 gboolean               compressed,
                                                 GInputStream          *content,
                                                 GCancellable          *cancellable,
                                                 GError               **error);
/* Writes the content of a member, the same one each time it is called. */
typedef gboolean (*RabtaPackageWriteFunc)       (GOutputStream         *stream,
                                                 gpointer               user_data,
                                                 GCancellable          *cancellable,
                                                 GError               **error);
gboolean            rabta_package_writer_add_suited
                                                (RabtaPackageWriter    *self,
                                                 const char            *name,
                                                 RabtaPackageWriteFunc  func,
                                                 gpointer               user_data,
                                                 GCancellable          *cancellable,
                                                 GError               **error);
gboolean            rabta_package_writer_finish (RabtaPackageWriter    *self,
                                                 guint8                *hash,
                                                 GError               **error);
void                rabta_package_writer_free   (RabtaPackageWriter    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaPackageWriter, rabta_package_writer_free)

/**
 * RabtaPackageKeyFunc:
 * @site: who claims to have signed a package
 * @key: (out): the key that is trusted for that site
 * @error: return location for an error, where there is none
 *
 * Returns: whether that site is trusted
 */
typedef gboolean (*RabtaPackageKeyFunc) (const guint8    *site,
                                         RabtaPublicKey  *key,
                                         gpointer         user_data,
                                         GError         **error);

/**
 * RabtaPackageReader:
 *
 * A package that was verified: its container, the signature over the manifest by a trusted key, that it
 * is for us, and the hash of every member.
 */
typedef struct _RabtaPackageReader RabtaPackageReader;

RabtaPackageReader *rabta_package_reader_open        (const char            *path,
                                                      const RabtaSecretKey  *own,
                                                      RabtaPackageKeyFunc    find_key,
                                                      gpointer               user_data,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
const RabtaPackageInfo *
                    rabta_package_reader_get_info    (RabtaPackageReader    *self);
const guint8       *rabta_package_reader_get_hash    (RabtaPackageReader    *self);
/* Of #RabtaSuccessor, each signed by a copy that is trusted or that follows one: why the sender is. */
GArray             *rabta_package_reader_get_successors
                                                     (RabtaPackageReader    *self);
/* Of #RabtaSuccession, as they came. */
GPtrArray          *rabta_package_reader_get_successions
                                                     (RabtaPackageReader    *self);
gboolean            rabta_package_reader_has_member  (RabtaPackageReader    *self,
                                                      const char            *name);
guint               rabta_package_reader_n_members   (RabtaPackageReader    *self);
const char         *rabta_package_reader_get_name    (RabtaPackageReader    *self,
                                                      guint                  index);
gint64              rabta_package_reader_get_size    (RabtaPackageReader    *self,
                                                      guint                  index);
GInputStream       *rabta_package_reader_open_member (RabtaPackageReader    *self,
                                                      const char            *name,
                                                      GError               **error);
void                rabta_package_reader_free        (RabtaPackageReader    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaPackageReader, rabta_package_reader_free)

G_END_DECLS
