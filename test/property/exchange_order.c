/* SPDX-License-Identifier: MIT */
/*
 * The order of evaluation of token exchanges. Each condition has one change, or a few, that violate it alone.
 * For every pair of conditions of a family there are changes that violate both and nothing else, and then the
 * reason is the earlier one, by the order of WIRE section 5.5 as it is written down here; but for the pairs
 * that cannot meet, which are written down too.
 */
#include "truth_table.h"

#include "unit/exchanges.h"

typedef void change(struct exchange_world *w);

struct fault {
    const char *name; /* of the condition that it violates */
    change *spoil;
};

/* ---- changes ---- */

#define CHANGE(name, ...)                      \
    static void name(struct exchange_world *w) \
    {                                          \
        __VA_ARGS__;                           \
    }

CHANGE(no_token, w->request.subject_token = NULL; w->request.account = NULL; w->request.organization = NULL;
       w->request.member = NULL)
CHANGE(no_type, w->request.subject_token_type = NO_TEXT)
CHANGE(other_subject_type, w->request.subject_token_type = ORGPOL_STR("x"))
CHANGE(no_connection, w->request.connection = ORGPOL_STR(""); w->request.connection_row = NULL;
       w->request.enabled_client = NULL)
CHANGE(no_requested_type, w->request.requested_token_type = NO_TEXT)
CHANGE(audience, w->request.audience = ORGPOL_STR("x"))
CHANGE(actor, w->request.actor_token = ORGPOL_STR("x"))
CHANGE(empty_hint, w->request.login_hint = ORGPOL_STR(""))
CHANGE(no_hint_accepted, w->options.worker_login_hint = ORGPOL_WORKER_LOGIN_HINT_DENY;
       w->request.login_hint = w->request.login_hint.ptr ? w->request.login_hint : ORGPOL_STR("g-100"))
CHANGE(wrong_secret, w->request.is_authenticated = 0)
CHANGE(secret, w->options.require_asymmetric_auth = 1;
       w->request.authenticated_by = ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST)
CHANGE(no_grant, w->client.grant_types &= (uint32_t)~ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN)
CHANGE(no_login_grants, w->options.login_grants = ORGPOL_LOGIN_GRANTS_DENY;
       w->client.grant_types &= (uint32_t)~ORGPOL_GRANT_TYPE_REFRESH_TOKEN)
CHANGE(third_party, w->client.is_first_party = 0)
CHANGE(public_client, w->client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE)
CHANGE(unknown_method, w->client.token_endpoint_auth_method = ORGPOL_WORD_UNKNOWN)
CHANGE(not_oidc, w->client.is_oidc_conformant = 0)
CHANGE(provider_refresh_token, w->request.requested_token_type =
                                   ORGPOL_STR("http://auth0.com/oauth/token-type/token-vault-refresh-token"))
CHANGE(alias, w->request.requested_token_type = ORGPOL_STR(ORGPOL_TOKEN_TYPE_TOKEN_VAULT))
CHANGE(other_type, w->request.requested_token_type = ORGPOL_STR("x"))
CHANGE(no_resource_server, w->client.app_type = ORGPOL_APP_TYPE_REGULAR_WEB)
CHANGE(resource_server, w->client.app_type = ORGPOL_APP_TYPE_RESOURCE_SERVER)
CHANGE(empty_allowlist, w->access.ip_allowlist_count = 0)
CHANGE(empty_grants, w->access.grant_count = 0)
CHANGE(other_address, w->request.source_ip = ORGPOL_STR("198.51.100.1"))
CHANGE(rotation, w->client.refresh_token_rotation_type = ORGPOL_ROTATION_ROTATING)
CHANGE(invalid, w->token.is_valid = 0)
CHANGE(blocked, w->user.is_blocked = 1)
CHANGE(bad_proof, w->request.dpop_proof = ORGPOL_DPOP_PROOF_INVALID)
CHANGE(access_token, w->token.kind = ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN;
       w->token.expires_at = at_time(NOW + 1))
