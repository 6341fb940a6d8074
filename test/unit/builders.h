/* SPDX-License-Identifier: MIT */
/* Builders, and what tests say of the tenants they publish. */
#ifndef ORGPOL_TEST_BUILDERS_H
#define ORGPOL_TEST_BUILDERS_H

#include "tenants.h"

static inline struct orgpol_tenant_builder *new_builder(void)
{
    struct orgpol_tenant_builder *builder;

    assert_int_equal(orgpol_tenant_builder_new(NULL, &builder, NULL), ORGPOL_OK);
    return builder;
}

/* Hands a line, with ' for ", to the builder. */
static inline enum orgpol_status try_line(struct orgpol_tenant_builder *builder, const char *line,
                                          struct orgpol_json_error *error)
{
    char *text = quoted(line);
    const enum orgpol_status status = orgpol_tenant_builder_add_line(builder, text, strlen(text), error);

    memset(text, '#', strlen(text)); /* nothing may point into the line */
    free(text);
    return status;
}

static inline void take(struct orgpol_tenant_builder *builder, const char *line)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;

    if (try_line(builder, line, &error) != ORGPOL_OK)
        fail_msg("%s: %s: %s", line, error.pointer, error.message);
}

static inline struct orgpol_tenant *published(struct orgpol_tenant_builder *builder)
{
    struct orgpol_tenant *tenant;

    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    return tenant;
}

/* The tenant of lines that end with NULL. */
static inline struct orgpol_tenant *built(const char *const *lines)
{
    struct orgpol_tenant_builder *builder = new_builder();

    for (; *lines; lines++)
        take(builder, *lines);
    return published(builder);
}

/* Both tenants hold the same rows, texts at the same places, in as much memory. */
static inline void assert_same(const struct orgpol_tenant *a, const struct orgpol_tenant *b)
{
    /* Rows without pointers and without gaps. */
    static const enum tenant_array arrays[] = {
        ARRAY_ORGANIZATIONS,
        ARRAY_USERS,
        ARRAY_ROLES,
        ARRAY_PERMISSIONS,
        ARRAY_ENABLED_CLIENTS,
        ARRAY_ENABLED_CONNECTIONS,
        ARRAY_ORGANIZATION_CLIENTS,
        ARRAY_ORGANIZATION_GRANTS,
        ARRAY_DISCOVERY_DOMAINS,
        ARRAY_DOMAIN_ORDER,
        ARRAY_MEMBERSHIPS,
        ARRAY_ACCOUNT_OWNERS,
    };

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        const size_t count = orgpol_tenant_count(a, arrays[i]);

        assert_int_equal(count, orgpol_tenant_count(b, arrays[i]));
        if (count > 0)
            assert_memory_equal(orgpol_tenant_rows(a, arrays[i]), orgpol_tenant_rows(b, arrays[i]),
                                count * orgpol_tenant_arrays[arrays[i]].size);
    }
    for (size_t array = 0; array < ARRAY_COUNT; array++)
        assert_int_equal(orgpol_tenant_count(a, (enum tenant_array)array),
                         orgpol_tenant_count(b, (enum tenant_array)array));
    assert_int_equal(a->index.end, b->index.end);
    assert_int_equal(orgpol_tenant_memory_bytes(a), orgpol_tenant_memory_bytes(b));
}

#endif
