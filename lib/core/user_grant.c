/* SPDX-License-Identifier: MIT */
/* May this application have a token in a user's name? The conditions are in user_grant_table.h. */
#include "user_grant.h"

#include "decision.h"
#include "grant.h"
#include "rows.h"
#include "text.h"

/* The user policy of the API; an unknown word is neither, and so deny_all (UAPI-03, CFG-43). */
static inline bool allows_all(const struct user_grant_rows *in)
{
    return (in->resource_server->user_policy == ORGPOL_USER_POLICY_UNSET) |
           (in->resource_server->user_policy == ORGPOL_USER_POLICY_ALLOW_ALL);
}

static inline bool requires_grant(const struct user_grant_rows *in)
{
    return in->resource_server->user_policy == ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT;
}

/* Does a grant, where there is one, govern: UAPI-04, UAPI-05, UAPI-06. The client policy is not read
 * (UAPI-19). */
static bool is_governed(const struct user_grant_rows *in)
{
    return ((in->classes & STRICT) != 0) | requires_grant(in) | (in->options->user_grant_ceiling != 0);
}

/*
 * Two grants hold the key, of the client's or default ones. Where a grant is needed that is none, and a
 * denial; where one would only limit, nobody knows to what, so to nothing (CFG-26, CFG-43).
 */
static bool is_limit_unknown(const struct user_grant_rows *in)
{
    return (in->request->has_several_client_grants != 0) & (in->options->user_grant_ceiling != 0) &
           ((in->classes & STRICT) == 0) & !requires_grant(in) & (in->request->resource_server != NULL);
}

/* UAPI-07. Organization fields of a user grant are not read (UAPI-09, CFG-34). */
static void find_grant(const struct user_grant_rows *in, struct user_grant_answer *answer)
{
    const struct orgpol_user_grant_request *request = in->request;
    const struct grant_rows grants = {in->client_grant, in->default_client_grant,
                                      request->client_grant != NULL, request->default_client_grant != NULL,
                                      request->has_several_client_grants != 0};
    struct grant_choice choice = {NULL, false};

    if (request->client && request->resource_server && is_governed(in))
        choice = choose_grant(&grants, in->classes, ORGPOL_SUBJECT_TYPE_USER);
    answer->grant = choice.grant;
    answer->is_default_grant = choice.is_default;
}

/* The scopes asked for: on a refresh that names none, what was granted originally (UAPI-13). */
static struct orgpol_str const *asked_scopes(const struct orgpol_user_grant_request *request, size_t *count)
{
    bool any = false;

    for (size_t i = 0; i < request->scope_count; i++)
        any |= !text_absent(request->scopes[i]);
    if (request->is_refresh && !any) {
        *count = request->original_scope_count;
        return request->original_scopes;
    }
    *count = request->scope_count;
    return request->scopes;
}

/* A scope of OpenID Connect is asked for and, on a refresh, was from the beginning (UAPI-16). */
static bool is_asked_for(const struct orgpol_user_grant_request *request, struct orgpol_str scope)
{
    size_t count;
    const struct orgpol_str *asked = asked_scopes(request, &count);
    const bool original = !request->is_refresh ||
                          orgpol_scope_listed(request->original_scopes, request->original_scope_count, scope);

    return original & orgpol_scope_listed(asked, count, scope);
}

/* UAPI-16: what is no scope of an API, also where the API defines one of that name. */
static void drop_identity_scopes(struct scope_mask *effective, const struct scope_set *api)
{
    const struct orgpol_str identity[] = {ORGPOL_STR("openid"), ORGPOL_STR("profile"), ORGPOL_STR("email"),
                                          ORGPOL_STR("offline_access")};
    struct scope_mask mask;

    orgpol_scope_mask_of(&mask, api, identity, sizeof identity / sizeof *identity);
    orgpol_scope_mask_drop(effective, &mask);
}

/*
 * UAPI-10: requested, defined by the API, in the grant where one governs, among the permissions under RBAC
 * (UAPI-11: only then), and on a refresh in the original scopes. Returns whether a requested scope of the API
 * is outside those (UAPI-14).
 */
