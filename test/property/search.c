/* SPDX-License-Identifier: MIT */
/*
 * Searches against single evaluations, over the requests and tenants of the vector files: the pages of a
 * search together are what asking for every id of the document gives, whatever the limit.
 */
#include "vectors/rows.h"

#include "orgpol/search.h"
#include "random.h"

static char answer[1 << 18];

/* ---- ids of a document, found without the library ---- */

#define IDS_MAX 256

struct ids {
    const char *texts[IDS_MAX];
    size_t count;
};

static bool holds(const struct ids *ids, const char *id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (strcmp(ids->texts[i], id) == 0)
            return true;
    return false;
}

/* How many rows of an array have the id. */
static int holders(const cJSON *array, const char *key, const char *id)
{
    const cJSON *row;
    int count = 0;

    cJSON_ArrayForEach(row, array)
    {
        const char *other = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, key));

        count += other && strcmp(other, id) == 0;
    }
    return count;
}

/* Adds the ids of an array that one row has, and `users`, unless NULL, has not. */
static void add_ids(struct ids *ids, const cJSON *array, const char *key, const cJSON *users)
{
    const cJSON *row;

    cJSON_ArrayForEach(row, array)
    {
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, key));

        if (id == NULL || *id == '\0' || holds(ids, id) ||
            (users ? holders(users, key, id) > 0 : holders(array, key, id) > 1))
            continue;
        assert_true(ids->count < IDS_MAX);
        ids->texts[ids->count++] = id;
    }
}

static const cJSON *row_with(const cJSON *array, const char *key, const char *id)
{
    const cJSON *row;

    cJSON_ArrayForEach(row, array)
    {
        const char *other = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, key));

        if (other && strcmp(other, id) == 0)
            return row;
    }
    return NULL;
}

static const char *text_of(const cJSON *request, const char *entity, const char *key)
{
    const cJSON *object = cJSON_GetObjectItemCaseSensitive(request, entity);

    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* False when there is no list of the type. */
static bool ids_of(const cJSON *document, const cJSON *request, const char *entity, struct ids *ids)
{
    static const struct {
        const char *type;
        const char *array;
        const char *key;
    } lists[] = {{"client", "clients", "client_id"},
                 {"connection", "connections", "name"},
                 {"resource_server", "resource_servers", "identifier"},
                 {"organization", "organizations", "id"},
                 {"client_grant", "client_grants", "id"},
                 {"user", "users", "user_id"}};
    static const cJSON nobody = {.type = cJSON_Array};
    const char *type = text_of(request, entity, "type");
    const cJSON *users = cJSON_GetObjectItemCaseSensitive(document, "users");
    const cJSON *organization;

    ids->count = 0;
    if (strcmp(type, "connected_account") == 0) {
        const cJSON *owner = strcmp(text_of(request, "subject", "type"), "user") == 0
                                 ? row_with(users, "user_id", text_of(request, "subject", "id"))
                                 : NULL;

        add_ids(ids, cJSON_GetObjectItemCaseSensitive(owner, "connected_accounts"), "id", NULL);
        return true;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const bool by_id = strcmp(text_of(request, "action", "name"), "check_connection_config") == 0 &&
                           strcmp(type, "connection") == 0;

        if (strcmp(lists[i].type, type) != 0)
            continue;
        add_ids(ids, cJSON_GetObjectItemCaseSensitive(document, lists[i].array), by_id ? "id" : lists[i].key,
                NULL);
        if (strcmp(type, "user") == 0)
            cJSON_ArrayForEach(organization, cJSON_GetObjectItemCaseSensitive(document, "organizations"))
                add_ids(ids, cJSON_GetObjectItemCaseSensitive(organization, "members"), "user_id",
                        users ? users : &nobody);
        return true;
    }
    return false;
}

/* ---- what single evaluations say ---- */

struct expected {
    struct ids results;
    char error[256]; /* of the search; empty: none */
};

static bool is_unfit(const char *message, bool of_resource)
{
    return strstr(message, "client_id names another client") != NULL ||
           strstr(message, "the tenant has no row with this id") != NULL ||
           (of_resource && strstr(message, "another connection than the ") != NULL);
}

/* Whether the request is allowed; an error is kept as the search's when it is one. */
static bool is_allowed(const struct orgpol_tenant *tenant, const cJSON *request, bool may_fail,
                       struct expected *expected)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *text = cJSON_PrintUnformatted(request);
    struct orgpol_decision decision;
    const enum orgpol_status status = orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, answer,
                                                              sizeof answer, NULL, &decision, &error);

    cJSON_free(text);
    assert_true(status == ORGPOL_OK || status == ORGPOL_ERR_REQUEST);
    if (status != ORGPOL_OK && !may_fail && *expected->error == '\0')
        snprintf(expected->error, sizeof expected->error, "%s", error.message);
    return status == ORGPOL_OK && decision.effect == ORGPOL_EFFECT_ALLOW;
}

