/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#ifndef RABTA_MAY_USE_BASE
#error "This room may not use 'base': see the table of rooms in CONTRIBUTING.md"
#endif
