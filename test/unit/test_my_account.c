/* SPDX-License-Identifier: MIT */
/* My Account tokens as an interface. The rules are in test/vectors/my_account.txt and my_account_space.c. */
#include "lists.h"

#include "orgpol/my_account.h"
#include "orgpol/scope.h"

#define CREATE "create:me:connected_accounts"
#define READ "read:me:connected_accounts"
#define DELETE "delete:me:connected_accounts"
#define FACTORS "read:me:authentication_methods"
#define IDENTIFIER "https://t.example/me/"
#define NOW INT64_C(1790000000)

static struct orgpol_str texts[ORGPOL_SCOPE_LIMIT + 1];
static struct orgpol_str api_scopes[5];
static struct orgpol_str granted[3];
static struct orgpol_str asked[8];
static struct orgpol_str login[2];
static struct orgpol_str hosts[1];
static struct orgpol_refresh_token_policy policies[3];
static struct orgpol_client client;
static struct orgpol_user user;
static struct orgpol_resource_server api;
static struct orgpol_client_grant grant;
static struct orgpol_tenant_settings settings;
static struct orgpol_options options;
static struct orgpol_my_account_request request;

/* A question that nothing is wrong with, asking for two scopes. */
static void make_usable(void)
{
    api_scopes[0] = ORGPOL_STR(CREATE);
    api_scopes[1] = ORGPOL_STR(READ);
    api_scopes[2] = ORGPOL_STR(DELETE);
    api_scopes[3] = ORGPOL_STR(FACTORS);
    api_scopes[4] = ORGPOL_STR(READ);
    memcpy(granted, api_scopes, sizeof granted);
    asked[0] = ORGPOL_STR(READ);
    asked[1] = ORGPOL_STR(CREATE);
    login[0] = ORGPOL_STR("openid");
    login[1] = ORGPOL_STR(DELETE);
    hosts[0] = ORGPOL_STR("login.example");
    policies[0] = (struct orgpol_refresh_token_policy){ORGPOL_STR("https://api"), NULL, 0};
    policies[1] = (struct orgpol_refresh_token_policy){ORGPOL_STR(IDENTIFIER), granted, 3};
    policies[2] = (struct orgpol_refresh_token_policy){ORGPOL_STR("https://other/me/"), NULL, 0};
    client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client.client_id = ORGPOL_STR("app");
    client.is_first_party = 1;
    client.refresh_token_policies = policies;
    client.refresh_token_policy_count = 3;
    user = (struct orgpol_user)ORGPOL_USER_INIT;
    user.user_id = ORGPOL_STR("auth0|u");
    api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    api.identifier = ORGPOL_STR(IDENTIFIER);
    api.skip_consent_for_verifiable_first_party_clients = 1;
    api.scopes = api_scopes;
    api.scope_count = 5;
    grant = (struct orgpol_client_grant)ORGPOL_CLIENT_GRANT_INIT;
    grant.client_id = ORGPOL_STR("app");
    grant.audience = ORGPOL_STR(IDENTIFIER);
    grant.subject_type = ORGPOL_SUBJECT_TYPE_USER;
    grant.scopes = granted;
    grant.scope_count = 3;
    settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    settings.domain = ORGPOL_STR("t.example");
    settings.custom_domains = hosts;
    settings.custom_domain_count = 1;
    options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    request = (struct orgpol_my_account_request)ORGPOL_MY_ACCOUNT_REQUEST_INIT;
    request.grant_type = ORGPOL_MY_ACCOUNT_GRANT_AUTHORIZATION_CODE;
    request.now_s = NOW;
    request.audience = ORGPOL_STR(IDENTIFIER);
    request.user_id = ORGPOL_STR("auth0|u");
    request.client = &client;
    request.user = &user;
    request.resource_server = &api;
    request.client_grant = &grant;
    request.settings = &settings;
    request.options = &options;
    request.scopes = asked;
    request.scope_count = 2;
}

static void make_multi_resource(void)
{
    make_usable();
    request.grant_type = ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN;
    request.refresh_token_audience = ORGPOL_STR("https://api");
    request.scope_count = 0;
    request.login_scopes = login;
    request.login_scope_count = 2;
}