static bool find_scopes(const struct user_grant_rows *in, struct user_grant_answer *answer)
{
    const struct orgpol_user_grant_request *request = in->request;
    const struct orgpol_resource_server *api = in->resource_server;
    struct scope_mask other;
    size_t count;
    const struct orgpol_str *asked = asked_scopes(request, &count);
    bool exceeds = false;

    orgpol_scope_set(&answer->api, api->scopes, api->scope_count);
    orgpol_scope_mask_of(&answer->effective, &answer->api, asked, count);
    drop_identity_scopes(&answer->effective, &answer->api);
    orgpol_scope_mask_of(&answer->permissions, &answer->api, request->permissions, request->permission_count);
    if (request->is_refresh) {
        orgpol_scope_mask_of(&other, &answer->api, request->original_scopes, request->original_scope_count);
        exceeds = orgpol_scope_mask_exceeds(&answer->effective, &other);
        orgpol_scope_mask_cut(&answer->effective, &other);
    }
    if (is_limit_unknown(in))
        answer->effective = (struct scope_mask){{0}};
    if (answer->grant) {
        if (ceiling_of(&other, answer->grant, api, &answer->api)) /* UAPI-18 */
            answer->advice |= ORGPOL_ADVICE_UNKNOWN_SCOPE;        /* CFG-31 */
        orgpol_scope_mask_cut(&answer->effective, &other);
    }
    if (api->enforce_policies)
        orgpol_scope_mask_cut(&answer->effective, &answer->permissions); /* UAPI-12 */
    return exceeds;
}

/* UAPI-17: a requested type that the governing grant does not list. `types` is room for a set. */
static bool has_other_types(const struct user_grant_rows *in, const struct orgpol_client_grant *grant,
                            struct scope_set *types)
{
    const struct orgpol_user_grant_request *request = in->request;
    bool other = false;

    if (grant == NULL)
        return is_limit_unknown(in) & (request->authorization_details_type_count != 0);
    orgpol_scope_set(types, grant->authorization_details_types, grant->authorization_details_type_count);
    for (size_t i = 0; i < request->authorization_details_type_count; i++)
        other |= !orgpol_scope_set_has(types, request->authorization_details_types[i]);
    return other;
}

/* Evaluates the table. A client that may be of two classes meets the conditions of both (CFG-43). */
static uint64_t unmet_conditions(const struct user_grant_rows *in, const struct user_grant_answer *answer,
                                 bool other_types, bool exceeds)
{
    const struct orgpol_user_grant_request *request = in->request;
    const bool known = request->client != NULL;
    const bool organization = !text_absent(request->organization_id);
    const bool found = request->organization != NULL;
    const bool audience = !text_absent(in->audience); /* UAPI-01 */
    const bool api = request->resource_server != NULL;
    const bool system = in->resource_server->is_system != 0;
    const bool third_party = (in->classes & THIRD_PARTY) != 0;
    const bool strict = (in->classes & STRICT) != 0;
    const bool not_strict = (in->classes & ~(unsigned)STRICT) != 0;
    const bool allow_all = allows_all(in);
    const bool require = requires_grant(in);
    const bool granted = answer->grant != NULL; /* UAPI-20 */
    const uint64_t nothing_else = known ? UINT64_MAX : UINT64_C(1) << USER_GRANT_UNKNOWN_CLIENT;

    return (0 USER_GRANT_TABLE(FAMILY_UNMET, USER_GRANT)) & nothing_else;
}

void orgpol_decide_user_grant(const struct user_grant_rows *rows, struct user_grant_answer *answer)
{
    const struct orgpol_user_grant_request *request = rows->request;
    const bool known = request->client != NULL;
    const bool jti = token_profile_of(rows->resource_server->token_dialect) == ORGPOL_TOKEN_PROFILE_RFC9068;
    const bool page = shows_error_page(rows->client, known, rows->classes, request->response_mode);
    const bool refreshes =
        (grant_types_of(rows->client, rows->classes) & ORGPOL_GRANT_TYPE_REFRESH_TOKEN) != 0;
    uint32_t obligations;
    uint64_t unmet;
    bool other_types;
    bool allowed;

    answer->advice = 0;
    find_grant(rows, answer);
    other_types = has_other_types(rows, answer->grant, &answer->api); /* which is not needed yet */
    unmet = unmet_conditions(rows, answer, other_types, find_scopes(rows, answer));
    allowed = unmet == 0;
    if (!allowed)
        answer->effective = (struct scope_mask){{0}};
    answer->is_id_token_issued =
        allowed & ((rows->classes & STRICT) == 0) & is_asked_for(request, ORGPOL_STR("openid"));
    answer->may_have_refresh_token = allowed & refreshes &
                                     (rows->resource_server->allow_offline_access != 0) &
                                     is_asked_for(request, ORGPOL_STR("offline_access"));
    obligations =
        (uint32_t)(allowed & jti) * ORGPOL_MUST_ADD_JTI |
        (uint32_t)(!allowed & page & !request->is_refresh) * ORGPOL_MUST_SHOW_ERROR_PAGE; /* ERR-03 */
    answer->decision = orgpol_answer(ORGPOL_FAMILY_USER_GRANT, unmet, obligations);
}

