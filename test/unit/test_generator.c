/* SPDX-License-Identifier: MIT */
/* The benchmark's tenants (test/bench/generator.h): the same bytes always, skewed as meant, both texts alike.
 */
#include "tenants.h"

#include <sodium/crypto_generichash.h>

#include "../bench/generator.h"
#include "orgpol/authzen.h"

#define ORGANIZATIONS 1000

static struct generator generated(uint64_t seed, bool lines, bool lean)
{
    struct generator g = generator_of(seed, ORGANIZATIONS, ORGANIZATIONS, lines, lean);

    while (generator_step(&g))
        ;
    return g;
}

/* BLAKE2b of the texts of seed 1, as any machine must give them. */
static void the_same_seed_gives_the_same_bytes(void **state)
{
    static const struct {
        bool lines;
        bool lean;
        const char *hash;
    } texts[] = {
        {false, false, "79cd75ad929369cafc1035dc9df82322"},
        {false, true, "1c1e363fa100390eb7df28752a0d3d61"},
        {true, false, "717eb394e021d5ffe4ef06f6670308af"},
        {true, true, "59cf84cdac6ab01b47f06739c812c4c4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct generator g = generated(1, texts[i].lines, texts[i].lean);
        struct generator other = generated(2, texts[i].lines, texts[i].lean);
        unsigned char hash[16];
        char hex[33];

        crypto_generichash(hash, sizeof hash, (const unsigned char *)g.text, g.length, NULL, 0);
        for (size_t k = 0; k < sizeof hash; k++)
            snprintf(hex + 2 * k, 3, "%02x", hash[k]);
        assert_string_equal(hex, texts[i].hash);
        assert_true(other.length != g.length || memcmp(other.text, g.text, g.length) != 0);
        free(g.text);
        free(other.text);
    }
}

/* A few organizations have many members, most have none or a handful, and no user is twice in one. */
static void sizes_are_skewed(void **state)
{
    struct generator g = generated(1, false, true);
    cJSON *document = cJSON_Parse(g.text);
    const cJSON *organizations = cJSON_GetObjectItemCaseSensitive(document, "organizations");
    const cJSON *users = cJSON_GetObjectItemCaseSensitive(document, "users");
    const cJSON *organization;
    int largest = 0;
    int handful = 0;
    int members = 0;

    (void)state;
    assert_non_null(document);
    cJSON_ArrayForEach(organization, organizations)
    {
        const cJSON *array = cJSON_GetObjectItemCaseSensitive(organization, "members");
        const int count = cJSON_GetArraySize(array);

        members += count;
        handful += count <= 5;
        largest = count > largest ? count : largest;
        for (const cJSON *row = array ? array->child : NULL; row; row = row->next)
            for (const cJSON *other = row->next; other; other = other->next)
                assert_string_not_equal(cJSON_GetObjectItemCaseSensitive(row, "user_id")->valuestring,
                                        cJSON_GetObjectItemCaseSensitive(other, "user_id")->valuestring);
    }
    assert_int_equal(cJSON_GetArraySize(organizations), ORGANIZATIONS);
    assert_int_equal(cJSON_GetArraySize(users), g.users);
    assert_int_equal(members, g.members);
    assert_in_range(members, ORGANIZATIONS * 9 / 10, ORGANIZATIONS * 11 / 10);
    assert_in_range(largest, members / 25, members / 10);
    assert_in_range(handful, ORGANIZATIONS * 9 / 10, ORGANIZATIONS - 1);
    assert_true(g.users < g.members);
    cJSON_Delete(document);
    free(g.text);
}

/* The answers to a login, a third party's, a prompt, and a machine's grant, about every organization. */
static char *answers_of(const struct orgpol_tenant *tenant, size_t *allowed)
{
    struct generator g = generator_of(1, ORGANIZATIONS, ORGANIZATIONS, false, true);
    const size_t size = 4 * 1024 * ORGANIZATIONS;
    char *answers = malloc(size);
    size_t length = 0;

    *allowed = 0;
    while (generator_step(&g)) {
        const struct question *q = &g.question;
        id_text third;
        id_text machine;
        char requests[4][1024];

        g.length = 0;
        if (!g.has_question)
            continue;
        client_id(&g, g.at % 4 * 4 + 3, third);
        client_id(&g, g.at % 2 * 8 + 6, machine);
        snprintf(requests[0], sizeof requests[0],
                 "{'subject':{'type':'user','id':'%s'},'action':{'name':'can_login'},"
                 "'resource':{'type':'client','id':'%s'},'context':{'organization':'%s','connection':'%s'}}",
                 q->user, q->client, q->organization, q->connection);
        snprintf(requests[1], sizeof requests[0],
                 "{'subject':{'type':'user','id':'%s'},'action':{'name':"
                 "'can_third_party_login'},'resource':{'type':'client','id':'%s'},'context':{'organization':"
                 "'%s','connection':'%s'}}",
                 q->user, third, q->organization, q->connection);
        snprintf(requests[2], sizeof requests[0],
                 "{'subject':{'type':'anonymous','id':'a'},'action':{'name':"
                 "'resolve_org_prompt_mode'},'resource':{'type':'client','id':'%s'},'context':{'identifier':"
                 "'new@customer%u.example'}}",
                 q->client, g.at - 1);
        snprintf(requests[3], sizeof requests[0],
                 "{'subject':{'type':'client','id':'%s'},'action':{'name':"
                 "'check_client_grant'},'resource':{'type':'resource_server','id':"
                 "'https://api%u.product.example/'},'context':{'organization':'%s','scope':'read:items0'}}",
                 machine, (g.at % 2 * 8 + 6) % APIS, q->organization);
        for (int i = 0; i < 4; i++) {
            struct orgpol_decision decision;
            size_t answered;
            char *request = quoted(requests[i]);

            assert_int_equal(orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answers + length,
                                                     size - length, &answered, &decision, NULL),
                             ORGPOL_OK);
            length += answered;
            *allowed += decision.effect == ORGPOL_EFFECT_ALLOW;
            free(request);
        }
    }
    free(g.text);
    return answers;
}

