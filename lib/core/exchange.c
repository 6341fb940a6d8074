/* SPDX-License-Identifier: MIT */
/*
 * May a client have the provider's access token? The conditions are in exchange_table.h, their facts in the
 * files beside this one; here they become the decision, with its result and obligations.
 */
#include "exchange.h"

#include "decision.h"
#include "rows.h"

/* Everything that a decision is made of. */
struct exchange {
    struct exchange_faults is;
    struct jwt_faults jwt; /* worker */
    struct stored_tokens stored;
    struct exchange_scopes scopes;
    uint64_t unmet;
};

static uint64_t refresh_unmet(const struct exchange_faults is, const struct chosen_account chosen,
                              const struct stored_tokens stored)
{
    return 0 REFRESH_EXCHANGE_TABLE(FAMILY_UNMET, REFRESH_EXCHANGE);
}

static uint64_t access_unmet(const struct exchange_faults is, const struct chosen_account chosen,
                             const struct stored_tokens stored)
{
    return 0 ACCESS_EXCHANGE_TABLE(FAMILY_UNMET, ACCESS_EXCHANGE);
}

static uint64_t worker_unmet(const struct exchange_faults is, const struct jwt_faults jwt,
                             const struct chosen_account chosen, const struct stored_tokens stored)
{
    return 0 WORKER_EXCHANGE_TABLE(FAMILY_UNMET, WORKER_EXCHANGE);
}

/* What all variants have, in the family of the first. */
static uint64_t shared_unmet(const struct exchange_faults is, const struct chosen_account chosen,
                             const struct stored_tokens stored)
{
    return 0 SHARED_EXCHANGE_TABLE(FAMILY_UNMET, REFRESH_EXCHANGE);
}

static uint64_t unmet_conditions(const struct exchange_rows *in, const struct exchange *made)
{
    switch (in->variant) {
    case VARIANT_REFRESH: return refresh_unmet(made->is, in->chosen, made->stored);
    case VARIANT_ACCESS: return access_unmet(made->is, in->chosen, made->stored);
    case VARIANT_WORKER: return worker_unmet(made->is, made->jwt, in->chosen, made->stored);
    default: return shared_unmet(made->is, in->chosen, made->stored);
    }
}

static void evaluate(const struct exchange_rows *in, struct exchange *made)
{
    made->is = (struct exchange_faults){.advice = 0};
    made->jwt = orgpol_jwt_faults_of(in);
    made->stored = orgpol_stored_tokens_of(in);
    orgpol_find_request_faults(in, &made->is);
    orgpol_find_client_faults(in, &made->is);
    orgpol_find_token_faults(in, &made->is);
    orgpol_find_context_faults(in, &made->is);
    orgpol_find_scopes(in, &made->scopes, &made->is);
    made->unmet = unmet_conditions(in, made);
}

static enum orgpol_family family_of(enum exchange_variant variant)
{
    switch (variant) {
    case VARIANT_ACCESS: return ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE;
    case VARIANT_WORKER: return ORGPOL_FAMILY_WORKER_EXCHANGE;
    default: return ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE;
    }
}

/* ---- what goes with the decision ---- */

/* The stored access token is over, and a refresh gave another one. */
static bool is_refreshed(const struct exchange_rows *in, const struct exchange *made)
{
    return made->stored.over & (in->request->provider_refresh == ORGPOL_PROVIDER_REFRESH_OK);
}

/* PWX-22: the JWT was used, whatever else is wrong, when all that stands up to its user is met. */
static bool is_jti_used(const struct exchange_rows *in, const struct exchange *made)
{
    const uint64_t user = UINT64_C(1) << WORKER_EXCHANGE_SUBJECT_USER_NOT_FOUND;

    return (in->variant == VARIANT_WORKER) & text_given(in->token->jti) &
           ((made->unmet & (user | (user - 1))) == 0);
}

static uint32_t obligations_of(const struct exchange_rows *in, const struct exchange *made)
{
    const bool allowed = made->unmet == 0;
    const bool due = made->stored.over & (in->request->provider_refresh == ORGPOL_PROVIDER_REFRESH_NOT_TRIED);
    const bool stores = due | is_refreshed(in, made);

    return (uint32_t)is_jti_used(in, made) * ORGPOL_MUST_RECORD_JTI |
           (uint32_t)(allowed & due) * ORGPOL_MUST_REFRESH_PROVIDER_TOKEN | /* VAULT-25 */
           (uint32_t)(allowed & made->scopes.is_narrowed) *
               ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN | /* PWX-29 */
           (uint32_t)(allowed & stores) * ORGPOL_MUST_STORE_TOKENS |
           (uint32_t)allowed * ORGPOL_MUST_TOUCH_LAST_USED; /* VAULT-30 */
}