/* TOKEN-09: only in the dialects that have the claim, and with RBAC on. */
static bool has_permissions_claim(const struct orgpol_resource_server *api)
{
    return (api->enforce_policies != 0) &
           ((api->token_dialect == ORGPOL_TOKEN_DIALECT_ACCESS_TOKEN_AUTHZ) |
            (api->token_dialect == ORGPOL_TOKEN_DIALECT_RFC9068_PROFILE_AUTHZ));
}

struct orgpol_user_grant_result orgpol_user_grant_result_of(const struct user_grant_rows *rows,
                                                            const struct user_grant_answer *answer)
{
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    const bool cimd = rows->client->external_metadata_type == ORGPOL_METADATA_CIMD &&
                      !text_absent(rows->client->external_client_id);

    result.advice = answer->advice;
    if (answer->decision.effect != ORGPOL_EFFECT_ALLOW)
        return result;
    result.scope_count = (uint32_t)orgpol_scope_mask_write(&answer->effective, answer->api.scopes, NULL, 0);
    result.has_permissions = has_permissions_claim(rows->resource_server);
    if (result.has_permissions)
        result.permission_count =
            (uint32_t)orgpol_scope_mask_write(&answer->permissions, answer->api.scopes, NULL, 0);
    if (!text_absent(rows->audience))
        result.token_profile = token_profile_of(rows->resource_server->token_dialect);
    if (answer->grant) {
        result.is_grant_governing = 1;
        result.is_default_grant = answer->is_default_grant;
        result.grant_id = answer->grant->id;
    }
    result.is_id_token_issued = answer->is_id_token_issued;
    result.may_have_refresh_token = answer->may_have_refresh_token;
    result.is_refresh = rows->request->is_refresh != 0;
    result.audience = rows->audience;
    result.sub = rows->request->user_id;
    result.client_id = cimd ? rows->client->external_client_id : rows->client->client_id; /* TOKEN-10 */
    result.org_id = rows->organization->id; /* TOKEN-01 TOKEN-03 */
    if (rows->request->organization && rows->settings->allow_organization_name_in_authentication_api)
        result.org_name = rows->organization->name; /* TOKEN-02 */
    return result;
}

struct orgpol_decision orgpol_check_user_grant(const struct orgpol_user_grant_request *request,
                                               struct orgpol_user_grant_result *result,
                                               struct orgpol_str *scopes, size_t scope_capacity,
                                               struct orgpol_str *permissions, size_t permission_capacity)
{
    static const struct orgpol_user_grant_result strictest = ORGPOL_USER_GRANT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_user_grant_result full;
    struct user_grant_copies copies;
    struct user_grant_rows rows;
    struct user_grant_answer answer;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;

    if (writable)
        error = orgpol_read_user_grant(request, &rows, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_USER_GRANT, error);
    orgpol_decide_user_grant(&rows, &answer);
    full = orgpol_user_grant_result_of(&rows, &answer);
    if ((scopes && full.scope_count > scope_capacity) ||
        (permissions && full.permission_count > permission_capacity)) {
        struct orgpol_user_grant_result counts = ORGPOL_USER_GRANT_RESULT_INIT;

        counts.scope_count = full.scope_count;
        counts.permission_count = full.permission_count;
        write_result(result, &counts, sizeof counts);
        return orgpol_error(ORGPOL_FAMILY_USER_GRANT, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    write_result(result, &full, sizeof full);
    if (scopes)
        orgpol_scope_mask_write(&answer.effective, answer.api.scopes, scopes, full.scope_count);
    if (permissions)
        orgpol_scope_mask_write(&answer.permissions, answer.api.scopes, permissions, full.permission_count);
    return answer.decision;
}