static void put_id(cJSON *request, const char *entity, const char *id)
{
    cJSON *object = cJSON_GetObjectItemCaseSensitive(request, entity);

    cJSON_DeleteItemFromObjectCaseSensitive(object, "id");
    if (id)
        cJSON_AddStringToObject(object, "id", id);
}

/* An error about the one client that the parameters name, or about a row that is not there, excludes the id.
 */
static bool fits(const struct orgpol_tenant *tenant, const cJSON *request, bool of_resource)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *text = cJSON_PrintUnformatted(request);

    orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, NULL, 0, NULL, NULL, &error);
    cJSON_free(text);
    return !is_unfit(error.message, of_resource);
}

static void expect_ids(const struct orgpol_tenant *tenant, const cJSON *document, const cJSON *request,
                       const char *entity, struct expected *expected)
{
    /* Only an id that is searched can be unfit: the other one is part of the request. */
    const bool of_client = strcmp(text_of(request, entity, "type"), "client") == 0;
    const bool of_resource = strcmp(entity, "resource") == 0;
    cJSON *asked = cJSON_Duplicate(request, true);
    struct ids ids;

    *expected = (struct expected){.error = ""};
    if (!ids_of(document, request, entity, &ids)) {
        snprintf(expected->error, sizeof expected->error, "there is no list of \"%s\" to search",
                 text_of(request, entity, "type"));
        cJSON_Delete(asked);
        return;
    }
    for (size_t i = 0; i < ids.count; i++) {
        put_id(asked, entity, ids.texts[i]);
        if (is_allowed(tenant, asked, (of_client || of_resource) && !fits(tenant, asked, of_resource),
                       expected))
            expected->results.texts[expected->results.count++] = ids.texts[i];
    }
    if (ids.count == 0) {
        put_id(asked, entity, "-");
        is_allowed(tenant, asked, (of_client || of_resource) && !fits(tenant, asked, of_resource), expected);
    }
    cJSON_Delete(asked);
}

static void expect_actions(const struct orgpol_tenant *tenant, const cJSON *request,
                           struct expected *expected)
{
    cJSON *asked = cJSON_Duplicate(request, true);
    cJSON *action = cJSON_GetObjectItemCaseSensitive(asked, "action");

    *expected = (struct expected){.error = ""};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        cJSON_DeleteItemFromObjectCaseSensitive(action, "name");
        cJSON_AddStringToObject(action, "name", types[i].action);
        if (is_allowed(tenant, asked, true, expected))
            expected->results.texts[expected->results.count++] = types[i].action;
    }
    cJSON_Delete(asked);
}

/* ---- what the search says ---- */

/* Takes the results of a page out of the answer, and gives its next_token. */
static char *take_page(const struct expected *expected, const char *id, const char *key, size_t limit,
                       struct ids *seen)
{
    cJSON *document = cJSON_Parse(answer);
    const cJSON *page = cJSON_GetObjectItemCaseSensitive(document, "page");
    const cJSON *results = cJSON_GetObjectItemCaseSensitive(document, "results");
    char *token = strdup(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(page, "next_token")));
    const cJSON *result;

    assert_true(cJSON_IsArray(results));
    assert_true((size_t)cJSON_GetArraySize(results) <= limit);
    assert_int_equal(cJSON_GetArraySize(results),
                     (int)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(page, "count")));
    cJSON_ArrayForEach(result, results)
    {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, key));
        size_t at = 0;

        while (at < expected->results.count && strcmp(expected->results.texts[at], text) != 0)
            at++;
        if (at == expected->results.count)
            fail_msg("%s: %s is a result", id, text);
        if (holds(seen, text))
            fail_msg("%s: %s is a result twice", id, text);
        seen->texts[seen->count++] = expected->results.texts[at];
    }
    cJSON_Delete(document);
    return token;
}

