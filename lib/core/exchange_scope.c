/* SPDX-License-Identifier: MIT */
/* A token exchange: what a worker is pinned to (X8), and the scopes of the provider's token (X14). */
#include "exchange.h"

static const struct orgpol_connected_account no_account = ORGPOL_CONNECTED_ACCOUNT_INIT;

/* The account chosen, or one without scopes. */
static const struct orgpol_connected_account *account_of(const struct exchange_rows *in)
{
    return in->account ? in->account : &no_account;
}

/* ---- the worker: PWX-26 to -33 ---- */

static bool is_of_connection(const struct orgpol_worker_grant *grant, const struct exchange_rows *in)
{
    return text_equal(grant->connection, in->request->connection);
}

/* PWX-26: the first grant of the connection, which should be the only one; NULL: there is none. */
static const struct orgpol_worker_grant *grant_of(const struct exchange_rows *in)
{
    const struct orgpol_privileged_access *access = in->access;
    const struct orgpol_worker_grant *found = NULL;

    for (size_t i = access->grant_count; i > 0; i--)
        found = is_of_connection(&access->grants[i - 1], in) ? &access->grants[i - 1] : found;
    return found;
}

/* Takes out of `mask` what a grant of the connection does not list. Other grants do not count (PWX-28). */
static void cut_to_grants(const struct exchange_rows *in, const struct scope_set *set,
                          struct scope_mask *mask)
{
    const struct orgpol_privileged_access *access = in->access;

    for (size_t i = 0; i < access->grant_count; i++)
        if (is_of_connection(&access->grants[i], in)) {
            struct scope_mask listed;

            orgpol_scope_mask_of(&listed, set, access->grants[i].scopes, access->grants[i].scope_count);
            orgpol_scope_mask_cut(mask, &listed);
        }
}

/* It asks for a refresh token, and gives no right at the provider's API (rulebook 2.18). */
static bool is_offline_access(struct orgpol_str scope)
{
    return text_same(scope, ORGPOL_STR("offline_access")) || text_same(scope, ORGPOL_STR("offline.access"));
}

/* PWX-30, PWX-32: the account has a scope that the worker is not to have. */
static bool has_more(const struct exchange_rows *in, const struct exchange_scopes *scopes,
                     const struct scope_set *set)
{
    const struct orgpol_connected_account *account = account_of(in);
    const bool ignores_offline = in->options->offline_scope == ORGPOL_OFFLINE_SCOPE_IGNORE;
    bool more = false;

    for (size_t i = 0; i < account->scope_count; i++) {
        const struct orgpol_str scope = account->scopes[i];
        const bool counts = !text_absent(scope) && !(ignores_offline && is_offline_access(scope));

        more |= counts && !orgpol_scope_mask_has(&scopes->of_token, set, scope);
    }
    return more;
}

/* What the worker asks for: `scope`, or without it what it is granted of what the account has (PWX-31). */
static void find_worker_scopes(const struct exchange_rows *in, const struct orgpol_worker_grant *grant,
                               struct exchange_scopes *scopes, struct exchange_faults *is)
{
    const struct orgpol_exchange_request *request = in->request;
    const struct orgpol_connected_account *account = account_of(in);
    const bool asked = request->has_scopes != 0;
    const bool chosen = in->account != NULL;
    struct scope_set set;
    struct scope_mask granted;
    struct scope_mask held;
    bool cannot;

