/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: the numbers of the programme's rules. */
#pragma once

#include "programme/attributes.h"
#include "programme/programme.h"

G_BEGIN_DECLS

/* Up to and including this turnover. */
typedef struct
{
  char   *code;
  gint64  up_to_paisa;
} RabtaSizeClass;

typedef struct
{
  char     *id;
  char     *from;
  char     *until; /* last day, or NULL */
  char     *above; /* code of what is larger than every class */
  gboolean  in_force;
  GArray   *classes; /* of RabtaSizeClass, rising */
} RabtaSizeRule;

/* What an enterprise must be for the rank; FALSE and NULL when it does not matter. */
typedef struct
{
  int       rank;
  gboolean  women_led;
  char     *size;
} RabtaPriorityRule;

typedef struct
{
  GPtrArray       *size_rules; /* of RabtaSizeRule */
  GArray          *priorities; /* of RabtaPriorityRule, the first that fits counts */
  char           **holidays;
  int              owned;      /* hundredths of a percent */
  int              owned_with_leader;
  int              board;
  int              start_up_years;
  gboolean         weekdays[8]; /* 1 = Monday */
  RabtaGrantRule   grant;
  GHashTable      *critical; /* set of "kind.field" */
  GHashTable      *unique;   /* set of "kind.field" */
} RabtaRules;

void            rabta_rules_init          (RabtaRules            *self);
void            rabta_rules_clear         (RabtaRules            *self);
gboolean        rabta_rules_add_size      (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_add_class     (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_set_women_led (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_set_start_up  (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_set_grant     (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_add_priority  (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_set_week      (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_add_holiday   (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_add_critical  (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);
gboolean        rabta_rules_add_unique    (RabtaRules            *self,
                                           const RabtaAttributes *attributes,
                                           char                 **problem);

G_END_DECLS
