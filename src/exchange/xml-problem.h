/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/record.h"

G_BEGIN_DECLS

/**
 * RabtaXmlProblem:
 * @is_warning: the file can be used all the same
 * @line: line of the file, or 0 where it is about the file as a whole
 * @kind: kind of the record it is about, or %RABTA_KIND_NONE
 * @name: (nullable): what people call that record
 * @id: (nullable): its id
 * @field: (nullable): XML element of the field
 * @message: a sentence for people
 *
 * Something wrong with an XML file.
 */
typedef struct
{
  gboolean   is_warning;
  int        line;
  RabtaKind  kind;
  char      *name;
  char      *id;
  char      *field;
  char      *message;
} RabtaXmlProblem;

RabtaXmlProblem *rabta_xml_problem_new        (gboolean               is_warning,
                                               int                    line,
                                               const char            *field,
                                               const char            *message);
void             rabta_xml_problem_free       (RabtaXmlProblem       *self);
void             rabta_xml_problem_set_record (RabtaXmlProblem       *self,
                                               RabtaRecord           *record);
char            *rabta_xml_problem_to_text    (const RabtaXmlProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlProblem, rabta_xml_problem_free)

G_END_DECLS
