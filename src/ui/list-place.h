/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/filter-bar.h"
#include "ui/place.h"

G_BEGIN_DECLS

/**
 * RabtaListPlace:
 *
 * A place that is the list of the records of a kind: search, filters, sortable columns, new.
 */
#define RABTA_TYPE_LIST_PLACE (rabta_list_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaListPlace, rabta_list_place, RABTA, LIST_PLACE, GtkWidget)

typedef struct _RabtaListPlaceInfo RabtaListPlaceInfo;

/**
 * RabtaListPlaceInfo:
 * @kind: what it lists
 * @title: of the place; untranslated
 * @new_label: what the "New" button is called; untranslated
 * @settings_name: under which columns and views are remembered
 * @columns: fields shown from the start
 * @filters: fields that can be filtered by
 * @empty_icon: icon of the empty place
 * @empty_title: what the empty place says; untranslated
 * @empty_text: what to do next; untranslated
 * @empty_label: what the button of the empty place says, with a mnemonic; untranslated; %NULL for
 *   @new_label
 * @empty_action: what that button does; %NULL for "win.new"
 * @build: adds what this place has beyond the others to its table and its filter bar, such as what can
 *   be done with many records at once; %NULL for deleting them alone
 */
struct _RabtaListPlaceInfo
{
  RabtaKind           kind;
  const char         *title;
  const char         *new_label;
  const char         *settings_name;
  const char * const *columns;
  const char * const *filters;
  const char         *empty_icon;
  const char         *empty_title;
  const char         *empty_text;
  const char         *empty_label;
  const char         *empty_action;
  void              (*build) (RabtaListPlace *place,
                              RabtaCasebook  *casebook);
};

GtkWidget        *rabta_list_place_new            (RabtaCasebook            *casebook,
                                                   const RabtaListPlaceInfo *info);
RabtaRecordTable *rabta_list_place_get_table      (RabtaListPlace           *self);
RabtaFilterBar   *rabta_list_place_get_filter_bar (RabtaListPlace           *self);

G_END_DECLS