CHANGE(no_kind, w->token.kind = 0)
CHANGE(refresh_token, w->token.kind = ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN)
CHANGE(other_client, w->token.azp = ORGPOL_STR("other"))
CHANGE(no_subject, w->token.sub = NO_TEXT; w->account.user_id = NO_TEXT; forget_user(w))
CHANGE(machine, w->token.is_machine = 1) /* with a user of that id, so that the accounts are looked at */
CHANGE(rotating, w->token.is_rotating = 1)
CHANGE(wrong_typ, w->token.typ = ORGPOL_STR("JWT"))
CHANGE(wrong_alg, w->token.alg = ORGPOL_STR("HS256"))
CHANGE(unknown_kid, w->token.kid = ORGPOL_STR("x"))
CHANGE(old_credential, w->credentials[0].expires_at = at_time(NOW))
CHANGE(wrong_iss, w->token.iss = ORGPOL_STR("x"))
CHANGE(wrong_aud, w->audiences[0] = ORGPOL_STR("https://x/"))
CHANGE(no_iat, w->token.iat = NO_TIME)
CHANGE(old_iat, w->token.iat = at_time(NOW - 61))
CHANGE(past_exp, w->token.exp = at_time(NOW))
CHANGE(future_nbf, w->token.nbf = at_time(NOW + 1))
CHANGE(no_context, w->token.audit_context = NO_TEXT)
CHANGE(no_jti, w->token.jti = NO_TEXT)
CHANGE(used_jti, w->token.is_jti_unused = 0)
CHANGE(other_api, w->client.resource_server_identifier = ORGPOL_STR("https://x"))
CHANGE(connection_not_in_grants, w->grants[0].connection = ORGPOL_STR("x"))
CHANGE(scope_must_be_sent, w->options.absent_worker_scope = ORGPOL_ABSENT_WORKER_SCOPE_DENY)
/* repo is the account's and not the grant's */
CHANGE(ask_not_granted, w->held[2] = ORGPOL_STR("repo");
       w->request.scope_count += list_scopes(w->asked + w->request.scope_count, "repo");
       w->request.has_scopes = 1)
CHANGE(no_member, w->token.org_id = ORGPOL_STR("org_9"))
CHANGE(mfa_always, w->settings.mfa_policy = ORGPOL_MFA_POLICY_ALWAYS)
CHANGE(risk, w->settings.mfa_policy = ORGPOL_MFA_POLICY_ADAPTIVE;
       w->request.risk_verdict = ORGPOL_RISK_CHALLENGE)
CHANGE(mfa_action, w->request.action_requires_mfa = 1)
CHANGE(strategy, w->connection.strategy = ORGPOL_STR("samlp"))
CHANGE(upstream_dpop, w->connection.has_upstream_dpop = 1)
CHANGE(purpose_off, w->connection.is_connected_accounts_active = 0)
CHANGE(not_enabled, w->options.access_token_client_enabled = 1; w->request.enabled_client = NULL)
CHANGE(no_account, w->account.account_count = 0)
CHANGE(other_organization, w->accounts[0].organization_id = ORGPOL_STR("org_2"))
CHANGE(other_hint, w->request.login_hint = ORGPOL_STR("g-999"))
CHANGE(two_accounts, w->account.account_count = 2; w->accounts[1].idp_user_id = w->accounts[0].idp_user_id)
CHANGE(no_refresh_token, w->accounts[0].access_token_expires_at = at_time(NOW);
       w->accounts[0].refresh_token_stored = ORGPOL_REFRESH_TOKEN_STORED_NO)
CHANGE(refresh_token_over, w->accounts[0].access_token_expires_at = at_time(NOW);
       w->accounts[0].expires_at = at_time(NOW))
CHANGE(unused, w->accounts[0].access_token_expires_at = at_time(NOW);
       w->accounts[0].last_used_at = at_time(NOW - 366 * DAY))
CHANGE(refresh_failed, w->accounts[0].access_token_expires_at = at_time(NOW);
       w->request.provider_refresh = ORGPOL_PROVIDER_REFRESH_FAILED)
CHANGE(strict_scope, w->options.strict_scope = 1; ask_for(w, "repo"))
/* mail is the grant's and not the account's */
CHANGE(ask_not_held, w->granted[0][0] = ORGPOL_STR("mail");
       w->request.scope_count += list_scopes(w->asked + w->request.scope_count, "mail");
       w->request.has_scopes = 1)
CHANGE(cannot_narrow, w->connection.has_downscoping = 0; w->held[1] = ORGPOL_STR("drive"))

/* ---- the order of WIRE section 5.5, with what violates each condition ---- */

