/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/peers.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaCopyRegistration:
 *
 * Asks whether the key of another copy is to be trusted, after its fingerprint was compared.
 */
#define RABTA_TYPE_COPY_REGISTRATION (rabta_copy_registration_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCopyRegistration, rabta_copy_registration, RABTA, COPY_REGISTRATION, AdwWindow)

GtkWidget *rabta_copy_registration_present (GtkWidget       *parent,
                                            RabtaCasebook   *casebook,
                                            const RabtaPeer *peer);

G_END_DECLS
