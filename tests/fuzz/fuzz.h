/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's entry: reads @data as the file it is the fuzzer of. Whatever it holds, that must come back. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         length);