static const struct fault refresh_faults[] = {
    {"parameter_missing", no_token},
    {"parameter_missing", no_connection},
    {"parameter_missing", no_type},
    {"requested_token_type_missing", no_requested_type},
    {"audience_not_supported", audience},
    {"actor_token_not_supported", actor},
    {"login_hint_empty", empty_hint},
    {"client_not_authenticated", wrong_secret},
    {"token_vault_grant_missing", no_grant},
    {"login_grants_missing", no_login_grants},
    {"client_not_first_party", third_party},
    {"client_not_confidential", public_client},
    {"client_not_confidential", unknown_method},
    {"client_not_oidc_conformant", not_oidc},
    {"subject_token_type_unsupported", other_subject_type},
    {"provider_refresh_token_requested", provider_refresh_token},
    {"requested_token_type_alias", alias},
    {"requested_token_type_unsupported", other_type},
    {"rotation_enabled", rotation},
    {"subject_token_invalid", invalid},
    {"subject_user_not_found", blocked},
    {"exchange_proof_invalid", bad_proof},
    {"not_a_refresh_token", access_token},
    {"not_a_refresh_token", no_kind},
    {"refresh_token_other_client", other_client},
    {"refresh_token_without_user", no_subject},
    {"refresh_token_without_user", machine},
    {"subject_token_rotating", rotating},
    {"organization_not_member", no_member},
    {"mfa_policy_always", mfa_always},
    {"risk_challenge", risk},
    {"action_requires_mfa", mfa_action},
    {"strategy_unsupported", strategy},
    {"upstream_dpop", upstream_dpop},
    {"connection_not_vault_enabled", purpose_off},
    {"exchange_connection_not_enabled", not_enabled},
    {"account_not_found", no_account},
    {"account_other_organization", other_organization},
    {"account_hint_not_found", other_hint},
    {"account_ambiguous", two_accounts},
    {"provider_refresh_token_missing", no_refresh_token},
    {"provider_refresh_token_expired", refresh_token_over},
    {"account_unused", unused},
    {"provider_refresh_failed", refresh_failed},
    {"requested_scope_not_held", strict_scope},
    {NULL, NULL},
};

static const struct fault access_faults[] = {
    {"parameter_missing", no_token},
    {"parameter_missing", no_connection},
    {"requested_token_type_missing", no_requested_type},
    {"audience_not_supported", audience},
    {"actor_token_not_supported", actor},
    {"login_hint_empty", empty_hint},
    {"client_not_authenticated", wrong_secret},
    {"token_vault_grant_missing", no_grant},
    {"client_not_first_party", third_party},
    {"client_not_confidential", public_client},
    {"client_not_confidential", unknown_method},
    {"client_not_oidc_conformant", not_oidc},
    {"subject_token_type_unsupported", NULL}, /* is answered as the other family */
    {"provider_refresh_token_requested", provider_refresh_token},
    {"requested_token_type_alias", alias},
    {"requested_token_type_unsupported", other_type},
    {"client_not_resource_server", no_resource_server},
    {"subject_token_invalid", invalid},
    {"subject_user_not_found", blocked},
    {"exchange_proof_invalid", bad_proof},
    {"not_an_access_token", refresh_token},
    {"access_token_without_user", no_subject},
    {"access_token_without_user", machine},
    {"audience_not_linked", other_api},
    {"organization_not_member", no_member},
    {"mfa_policy_always", mfa_always},
    {"risk_challenge", risk},
    {"action_requires_mfa", mfa_action},
    {"strategy_unsupported", strategy},
    {"upstream_dpop", upstream_dpop},
    {"connection_not_vault_enabled", purpose_off},
    {"exchange_connection_not_enabled", not_enabled},
    {"account_not_found", no_account},
    {"account_other_organization", other_organization},
    {"account_hint_not_found", other_hint},
    {"account_ambiguous", two_accounts},
    {"provider_refresh_token_missing", no_refresh_token},
    {"provider_refresh_token_expired", refresh_token_over},
    {"account_unused", unused},
    {"provider_refresh_failed", refresh_failed},
    {"requested_scope_not_held", strict_scope},
    {NULL, NULL},
};

