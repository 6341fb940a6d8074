/* SPDX-License-Identifier: MIT */
/*
 * Batches, searches, requests that are errors, and the seeds of the fuzz corpora, with each allocation
 * refused.
 */
#include "memory/failing.h"

#include "vectors/rows.h"

#define BATCH 12

static struct got whole;

/* Of rows that differ in little, only some are asked. */
static bool is_chosen(long row)
{
    return getenv("EVERY") || row % (quick() ? 40 : 8) == 0;
}

static void drop(cJSON *request, const char *party, const char *member)
{
    cJSON_DeleteItemFromObjectCaseSensitive(
        party ? cJSON_GetObjectItemCaseSensitive(request, party) : request, member);
}

/* Searches for the subject, the resource or the action of a row's request. */
static void search_row(const struct orgpol_tenant *tenant, size_t tenant_from, const cJSON *request,
                       const char *name)
{
    static const struct {
        enum call call;
        const char *party;
        const char *member;
    } searches[] = {
        {CALL_SEARCH_SUBJECT, "subject", "id"},
        {CALL_SEARCH_RESOURCE, "resource", "id"},
        {CALL_SEARCH_ACTION, NULL, "action"},
    };

    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        cJSON *copy = cJSON_Duplicate(request, true);
        char *text;

        drop(copy, searches[i].party, searches[i].member);
        text = cJSON_PrintUnformatted(copy);
        refuse_each(&(struct asked){name, searches[i].call, tenant, text}, 0, 1, tenant_from, &whole);
        cJSON_free(text);
        cJSON_Delete(copy);
    }
}

/* What is left out of a request is an error, or another question. */
static void cut_row(const struct orgpol_tenant *tenant, size_t tenant_from, const cJSON *request,
                    const char *name)
{
    static const char *const parts[] = {"subject", "action", "resource", "context"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cJSON *copy = cJSON_Duplicate(request, true);
        char *text;

        drop(copy, NULL, parts[i]);
        text = cJSON_PrintUnformatted(copy);
        refuse_each(&(struct asked){name, CALL_EVALUATE, tenant, text}, 0, 1, tenant_from, &whole);
        cJSON_free(text);
        cJSON_Delete(copy);
    }
}

static void ask_batch(const struct orgpol_tenant *tenant, size_t tenant_from, const cJSON *batch,
                      const char *name)
{
    char *text = cJSON_PrintUnformatted(batch);

    refuse_each(&(struct asked){name, CALL_EVALUATIONS, tenant, text}, 0, 1, tenant_from, &whole);
    assert_int_equal(whole.status, ORGPOL_OK);
    cJSON_free(text);
}

/* Asks a family's rows over the tenant as it is in its document; what they answer is no matter. */
static long ask_family(const char *family, const char *tenant_name)
{
    struct vector_file file = vectors_of(family, tenant_name);
    const size_t tenant_from = made;
    struct orgpol_tenant *tenant = tenant_of(file.base, family);
    cJSON *batch = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(batch, "evaluations");
    char *cells[CELLS];
    long row = 0;

    /* From here on the youngest blocks are not the tenant's, which is summed up all the same. */
    for (; next_cells(&file, cells); row++) {
        cJSON *request;

        if (!is_chosen(row))
            continue;
        request = request_of(file.base, cells);
        search_row(tenant, tenant_from, request, cells[ID]);
        cut_row(tenant, tenant_from, request, cells[ID]);
        if (cJSON_GetArraySize(items) < BATCH)
            cJSON_AddItemToArray(items, request);
        else
            cJSON_Delete(request);
    }
    ask_batch(tenant, tenant_from, batch, family);
    cJSON_AddItemToObject(batch, "context", cJSON_CreateObject());
    ask_batch(tenant, tenant_from, batch, family);
    cJSON_Delete(batch);
    orgpol_tenant_free(tenant);
    close_vectors(&file);
    return row;
}

