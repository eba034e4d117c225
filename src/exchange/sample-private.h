/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sample.h"

G_BEGIN_DECLS

/* The words that made-up records are put together from; see resources/sample/words.ini. */
typedef struct
{
  GHashTable *lists; /* "group/key" → GPtrArray of char ** */
} RabtaSampleWords;

RabtaSampleWords    *rabta_sample_words_new    (GError           **error);
void                 rabta_sample_words_free   (RabtaSampleWords  *self);
/* NULL where there is no such list. */
GPtrArray           *rabta_sample_words_list   (RabtaSampleWords  *self,
                                                const char        *group,
                                                const char        *key);

/* A casebook on its way. Everything that is random comes from `rand`, and every instant from
 * `clock_ms`, so that a seed decides every byte. */
typedef struct
{
  RabtaBatch       *batch;      /* borrowed for the run */
  RabtaProgramme   *programme;  /* borrowed from the casebook */
  RabtaSampleWords *words;
  GRand            *rand;
  gint64            clock_ms;
  char              today[RABTA_DATE_SIZE];
  gboolean          rich;       /* a sample to look at, not a mass to measure with */
  guint             n_enterprises;

  RabtaUuid         expo;
  GPtrArray        *clusters;   /* of RabtaCodeItem, borrowed */
  GHashTable       *offices;    /* province code → RabtaUuid */
  GHashTable       *officers;   /* province code → GArray of RabtaUuid */
  GArray           *buyers;     /* of RabtaUuid */
  GArray           *banks;
  GArray           *certifiers;
} RabtaSample;

/* What is made of an enterprise is written by others as well. */
typedef struct
{
  RabtaUuid      id;
  RabtaUuid      product;
  char          *product_name;
  char          *product_hs;
  RabtaCodeItem *cluster;
  const char    *province;
  RabtaUuid      office;
  RabtaUuid      officer;
  gboolean       woman;
} RabtaSampleFirm;

guint        rabta_sample_below     (RabtaSample  *self,
                                     guint         bound);
gboolean     rabta_sample_chance    (RabtaSample  *self,
                                     double        probability);
guint        rabta_sample_weighted  (RabtaSample  *self,
                                     const guint  *weights,
                                     guint         n);
gint64       rabta_sample_lognormal (RabtaSample  *self,
                                     double        median,
                                     double        sigma,
                                     gint64        least,
                                     gint64        most);
char       **rabta_sample_word      (RabtaSample  *self,
                                     const char   *group,
                                     const char   *key);
RabtaRecord *rabta_sample_record    (RabtaSample  *self,
                                     RabtaKind     kind);
gboolean     rabta_sample_save      (RabtaSample  *self,
                                     RabtaRecord  *record,
                                     GError      **error);

gboolean     rabta_sample_add_partners   (RabtaSample      *self,
                                          GError          **error);
gboolean     rabta_sample_add_visits     (RabtaSample      *self,
                                          GError          **error);
gboolean     rabta_sample_add_enterprise (RabtaSample      *self,
                                          guint             number,
                                          GError          **error);
gboolean     rabta_sample_add_case       (RabtaSample      *self,
                                          RabtaSampleFirm  *firm,
                                          GError          **error);

G_END_DECLS