static const struct fault worker_faults[] = {
    {"parameter_missing", no_token},
    {"parameter_missing", no_connection},
    {"requested_token_type_missing", no_requested_type},
    {"audience_not_supported", audience},
    {"actor_token_not_supported", actor},
    {"login_hint_empty", empty_hint},
    {"login_hint_not_supported", no_hint_accepted},
    {"client_not_authenticated", wrong_secret},
    {"asymmetric_authentication_required", secret},
    {"token_vault_grant_missing", no_grant},
    {"client_not_first_party", third_party},
    {"client_not_confidential", public_client},
    {"client_not_confidential", unknown_method},
    {"client_not_oidc_conformant", not_oidc},
    {"subject_token_type_unsupported", NULL},
    {"provider_refresh_token_requested", provider_refresh_token},
    {"worker_token_type_unsupported", other_type},
    {"privileged_access_not_configured", resource_server},
    {"ip_allowlist_empty", empty_allowlist},
    {"grants_empty", empty_grants},
    {"source_ip_not_allowed", other_address},
    {"jwt_typ_invalid", wrong_typ},
    {"jwt_alg_invalid", wrong_alg},
    {"jwt_key_unknown", unknown_kid},
    {"credential_expired", old_credential},
    {"jwt_signature_invalid", invalid},
    {"jwt_iss_invalid", wrong_iss},
    {"jwt_aud_invalid", wrong_aud},
    {"jwt_sub_missing", no_subject},
    {"jwt_iat_missing", no_iat},
    {"jwt_too_old", old_iat},
    {"jwt_expired", past_exp},
    {"jwt_not_yet_valid", future_nbf},
    {"audit_context_invalid", no_context},
    {"jti_missing", no_jti},
    {"jti_reused", used_jti},
    {"subject_user_not_found", blocked},
    {"connection_not_granted", connection_not_in_grants},
    {"worker_scope_missing", scope_must_be_sent},
    {"worker_scope_not_granted", ask_not_granted},
    {"organization_not_member", no_member},
    {"mfa_policy_always", mfa_always},
    {"risk_challenge", risk},
    {"action_requires_mfa", mfa_action},
    {"strategy_unsupported", strategy},
    {"upstream_dpop", upstream_dpop},
    {"connection_not_vault_enabled", purpose_off},
    {"worker_connection_not_enabled", not_enabled},
    {"account_not_found", no_account},
    {"account_other_organization", other_organization},
    {"account_hint_not_found", other_hint},
    {"account_ambiguous", two_accounts},
    {"provider_refresh_token_missing", no_refresh_token},
    {"provider_refresh_token_expired", refresh_token_over},
    {"account_unused", unused},
    {"provider_refresh_failed", refresh_failed},
    {"scope_not_held", ask_not_held},
    {"downscoping_unsupported", cannot_narrow},
    {NULL, NULL},
};

/* ---- pairs that cannot meet: one of the left and one of the right, whichever is earlier ---- */

#define CHOICE "account_not_found account_other_organization account_hint_not_found account_ambiguous"
#define STORED                                                                      \
    "provider_refresh_token_missing provider_refresh_token_expired account_unused " \
    "provider_refresh_failed"
#define REQUESTED_TYPES                                                                         \
    "requested_token_type_missing provider_refresh_token_requested requested_token_type_alias " \
    "requested_token_type_unsupported worker_token_type_unsupported"
#define HELD "requested_scope_not_held scope_not_held downscoping_unsupported"
#define OF_REFRESH                                                                          \
    "login_grants_missing requested_token_type_alias requested_token_type_unsupported "     \
    "rotation_enabled subject_token_invalid subject_user_not_found exchange_proof_invalid " \
    "not_a_refresh_token refresh_token_other_client refresh_token_without_user "            \
    "subject_token_rotating exchange_connection_not_enabled requested_scope_not_held"

static const struct {
    const char *left;
    const char *right;
    const char *except; /* the kind of exchange that does have a way; NULL: none has */
} apart[] = {
    /* without a token or a connection no account is chosen; without a type one is, in the shared conditions
     */
    {"parameter_missing", CHOICE " " STORED, "refresh"},
    {"parameter_missing", HELD, NULL},
    {"subject_token_type_unsupported", OF_REFRESH, NULL},
    {REQUESTED_TYPES, REQUESTED_TYPES, NULL},
    {"login_hint_empty", "account_hint_not_found", NULL},
    {"ip_allowlist_empty", "source_ip_not_allowed", NULL},
    {"grants_empty", "connection_not_granted worker_scope_not_granted " HELD, NULL},
    {"connection_not_granted", "worker_scope_not_granted " HELD, NULL},
    {"jwt_key_unknown", "credential_expired", NULL},
    {"jwt_iat_missing", "jwt_too_old", NULL},
    {"jti_missing", "jti_reused", NULL},
    {"refresh_token_without_user access_token_without_user", "subject_user_not_found", NULL},
    {"jwt_sub_missing", "subject_user_not_found " CHOICE " " STORED " " HELD, NULL},
    {"worker_scope_missing", "worker_scope_not_granted scope_not_held", NULL},
    {"mfa_policy_always", "risk_challenge", NULL},
    {CHOICE, CHOICE " " STORED " " HELD, NULL},
};

static bool listed(const char *names, const char *name)
{
    const size_t length = strlen(name);

    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static bool can_meet(const char *kind, const char *a, const char *b)
{
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        const bool apply = apart[i].except == NULL || strcmp(apart[i].except, kind) != 0;

        if (apply && ((listed(apart[i].left, a) && listed(apart[i].right, b)) ||
                      (listed(apart[i].left, b) && listed(apart[i].right, a))))
            return false;
    }
    return true;
}

