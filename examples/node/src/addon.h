/* SPDX-License-Identifier: MIT */
/* What the files of the addon share. Nothing in it is global but tables that are read only. */
#ifndef ORGPOL_NODE_ADDON_H
#define ORGPOL_NODE_ADDON_H

#define NAPI_VERSION 8
#include <node_api.h>
#include <orgpol/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of one environment: the main thread, or one worker. */
struct addon {
    uint8_t hash_key[16]; /* random: who sends a tenant inline chooses its ids */
};

/* The environment's, never NULL once the module is loaded. */
struct addon *addon_of(napi_env env);

/* The most that a function here takes, and its arguments; those missing are undefined. */
enum { ARGUMENTS = 3 };
void arguments_of(napi_env env, napi_callback_info info, napi_value arguments[ARGUMENTS]);

napi_valuetype type_of(napi_env env, napi_value value);

/* Sets a member of an object that was made here. */
void set_member(napi_env env, napi_value object, const char *name, napi_value value);
napi_value number_value(napi_env env, double number);
/* NULL is null. */
napi_value text_value(napi_env env, const char *text);

/*
 * What a function returns in place of an answer: an object {code, message, pointer, offset}, which index.js
 * throws as an error of the right class. An answer is never an object with a member `code`.
 */
napi_value refusal(napi_env env, const char *code, const struct orgpol_json_error *error);
napi_value refusal_of_status(napi_env env, enum orgpol_status status, const struct orgpol_json_error *error);
/* The same from words of our own. */
napi_value refusal_with(napi_env env, const char *code, const char *pointer, const char *message);

/* ---- text.c: bytes of the caller's ---- */

/* A copy on the heap, which the caller frees: what a script holds another thread may change. */
struct bytes {
    char *at;
    size_t length;
};

enum taken {
    TAKEN,
    TAKEN_WRONG, /* neither text nor a Buffer; an exception may be pending */
    TAKEN_LONE,  /* text with a surrogate that stands alone: no UTF-8 says that */
    TAKEN_NO_MEMORY
};

enum taken take_bytes(napi_env env, napi_value value, struct bytes *bytes);
/* NULL where the bytes were taken. */
const char *why_not_taken(enum taken taken);
/* Whether a surrogate stands alone in a text whose UTF-8, with replacements, is given. */
bool has_lone_surrogate(napi_env env, napi_value text, const char *utf8, size_t length);

/* ---- what is exported ---- */

void export_tenant(napi_env env, napi_value exports);
void export_evaluate(napi_env env, napi_value exports);
void export_catalogue(napi_env env, napi_value exports);
void export_decide(napi_env env, napi_value exports);
void export_types(napi_env env, napi_value exports);

/* Adds a function to the exports. */
void export_function(napi_env env, napi_value exports, const char *name, napi_callback function);

/* ---- tenant.c ---- */

struct orgpol_tenant;

/*
 * The tenant of a handle, NULL for null. False where the value is no handle, or its tenant was closed: then
 * *why is the refusal.
 */
bool tenant_of(napi_env env, napi_value handle, const struct orgpol_tenant **tenant, napi_value *why);

#endif
