/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

/**
 * rabta_error_quark:
 *
 * Returns: the domain of all errors of the program, see #RabtaErrorCode
 */
G_DEFINE_QUARK (rabta-error-quark, rabta_error)