static void assert_error(enum orgpol_reason reason)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_str scopes[8] = {ORGPOL_STR("stale")};
    struct orgpol_decision decision;

    result.scope_count = 7;
    decision = orgpol_check_my_account_token(&request, &result, scopes, 8);
    assert_broken(decision, ORGPOL_FAMILY_MY_ACCOUNT, reason);
    assert_int_equal(result.scope_count, 0);
    assert_int_equal(scopes[0].len, 5);
}

/* The names of the unmet conditions, or "" for allowed. */
static void assert_unmet(const char *names)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    const struct orgpol_decision decision = orgpol_check_my_account_token(&request, &result, NULL, 0);
    char line[512];

    assert_int_equal(decision.effect, *names ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    unmet_names(decision, line, sizeof line);
    assert_string_equal(line, names);
    if (*names)
        assert_int_equal(result.scope_count, 0);
}

/* The effective scopes, joined with spaces. */
static void assert_scopes(const char *joined)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_str scopes[8];
    char line[512] = "";

    assert_int_equal(orgpol_check_my_account_token(&request, &result, scopes, 8).effect, ORGPOL_EFFECT_ALLOW);
    for (size_t i = 0; i < result.scope_count; i++)
        snprintf(line + strlen(line), sizeof line - strlen(line), "%s%.*s", i ? " " : "", (int)scopes[i].len,
                 scopes[i].ptr);
    assert_string_equal(line, joined);
}

#define BROKEN(change, reason) \
    do {                       \
        make_usable();         \
        change;                \
        assert_error(reason);  \
    } while (0)