static void put_page(cJSON *request, size_t limit, const char *token)
{
    cJSON *page;

    cJSON_DeleteItemFromObjectCaseSensitive(request, "page");
    page = cJSON_AddObjectToObject(request, "page");
    if (limit > 0)
        cJSON_AddNumberToObject(page, "limit", (double)limit);
    if (token)
        cJSON_AddStringToObject(page, "token", token);
}

/* All pages of one limit; 0 is none given. The results in the order they came. */
static void search_all(const struct orgpol_tenant *tenant, uint32_t search, const char *id, cJSON *request,
                       size_t limit, const struct expected *expected, struct ids *seen)
{
    const size_t most = limit > 0 ? limit : ORGPOL_AUTHZEN_SEARCH_LIMIT;
    const char *key = search == ORGPOL_AUTHZEN_SEARCH_ACTION ? "name" : "id";
    char *token = strdup("");

    seen->count = 0;
    do {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        enum orgpol_status status;
        char *text;

        put_page(request, limit, *token ? token : NULL);
        text = cJSON_PrintUnformatted(request);
        status = orgpol_authzen_search(tenant, search, text, strlen(text), NULL, answer, sizeof answer, NULL,
                                       &error);
        if (status != (*expected->error ? ORGPOL_ERR_REQUEST : ORGPOL_OK))
            fail_msg("%s: %s: %s (%s expected)", id, text, error.message, expected->error);
        cJSON_free(text);
        free(token);
        token = NULL;
        if (status != ORGPOL_OK) {
            assert_string_equal(error.message, expected->error);
            return;
        }
        token = take_page(expected, id, key, most, seen);
        /* A page that is not the last is full here: no tenant has more candidates than a page may take. */
        assert_true(*token == '\0' || seen->count % most == 0);
    } while (*token);
    free(token);
    assert_int_equal(seen->count, expected->results.count);
}

static size_t compare(const struct orgpol_tenant *tenant, uint32_t search, const char *id,
                      const cJSON *request, const char *searched, const struct expected *expected)
{
    static const size_t limits[] = {1, 3, 1000};
    cJSON *asked = cJSON_Duplicate(request, true);
    struct ids first;

    if (search == ORGPOL_AUTHZEN_SEARCH_ACTION)
        cJSON_DeleteItemFromObjectCaseSensitive(asked, "action");
    else if (random_bits() % 2) /* or the row's own id, which is ignored */
        put_id(asked, searched, NULL);
    search_all(tenant, search, id, asked, 0, expected, &first);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct ids again;

        search_all(tenant, search, id, asked, limits[i], expected, &again);
        assert_int_equal(again.count, first.count);
        for (size_t at = 0; at < first.count; at++)
            assert_ptr_equal(again.texts[at], first.texts[at]);
    }
    cJSON_Delete(asked);
    return *expected->error ? 0 : first.count;
}

static void searches_are_the_evaluations_of_every_id(void **state)
{
    size_t results[4] = {0};
    size_t rows = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        char *cells[CELLS];

        for (size_t row = 0; next_cells(&file, cells); row++) {
            cJSON *document;
            cJSON *request;
            struct orgpol_tenant *tenant;
            struct expected expected;

            if (quick() && row % 8)
                continue;
            document = document_of(file.base, cells);
            tenant = tenant_of(document, cells[ID]);
            request = request_of(file.base, cells);
            expect_ids(tenant, document, request, "subject", &expected);
            results[1] +=
                compare(tenant, ORGPOL_AUTHZEN_SEARCH_SUBJECT, cells[ID], request, "subject", &expected);
            expect_ids(tenant, document, request, "resource", &expected);
            results[2] +=
                compare(tenant, ORGPOL_AUTHZEN_SEARCH_RESOURCE, cells[ID], request, "resource", &expected);
            expect_actions(tenant, request, &expected);
            results[3] += compare(tenant, ORGPOL_AUTHZEN_SEARCH_ACTION, cells[ID], request, NULL, &expected);
            orgpol_tenant_free(tenant);
            cJSON_Delete(request);
            cJSON_Delete(document);
            rows++;
        }
        close_vectors(&file);
    }
    print_message("%zu requests: %zu subjects, %zu resources, %zu actions\n", rows, results[1], results[2],
                  results[3]);
    for (size_t i = 1; i < 4; i++)
        assert_true(results[i] > rows / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_are_the_evaluations_of_every_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
