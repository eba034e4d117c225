/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/query.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_SCOPE_OWN,    /* a field of the record itself */
  RABTA_SCOPE_LINKED, /* a field of a record that refers to it */
  RABTA_SCOPE_TARGET, /* a field of the record it refers to */
} RabtaFilterScope;

typedef struct
{
  RabtaFilterScope scope;
  RabtaKind        kind; /* whose field it is */
  guint            link; /* LINKED: field of @kind that refers to us; TARGET: our reference field */
  guint            field;
  RabtaFilterOp    op;
  RabtaValue       value;
} RabtaFilter;

struct _RabtaQuery
{
  GObject   parent;

  RabtaKind kind;
  GArray   *filters; /* of RabtaFilter */
  char     *search;
  gint64    since; /* stamp of the change log, 0 for none */
  int       sort; /* index of the field or -1 */
  gboolean  descending;
};

G_END_DECLS
