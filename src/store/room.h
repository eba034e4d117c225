/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#ifndef RABTA_MAY_USE_STORE
#error "This room may not use 'store': see the table of rooms in CONTRIBUTING.md"
#endif
