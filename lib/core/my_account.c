/* SPDX-License-Identifier: MIT */
/* May this client obtain a My Account token? The conditions are in my_account_table.h; here are the facts. */
#include "orgpol/my_account.h"

#include "decision.h"
#include "grant.h"
#include "keys.h"
#include "options.h"
#include "rows.h"
#include "vault.h"

/* Every row of a request; a missing one points at zeros, so that conditions need no branch for it. */
struct my_account_rows {
    const struct orgpol_my_account_request *request;
    const struct orgpol_client *client;
    const struct orgpol_user *user;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_client_grant *client_grant;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_options *options;
};

struct my_account_copies {
    struct orgpol_my_account_request request;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_resource_server resource_server;
    struct orgpol_client_grant client_grant;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
};

/* Some of the scopes asked for, in the order asked for. */
struct asked {
    const struct orgpol_str *scopes;
    size_t count;
};

/* The scopes of the question. The sets point into the rows. */
struct my_account_scopes {
    struct scope_set api;
    struct scope_mask allowed; /* what every row lets the token have */
    struct asked asked[2];     /* one after the other */
    bool in_policy;            /* MYA-08: a policy of the client's is of this API */
    size_t count;              /* of the effective ones: asked for, and allowed */
    bool usable;               /* one of them is for connected accounts */
};

/* ---- reading ---- */

static bool reserved_are_zero(const struct my_account_rows *in)
{
    return (in->request->reserved | in->client->reserved | in->user->reserved |
            in->resource_server->reserved | in->client_grant->reserved | in->client_grant->reserved2 |
            in->client_grant->reserved3 | in->settings->reserved | in->settings->reserved2) == 0;
}

static enum orgpol_reason policies_error(const struct orgpol_client *client)
{
    const struct orgpol_refresh_token_policy *policies = client->refresh_token_policies;
    enum orgpol_reason error = ORGPOL_REASON_NONE;

    if (policies == NULL && client->refresh_token_policy_count > 0)
        return ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < client->refresh_token_policy_count && error == ORGPOL_REASON_NONE; i++)
        error = first_wrong_list(&(struct list){policies[i].scopes, policies[i].scope_count}, 1);
    return error;
}

static enum orgpol_reason lists_error(const struct my_account_rows *in)
{
    const struct orgpol_my_account_request *request = in->request;
    const struct list lists[] = {
        {request->scopes, request->scope_count},
        {request->login_scopes, request->login_scope_count},
        {request->permissions, request->permission_count},
        {request->consented_scopes, request->consented_scope_count},
        {in->resource_server->scopes, in->resource_server->scope_count},
        {in->client_grant->scopes, in->client_grant->scope_count},
        {in->settings->custom_domains, in->settings->custom_domain_count},
    };
    const enum orgpol_reason error = first_wrong_list(lists, sizeof lists / sizeof *lists);

    return error == ORGPOL_REASON_NONE ? policies_error(in->client) : error;
}

/* The text is https://{domain}/me/: what the API is called in rows, whichever host is called (MYA-01). */
static bool is_identifier(const struct my_account_rows *in, struct orgpol_str text)
{
    return orgpol_is_url_of(text, in->settings->domain, ORGPOL_STR("/me/"));
}

