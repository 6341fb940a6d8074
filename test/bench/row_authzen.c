/* SPDX-License-Identifier: MIT */
/*
 * AuthZEN evaluations from bytes to bytes, varied, against cJSON, which parses the same bytes and frees the
 * tree: asked of the Travel0 sample once it is loaded; and with the sample inside each request, read anew
 * each time, for which the project has no target: that limit is a guard of this folder.
 */
#include "bench.h"

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"
#include "questions.h"

#define BATCH 32
#define INLINE_BYTES (sizeof(struct tenant_text) + QUESTION_BYTES)
#define INLINE 16 /* a kind besides enum question_kind */

static struct tenant_text text;
static struct orgpol_tenant *tenant; /* NULL: inside the requests */
static char more[INLINE_BYTES];
static char questions[BATCH][INLINE_BYTES];
static size_t lengths[BATCH];
static enum question_kind asked;
static size_t seen[3]; /* by effect */

static void setup(size_t kind, bool counting)
{
    (void)counting;
    read_tenant(&text);
    seen[ORGPOL_EFFECT_ALLOW] = seen[ORGPOL_EFFECT_DENY] = 0;
    tenant = NULL;
    more[0] = '\0';
    asked = kind == INLINE ? ASK_ANY : (enum question_kind)kind;
    if (kind == INLINE)
        snprintf(more, sizeof more, "\"tenant\":%.*s,", (int)text.length, text.bytes);
    else if (orgpol_tenant_load(text.bytes, text.length, NULL, &tenant, NULL) != ORGPOL_OK)
        bench_fail(TENANT_FILE, "cannot be loaded");
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++)
        lengths[i] = write_question(asked, more, questions[i], sizeof questions[i]);
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        char answer[4096];
        size_t length = 0;

        orgpol_authzen_evaluate(tenant, questions[i], lengths[i], NULL, answer, sizeof answer, &length, NULL,
                                NULL);
        sum += length;
    }
    return sum;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        cJSON *tree = cJSON_ParseWithLength(questions[i], lengths[i]);

        sum += tree != NULL;
        cJSON_Delete(tree);
    }
    return sum;
}

/* Every request is well-formed to both. */
static void check(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
        struct orgpol_decision decision;
        char answer[4096];

        if (orgpol_authzen_evaluate(tenant, questions[i], lengths[i], NULL, answer, sizeof answer, NULL,
                                    &decision, &error) != ORGPOL_OK)
            bench_fail("AuthZEN", error.message);
        seen[decision.effect]++;
    }
    if (floor_of(0, BATCH) != BATCH)
        bench_fail("AuthZEN", "cJSON does not parse a request");
}

/* A tenth at least was allowed, and a tenth denied. */
static void teardown(void)
{
    const size_t all = seen[ORGPOL_EFFECT_ALLOW] + seen[ORGPOL_EFFECT_DENY];

    if (seen[ORGPOL_EFFECT_ALLOW] * 10 < all || seen[ORGPOL_EFFECT_DENY] * 10 < all)
        bench_fail("AuthZEN", "hardly any request is allowed, or hardly any is denied");
    orgpol_tenant_free(tenant);
}

#define AUTHZEN                                                                              \
    .against = "cJSON parse and delete", .batch = BATCH, .setup = setup, .prepare = prepare, \
    .library = library, .floor = floor_of, .check = check, .teardown = teardown
#define LOADED .limit = 1.8, .group = 4, .rounds = 64, .counted = 4, AUTHZEN

const struct bench authzen_rows[] = {
    {.name = "AuthZEN can_third_party_login", .kind = ASK_LOGIN, LOADED},
    {.name = "AuthZEN check_client_grant", .kind = ASK_CLIENT_GRANT, LOADED},
    {.name = "AuthZEN resolve_org_prompt_mode", .kind = ASK_PROMPT, LOADED},
    {.name = "AuthZEN check_token_exchange", .kind = ASK_EXCHANGE, LOADED},
    {.name = "AuthZEN, tenant in the request",
     .kind = INLINE,
     .limit = 6.0,
     .is_guard = true,
     .group = 1,
     .rounds = 2,
     .counted = 1,
     AUTHZEN},
    {.name = NULL},
};
