/* SPDX-License-Identifier: MIT */
/* What the tests of AuthZEN searches share: a tenant, asking, and reading an answer. */
#ifndef ORGPOL_TEST_SEARCHES_H
#define ORGPOL_TEST_SEARCHES_H

#include "tenants.h"

#include <cjson/cJSON.h>

#include "orgpol/search.h"

#define SUBJECT ORGPOL_AUTHZEN_SEARCH_SUBJECT
#define RESOURCE ORGPOL_AUTHZEN_SEARCH_RESOURCE
#define ACTION ORGPOL_AUTHZEN_SEARCH_ACTION

/* Members of org_a are u1, u3 and the user without a row u7, who is one of org_b too; u5 is there twice. */
#define TENANT                                                                                           \
    "{'clients':[{'client_id':'web','is_first_party':true,'organization_usage':'allow'},"                \
    "{'client_id':'two','is_first_party':true},{'client_id':'spa','is_first_party':true,"                \
    "'organization_usage':'allow'},{'client_id':'two','is_first_party':true}],"                          \
    "'connections':[{'id':'con_db','name':'db','enabled_clients':['web','spa']},{'id':'con_n'},"         \
    "{'id':'con_x','name':'same'},{'id':'con_y','name':'same'}],"                                        \
    "'resource_servers':[{'identifier':'https://a'},{'identifier':'https://b'}],"                        \
    "'client_grants':[{'id':'cgr_1','client_id':'web','audience':'https://a'},"                          \
    "{'id':'cgr_2','client_id':'web','audience':'https://b'}],"                                          \
    "'organizations':[{'id':'org_a','enabled_connections':[{'connection_id':'con_db'}],"                 \
    "'members':[{'user_id':'u7'},{'user_id':'u1'},{'user_id':'u3'},{'user_id':'u5'},{'user_id':'u6'}]}," \
    "{'id':'org_b','members':[{'user_id':'u7'}]}],"                                                      \
    "'users':[{'user_id':'u3'},{'user_id':'u5'},{'user_id':'u1'},{'user_id':'u2'},{'user_id':'u5'}]}"

static struct orgpol_tenant *tenant;

static inline int load(void **state)
{
    (void)state;
    tenant = loaded(TENANT);
    return 0;
}

static inline int unload(void **state)
{
    (void)state;
    orgpol_tenant_free(tenant);
    return 0;
}

static char answer[1 << 20];
static struct orgpol_json_error error;

/* Searches `of`, NULL for no tenant, with ' for ". */
static inline enum orgpol_status ask_of(const struct orgpol_tenant *of, uint32_t search, const char *request)
{
    char *text = quoted(request);
    enum orgpol_status status;

    error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    status = orgpol_authzen_search(of, search, text, strlen(text), NULL, answer, sizeof answer, NULL, &error);
    assert_int_equal(error.status, status);
    free(text);
    return status;
}

static inline enum orgpol_status ask(uint32_t search, const char *request)
{
    return ask_of(tenant, search, request);
}

/* The results and next_token of the last answer; with commas between. */
static char results[1 << 16];
static char next[64];

static inline void read_answer(const char *key)
{
    cJSON *document = cJSON_Parse(answer);
    const cJSON *page = cJSON_GetObjectItemCaseSensitive(document, "page");
    const cJSON *result;
    size_t length = 0;
    int count = 0;

    *results = '\0';
    cJSON_ArrayForEach(result, cJSON_GetObjectItemCaseSensitive(document, "results"))
    {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, key));

        length += (size_t)snprintf(results + length, sizeof results - length, "%s%s", count ? "," : "", text);
        assert_true(length < sizeof results);
        count++;
    }
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(page, "count")), count);
    snprintf(next, sizeof next, "%s",
             cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(page, "next_token")));
    cJSON_Delete(document);
}

static inline void assert_found(uint32_t search, const char *request, const char *expected)
{
    if (ask(search, request) != ORGPOL_OK)
        fail_msg("%s: %s: %s", request, error.pointer, error.message);
    read_answer(search == ACTION ? "name" : "id");
    if (strcmp(results, expected) != 0)
        fail_msg("%s: %s and not %s", request, results, expected);
}

#define WHO                                                                                             \
    "{'subject':{'type':'user'},'action':{'name':'can_login'},'resource':{'type':'client','id':'web'}," \
    "'context':{'organization':'org_a','connection':'db'}"
/* Who may be asked to consent: everybody, with a row or without. */
#define ANYBODY                                                                                            \
    "{'subject':{'type':'user'},'action':{'name':'consent_key_for'},'resource':{'type':'resource_server'," \
    "'id':'https://a'},'context':{'client':'web'}"

#endif
