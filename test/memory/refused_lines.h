/* SPDX-License-Identifier: MIT */
/* A builder with allocations refused. */
#ifndef ORGPOL_TEST_REFUSED_LINES_H
#define ORGPOL_TEST_REFUSED_LINES_H

#include "memory/failing.h"

#include "lines.h"
#include "unit/builders.h"

/* Hands over a line, and again when it failed for want of memory. */
static inline void take_line(struct orgpol_tenant_builder *builder, const char *line)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status;

    failed = false;
    status = orgpol_tenant_builder_add_line(builder, line, strlen(line), &error);
    if (failed) {
        assert_int_equal(status, ORGPOL_ERR_MEMORY);
        assert_int_equal(error.status, ORGPOL_ERR_MEMORY);
        until_failure = -1;
        status = orgpol_tenant_builder_add_line(builder, line, strlen(line), &error);
    }
    if (status != ORGPOL_OK)
        fail_msg("%s: %s: %s", line, error.pointer, error.message);
}

/* The tenant of the lines, with the n-th allocation refused; what failed is done again. */
static inline struct orgpol_tenant *build(const struct lines *lines, long n)
{
    struct orgpol_tenant_builder *builder = NULL;
    struct orgpol_tenant *tenant = NULL;
    enum orgpol_status status;

    fails_for_good = false;
    until_failure = n;
    failed = false;
    status = orgpol_tenant_builder_new(NULL, &builder, NULL);
    if (failed) {
        assert_int_equal(status, ORGPOL_ERR_MEMORY);
        assert_null(builder);
        assert_int_equal(orgpol_tenant_builder_new(NULL, &builder, NULL), ORGPOL_OK);
    }
    for (size_t i = 0; i < lines->count; i++)
        take_line(builder, lines->lines[i].text);
    failed = false;
    status = orgpol_tenant_builder_publish(builder, &tenant, NULL);
    if (failed) {
        assert_int_equal(status, ORGPOL_ERR_MEMORY);
        assert_null(tenant);
        until_failure = -1;
        status = orgpol_tenant_builder_publish(builder, &tenant, NULL);
    }
    until_failure = -1;
    assert_int_equal(status, ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    return tenant;
}

/*
 * The tenant of a document's lines, in an order drawn, with allocations refused and what failed done again:
 * the same tenant, so that a call that failed has changed nothing.
 */
static inline void refuse_lines(const cJSON *document, long first, long step)
{
    struct lines lines = lines_of(document);
    const size_t before = live;
    const size_t start = made;
    struct orgpol_tenant *want = build(&lines, -1);
    const long count = (long)(made - start);

    for (long n = first; n < count; n += step) {
        struct orgpol_tenant *have = build(&lines, n);

        refused++;
        assert_same(have, want);
        orgpol_tenant_free(have);
    }
    orgpol_tenant_free(want);
    assert_int_equal(live, before);
    free_lines(&lines);
}

#endif
