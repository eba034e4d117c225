/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/package-manifest.h"
#include "exchange/package-zip.h"
#include "exchange/package.h"

G_BEGIN_DECLS

/* A folder with the keys of a sender, whom the recipient trusts, and of a stranger. */
typedef struct
{
  char           *folder;
  char           *path; /* of the package */
  RabtaSecretKey *sender;
  RabtaSecretKey *recipient;
  RabtaSecretKey *stranger;
} PackageFixture;

void                package_fixture_set_up    (PackageFixture       *self,
                                               gconstpointer         data);
void                package_fixture_tear_down (PackageFixture       *self,
                                               gconstpointer         data);
void                package_fixture_write     (PackageFixture       *self,
                                               const RabtaSecretKey *from,
                                               const RabtaSecretKey *to,
                                               const char           *changes);
RabtaPackageReader *package_fixture_open      (PackageFixture       *self,
                                               GError              **error);
char               *package_fixture_read      (RabtaPackageReader   *reader,
                                               const char           *name,
                                               gsize                *length,
                                               GError              **error);
void                package_fixture_refused   (PackageFixture       *self,
                                               const char           *told);

#define PACKAGE_FIXTURE_ADD(name, func) \
  g_test_add (name, PackageFixture, NULL, package_fixture_set_up, func, package_fixture_tear_down)

G_END_DECLS