static enum orgpol_reason keys_error(const struct my_account_rows *in)
{
    const struct orgpol_my_account_request *request = in->request;
    const struct orgpol_str client = in->client->client_id;
    const struct orgpol_str identifier = in->resource_server->identifier;
    const struct orgpol_str audience = in->client_grant->audience;
    const struct key keys[] = {
        {request->client, client, client, ORGPOL_REASON_NONE},
        {request->user, in->user->user_id, request->user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {request->resource_server, identifier, identifier, ORGPOL_REASON_NONE},
        {request->client_grant, audience, audience, ORGPOL_REASON_NONE},
        {request->client_grant, in->client_grant->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
    };
    const enum orgpol_reason error = first_wrong_key(keys, sizeof keys / sizeof *keys);

    if (error != ORGPOL_REASON_NONE)
        return error;
    if ((request->resource_server && !is_identifier(in, identifier)) ||
        (request->client_grant && !is_identifier(in, audience)))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    return ORGPOL_REASON_NONE;
}

static enum orgpol_reason read_rows(const struct orgpol_my_account_request *request,
                                    struct my_account_rows *rows, struct my_account_copies *copies)
{
    static const struct my_account_copies none = {
        .request = ORGPOL_MY_ACCOUNT_REQUEST_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .user = ORGPOL_USER_INIT,
        .resource_server = ORGPOL_RESOURCE_SERVER_INIT,
        .client_grant = ORGPOL_CLIENT_GRANT_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .options = ORGPOL_OPTIONS_INIT,
    };
    bool unsupported = false;
    enum orgpol_reason error;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (request == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(request, request);
    READ(client, rows->request->client);
    READ(user, rows->request->user);
    READ(resource_server, rows->request->resource_server);
    READ(client_grant, rows->request->client_grant);
    READ(settings, rows->request->settings);
    READ(options, rows->request->options);
#undef READ
    if (unsupported || !reserved_are_zero(rows) || !options_are_known(rows->options) ||
        !orgpol_vault_options_are_known(rows->options) ||
        rows->request->action_verdict > ORGPOL_MY_ACCOUNT_VERDICT_DENY)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (rows->request->now_s == 0) /* a clock that says nothing would find everything recent */
        return ORGPOL_REASON_MISSING_INPUT;
    error = lists_error(rows);
    return error == ORGPOL_REASON_NONE ? keys_error(rows) : error;
}

/* ---- facts ---- */

/* MYA-12: the host called is one of the tenant's, and the audience is of that host. */
static bool is_of_one_domain(const struct my_account_rows *in)
{
    const struct orgpol_my_account_request *request = in->request;
    const struct orgpol_str host = text_given(request->host) ? request->host : in->settings->domain;

    return orgpol_is_tenant_host(in->settings, request->host) &&
           orgpol_is_url_of(request->audience, host, ORGPOL_STR("/me/"));
}

/* MYA-08: a refresh token of a login for another API than this one, or for one that nobody names. */
static bool is_multi_resource(const struct orgpol_my_account_request *request)
{
    return (request->grant_type == ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN) &
           !text_equal(request->refresh_token_audience, request->audience);
}

/* MYA-03. */
static bool allows_all(const struct orgpol_resource_server *api)
{
    return api->user_policy == ORGPOL_USER_POLICY_ALLOW_ALL;
}

/* MYA-02: the default here, though not of other APIs. An unknown word is neither policy (CFG-43). */
static bool requires_grant(const struct orgpol_resource_server *api)
{
    return (api->user_policy == ORGPOL_USER_POLICY_UNSET) |
           (api->user_policy == ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT);
}

/* MYA-05: the client's own, and for users. */
static bool has_user_grant(const struct my_account_rows *in)
{
    return (in->request->client_grant != NULL) &
           is_of_subject_type(in->client_grant, ORGPOL_SUBJECT_TYPE_USER) &
           (in->client_grant->default_for == ORGPOL_DEFAULT_FOR_UNSET);
}

/* MYA-16. */
static bool is_recent(struct orgpol_time time, const struct my_account_rows *in)
{
    const int64_t now = in->request->now_s;
    const bool past = time.s <= seconds_after(now, clock_skew_of(in->options)); /* else it is no such time */

    return (time.is_given != 0) & past & (seconds_since(time.s, now) <= ORGPOL_RECENT_AUTHENTICATION_S);
}

/* What the user must do before there is a token. */
struct authentication {
    bool challenge; /* MYA-13 */
    bool denied;    /* MYA-14 */
};

static struct authentication authentication_of(const struct my_account_rows *in)
{
    const struct orgpol_my_account_request *request = in->request;
    const uint8_t verdict = request->action_verdict;
    const bool policy = (verdict == ORGPOL_MY_ACCOUNT_VERDICT_UNSET) & /* MYA-15 */
                        (in->settings->my_account_default_policy != 0);
    const bool unknown = request->user == NULL; /* whoever it is may have a factor, or none */
    const bool factor = (in->user->has_factor != 0) | (in->user->is_email_verified != 0);
    const bool old_factor = policy & (unknown | factor) & !is_recent(request->mfa_time, in);
    const bool old_login = policy & !factor & !is_recent(request->auth_time, in);

    return (struct authentication){
        .challenge = old_factor | (verdict == ORGPOL_MY_ACCOUNT_VERDICT_CHALLENGE),
        .denied = old_login | (verdict == ORGPOL_MY_ACCOUNT_VERDICT_DENY),
    };
}

/* ---- scopes ---- */

/* One with which accounts can be connected, listed or deleted. */
static bool is_for_connected_accounts(struct orgpol_str scope)
{
    return text_same(scope, ORGPOL_STR("create:me:connected_accounts")) ||
           text_same(scope, ORGPOL_STR("read:me:connected_accounts")) ||
           text_same(scope, ORGPOL_STR("delete:me:connected_accounts"));
}

static void cut_to(struct my_account_scopes *scopes, const struct orgpol_str *list, size_t count)
{
    struct scope_mask mask;

    orgpol_scope_mask_of(&mask, &scopes->api, list, count);
    orgpol_scope_mask_cut(&scopes->allowed, &mask);
}

/* MYA-08: what every policy of this API lists. Returns the first of them, or NULL. */
static const struct orgpol_refresh_token_policy *cut_to_policies(const struct my_account_rows *in,
                                                                 struct my_account_scopes *scopes)
{
    const struct orgpol_refresh_token_policy *first = NULL;

    for (size_t i = 0; i < in->client->refresh_token_policy_count; i++) {
        const struct orgpol_refresh_token_policy *policy = &in->client->refresh_token_policies[i];

        if (!is_identifier(in, policy->audience))
            continue;
        cut_to(scopes, policy->scopes, policy->scope_count);
        first = first ? first : policy;
    }
    return first;
}

/*
 * The effective scopes (MYA-06): asked for and allowed, in the order asked for, each once. Unknown ones drop
 * out (MYA-10). Returns how many; writes what fits. `usable`: one of them is for connected accounts.
 */
static size_t write_scopes(const struct my_account_scopes *in, bool *usable, struct orgpol_str *scopes,
                           size_t capacity)
{
    struct scope_mask left = in->allowed;
    size_t count = 0;

    *usable = false;
    for (size_t list = 0; list < sizeof in->asked / sizeof *in->asked; list++)
        for (size_t i = 0; i < in->asked[list].count; i++) {
            const struct orgpol_str scope = in->asked[list].scopes[i];

            if (!orgpol_scope_mask_take(&left, &in->api, scope))
                continue;
            *usable |= is_for_connected_accounts(scope);
            if (count < capacity)
                scopes[count] = scope;
            count++;
        }
    return count;
}

/* MYA-06. */
static void find_scopes(const struct my_account_rows *in, struct my_account_scopes *scopes)
{
    const struct orgpol_my_account_request *request = in->request;
    const struct orgpol_resource_server *api = in->resource_server;
    const struct orgpol_refresh_token_policy *policy = NULL;
    const bool multi_resource = is_multi_resource(request);
    const bool sent = (request->has_scopes != 0) | (request->scope_count != 0);
    struct scope_mask granted;

    orgpol_scope_set_of(&scopes->api, &scopes->allowed, api->scopes, api->scope_count);
    if (!allows_all(api)) {
        ceiling_of(&granted, in->client_grant, api, &scopes->api);
        orgpol_scope_mask_cut(&scopes->allowed, &granted);
    }
    if (multi_resource)
        policy = cut_to_policies(in, scopes);
    if (api->enforce_policies)
        cut_to(scopes, request->permissions, request->permission_count);
    if (!api->skip_consent_for_verifiable_first_party_clients)
        cut_to(scopes, request->consented_scopes, request->consented_scope_count);
    scopes->in_policy = policy != NULL;
    scopes->asked[0] = (struct asked){request->scopes, request->scope_count};
    scopes->asked[1] = (struct asked){NULL, 0};
    if (multi_resource & !sent) {
        scopes->asked[0] = (struct asked){request->login_scopes, request->login_scope_count};
        if (policy)
            scopes->asked[1] = (struct asked){policy->scopes, policy->scope_count};
    }
    scopes->count = write_scopes(scopes, &scopes->usable, NULL, 0);
}

/* ---- the decision ---- */

static uint64_t unmet_conditions(const struct my_account_rows *in, const struct my_account_scopes *scopes)
{
    const struct orgpol_my_account_request *request = in->request;
    const struct orgpol_resource_server *api = in->resource_server;
    const struct authentication authentication = authentication_of(in);
    const bool active = request->resource_server != NULL;
    const bool one_domain = is_of_one_domain(in);
    const bool machine =
        !text_given(request->user_id) | (request->grant_type == ORGPOL_MY_ACCOUNT_GRANT_CLIENT_CREDENTIALS);
    const bool user_grant_type = (request->grant_type == ORGPOL_MY_ACCOUNT_GRANT_AUTHORIZATION_CODE) |
                                 (request->grant_type == ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN);
    const bool known = request->client != NULL;
    const bool first_party = known & is_first_party_only(in->client, in->options);
    const bool granted = allows_all(api) || (requires_grant(api) && has_user_grant(in));
    const bool multi_resource = is_multi_resource(request);
    const bool in_policy = scopes->in_policy;
    const bool skips = api->skip_consent_for_verifiable_first_party_clients != 0;
    const bool challenge = authentication.challenge;
    const bool denied = authentication.denied;
    const bool scopes_known = active & known & granted & (!multi_resource | in_policy);
    const bool usable = scopes->usable;

    return 0 MY_ACCOUNT_TABLE(FAMILY_UNMET, MY_ACCOUNT);
}

static struct orgpol_decision decide(const struct my_account_rows *in, struct my_account_scopes *scopes)
{
    struct orgpol_decision decision;

    find_scopes(in, scopes);
    decision = orgpol_answer(ORGPOL_FAMILY_MY_ACCOUNT, unmet_conditions(in, scopes), 0);
    decision.obligations =
        (uint32_t)(decision.reason == ORGPOL_REASON_MFA_NEEDED) * ORGPOL_MUST_CHALLENGE_MFA; /* MYA-13 */
    return decision;
}

struct orgpol_decision orgpol_check_my_account_token(const struct orgpol_my_account_request *request,
                                                     struct orgpol_my_account_result *result,
                                                     struct orgpol_str *scopes, size_t capacity)
{
    static const struct orgpol_my_account_result strictest = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_my_account_result answer = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct my_account_scopes found;
    struct my_account_copies copies;
    struct my_account_rows rows;
    struct orgpol_decision decision;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;
    bool usable;

    if (write_result(result, &strictest, sizeof strictest))
        error = read_rows(request, &rows, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_MY_ACCOUNT, error);
    decision = decide(&rows, &found);
    if (decision.effect != ORGPOL_EFFECT_ALLOW)
        return decision;
    answer.scope_count = found.count;
    write_result(result, &answer, sizeof answer);
    if (scopes && found.count > capacity)
        return orgpol_error(ORGPOL_FAMILY_MY_ACCOUNT, ORGPOL_REASON_RESULT_TOO_SMALL);
    if (scopes)
        write_scopes(&found, &usable, scopes, capacity);
    return decision;
}
