/* SPDX-License-Identifier: MIT */
/* Batches against single evaluations, over the requests and tenants of the vector files, item by item. */
#include "vectors/rows.h"

#include "random.h"

static char answer[1 << 18];

static const char *const members[] = {"subject", "action", "resource", "context"};
#define MEMBERS (sizeof members / sizeof *members)
#define ITEMS 12

/* A copy of the request with each member left out one time in `odds`. */
static cJSON *some_of(const cJSON *request, unsigned odds)
{
    cJSON *some = cJSON_CreateObject();

    for (size_t i = 0; i < MEMBERS; i++)
        if (random_bits() % odds != 0)
            cJSON_AddItemToObject(
                some, members[i],
                cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(request, members[i]), true));
    return some;
}

/* What the item asks, by itself. */
static cJSON *alone(const cJSON *defaults, const cJSON *item)
{
    cJSON *request = cJSON_CreateObject();

    for (size_t i = 0; i < MEMBERS; i++) {
        const cJSON *own = cJSON_GetObjectItemCaseSensitive(item, members[i]);
        const cJSON *value = own ? own : cJSON_GetObjectItemCaseSensitive(defaults, members[i]);

        if (value)
            cJSON_AddItemToObject(request, members[i], cJSON_Duplicate(value, true));
    }
    return request;
}

/* Whether the answer of a batch to an item is that of the evaluation. Gives whether it is allowed. */
static bool compare_item(const struct orgpol_tenant *tenant, const cJSON *request, cJSON *have)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *text = cJSON_PrintUnformatted(request);
    struct orgpol_decision decision;
    const enum orgpol_status status = orgpol_authzen_evaluate(tenant, text, strlen(text), NULL, answer,
                                                              sizeof answer, NULL, &decision, &error);
    cJSON *want = cJSON_Parse(answer);
    char *have_text;
    char *want_text;

    if (status == ORGPOL_ERR_REQUEST) { /* the pointers differ; test_evaluations.c has them */
        cJSON_DeleteItemFromObjectCaseSensitive(
            cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(have, "context"), "error"),
            "pointer");
        cJSON_DeleteItemFromObjectCaseSensitive(
            cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(want, "context"), "error"),
            "pointer");
    } else {
        assert_int_equal(status, ORGPOL_OK);
    }
    have_text = cJSON_PrintUnformatted(have);
    want_text = cJSON_PrintUnformatted(want);
    if (strcmp(have_text, want_text) != 0)
        fail_msg("%s: %s and not %s", text, have_text, want_text);
    cJSON_free(have_text);
    cJSON_free(want_text);
    cJSON_free(text);
    cJSON_Delete(want);
    return status == ORGPOL_OK && decision.effect == ORGPOL_EFFECT_ALLOW;
}

/* One batch of items drawn from the requests. Gives how many were answered. */
static size_t compare_batch(const struct orgpol_tenant *tenant, cJSON *const *requests, size_t count)
{
    static const char *const semantics[] = {"execute_all", "deny_on_first_deny", "permit_on_first_permit"};
    const size_t semantic = random_bits() % 3;
    cJSON *batch = some_of(requests[random_bits() % count], 3);
    cJSON *defaults = cJSON_Duplicate(batch, true);
    cJSON *items = cJSON_CreateArray();
    const size_t item_count = 1 + random_bits() % ITEMS;
    cJSON *answered;
    const cJSON *item;
    cJSON *have;
    size_t answers = 0;
    bool decided = false;
    char *text;

    for (size_t i = 0; i < item_count; i++)
        cJSON_AddItemToArray(items, some_of(requests[random_bits() % count], 4));
    cJSON_AddItemToObject(batch, "evaluations", cJSON_Duplicate(items, true));
    cJSON_AddStringToObject(cJSON_AddObjectToObject(batch, "options"), "evaluations_semantic",
                            semantics[semantic]);
    text = cJSON_PrintUnformatted(batch);
    assert_int_equal(
        orgpol_authzen_evaluations(tenant, text, strlen(text), NULL, answer, sizeof answer, NULL, NULL),
        ORGPOL_OK);
    answered = cJSON_Parse(answer);
    have = cJSON_GetObjectItemCaseSensitive(answered, "evaluations")->child;
    cJSON_ArrayForEach(item, items)
    {
        cJSON *request;
        bool allowed;

        if (decided)
            break;
        if (have == NULL)
            fail_msg("%s: only %zu answers", text, answers);
        request = alone(defaults, item);
        allowed = compare_item(tenant, request, have);
        decided = (semantic == 1 && !allowed) || (semantic == 2 && allowed);
        cJSON_Delete(request);
        have = have->next;
        answers++;
    }
    if (have)
        fail_msg("%s: more than %zu answers", text, answers);
    cJSON_free(text);
    cJSON_Delete(answered);
    cJSON_Delete(items);
    cJSON_Delete(defaults);
    cJSON_Delete(batch);
    return answers;
}

static void batches_are_their_items_one_by_one(void **state)
{
    size_t answers = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        struct orgpol_tenant *tenant = tenant_of(file.base, vector_families[i].family);
        cJSON *requests[512];
        char *cells[CELLS];
        size_t count = 0;

        while (count < 512 && next_cells(&file, cells)) {
            cJSON *request = request_of(file.base, cells);
            const cJSON *context = cJSON_GetObjectItemCaseSensitive(request, "context");

            if (cJSON_GetObjectItemCaseSensitive(context, "tenant"))
                cJSON_Delete(request);
            else
                requests[count++] = request;
        }
        for (int n = quick() ? 20 : 200; n > 0; n--)
            answers += compare_batch(tenant, requests, count);
        while (count > 0)
            cJSON_Delete(requests[--count]);
        orgpol_tenant_free(tenant);
        close_vectors(&file);
    }
    print_message("%zu items\n", answers);
    assert_true(answers > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_are_their_items_one_by_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
