/* SPDX-License-Identifier: MIT */
/* May this application have a token in its own name? The conditions are in client_grant_table.h. */
#include "client_grant.h"

#include "decision.h"
#include "grant.h"
#include "rows.h"
#include "text.h"

/* The scopes of the question, as places in the API's list. */
struct client_scopes {
    struct scope_set api;
    struct scope_mask ceiling;   /* M2M-26 */
    struct scope_mask effective; /* of the token, once it is allowed */
    bool are_unknown;            /* the grant names a scope that the API does not define (CFG-31) */
    bool exceed;                 /* M2M-28: a requested scope is outside the ceiling */
};

/* What is decided besides `unmet`. */
struct client_grant_answer {
    uint64_t unmet;
    bool is_found;        /* the token is of an organization, and that exists */
    bool is_quota_passed; /* one that is not enforced */
    struct grant_choice choice;
    struct client_scopes scopes;
};

/* M2M-26 to M2M-30: the organization plays no part. */
static void find_scopes(const struct client_grant_rows *in, struct client_grant_answer *answer)
{
    const struct orgpol_client_grant_request *request = in->request;
    const struct orgpol_resource_server *api = in->resource_server;
    struct client_scopes *scopes = &answer->scopes;
    const bool ceiling_option = in->options->scope_subset == ORGPOL_SCOPE_SUBSET_CEILING;
    struct scope_mask requested;
    bool unknown;
    bool any = false;

    orgpol_scope_set(&scopes->api, api->scopes, api->scope_count);
    scopes->ceiling = scopes->effective = (struct scope_mask){{0}};
    scopes->are_unknown = scopes->exceed = false;
    if (answer->choice.grant == NULL)
        return;
    scopes->are_unknown = ceiling_of(&scopes->ceiling, answer->choice.grant, api, &scopes->api);
    unknown = orgpol_scope_mask_of(&requested, &scopes->api, request->scopes, request->scope_count);
    for (size_t i = 0; i < request->scope_count; i++)
        any |= !text_absent(request->scopes[i]);
    scopes->exceed = unknown | orgpol_scope_mask_exceeds(&requested, &scopes->ceiling);
    scopes->effective = (any & !ceiling_option) ? requested : scopes->ceiling; /* M2M-27 M2M-29 */
    orgpol_scope_mask_cut(&scopes->effective, &scopes->ceiling);
}

/* M2M-32: what one more token means to a quota. */
enum quota_verdict { QUOTA_ADMITS, QUOTA_REPORTS, QUOTA_REFUSES };

static enum quota_verdict verdict_of(const struct orgpol_token_quota *quota,
                                     const struct orgpol_token_usage *usage)
{
    const bool passed = ((quota->has_per_hour != 0) & (usage->hour >= quota->per_hour)) |
                        ((quota->has_per_day != 0) & (usage->day >= quota->per_day));

    if (!passed)
        return QUOTA_ADMITS;
    return quota->is_not_enforced ? QUOTA_REPORTS : QUOTA_REFUSES;
}

/*
 * Evaluates the table. Not read, on purpose: third_party_client_access (M2M-16), entitlement (M2M-17), roles
 * (M2M-31), and the client's organization_usage (M2M-35). A client that may be of two classes meets the
 * conditions of both (CFG-43).
 */
static void evaluate(const struct client_grant_rows *in, struct client_grant_answer *answer)
{
    const struct orgpol_client_grant_request *request = in->request;
    const struct orgpol_client *client = in->client;
    const struct orgpol_client_grant *grant = in->client_grant;
    const unsigned classes = classes_of(client, in->options);
    const bool known = request->client != NULL;
    const bool authenticated = request->is_client_authenticated != 0;
    const bool enabled = (grant_types_of(client, classes) & ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS) != 0;
    const bool public = is_public(client);
    const bool dynamic = client->external_metadata_type != ORGPOL_METADATA_UNSET; /* an unknown word too */
    const bool third_party = (classes & THIRD_PARTY) != 0;
    const bool strict = (classes & STRICT) != 0;
    const bool not_strict = (classes & ~(unsigned)STRICT) != 0;
    const bool audience = !text_absent(in->audience);
    const bool api = request->resource_server != NULL;
    const bool system = in->resource_server->is_system != 0;
    const bool policy =
        (in->resource_server->client_policy == ORGPOL_CLIENT_POLICY_UNSET) |
        (in->resource_server->client_policy == ORGPOL_CLIENT_POLICY_REQUIRE_CLIENT_GRANT); /* TRAP-19 */
    const bool granted = answer->choice.grant != NULL;
    const bool fallback = granted & answer->choice.is_default;
    const bool own = granted & !answer->choice.is_default;
    const bool usage_with = admits_with(grant->organization_usage);
    const bool usage_without = admits_without(grant->organization_usage);
    const bool sent = !text_absent(request->sent_organization);
    const bool readable = text_is_organization_id(request->sent_organization) |
                          (in->settings->allow_organization_name_in_authentication_api != 0); /* TRAP-21 */
    const bool row = request->organization != NULL;
    const bool by_default = !sent & own & (grant->organization_usage == ORGPOL_USAGE_REQUIRE) &
                            (client->default_organization_for_client_credentials != 0) &
                            !text_absent(client->default_organization_id); /* M2M-22 M2M-23 CFG-20 */
    const bool found = row & ((sent & readable) | by_default);
    const bool associated = request->organization_client_grant != NULL;               /* M2M-21 M2M-25 */
    const bool any = (grant->allow_any_organization != 0) & (classes == FIRST_PARTY); /* CFG-30 M2M-36 */
    const bool exceeds = answer->scopes.exceed;
    const enum quota_verdict client_quota = verdict_of(in->client_quota, in->client_usage);
    const enum quota_verdict organization_quota = verdict_of(in->organization_quota, in->organization_usage);
    const bool hook = in->settings->has_credentials_exchange_hook != 0;
    const bool denied = request->action_verdict == ORGPOL_ACTION_VERDICT_DENY;
    const uint64_t nothing_else =
        known ? UINT64_MAX : UINT64_C(1) << CLIENT_GRANT_M2M_CLIENT_NOT_AUTHENTICATED;
    const uint64_t unmet = 0 CLIENT_GRANT_TABLE(FAMILY_UNMET, CLIENT_GRANT);

    answer->unmet = unmet & nothing_else;
    answer->is_found = found;
    answer->is_quota_passed =
        (client_quota == QUOTA_REPORTS) | (found & (organization_quota == QUOTA_REPORTS));
}

