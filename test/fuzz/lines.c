/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as lines for a builder, with tabs between them: what is refused leaves nothing, so that a builder
 * that is given only the lines that were accepted publishes the same tenant, and every row is found by its
 * key.
 */
#include "fuzz/replay.h"

#include "../../lib/json/store.h"
#include "orgpol/tenant.h"

#define LINES_MAX 64

/* Hands lines to the builder: all of them, noting which it accepts, or those noted. */
static void add_lines(struct orgpol_tenant_builder *builder, const char *text, size_t size,
                      bool accepted[LINES_MAX], bool all)
{
    const char *const end = text + size;

    for (size_t i = 0; i < LINES_MAX && text < end; i++) {
        const char *tab = memchr(text, '\t', (size_t)(end - text));
        const char *next = tab ? tab : end;

        if (all || accepted[i]) {
            const bool taken =
                orgpol_tenant_builder_add_line(builder, text, (size_t)(next - text), NULL) == ORGPOL_OK;

            MUST(all || taken);
            accepted[i] = taken;
        }
        text = next + 1;
    }
}

static void check_keys(const struct orgpol_tenant *tenant)
{
    for (enum index_kind kind = KIND_NONE + 1; kind < KIND_BUILT; kind++) {
        const size_t rows = orgpol_tenant_count(tenant, orgpol_tenant_array_of(kind));

        for (size_t place = 0; place < rows; place++) {
            const struct index_key key = orgpol_tenant_key(tenant, kind, place);
            uint32_t found = 0;

            MUST(orgpol_tenant_find(tenant, key, &found) == (key.id != 0));
            MUST(key.id == 0 || found == AMBIGUOUS || found <= place);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool accepted[LINES_MAX] = {false};
    struct orgpol_tenant *tenants[2];

    for (int i = 0; i < 2; i++) {
        struct orgpol_tenant_builder *builder;

        MUST(orgpol_tenant_builder_new(NULL, &builder, NULL) == ORGPOL_OK);
        add_lines(builder, (const char *)data, size, accepted, i == 0);
        MUST(orgpol_tenant_builder_publish(builder, &tenants[i], NULL) == ORGPOL_OK);
        orgpol_tenant_builder_free(builder);
    }
    for (size_t array = 0; array < ARRAY_COUNT; array++)
        MUST(orgpol_tenant_count(tenants[0], (enum tenant_array)array) ==
             orgpol_tenant_count(tenants[1], (enum tenant_array)array));
    MUST(tenants[0]->index.end == tenants[1]->index.end);
    MUST(orgpol_tenant_memory_bytes(tenants[0]) == orgpol_tenant_memory_bytes(tenants[1]));
    check_keys(tenants[0]);
    orgpol_tenant_free(tenants[0]);
    orgpol_tenant_free(tenants[1]);
    return 0;
}

REPLAY("test/fuzz/lines.corpus")