static struct orgpol_tenant *load_document(bool lean)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct generator g = generated(1, false, lean);
    struct orgpol_tenant *tenant;

    if (orgpol_tenant_load(g.text, g.length, NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s", error.pointer, error.message);
    /* The smallest JSON there is of this tenant is larger than the tenant. */
    if (lean)
        assert_in_range(orgpol_tenant_memory_bytes(tenant), g.length / 4, g.length);
    free(g.text);
    return tenant;
}

static struct orgpol_tenant *load_lines(bool lean)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct generator g = generated(1, true, lean);
    struct orgpol_tenant_builder *builder;
    struct orgpol_tenant *tenant;

    assert_int_equal(orgpol_tenant_builder_new(NULL, &builder, NULL), ORGPOL_OK);
    for (char *line = strtok(g.text, "\n"); line; line = strtok(NULL, "\n"))
        if (orgpol_tenant_builder_add_line(builder, line, strlen(line), &error) != ORGPOL_OK)
            fail_msg("%s: %s: %s", line, error.pointer, error.message);
    assert_int_equal(orgpol_tenant_builder_publish(builder, &tenant, NULL), ORGPOL_OK);
    orgpol_tenant_builder_free(builder);
    free(g.text);
    return tenant;
}

static void every_text_is_the_same_tenant(void **state)
{
    struct orgpol_tenant *tenant = load_document(false);
    size_t allowed;
    char *expected = answers_of(tenant, &allowed);

    (void)state;
    print_message("%zu of %d allowed\n", allowed, 4 * ORGANIZATIONS);
    assert_in_range(allowed, ORGANIZATIONS / 2, 4 * ORGANIZATIONS - ORGANIZATIONS / 2);
    orgpol_tenant_free(tenant);
    for (int text = 1; text < 4; text++) {
        size_t again;
        char *answers;

        tenant = text & 1 ? load_lines(text & 2) : load_document(text & 2);
        answers = answers_of(tenant, &again);
        assert_int_equal(again, allowed);
        assert_string_equal(answers, expected);
        orgpol_tenant_free(tenant);
        free(answers);
    }
    free(expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(sizes_are_skewed),
        cmocka_unit_test(every_text_is_the_same_tenant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