    scopes->list = asked ? request->scopes : grant->scopes;
    scopes->count = asked ? request->scope_count : grant->scope_count;
    orgpol_scope_set_of(&set, &scopes->of_token, scopes->list, scopes->count);
    orgpol_scope_mask_of(&held, &set, account->scopes, account->scope_count);
    granted = scopes->of_token;
    cut_to_grants(in, &set, &granted);
    is->scope_not_granted = asked & orgpol_scope_mask_exceeds(&scopes->of_token, &granted);
    is->scope_not_held = asked & chosen & orgpol_scope_mask_exceeds(&scopes->of_token, &held);
    if (!asked) {
        scopes->of_token = granted;
        orgpol_scope_mask_cut(&scopes->of_token, &held);
    }
    scopes->is_narrowed = has_more(in, scopes, &set);
    cannot = !in->connection->has_downscoping ||
             orgpol_scope_mask_is_empty(&scopes->of_token); /* asked for no scope, providers give all */
    is->not_narrowable = in->has_connection_row & scopes->is_narrowed & cannot;
}

/* ---- users: SCOPE-09 to -11 ---- */

/* SCOPE-11: a scope is asked for that the account lacks. */
static bool asks_for_more(const struct exchange_rows *in)
{
    const struct orgpol_connected_account *account = account_of(in);
    struct scope_set held;
    struct scope_mask asked;

    orgpol_scope_set(&held, account->scopes, account->scope_count);
    return orgpol_scope_mask_of(&asked, &held, in->request->scopes, in->request->scope_count);
}

/* What the provider said that its token may do; else what the user granted (SCOPE-12). */
static void find_user_scopes(const struct exchange_rows *in, struct exchange_scopes *scopes)
{
    const struct orgpol_exchange_request *request = in->request;
    const struct orgpol_connected_account *account = account_of(in);
    const bool said = request->has_provider_scopes != 0;

    scopes->list = said ? request->provider_scopes : account->scopes;
    scopes->count = said ? request->provider_scope_count : account->scope_count;
    orgpol_scope_distinct(&scopes->of_token, scopes->list, scopes->count);
}

/* ---- both ---- */

void orgpol_find_scopes(const struct exchange_rows *in, struct exchange_scopes *scopes,
                        struct exchange_faults *is)
{
    const struct orgpol_worker_grant *grant = in->has_access ? grant_of(in) : NULL;
    const bool pinned = in->has_access & (in->access->grant_count > 0) & in->names_connection;

    scopes->list = NULL;
    scopes->count = 0;
    scopes->of_token = (struct scope_mask){{0}};
    scopes->is_narrowed = false;
    if (in->variant != VARIANT_WORKER) {
        find_user_scopes(in, scopes);
        is->scope_not_held = in->options->strict_scope && in->account && asks_for_more(in);
        return;
    }
    is->connection_not_granted = pinned & (grant == NULL);
    is->scope_missing =
        !in->request->has_scopes & (in->options->absent_worker_scope == ORGPOL_ABSENT_WORKER_SCOPE_DENY);
    if (grant)
        find_worker_scopes(in, grant, scopes, is);
}

size_t orgpol_write_token_scopes(const struct exchange_rows *in, const struct exchange_scopes *scopes,
                                 struct orgpol_str *written, size_t capacity)
{
    size_t count = 0;

    if (in->variant == VARIANT_WORKER)
        return orgpol_scope_mask_write(&scopes->of_token, scopes->list, written, capacity);
    for (size_t i = 0; i < scopes->count; i++)
        if (!text_absent(scopes->list[i])) {
            if (count < capacity)
                written[count] = scopes->list[i];
            count++;
        }
    return count;
}

size_t orgpol_write_missing_scopes(const struct exchange_rows *in, const struct exchange_scopes *scopes,
                                   struct orgpol_str *written, size_t capacity)
{
    const struct orgpol_exchange_request *request = in->request;
    struct scope_set required;
    struct scope_mask missing;

    orgpol_scope_set_of(&required, &missing, request->required_scopes, request->required_scope_count);
    for (size_t i = 0; i < scopes->count; i++)
        if (orgpol_scope_mask_at(&scopes->of_token, i)) {
            struct scope_mask held;

            orgpol_scope_mask_of(&held, &required, &scopes->list[i], 1);
            orgpol_scope_mask_drop(&missing, &held);
        }
    return orgpol_scope_mask_write(&missing, required.scopes, written, capacity);
}
