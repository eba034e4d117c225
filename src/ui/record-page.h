/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/place.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaRecordPage:
 *
 * The frame of the page of one record: loads it and follows the casebook, gives the window its title,
 * an edit button and a menu with Delete, and says when the record cannot be read or was deleted.
 */
#define RABTA_TYPE_RECORD_PAGE (rabta_record_page_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordPage, rabta_record_page, RABTA, RECORD_PAGE, GtkWidget)

/**
 * RabtaRecordPageInfo:
 * @kind: of the records it shows
 * @build: makes the content, once, when the record is there
 * @show: the record is there (again): says what it says; or %NULL
 * @dup_subtitle: the smaller line of the header bar
 */
typedef struct
{
  RabtaKind   kind;
  GtkWidget *(*build)        (RabtaRecordPage *page,
                              RabtaCasebook   *casebook,
                              RabtaRecord     *record);
  void       (*show)         (GtkWidget       *content,
                              RabtaRecord     *record);
  char      *(*dup_subtitle) (RabtaRecord     *record,
                              RabtaProgramme  *programme);
} RabtaRecordPageInfo;

GtkWidget   *rabta_record_page_new        (RabtaCasebook             *casebook,
                                           const RabtaRecordPageInfo *info,
                                           const RabtaUuid           *id);
RabtaRecord *rabta_record_page_get_record (RabtaRecordPage           *self); /* NULL while it loads */

G_END_DECLS