static void families(void **state)
{
    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++)
        assert_true(ask_family(vector_families[i].family, vector_families[i].tenant) > 0);
    print_message("%ld allocations refused\n", refused);
}

/* Requests of every kind, whole and broken. */
static void corpus(void **state)
{
    size_t length;
    char *seeds = slurp("test/fuzz/requests.corpus", &length);
    char *document = slurp("test/vectors/vault.json", &length);
    const size_t tenant_from = made;
    struct orgpol_tenant *tenant;
    long row = 0;

    (void)state;
    assert_int_equal(orgpol_tenant_load(document, length, NULL, &tenant, NULL), ORGPOL_OK);
    for (char *seed = strtok(seeds, "\n"); seed; seed = strtok(NULL, "\n"), row++)
        for (int call = CALL_EVALUATE; call <= CALL_SEARCH_ACTION && (!quick() || row % 8 == 0); call++)
            refuse_each(&(struct asked){seed, (enum call)call, tenant, seed}, 0, 1, tenant_from, &whole);
    assert_true(row > 50);
    orgpol_tenant_free(tenant);
    free(document);
    free(seeds);
}

#define INLINE                                                                                      \
    "\"context\":{\"client\":\"m\",\"connection\":\"c\",\"scope\":\"r\",\"tenant\":{\"clients\":[{" \
    "\"client_id\":\"m\",\"is_first_party\":true}],\"resource_servers\":[{\"identifier\":\"a\","    \
    "\"scopes\":[{\"value\":\"r\"}]}],\"users\":[{\"user_id\":\"u\"},{\"user_id\":\"v\"}]}}"

/* Batches and searches over a tenant of their own. */
static void own_tenants(void **state)
{
    static const struct asked rows[] = {
        {"batch", CALL_EVALUATIONS, NULL,
         "{" INLINE ",\"action\":{\"name\":\"consent_key_for\"},\"resource\":{\"type\":\"resource_server\","
         "\"id\":\"a\"},\"evaluations\":[{},{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"context\":{}},"
         "{\"subject\":{\"type\":\"user\",\"id\":\"v\"}}]}"},
        {"subjects", CALL_SEARCH_SUBJECT, NULL,
         "{" INLINE ",\"action\":{\"name\":\"consent_key_for\"},\"subject\":{\"type\":\"user\"},"
         "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"}}"},
        {"a page of subjects", CALL_SEARCH_SUBJECT, NULL,
         "{" INLINE ",\"action\":{\"name\":\"consent_key_for\"},\"subject\":{\"type\":\"user\"},"
         "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},\"page\":{\"limit\":1}}"},
        {"resources", CALL_SEARCH_RESOURCE, NULL,
         "{" INLINE ",\"action\":{\"name\":\"consent_key_for\"},\"subject\":{\"type\":\"user\",\"id\":\"u\"},"
         "\"resource\":{\"type\":\"resource_server\"}}"},
        {"actions", CALL_SEARCH_ACTION, NULL,
         "{" INLINE ",\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"resource\":{\"type\":"
         "\"resource_server\",\"id\":\"a\"}}"},
        {"long numbers", CALL_EVALUATE, NULL,
         "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"consent_key_for\"},"
         "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},"
         "\"x\":0.00000000000000000000000000000000000000000000000000000000000000000000000000000000001," INLINE
         "}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        refuse_each(&rows[i], 0, 1, made, &whole);
        assert_int_equal(whole.status, ORGPOL_OK);
    }
}

/* How many allocations a batch of so many items over one tenant in the default context takes. */
static size_t made_by_items(int count)
{
    char request[4096] =
        "{" INLINE ",\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},"
        "\"resource\":{\"type\":\"client\",\"id\":\"m\"},\"evaluations\":[";
    const size_t before = made;

    for (int i = 0; i < count; i++)
        strcat(request, i > 0 ? ",{}" : "{}");
    strcat(request, "]}");
    assert_int_equal(orgpol_authzen_evaluations(NULL, request, strlen(request), NULL, NULL, 0, NULL, NULL),
                     ORGPOL_ERR_BUFFER);
    return made - before;
}