static void decide(const struct client_grant_rows *in, struct client_grant_answer *answer)
{
    const struct orgpol_client_grant_request *request = in->request;
    const struct grant_rows grants = {in->client_grant, in->default_client_grant,
                                      request->client_grant != NULL, request->default_client_grant != NULL,
                                      request->has_several_client_grants != 0};

    answer->choice = (struct grant_choice){NULL, false};
    if (request->client && request->resource_server)
        answer->choice =
            choose_grant(&grants, classes_of(in->client, in->options), ORGPOL_SUBJECT_TYPE_CLIENT);
    find_scopes(in, answer);
    evaluate(in, answer);
}

static uint32_t obligations_of(const struct client_grant_rows *in, const struct client_grant_answer *answer)
{
    const uint64_t before = (UINT64_C(1) << CLIENT_GRANT_CLIENT_QUOTA_EXCEEDED) - 1;
    const bool reached = (answer->unmet & before) == 0;
    const bool jti = token_profile_of(in->resource_server->token_dialect) == ORGPOL_TOKEN_PROFILE_RFC9068;

    return (uint32_t)(answer->is_quota_passed & reached) * ORGPOL_MUST_LOG_QUOTA_EXCEEDED |
           (uint32_t)(jti & (answer->unmet == 0)) * ORGPOL_MUST_ADD_JTI;
}

/* M2M-28: those of the request that are outside the ceiling. Returns how many; writes what fits. */
static size_t write_missing(const struct client_grant_rows *in, const struct client_grant_answer *answer,
                            struct orgpol_str *missing, size_t capacity)
{
    const struct orgpol_client_grant_request *request = in->request;
    size_t count = 0;

    if (!answer->scopes.exceed)
        return 0;
    for (size_t i = 0; i < request->scope_count; i++) {
        if (text_absent(request->scopes[i]) ||
            orgpol_scope_mask_has(&answer->scopes.ceiling, &answer->scopes.api, request->scopes[i]))
            continue;
        if (count < capacity)
            missing[count] = request->scopes[i];
        count++;
    }
    return count;
}

static struct orgpol_client_grant_result result_of(const struct client_grant_rows *in,
                                                   const struct client_grant_answer *answer)
{
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;

    if (answer->scopes.are_unknown)
        result.advice |= ORGPOL_ADVICE_UNKNOWN_SCOPE; /* CFG-31 */
    result.missing_scope_count = (uint32_t)write_missing(in, answer, NULL, 0);
    if (answer->unmet != 0)
        return result;
    result.scope_count =
        (uint32_t)orgpol_scope_mask_write(&answer->scopes.effective, answer->scopes.api.scopes, NULL, 0);
    result.token_profile = token_profile_of(in->resource_server->token_dialect); /* TOKEN-07 */
    result.is_default_grant = answer->choice.is_default;
    result.grant_id = answer->choice.grant->id;
    result.audience = in->audience;
    result.client_id = in->client->client_id; /* TOKEN-06 */
    if (answer->is_found) {
        result.org_id = in->organization->id; /* TOKEN-01 TOKEN-03 */
        if (in->settings->allow_organization_name_in_authentication_api)
            result.org_name = in->organization->name; /* TOKEN-02 */
    }
    return result;
}

/* The counts of an answer that found no room. */
static struct orgpol_client_grant_result counts_of(const struct orgpol_client_grant_result *answer)
{
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;

    result.scope_count = answer->scope_count;
    result.missing_scope_count = answer->missing_scope_count;
    return result;
}

struct orgpol_decision orgpol_check_client_grant(const struct orgpol_client_grant_request *request,
                                                 struct orgpol_client_grant_result *result,
                                                 struct orgpol_str *scopes, size_t scope_capacity,
                                                 struct orgpol_str *missing_scopes,
                                                 size_t missing_scope_capacity)
{
    static const struct orgpol_client_grant_result strictest = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_client_grant_result full;
    struct client_grant_copies copies;
    struct client_grant_rows rows;
    struct client_grant_answer answer;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;

    if (writable)
        error = orgpol_read_client_grant(request, &rows, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CLIENT_GRANT, error);
    decide(&rows, &answer);
    full = result_of(&rows, &answer);
    if ((scopes && full.scope_count > scope_capacity) ||
        (missing_scopes && full.missing_scope_count > missing_scope_capacity)) {
        const struct orgpol_client_grant_result counts = counts_of(&full);

        write_result(result, &counts, sizeof counts);
        return orgpol_error(ORGPOL_FAMILY_CLIENT_GRANT, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    write_result(result, &full, sizeof full);
    if (scopes && answer.unmet == 0)
        orgpol_scope_mask_write(&answer.scopes.effective, answer.scopes.api.scopes, scopes, scope_capacity);
    if (missing_scopes)
        write_missing(&rows, &answer, missing_scopes, missing_scope_capacity);
    return orgpol_answer(ORGPOL_FAMILY_CLIENT_GRANT, answer.unmet, obligations_of(&rows, &answer));
}
