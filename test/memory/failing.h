/* SPDX-License-Identifier: MIT */
/*
 * One call, again and again, with another allocation refused each time: nothing but ORGPOL_ERR_MEMORY, no
 * leak, no allow, an answer that is whole, and a tenant of which no byte has changed.
 */
#ifndef ORGPOL_TEST_FAILING_H
#define ORGPOL_TEST_FAILING_H

#include "memory/heap.h"

#include "orgpol/lint.h"
#include "orgpol/search.h"
#include "property/random.h"

enum call {
    CALL_EVALUATE,
    CALL_EVALUATIONS,
    CALL_SEARCH_SUBJECT,
    CALL_SEARCH_RESOURCE,
    CALL_SEARCH_ACTION,
    CALL_LOAD,
    CALL_LINT,
    CALL_CHECK
};

struct asked {
    const char *name;
    enum call call;
    const struct orgpol_tenant *tenant; /* NULL: in the request, or none */
    const char *text;
};

struct got {
    enum orgpol_status status;
    struct orgpol_decision decision;
    struct orgpol_json_error error;
    size_t length;
    char answer[1 << 17];
};

static long refused; /* allocations, by all of this */

static inline void ask(const struct asked *asked, struct got *got)
{
    const size_t length = strlen(asked->text);
    struct orgpol_tenant *loaded = NULL;

    got->decision = (struct orgpol_decision){.effect = ORGPOL_EFFECT_ALLOW};
    got->error = (struct orgpol_json_error)ORGPOL_JSON_ERROR_INIT;
    got->length = 0;
    got->answer[0] = '\0';
    switch (asked->call) {
    case CALL_EVALUATE:
        got->status = orgpol_authzen_evaluate(asked->tenant, asked->text, length, NULL, got->answer,
                                              sizeof got->answer, &got->length, &got->decision, &got->error);
        break;
    case CALL_EVALUATIONS:
        got->status = orgpol_authzen_evaluations(asked->tenant, asked->text, length, NULL, got->answer,
                                                 sizeof got->answer, &got->length, &got->error);
        break;
    case CALL_SEARCH_SUBJECT:
    case CALL_SEARCH_RESOURCE:
    case CALL_SEARCH_ACTION:
        got->status = orgpol_authzen_search(
            asked->tenant, (uint32_t)(asked->call - CALL_SEARCH_SUBJECT) + ORGPOL_AUTHZEN_SEARCH_SUBJECT,
            asked->text, length, NULL, got->answer, sizeof got->answer, &got->length, &got->error);
        break;
    case CALL_LOAD:
        got->status = orgpol_tenant_load(asked->text, length, NULL, &loaded, &got->error);
        assert_true((got->status == ORGPOL_OK) == (loaded != NULL));
        got->length = orgpol_tenant_memory_bytes(loaded);
        orgpol_tenant_free(loaded);
        break;
    case CALL_LINT:
        got->status = orgpol_tenant_lint(asked->text, length, NULL, got->answer, sizeof got->answer,
                                         &got->length, NULL, &got->error);
        break;
    case CALL_CHECK: got->status = orgpol_json_check(asked->text, length, NULL, &got->error); break;
    }
}

static inline bool is_authzen(enum call call)
{
    return call <= CALL_SEARCH_ACTION;
}

/* What is left when memory ended. */
static inline void assert_out_of_memory(const struct asked *asked, const struct got *got, long n)
{
    static const char start[] =
        "{\"decision\":false,\"context\":{\"error\":{\"status\":500,\"message\":\"out of memory\",";
    static const struct orgpol_decision nothing;

    if (got->status != ORGPOL_ERR_MEMORY || got->error.status != ORGPOL_ERR_MEMORY)
        fail_msg("%s: status %d when allocation %ld failed: %s", asked->name, got->status, n, got->answer);
    if (strcmp(got->error.message, "out of memory") != 0)
        fail_msg("%s: \"%s\" when allocation %ld failed", asked->name, got->error.message, n);
    if (asked->call == CALL_EVALUATE && memcmp(&got->decision, &nothing, sizeof nothing) != 0)
        fail_msg("%s: a decision when allocation %ld failed", asked->name, n);
    if (is_authzen(asked->call) &&
        (strncmp(got->answer, start, sizeof start - 1) != 0 || strlen(got->answer) != got->length ||
         orgpol_json_check(got->answer, got->length, NULL, NULL) != ORGPOL_OK))
        fail_msg("%s: the answer when allocation %ld failed: %s", asked->name, n, got->answer);
    if (!is_authzen(asked->call) && (*got->answer || got->length))
        fail_msg("%s: an answer when allocation %ld failed: %s", asked->name, n, got->answer);
}

static inline bool same(const struct got *a, const struct got *b)
{
    return a->status == b->status && a->length == b->length && strcmp(a->answer, b->answer) == 0 &&
           memcmp(&a->decision, &b->decision, sizeof a->decision) == 0 &&
           strcmp(a->error.message, b->error.message) == 0 && strcmp(a->error.pointer, b->error.pointer) == 0;
}

/* With the n-th allocation refused, once or with all after it. */
static inline void refuse(const struct asked *asked, struct got *got, long n, bool for_good)
{
    const size_t before = live;

    until_failure = n;
    fails_for_good = for_good;
    failed = false;
    ask(asked, got);
    until_failure = -1;
    if (!failed)
        fail_msg("%s: there was no allocation %ld", asked->name, n);
    refused++;
    assert_out_of_memory(asked, got, n);
    if (live != before)
        fail_msg("%s: %zd bytes leaked when allocation %ld failed", asked->name, (ssize_t)(live - before), n);
}

/*
 * Refuses every allocation of a call, or, beginning with `first`, each `step`-th; the blocks made since
 * `tenant_from` are its tenant's. What it gives without that is left in `whole`.
 */
static inline void refuse_each(const struct asked *asked, long first, long step, size_t tenant_from,
                               struct got *whole)
{
    static struct got got;
    const uint64_t bytes = bytes_since(tenant_from);
    const size_t before = live;
    const size_t start = made;
    long count;

    ask(asked, whole);
    count = (long)(made - start);
    for (long n = first; n < count; n += step) {
        refuse(asked, &got, n, false);
        if (n % 2 == 0)
            refuse(asked, &got, n, true);
    }
    ask(asked, &got);
    if (!same(&got, whole))
        fail_msg("%s: after failures %s, before %s", asked->name, got.answer, whole->answer);
    assert_int_equal(live, before);
    if (bytes_since(tenant_from) != bytes)
        fail_msg("%s: the tenant has changed", asked->name);
}

#endif