#ifdef ORGPOL_ROOM_APART
#define BLOCKS_OF_ITEM 1 /* its node */
#else
#define BLOCKS_OF_ITEM 0 /* it has room in the tree's */
#endif

/* No tenant is built again for an item. */
static void a_batch_builds_its_tenant_once(void **state)
{
    (void)state;
    assert_int_equal(made_by_items(20) - made_by_items(10), 10 * BLOCKS_OF_ITEM);
}

#define MANY 600 /* rows that do not fit into one block */

/* A tenant of many organizations, which share a domain, a member and their connections; `more` is joined to
 * it. */
static char *many_rows(const char *more)
{
    const size_t size = (size_t)MANY * 600;
    char *text = malloc(size);
    size_t at = 0;

#define ADD(...) at += (size_t)snprintf(text + at, size - at, __VA_ARGS__)
    assert_non_null(text);
    ADD("{%s\"clients\":[{\"client_id\":\"pre\",\"is_first_party\":true,\"organization_usage\":\"allow\","
        "\"organization_require_behavior\":\"pre_login_prompt\",\"organization_discovery_methods\":["
        "\"email\"]},"
        "{\"client_id\":\"post\",\"is_first_party\":true,\"organization_usage\":\"allow\","
        "\"organization_require_behavior\":\"post_login_prompt\"}],\"users\":[{\"user_id\":\"u\"}],"
        "\"connections\":[",
        more);
    /* The last has the id of the one before it. */
    for (int i = 0; i < MANY; i++)
        ADD("%s{\"id\":\"con_%d\",\"name\":\"c%d\",\"strategy\":\"okta\",\"is_domain_connection\":true,"
            "\"enabled_clients\":[\"pre\",\"post\"]}",
            i > 0 ? "," : "", i < MANY - 1 ? i : MANY - 2, i);
    ADD("],\"organizations\":[{\"id\":\"org_all\",\"name\":\"all\",\"enabled_connections\":[");
    for (int i = 0; i < MANY; i++)
        ADD("%s{\"connection_id\":\"con_%d\"}", i > 0 ? "," : "", i);
    ADD("]}");
    for (int i = 0; i < MANY; i++)
        ADD(",{\"id\":\"org_%d\",\"name\":\"o%d\",\"members\":[{\"user_id\":\"u\"}],\"discovery_domains\":"
            "[{\"domain\":\"acme.example\",\"status\":\"%s\"}],\"enabled_connections\":"
            "[{\"connection_id\":\"con_0\"},{\"connection_id\":\"con_%d\"}]}",
            i, i, i % 2 > 0 ? "verified" : "pending", MANY - 2);
    ADD("]}");
#undef ADD
    assert_true(at < size);
    return text;
}

#define PROMPT(type, client, context)                                                           \
    {                                                                                           \
        type " to " client, CALL_EVALUATE, NULL,                                                \
            "{\"subject\":{\"type\":\"" type                                                    \
            "\",\"id\":\"u\"},\"action\":{\"name\":\"resolve_org_prompt_mode\"},\"resource\":{" \
            "\"type\":\"client\",\"id\":\"" client "\"},\"context\":{" context "}}"             \
    }

/* Prompts whose rows are many. */
static void prompts(void **state)
{
    static const char *const tenants[] = {"", "\"options\":{\"discovery_filter\":\"gate\"},"};
    static struct asked rows[] = {
        PROMPT("anonymous", "pre", "\"identifier\":\"ann@acme.example\""),
        PROMPT("anonymous", "pre", "\"organization\":\"org_all\""),
        PROMPT("anonymous", "pre", "\"organization\":\"org_1\",\"connection\":\"c598\""),
        PROMPT("user", "post", "\"connection\":\"c0\""),
    };

    (void)state;
    for (size_t i = 0; i < sizeof tenants / sizeof *tenants; i++) {
        char *text = many_rows(tenants[i]);
        const size_t tenant_from = made;
        struct orgpol_tenant *tenant;

        assert_int_equal(orgpol_tenant_load(text, strlen(text), NULL, &tenant, NULL), ORGPOL_OK);
        for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
            rows[j].tenant = tenant;
            refuse_each(&rows[j], 0, 1, tenant_from, &whole);
            assert_int_equal(whole.status, ORGPOL_OK);
        }
        orgpol_tenant_free(tenant);
        free(text);
    }
}

