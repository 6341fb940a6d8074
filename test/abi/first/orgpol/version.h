/* SPDX-License-Identifier: MIT */
#ifndef ORGPOL_VERSION_H
#define ORGPOL_VERSION_H
#include "orgpol/base.h"
#ifdef __cplusplus
extern "C" {
#endif
#define ORGPOL_VERSION_MAJOR 0
#define ORGPOL_VERSION_MINOR 1
#define ORGPOL_VERSION_PATCH 0
#define ORGPOL_VERSION "0.1.0"
ORGPOL_API const char *orgpol_version(void);
ORGPOL_API const char *orgpol_rules_version(void);
#ifdef __cplusplus
}
#endif
#endif
