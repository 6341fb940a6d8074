/* SPDX-License-Identifier: MIT */
/* Runs session.txt through the structs, with rows found in the tenant of the vectors. */
#include "support.h"

#include <cjson/cJSON.h>

#include "../../lib/json/store.h"
#include "orgpol/tenant.h"

enum { ID, RULES, QUESTION, CLIENT, ORGANIZATION, CONNECTION, WORDS, UNUSED, DECISION, UNMET, MUST };
#define CELLS (MUST + 1)

/* The value of `name=` among the words, or NULL. */
static const char *value_of(const char *words, const char *name, char *out, size_t size)
{
    const char *at = strstr(words, name);

    if (at == NULL)
        return NULL;
    at += strlen(name);
    snprintf(out, size, "%.*s", (int)strcspn(at, " "), at);
    return out;
}

static struct orgpol_decision reuse(const struct orgpol_tenant *tenant, char **cells)
{
    struct orgpol_login_request login = ORGPOL_LOGIN_REQUEST_INIT;
    struct orgpol_session session = ORGPOL_SESSION_INIT;
    const struct tenant_organization *organization =
        orgpol_tenant_organization(tenant, orgpol_str_of(cells[ORGANIZATION]));
    const struct tenant_connection *connection =
        orgpol_tenant_connection(tenant, orgpol_str_of(cells[CONNECTION]));
    struct orgpol_organization organization_row;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_enabled_connection enabled_connection;
    char id[32];

    login.client = orgpol_tenant_client(tenant, orgpol_str_of(cells[CLIENT]));
    login.organization_id = orgpol_str_of(cells[ORGANIZATION]);
    login.organization = orgpol_tenant_organization_row(tenant, organization, &organization_row);
    login.connection = connection ? &connection->row : NULL;
    if (login.client && connection &&
        orgpol_tenant_enabled_client(tenant, connection, login.client, &enabled_client))
        login.enabled_client = &enabled_client;
    if (organization && connection &&
        orgpol_tenant_enabled_connection(tenant, organization, connection, &enabled_connection))
        login.enabled_connection = &enabled_connection;
    session.kind = strstr(cells[WORDS], "transfer")    ? ORGPOL_SESSION_TRANSFER
                   : strstr(cells[WORDS], "delegated") ? ORGPOL_SESSION_DELEGATED
                                                       : ORGPOL_SESSION_UNSET;
    session.is_login_prompted = strstr(cells[WORDS], "login") != NULL;
    session.is_interaction_needed = strstr(cells[WORDS], "interaction") != NULL;
    session.organization_id = orgpol_str_of(value_of(cells[WORDS], "session=", id, sizeof id));
    return orgpol_can_reuse_session(&login, strstr(cells[WORDS], "none") ? NULL : &session);
}

static struct orgpol_decision offer(char **cells)
{
    struct orgpol_organization organization = ORGPOL_ORGANIZATION_INIT;
    char number[16];
    uint32_t visible;

    organization.id = orgpol_str_of(cells[ORGANIZATION]);
    assert_non_null(value_of(cells[WORDS], "enabled=", number, sizeof number));
    organization.enabled_connection_count = (uint32_t)atoi(number);
    assert_non_null(value_of(cells[WORDS], "visible=", number, sizeof number));
    visible = (uint32_t)atoi(number);
    return orgpol_can_offer_connections(*cells[ORGANIZATION] ? &organization : NULL, visible);
}

static int run_row(const struct orgpol_tenant *tenant, char **cells)
{
    const struct orgpol_decision decision =
        strcmp(cells[QUESTION], "reuse") == 0 ? reuse(tenant, cells) : offer(cells);
    const char *want[] = {cells[DECISION], cells[UNMET], cells[MUST]};
    char have[3][256];
    int differences = 0;

    snprintf(have[0], sizeof have[0], "%s",
             decision.effect == ORGPOL_EFFECT_ALLOW  ? "yes"
             : decision.effect == ORGPOL_EFFECT_DENY ? "no"
                                                     : "error");
    unmet_names(decision, have[1], sizeof have[1]);
    obligation_names(decision, have[2], sizeof have[2]);
    for (int i = 0; i < 3; i++)
        if (strcmp(have[i], want[i]) != 0) {
            print_error("%s: have \"%s\", expected \"%s\"\n", cells[ID], have[i], want[i]);
            differences++;
        }
    return differences;
}

static void every_row(void **state)
{
    struct orgpol_tenant *tenant;
    size_t length;
    char *document = slurp("test/vectors/tenant.json", &length);
    char *text;
    char *next;
    char *row;
    int differences = 0;
    int rows = 0;

    (void)state;
    assert_int_equal(orgpol_tenant_load(document, length, NULL, &tenant, NULL), ORGPOL_OK);
    free(document);
    text = next = slurp("test/vectors/session.txt", &length);
    while ((row = next_row(&next))) {
        char *cells[CELLS];

        if (cells_of(row, cells, CELLS) != CELLS)
            fail_msg("%s: too few cells", cells[ID]);
        differences += run_row(tenant, cells);
        rows++;
    }
    print_message("%d rows of session.txt\n", rows);
    assert_int_equal(differences, 0);
    assert_true(rows > 25);
    orgpol_tenant_free(tenant);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