static void unreadable_questions_are_errors(void **state)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;

    (void)state;
    assert_int_equal(orgpol_check_my_account_token(NULL, NULL, NULL, 0).reason, ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    assert_unmet("");
    BROKEN(request.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.struct_size += 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(request.action_verdict = 4, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.refresh_recheck = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.org_binding = 3, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(options.struct_size = 7, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(settings.struct_size = 4, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(client.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(client.struct_size = 4100, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(user.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(user.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(api.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(api.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(grant.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(grant.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(grant.reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    BROKEN(grant.struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    make_usable();
    result.struct_size = 9;
    assert_int_equal(orgpol_check_my_account_token(&request, &result, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
}

static void lists_are_there_and_not_too_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        texts[i] = ORGPOL_STR(CREATE);
#define LIST(list, number)                                                                          \
    do {                                                                                            \
        BROKEN(((list) = NULL, (number) = 1), ORGPOL_REASON_MISSING_INPUT);                         \
        BROKEN(((list) = texts, (number) = ORGPOL_SCOPE_LIMIT + 1), ORGPOL_REASON_TOO_MANY_SCOPES); \
    } while (0)
    LIST(request.scopes, request.scope_count);
    LIST(request.login_scopes, request.login_scope_count);
    LIST(request.permissions, request.permission_count);
    LIST(request.consented_scopes, request.consented_scope_count);
    LIST(api.scopes, api.scope_count);
    LIST(grant.scopes, grant.scope_count);
    LIST(settings.custom_domains, settings.custom_domain_count);
    LIST(policies[0].scopes, policies[0].scope_count);
    LIST(policies[2].scopes, policies[2].scope_count);
    BROKEN(client.refresh_token_policies = NULL, ORGPOL_REASON_MISSING_INPUT);
    BROKEN((client.refresh_token_policies = NULL, client.refresh_token_policy_count = 1),
           ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    request.scopes = texts;
    request.scope_count = ORGPOL_SCOPE_LIMIT;
    assert_scopes(CREATE);
    request.scopes = NULL;
    request.scope_count = 0;
    assert_unmet("no_usable_scope");
}

static void rows_belong_together(void **state)
{
    (void)state;
    BROKEN(client.client_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(user.user_id.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(api.identifier.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(grant.client_id.ptr = NULL, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(grant.audience.len = 0, ORGPOL_REASON_ROW_WITHOUT_ID);
    BROKEN(client.client_id = ORGPOL_STR("apps"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(request.client = NULL, ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    BROKEN(request.user_id = ORGPOL_STR("auth0|v"), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request.user_id = ORGPOL_STR(""), ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(request.user_id.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_USER);
    BROKEN(api.identifier = ORGPOL_STR("https://t.example/me"), ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(api.identifier = ORGPOL_STR("https://login.example/me/"),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(grant.audience = ORGPOL_STR("https://login.example/me/"),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN((request.resource_server = NULL, grant.audience = ORGPOL_STR("https://api")),
           ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(request.settings = NULL, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    BROKEN(settings.domain.len = 0, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
}

/* What is not there denies, and says so; nothing else is blamed. */
static void missing_rows_deny(void **state)
{
    (void)state;
    make_usable();
    request.resource_server = NULL;
    assert_unmet("api_not_active");
    make_usable();
    request.client = NULL;
    request.client_grant = NULL;
    assert_unmet("client_third_party");
    make_multi_resource();
    request.client = NULL;
    request.client_grant = NULL;
    assert_unmet("client_third_party");
    make_usable();
    request.client_grant = NULL;
    assert_unmet("client_grant_missing");
    make_multi_resource();
    client.refresh_token_policy_count = 1;
    assert_unmet("audience_not_in_policy");
    make_usable();
    request.user = NULL;
    assert_unmet("");
    settings.my_account_default_policy = 1;
    assert_unmet("mfa_needed authentication_too_old"); /* who is unknown may have a factor, or none */
    request.mfa_time = (struct orgpol_time){request.now_s, 1};
    assert_unmet("authentication_too_old");
    request.auth_time = request.mfa_time;
    assert_unmet("");
    request.mfa_time.is_given = 0;
    assert_unmet("mfa_needed");
    make_usable();
    request.options = NULL;
    assert_unmet("");
    request = (struct orgpol_my_account_request)ORGPOL_MY_ACCOUNT_REQUEST_INIT;
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    request.now_s = 1;
    assert_unmet("api_not_active wrong_domain machine_token client_third_party");
}

/* A struct as older and newer headers have it. */
static void structs_of_other_sizes_are_read(void **state)
{
    static struct {
        struct orgpol_my_account_request request;
        uint64_t more;
    } newer;
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;

    (void)state;
    make_usable();
    newer.request = request;
    newer.request.struct_size = sizeof newer;
    newer.more = 0;
    assert_int_equal(orgpol_check_my_account_token(&newer.request, NULL, NULL, 0).effect,
                     ORGPOL_EFFECT_ALLOW);
    newer.more = 1;
    assert_int_equal(orgpol_check_my_account_token(&newer.request, NULL, NULL, 0).reason,
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    request.struct_size = (uint32_t)offsetof(struct orgpol_my_account_request, scopes);
    assert_unmet("no_usable_scope"); /* the tail is as if it were zero */
    request.struct_size = 8;         /* nor is the clock in it */
    assert_error(ORGPOL_REASON_MISSING_INPUT);
    make_usable();
    client.struct_size = (uint32_t)offsetof(struct orgpol_client, resource_server_identifier);
    assert_unmet("");
    settings.struct_size = (uint32_t)offsetof(struct orgpol_tenant_settings, domain);
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    make_usable();
    result.struct_size = 8; /* a result without the count */
    result.scope_count = 7;
    assert_int_equal(orgpol_check_my_account_token(&request, &result, NULL, 0).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 7);
}

static void hosts_and_audiences_fit(void **state)
{
    (void)state;
    make_usable();
    request.host = ORGPOL_STR("t.example");
    assert_unmet("");
    request.host = ORGPOL_STR("login.example");
    assert_unmet("wrong_domain");
    request.audience = ORGPOL_STR("https://login.example/me/");
    assert_unmet("");
    request.host.ptr = NULL;
    assert_unmet("wrong_domain");
    request.audience = ORGPOL_STR("https://other.example/me/");
    request.host = ORGPOL_STR("other.example");
    assert_unmet("wrong_domain");
    make_usable();
    request.host = ORGPOL_STR(""); /* was sent, and is no host */
    assert_unmet("wrong_domain");
    make_usable();
    request.audience.ptr = NULL;
    assert_unmet("wrong_domain");
    request.audience = ORGPOL_STR("https://t.example/me");
    assert_unmet("wrong_domain");
    request.audience = ORGPOL_STR("http://t.example/me/");
    assert_unmet("wrong_domain");
}

/* An unknown word can only restrict. */
static void unknown_words_satisfy_nothing(void **state)
{
    (void)state;
    make_usable();
    request.grant_type = 4;
    assert_unmet("grant_type_unsupported");
    request.grant_type = ORGPOL_WORD_UNKNOWN;
    assert_unmet("grant_type_unsupported");
    make_usable();
    api.user_policy = ORGPOL_WORD_UNKNOWN;
    assert_unmet("client_grant_missing");
    make_usable();
    grant.subject_type = ORGPOL_WORD_UNKNOWN;
    assert_unmet("client_grant_missing");
    make_usable();
    grant.default_for = ORGPOL_WORD_UNKNOWN; /* nobody knows whose it is */
    assert_unmet("client_grant_missing");
    make_usable();
    client.external_metadata_type = ORGPOL_WORD_UNKNOWN; /* may be cimd, and so strict */
    assert_unmet("client_third_party");
    make_usable();
    settings.my_account_default_policy = 2; /* a flag: any value but 0 is on */
    assert_unmet("authentication_too_old");
    user.has_factor = 2;
    assert_unmet("mfa_needed");
}

static void ages_do_not_overflow(void **state)
{
    static const struct {
        int64_t now;
        int64_t then;
        bool recent;
    } ages[] = {
        {NOW, NOW, true},
        {NOW, NOW - 900, true},
        {NOW, NOW - 901, false},
        {NOW, NOW + 5, true}, /* clocks differ */
        {NOW, NOW + 6, false},
        {NOW, INT64_MAX, false},
        {NOW, INT64_MIN, false},
        {1, 1, true},
        {1, -899, true},
        {1, -900, false},
        {INT64_MAX, INT64_MIN, false},
        {INT64_MAX, INT64_MAX - 900, true},
        {INT64_MIN, INT64_MAX, false},
        {INT64_MIN + 900, INT64_MIN, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        make_usable();
        settings.my_account_default_policy = 1;
        request.now_s = ages[i].now;
        request.auth_time = (struct orgpol_time){ages[i].then, 1};
        assert_unmet(ages[i].recent ? "" : "authentication_too_old");
        user.is_email_verified = 1;
        assert_unmet("mfa_needed"); /* the login is no second factor */
        request.mfa_time = (struct orgpol_time){ages[i].then, UINT64_MAX};
        assert_unmet(ages[i].recent ? "" : "mfa_needed");
        request.mfa_time.is_given = 0;
        assert_unmet("mfa_needed");
    }
}

static void only_a_challenge_is_obliged(void **state)
{
    (void)state;
    make_usable();
    request.action_verdict = ORGPOL_MY_ACCOUNT_VERDICT_CHALLENGE;
    assert_unmet("mfa_needed");
    assert_int_equal(orgpol_check_my_account_token(&request, NULL, NULL, 0).obligations,
                     ORGPOL_MUST_CHALLENGE_MFA);
    asked[0] = asked[1] = ORGPOL_STR("openid"); /* what comes after does not change that */
    assert_unmet("mfa_needed no_usable_scope");
    assert_int_equal(orgpol_check_my_account_token(&request, NULL, NULL, 0).obligations,
                     ORGPOL_MUST_CHALLENGE_MFA);
    client.is_first_party = 0; /* what comes before does: no challenge helps */
    assert_unmet("client_third_party mfa_needed no_usable_scope");
    assert_int_equal(orgpol_check_my_account_token(&request, NULL, NULL, 0).obligations, 0);
    make_usable();
    request.action_verdict = ORGPOL_MY_ACCOUNT_VERDICT_DENY;
    assert_unmet("authentication_too_old");
    assert_int_equal(orgpol_check_my_account_token(&request, NULL, NULL, 0).obligations, 0);
    make_usable();
    assert_int_equal(orgpol_check_my_account_token(&request, NULL, NULL, 0).obligations, 0);
}

static void scopes_stand_in_the_order_requested(void **state)
{
    (void)state;
    make_usable();
    assert_scopes(READ " " CREATE);
    asked[2] = ORGPOL_STR(READ);    /* twice */
    asked[3] = ORGPOL_STR("");      /* nothing */
    asked[4] = ORGPOL_STR(FACTORS); /* of the API, and not granted */
    asked[5] = ORGPOL_STR("openid");
    asked[6] = ORGPOL_STR(DELETE);
    asked[7] = (struct orgpol_str){NULL, 3};
    request.scope_count = 8;
    assert_scopes(READ " " CREATE " " DELETE);
    grant.allow_all_scopes = 1;
    assert_scopes(READ " " CREATE " " FACTORS " " DELETE);
    grant.allow_all_scopes = 0;
    granted[1] = ORGPOL_STR(FACTORS); /* instead of READ */
    assert_scopes(CREATE " " FACTORS " " DELETE);
    request.scopes = asked + 4;
    request.scope_count = 2;
    assert_unmet("no_usable_scope"); /* FACTORS is effective, and of no use here */
}

/* Each list that limits is read when it does, and not else. */
static void limits_are_read_when_they_apply(void **state)
{
    struct orgpol_str one[] = {ORGPOL_STR(CREATE)};

    (void)state;
    make_usable();
    request.permissions = one;
    request.permission_count = 1;
    assert_scopes(READ " " CREATE);
    api.enforce_policies = 1;
    assert_scopes(CREATE);
    request.permission_count = 0;
    assert_unmet("no_usable_scope");
    make_usable();
    request.consented_scopes = one;
    request.consented_scope_count = 1;
    assert_scopes(READ " " CREATE);
    api.skip_consent_for_verifiable_first_party_clients = 0;
    assert_scopes(CREATE);
    request.consented_scope_count = 0;
    assert_unmet("no_usable_scope");
    make_usable();
    policies[1].scope_count = 0; /* no refresh: the policy is not read */
    assert_scopes(READ " " CREATE);
    request.grant_type = ORGPOL_MY_ACCOUNT_GRANT_REFRESH_TOKEN;
    assert_unmet("no_usable_scope"); /* nobody says of which login the token is */
    request.refresh_token_audience = request.audience;
    assert_scopes(READ " " CREATE);
    api.user_policy = ORGPOL_USER_POLICY_ALLOW_ALL;
    grant.scope_count = 0; /* the grant is not read */
    assert_scopes(READ " " CREATE);
    options.user_grant_ceiling = 1; /* an option of other APIs (UAPI-04) */
    assert_scopes(READ " " CREATE);
}

static void multi_resource_refreshes_have_scopes_of_their_own(void **state)
{
    struct orgpol_str reversed[] = {ORGPOL_STR(DELETE), ORGPOL_STR(READ), ORGPOL_STR("read:me:gone")};

    (void)state;
    make_multi_resource();
    assert_scopes(DELETE " " CREATE " " READ); /* the login's, then the policy's */
    request.login_scope_count = 0;
    assert_scopes(CREATE " " READ " " DELETE);
    request.has_scopes = 1; /* sent, and empty: nothing is asked for */
    assert_unmet("no_usable_scope");
    request.scope_count = 2;
    assert_scopes(READ " " CREATE);
    request.has_scopes = 0; /* scopes that are there were sent */
    assert_scopes(READ " " CREATE);
    make_multi_resource();
    request.refresh_token_audience = request.audience; /* a plain refresh asks for what it asks for */
    assert_unmet("no_usable_scope");
    make_multi_resource();
    client.refresh_token_policy_count = 1;
    request.audience.ptr = request.refresh_token_audience.ptr = NULL; /* nothing is equal to nothing */
    assert_unmet("wrong_domain audience_not_in_policy");
    make_multi_resource();
    policies[2] = (struct orgpol_refresh_token_policy){ORGPOL_STR(IDENTIFIER), reversed, 3};
    assert_scopes(DELETE " " READ); /* of two policies of the API what both list */
    request.login_scope_count = 0;
    assert_scopes(READ " " DELETE);
    policies[2].scope_count = 0;
    assert_unmet("no_usable_scope");
}

static void rooms_too_small_say_how_large(void **state)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_str scopes[2] = {ORGPOL_STR("stale"), ORGPOL_STR("stale")};
    struct orgpol_decision decision;

    (void)state;
    make_usable();
    decision = orgpol_check_my_account_token(&request, &result, scopes, 1);
    assert_broken(decision, ORGPOL_FAMILY_MY_ACCOUNT, ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.scope_count, 2);
    assert_int_equal(scopes[0].len, 5); /* nothing is written */
    decision = orgpol_check_my_account_token(&request, &result, scopes, 2);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 2);
    assert_ptr_equal(scopes[0].ptr, asked[0].ptr);
    decision = orgpol_check_my_account_token(&request, &result, NULL, 0);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.scope_count, 2);
    client.is_first_party = 0; /* a denial needs no room */
    decision = orgpol_check_my_account_token(&request, &result, scopes, 0);
    assert_int_equal(decision.effect, ORGPOL_EFFECT_DENY);
    assert_int_equal(result.scope_count, 0);
}

static struct said ask(void)
{
    struct orgpol_my_account_result result = ORGPOL_MY_ACCOUNT_RESULT_INIT;
    struct orgpol_str scopes[2][8] = {{ORGPOL_STR_NONE}};
    const struct orgpol_decision decision = orgpol_check_my_account_token(&request, &result, scopes[0], 8);
    struct said all = said(decision, &result, sizeof result);

    memcpy(all.written, scopes, sizeof scopes);
    return all;
}

static void lists_end_at_their_count(void **state)
{
    static const char *const words[] = {CREATE, READ, DELETE, FACTORS, "openid", "login.example"};
    const size_t count = sizeof words / sizeof *words;
    struct orgpol_str permissions[] = {ORGPOL_STR(READ), ORGPOL_STR(CREATE), ORGPOL_STR_NONE};
    struct orgpol_str consented[] = {ORGPOL_STR(CREATE), ORGPOL_STR(READ), ORGPOL_STR_NONE};

    (void)state;
    make_usable();
    api.enforce_policies = 1;
    api.skip_consent_for_verifiable_first_party_clients = 0;
    request.permissions = permissions;
    request.permission_count = 2;
    request.consented_scopes = consented;
    request.consented_scope_count = 2;
    assert_scopes(READ " " CREATE);
    assert_ends_before(&asked[2], words, count, ask);
    request.scopes = api_scopes; /* all of them */
    request.scope_count = 4;
    assert_ends_before(&permissions[2], words, count, ask);
    assert_ends_before(&consented[2], words, count, ask);
    request.permission_count = request.consented_scope_count = 0;
    request.permissions = request.consented_scopes = EMPTY;
    assert_unmet("no_usable_scope");
    make_usable();
    request.scopes = api_scopes;
    request.scope_count = 4;
    grant.scope_count = 1;
    assert_ends_before(&granted[1], words, count, ask);
    grant.scopes = request.scopes = EMPTY;
    grant.scope_count = request.scope_count = 0;
    assert_unmet("no_usable_scope");
    make_usable();
    request.scope_count = 1;
    api.scope_count = 2;
    assert_ends_before(&api_scopes[2], words, count, ask);
    settings.custom_domain_count = 0;
    request.host = ORGPOL_STR("login.example");
    assert_unmet("wrong_domain");
    settings.custom_domains = EMPTY;
    assert_unmet("wrong_domain");
    make_multi_resource();
    request.login_scope_count = 1;
    assert_ends_before(&login[1], words, count, ask);
    policies[1].scope_count = 1;
    assert_ends_before(&granted[1], words, count, ask);
    client.refresh_token_policy_count = 1;
    assert_unmet("audience_not_in_policy");
    client.refresh_token_policies = EMPTY;
    client.refresh_token_policy_count = 0;
    assert_unmet("audience_not_in_policy");
}

/* MYA-01, MYA-12: a host has one character at least. */
static void hosts_have_characters(void **state)
{
    (void)state;
    make_usable();
    settings.domain = ORGPOL_STR("t");
    request.audience = api.identifier = grant.audience = ORGPOL_STR("https://t/me/");
    assert_unmet("");
    settings.domain = ORGPOL_STR("");
    request.audience = api.identifier = grant.audience = ORGPOL_STR("https:///me/");
    assert_error(ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unreadable_questions_are_errors),
        cmocka_unit_test(lists_are_there_and_not_too_long),
        cmocka_unit_test(rows_belong_together),
        cmocka_unit_test(missing_rows_deny),
        cmocka_unit_test(structs_of_other_sizes_are_read),
        cmocka_unit_test(hosts_and_audiences_fit),
        cmocka_unit_test(unknown_words_satisfy_nothing),
        cmocka_unit_test(ages_do_not_overflow),
        cmocka_unit_test(only_a_challenge_is_obliged),
        cmocka_unit_test(scopes_stand_in_the_order_requested),
        cmocka_unit_test(limits_are_read_when_they_apply),
        cmocka_unit_test(multi_resource_refreshes_have_scopes_of_their_own),
        cmocka_unit_test(rooms_too_small_say_how_large),
        cmocka_unit_test(lists_end_at_their_count),
        cmocka_unit_test(hosts_have_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
