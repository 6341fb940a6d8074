/* SPDX-License-Identifier: MIT */
/* Tenants loaded from a document, and what tests say of their members. */
#ifndef ORGPOL_TEST_TENANTS_H
#define ORGPOL_TEST_TENANTS_H

#include "support.h"

#include "../../lib/json/store.h"
#include "orgpol/tenant.h"

/* The document, with ' for ". */
static inline char *quoted(const char *json)
{
    char *text = strcpy(malloc(strlen(json) + 1), json);

    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    return text;
}

static inline struct orgpol_tenant *loaded(const char *json)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char *text = quoted(json);

    if (orgpol_tenant_load(text, strlen(text), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", json, error.pointer, error.message);
    memset(text, '#', strlen(text)); /* nothing may point into the document */
    free(text);
    return tenant;
}

static inline void assert_text(struct orgpol_str text, const char *expected)
{
    assert_non_null(text.ptr);
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

static inline void assert_absent(struct orgpol_str text)
{
    assert_null(text.ptr);
    assert_int_equal(text.len, 0);
}

/* The texts, with commas between. */
static inline void assert_texts(const struct orgpol_str *texts, size_t count, const char *expected)
{
    char joined[512] = "";

    for (size_t i = 0; i < count; i++) {
        assert_non_null(texts[i].ptr);
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s", i ? "," : "",
                 (int)texts[i].len, texts[i].ptr);
    }
    assert_string_equal(joined, expected);
}

static inline void assert_time(struct orgpol_time time, int64_t seconds)
{
    assert_int_equal(time.is_given, 1);
    assert_true(time.s == seconds);
}

static inline const struct orgpol_connected_account *accounts_of(const struct orgpol_tenant *tenant,
                                                                 const char *id, size_t *count)
{
    const struct tenant_user *user = orgpol_tenant_user(tenant, orgpol_str_of(id));

    assert_non_null(user);
    return orgpol_tenant_accounts(tenant, user, count);
}

#endif
