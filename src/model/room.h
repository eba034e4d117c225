/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#ifndef RABTA_MAY_USE_MODEL
#error "This room may not use 'model': see the table of rooms in CONTRIBUTING.md"
#endif