/* Forty items. */
static void write_list(char *list, const char *item, const char *between)
{
    for (int i = 0; i < 40; i++) {
        list += sprintf(list, "%s", i > 0 ? between : "");
        list += sprintf(list, item, i);
    }
}

/* Lists that are longer than the room for few. */
static void long_lists(void **state)
{
    static const char tenant_text[] =
        "{\"clients\":[{\"client_id\":\"m\",\"is_first_party\":true}],\"users\":[{\"user_id\":\"u\"}],"
        "\"connections\":[{\"id\":\"c\",\"name\":\"c\",\"strategy\":\"github\"}],"
        "\"resource_servers\":[{\"identifier\":\"a\",\"scopes\":[%s]}]}";
    static const struct {
        const char *request;
        const char *item;
        const char *between;
    } rows[] = {
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"check_user_grant\"},"
         "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},\"context\":{\"client\":\"m\",\"scope\":"
         "\"%s\"}}",
         "s%02d", " "},
        {"{\"subject\":{\"type\":\"client\",\"id\":\"m\"},\"action\":{\"name\":\"check_token_organization\"},"
         "\"resource\":{\"type\":\"client\",\"id\":\"m\"},\"context\":{\"issuer\":\"https://t.example/\","
         "\"claims\":{\"iss\":\"https://t.example/\"},\"known_organizations\":[%s]}}",
         "\"org_%02d\"", ","},
        {"{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_connect_account\"},"
         "\"resource\":{\"type\":\"connection\",\"id\":\"c\"},\"context\":{\"now\":1790000000,\"token\":{"
         "\"valid\":true,"
         "\"expires_at\":1790003600,\"sub\":\"u\",\"azp\":\"m\",\"aud\":\"https://t.example/me/"
         "\",\"scope\":\"%s\"},"
         "\"body\":{\"connection\":\"c\",\"redirect_uri\":\"https://app.example/\"}}}",
         "s%02d", " "},
    };
    char text[4096];
    char list[2048];
    size_t tenant_from;
    struct orgpol_tenant *tenant;

    (void)state;
    write_list(list, "{\"value\":\"s%02d\"}", ",");
    snprintf(text, sizeof text, tenant_text, list);
    tenant_from = made;
    assert_int_equal(orgpol_tenant_load(text, strlen(text), NULL, &tenant, NULL), ORGPOL_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_list(list, rows[i].item, rows[i].between);
        snprintf(text, sizeof text, rows[i].request, list);
        refuse_each(&(struct asked){rows[i].request, CALL_EVALUATE, tenant, text}, 0, 1, tenant_from, &whole);
        assert_int_equal(whole.status, ORGPOL_OK);
    }
    orgpol_tenant_free(tenant);
}

static void metadata_takes_no_memory(void **state)
{
    const size_t before = made;
    char answer[1024];

    (void)state;
    assert_int_equal(
        orgpol_authzen_metadata(ORGPOL_STR("https://pdp.example"), answer, sizeof answer, NULL, NULL),
        ORGPOL_OK);
    assert_int_equal(made, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families),
        cmocka_unit_test(corpus),
        cmocka_unit_test(own_tenants),
        cmocka_unit_test(prompts),
        cmocka_unit_test(long_lists),
        cmocka_unit_test(a_batch_builds_its_tenant_once),
        cmocka_unit_test(metadata_takes_no_memory),
    };

    return cmocka_run_group_tests(tests, with_hooks, NULL);
}