/* Seconds from now to an end: at least 0, and at most what the type holds. */
static int64_t seconds_until(int64_t end, int64_t now)
{
    const uint64_t seconds = seconds_since(now, end);

    return seconds > INT64_MAX ? INT64_MAX : (int64_t)seconds;
}

/* VAULT-24 SCOPE-17: how long the provider's token is good; false while a refresh is due. */
static bool find_lifetime(const struct exchange_rows *in, const struct exchange *made, int64_t *seconds)
{
    const struct orgpol_time end = in->request->provider_refresh_expires_at;
    const int64_t now = in->request->now_s;

    if (!made->stored.over) {
        *seconds = seconds_until(made->stored.end_s, now);
        return true;
    }
    *seconds = end.is_given ? seconds_until(end.s, now) : ORGPOL_PROVIDER_TOKEN_DEFAULT_S;
    return is_refreshed(in, made);
}

/* What an exchange that is allowed gives. */
static void add_token(const struct exchange_rows *in, const struct exchange *made,
                      struct orgpol_exchange_result *result)
{
    int64_t seconds;

    result->account = in->chosen.account;
    result->scope_count = orgpol_write_token_scopes(in, &made->scopes, NULL, 0);
    result->missing_scope_count = orgpol_write_missing_scopes(in, &made->scopes, NULL, 0);
    result->has_expires_in = find_lifetime(in, made, &seconds);
    result->expires_in_s = result->has_expires_in ? seconds : 0;
}

/* CACHE-03: connecting the account again would help. */
static bool is_reconnect_advised(struct orgpol_decision decision, const struct orgpol_exchange_result *result)
{
    return orgpol_helps_to_reconnect(decision.reason) | (result->missing_scope_count > 0);
}

/* Reads the question, or says that there is nowhere to answer to. */
static enum orgpol_reason read_question(const struct orgpol_exchange_request *request,
                                        struct exchange_rows *rows, struct exchange_copies *copies,
                                        bool writable, bool has_room)
{
    const enum orgpol_reason error = orgpol_read_exchange(request, rows, copies);

    if (!writable)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return error == ORGPOL_REASON_NONE && !has_room ? ORGPOL_REASON_MISSING_INPUT : error;
}

struct orgpol_decision orgpol_check_token_exchange(const struct orgpol_exchange_request *request,
                                                   struct orgpol_exchange_result *result,
                                                   struct orgpol_str *scopes, size_t capacity,
                                                   struct orgpol_str *missing_scopes, size_t missing_capacity)
{
    static const struct orgpol_exchange_result strictest = ORGPOL_EXCHANGE_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    const bool has_room = (scopes || capacity == 0) && (missing_scopes || missing_capacity == 0);
    struct orgpol_exchange_result answer = ORGPOL_EXCHANGE_RESULT_INIT;
    struct orgpol_decision decision;
    struct exchange_copies copies;
    struct exchange_rows rows;
    struct exchange made;
    const enum orgpol_reason error = read_question(request, &rows, &copies, writable, has_room);
    const enum orgpol_family family = family_of(rows.variant);

    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(family, error);
    evaluate(&rows, &made);
    decision = orgpol_answer(family, made.unmet, obligations_of(&rows, &made));
    if (made.unmet == 0)
        add_token(&rows, &made, &answer);
    if ((scopes && answer.scope_count > capacity) ||
        (missing_scopes && answer.missing_scope_count > missing_capacity)) {
        struct orgpol_exchange_result counts = ORGPOL_EXCHANGE_RESULT_INIT;

        counts.scope_count = answer.scope_count;
        counts.missing_scope_count = answer.missing_scope_count;
        write_result(result, &counts, sizeof counts);
        return orgpol_error(family, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    answer.is_privileged_worker = rows.variant == VARIANT_WORKER; /* VAULT-31 */
    answer.advice =
        made.is.advice | (uint32_t)is_reconnect_advised(decision, &answer) * ORGPOL_ADVICE_RECONNECT_ACCOUNT;
    write_result(result, &answer, sizeof answer);
    if (scopes && made.unmet == 0)
        orgpol_write_token_scopes(&rows, &made.scopes, scopes, capacity);
    if (missing_scopes && made.unmet == 0)
        orgpol_write_missing_scopes(&rows, &made.scopes, missing_scopes, missing_capacity);
    return decision;
}
