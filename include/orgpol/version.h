/* SPDX-License-Identifier: MIT */
/* Version of the library and of the rules it decides by. */
#ifndef ORGPOL_VERSION_H
#define ORGPOL_VERSION_H

#include "orgpol/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Version of these headers (semantic versioning). */
#define ORGPOL_VERSION_MAJOR 0
#define ORGPOL_VERSION_MINOR 1
#define ORGPOL_VERSION_PATCH 0
#define ORGPOL_VERSION "0.1.0"

/* Version of the library that was linked, in the form of ORGPOL_VERSION. Never NULL, never freed. */
ORGPOL_API const char *orgpol_version(void);

/*
 * Which rules decided: the date of the rulebooks' sources, "+", and 16 hexadecimal digits of BLAKE2b-256
 * over the table of reasons, the order of every family's conditions, and the decisions' truth tables
 * (the golden files in test/property). Log it beside a decision. Two builds with the same text have the same
 * reasons, orders and truth tables; what no table shows, for example how ids are compared, it does not cover.
 * Never NULL, never freed.
 */
ORGPOL_API const char *orgpol_rules_version(void);

#ifdef __cplusplus
}
#endif

#endif