/* ---- the tests ---- */

static const struct {
    const char *name;
    enum kind_of_exchange kind;
    uint8_t family;
    const struct fault *faults;
} kinds[] = {
    {"refresh", OF_REFRESH_TOKEN, ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE, refresh_faults},
    {"access", OF_ACCESS_TOKEN, ORGPOL_FAMILY_ACCESS_TOKEN_EXCHANGE, access_faults},
    {"worker", OF_WORKER, ORGPOL_FAMILY_WORKER_EXCHANGE, worker_faults},
};

#define KINDS (sizeof kinds / sizeof *kinds)

static struct exchange_world world;

static struct orgpol_decision decide(enum kind_of_exchange kind, change *first, change *second)
{
    make_exchange(&world, kind);
    first(&world);
    if (second)
        second(&world);
    return orgpol_check_token_exchange(&world.request, NULL, NULL, 0, NULL, 0);
}

static uint64_t bit_of(uint8_t family, const char *name)
{
    return condition(family, orgpol_reason_by_name(orgpol_str_of(name)));
}

/* The families' conditions are those above, in their order. */
static void order_is_as_written(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        unsigned place = 0;
        const char *last = "";

        for (const struct fault *fault = kinds[k].faults; fault->name; fault++) {
            if (strcmp(fault->name, last) == 0)
                continue;
            last = fault->name;
            assert_true(place < orgpol_family_size(kinds[k].family));
            assert_string_equal(orgpol_reason_info(orgpol_family_reason(kinds[k].family, place))->name, last);
            place++;
        }
        assert_int_equal(place, orgpol_family_size(kinds[k].family));
    }
}

/* One change, one reason. */
static void each_change_violates_one_condition(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (const struct fault *fault = kinds[k].faults; fault->name; fault++) {
            struct orgpol_decision decision;
            char names[1024];

            if (fault->spoil == NULL)
                continue;
            decision = decide(kinds[k].kind, fault->spoil, NULL);
            unmet_names(decision, names, sizeof names);
            if (strcmp(names, fault->name) != 0)
                fail_msg("%s: %s violates %s", kinds[k].name, fault->name, names);
            assert_int_equal(decision.reason, orgpol_reason_by_name(orgpol_str_of(fault->name)));
            assert_int_equal(decision.family, kinds[k].family);
        }
}

/* Do the two changes violate these two and no other? Then the earlier one is the reason. */
static bool meet(size_t k, const struct fault *early, const struct fault *late)
{
    const uint64_t both = bit_of(kinds[k].family, early->name) | bit_of(kinds[k].family, late->name);
    bool met = false;

    for (int turn = 0; turn < 2; turn++) {
        const struct orgpol_decision decision =
            decide(kinds[k].kind, turn ? late->spoil : early->spoil, turn ? early->spoil : late->spoil);

        if (decision.effect != ORGPOL_EFFECT_DENY || decision.family != kinds[k].family ||
            decision.unmet != both)
            continue;
        met = true;
        if (decision.reason != orgpol_reason_by_name(orgpol_str_of(early->name)))
            fail_msg("%s: %s comes before %s", kinds[k].name, late->name, early->name);
    }
    return met;
}

/* Some changes for the two names meet. */
static bool names_meet(size_t k, const struct fault *early, const struct fault *late)
{
    bool met = false;

    for (const struct fault *a = early; a->name && strcmp(a->name, early->name) == 0; a++)
        for (const struct fault *b = late; b->name && strcmp(b->name, late->name) == 0; b++)
            met = met || (a->spoil && b->spoil && meet(k, a, b));
    return met;
}

static void the_earlier_of_two_is_the_reason(void **state)
{
    unsigned pairs = 0;

    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (const struct fault *early = kinds[k].faults; early->name; early++) {
            const bool again = early > kinds[k].faults && strcmp(early->name, early[-1].name) == 0;

            for (const struct fault *late = early + 1; !again && early->spoil && late->name; late++) {
                if (late->spoil == NULL || strcmp(late->name, late[-1].name) == 0)
                    continue;
                if (names_meet(k, early, late) != can_meet(kinds[k].name, early->name, late->name))
                    fail_msg("%s: %s and %s %s", kinds[k].name, early->name, late->name,
                             can_meet(kinds[k].name, early->name, late->name) ? "do not meet" : "meet");
                pairs += can_meet(kinds[k].name, early->name, late->name);
            }
        }
    print_message("  %u pairs meet\n", pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_as_written),
        cmocka_unit_test(each_change_violates_one_condition),
        cmocka_unit_test(the_earlier_of_two_is_the_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
