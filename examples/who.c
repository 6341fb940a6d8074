/* SPDX-License-Identifier: MIT */
/* Who can log in to Trailmap through Rocky Mountain High? The tenant is read from lines, object by object. */
#include <orgpol/search.h>
#include <orgpol/tenant.h>
#include <stdio.h>
#include <string.h>

static int failed(const struct orgpol_json_error *error)
{
    fprintf(stderr, "%s: %s\n", error->pointer, error->message);
    return 2;
}

int main(void)
{
    static const char request[] =
        "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"can_third_party_login\"},"
        "\"resource\":{\"type\":\"client\",\"id\":\"tpc_trailmap\"},"
        "\"context\":{\"organization\":\"org_rocky\",\"connection\":\"travel0\"}}";
    /* Set hash_key to 16 random bytes, unless you wrote the tenant yourself. */
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;
    char line[4096];
    char answer[4096];
    enum orgpol_status status = orgpol_tenant_builder_new(&options, &builder, &error);

    while (status == ORGPOL_OK && fgets(line, sizeof line, stdin)) /* a line is added whole, or not at all */
        status = orgpol_tenant_builder_add_line(builder, line, strlen(line), &error);
    if (status == ORGPOL_OK)
        status = orgpol_tenant_builder_publish(builder, &tenant, &error);
    orgpol_tenant_builder_free(builder);
    if (status != ORGPOL_OK)
        return failed(&error);

    /* From here on any number of threads may ask it. */
    status = orgpol_authzen_search(tenant, ORGPOL_AUTHZEN_SEARCH_SUBJECT, request, strlen(request), &options,
                                   answer, sizeof answer, NULL, &error);
    if (status == ORGPOL_OK)
        puts(answer);
    orgpol_tenant_free(tenant);
    return status == ORGPOL_OK ? 0 : failed(&error);
}
