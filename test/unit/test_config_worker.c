/* SPDX-License-Identifier: MIT */
/*
 * The settings of a privileged worker in check_client_config, as an interface: rows that cannot be read, what
 * is found where, and what lint makes of it. The rules are in test/vectors/worker_config.txt and in
 * test/property/worker_config_space.c.
 */
#include "support.h"

#include "orgpol/lint.h"

static struct {
    struct orgpol_options options;
    struct orgpol_client client;
    struct orgpol_privileged_access access;
    struct orgpol_credential credentials[3];
    struct orgpol_str addresses[2];
    struct orgpol_worker_grant grants[2];
    struct orgpol_str scopes[21];
    struct orgpol_granted_connection granted[2];
    struct orgpol_connection connections[2];
    struct orgpol_enabled_client enabled[2];
    struct orgpol_client_config config;
} at;

/* A worker that may be saved, and will serve. */
static int set_up(void **state)
{
    (void)state;
    memset(&at, 0, sizeof at);
    at.options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    at.client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    at.access = (struct orgpol_privileged_access)ORGPOL_PRIVILEGED_ACCESS_INIT;
    at.config = (struct orgpol_client_config)ORGPOL_CLIENT_CONFIG_INIT;
    at.addresses[0] = ORGPOL_STR("203.0.113.0/24");
    at.addresses[1] = ORGPOL_STR("2001:db8:5::7");
    at.access.has_credentials = 1;
    at.access.credentials = at.credentials;
    at.access.credential_count = 1;
    at.access.ip_allowlist = at.addresses;
    at.access.ip_allowlist_count = 2;
    at.access.grants = at.grants;
    at.access.grant_count = 2;
    for (size_t i = 0; i < 21; i++)
        at.scopes[i] = ORGPOL_STR("repo");
    for (size_t i = 0; i < 2; i++) {
        at.grants[i].connection = i ? ORGPOL_STR("google-oauth2") : ORGPOL_STR("github");
        at.grants[i].scopes = at.scopes;
        at.grants[i].scope_count = 1;
        at.connections[i] = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
        at.connections[i].id = i ? ORGPOL_STR("con_google") : ORGPOL_STR("con_github");
        at.connections[i].name = at.grants[i].connection;
        at.enabled[i] = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
        at.enabled[i].client_id = ORGPOL_STR("worker");
        at.enabled[i].connection_id = at.connections[i].id;
        at.granted[i] = (struct orgpol_granted_connection)ORGPOL_GRANTED_CONNECTION_INIT;
        at.granted[i].connection = &at.connections[i];
        at.granted[i].enabled_client = &at.enabled[i];
    }
    at.client.client_id = ORGPOL_STR("worker");
    at.client.is_first_party = 1;
    at.client.is_oidc_conformant = 1;
    at.client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT;
    at.client.grant_types = ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN;
    at.client.token_vault_privileged_access = &at.access;
    at.config.client = &at.client;
    at.config.options = &at.options;
    at.config.granted_connections = at.granted;
    at.config.granted_connection_count = 2;
    return 0;
}

static struct orgpol_decision ask(struct orgpol_config_result *result)
{
    return orgpol_check_client_config(&at.config, result, NULL, 0);
}

/* The check gives this error, and the result stays empty. */
#define ASSERT_ERROR(expected)                                                              \
    do {                                                                                    \
        struct orgpol_config_result result_ = {.struct_size = sizeof result_, .advice = 7}; \
        const struct orgpol_decision decision_ = ask(&result_);                             \
        assert_int_equal(decision_.effect, ORGPOL_EFFECT_ERROR);                            \
        assert_int_equal(decision_.reason, (expected));                                     \
        assert_int_equal(decision_.unmet, 0);                                               \
        assert_int_equal(result_.advice | result_.finding_count, 0);                        \
        set_up(NULL);                                                                       \
    } while (0)

/* Makes one change, and expects an error. */
#define ASSERT_SPOILT(change, expected) \
    do {                                \
        change;                         \
        ASSERT_ERROR(expected);         \
    } while (0)

static void a_worker_that_serves(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, 0);
    assert_int_equal(result.finding_count, 0);
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
}

/* PWX-40: entries of the allow list are IPv4 or IPv6 addresses as RFC 4291 writes them, or ranges. */
static void addresses_are_read_as_written(void **state)
{
    static const char *const good[] = {
        "::",
        "::1",
        "1::",
        "1::8",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "::1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5::1.2.3.4",
        "abcd:EF01:0000::",
    };
    static const char *const bad[] = {
        ":",
        ":::",
        "1:",
        ":1",
        "1:2",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "1::2:",
        "12345::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::1.2.3",
        "::256.1.1.1",
        "::01.2.3.4",
        "::g",
        "::`",
        "::G",
        "::@",
        "1:2:3:4:5:6:7:",
        "1:2:3:4:5:6:7:g",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        at.addresses[1] = orgpol_str_of(good[i]);
        if (ask(NULL).effect != ORGPOL_EFFECT_ALLOW)
            fail_msg("%s is not read", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        at.addresses[1] = orgpol_str_of(bad[i]);
        if (ask(NULL).reason != ORGPOL_REASON_IP_ENTRY_INVALID)
            fail_msg("%s is read", bad[i]);
    }
}

/* PWX-40: a kid is 10 to 64 letters, digits, hyphens and underscores, from the first byte to the last. */
static void kids_byte_by_byte(void **state)
{
    static const char in_kids[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    (void)state;
    for (int byte = 1; byte < 256; byte++)
        for (size_t at_byte = 0; at_byte < 10; at_byte++) {
            char kid[] = "abcdefghij";

            kid[at_byte] = (char)byte;
            at.credentials[0].kid = orgpol_str_of(kid);
            assert_int_equal(ask(NULL).reason,
                             strchr(in_kids, byte) ? ORGPOL_REASON_NONE : ORGPOL_REASON_CREDENTIAL_INVALID);
        }
}

static const struct {
    const char *rule;
    const char *message;
    const char *remedy;
} advice[] = {
    {"PWX-02", "Without credentials, every privileged worker exchange is refused.", "Add a public key."},
    {"PWX-02", "An application that stands for an API makes no privileged worker exchange.",
     "Use another application for the worker."},
    {"PWX-03", "Without addresses, every privileged worker exchange is refused.",
     "Add the addresses that the worker calls from."},
    {"PWX-04", "Without grants, every privileged worker exchange is refused.",
     "Add a grant for each connection that the worker uses."},
    {"ELIG-05", "Only first-party applications can use Token Vault; every exchange is refused.",
     "Use a first-party application."},
    {"ELIG-05", "Only applications that authenticate can use Token Vault; every exchange is refused.",
     "Set token_endpoint_auth_method or client_authentication_methods."},
    {"ELIG-05", "Only OIDC-conformant applications can use Token Vault; every exchange is refused.",
     "Set oidc_conformant to true."},
    {"ELIG-06", "Without the Token Vault grant type, every exchange is refused.",
     "Add urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token to "
     "grant_types."},
    {"RTX-04", "With refresh token rotation, every refresh token exchange is refused.",
     "Set refresh_token.rotation_type to non-rotating."},
    {"PWX-41", "No connection is called so; the grant never matches.",
     "Correct the name, or create the connection."},
    {"PWX-34", "The connection is not enabled for the application; every exchange with it is refused.",
     "Enable the connection for the application."},
};
#define ADVICE (sizeof advice / sizeof *advice)

/* Marks what advice the check gives; each is worded as above. */
static void mark_advice(bool *given)
{
    struct orgpol_config_finding findings[32];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    orgpol_check_client_config(&at.config, &result, findings, 32);
    for (size_t i = 0; i < result.finding_count; i++) {
        size_t known = 0;

        if (findings[i].reason != 0)
            continue;
        while (known < ADVICE && (strcmp(findings[i].rule, advice[known].rule) != 0 ||
                                  strcmp(findings[i].message, advice[known].message) != 0 ||
                                  strcmp(findings[i].remedy, advice[known].remedy) != 0))
            known++;
        if (known == ADVICE)
            fail_msg("%s: %s: %s", findings[i].rule, findings[i].message, findings[i].remedy);
        given[known] = true;
    }
}

/* The words that a lint shows. */
static void advice_has_its_words(void **state)
{
    bool given[ADVICE] = {false};

    (void)state;
    at.access.credential_count = at.access.ip_allowlist_count = at.access.grant_count = 0;
    at.config.granted_connection_count = 0;
    at.client.grant_types = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    mark_advice(given);
    set_up(NULL);
    at.client.is_first_party = at.client.is_oidc_conformant = 0;
    at.client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE;
    at.client.app_type = ORGPOL_APP_TYPE_RESOURCE_SERVER;
    at.client.refresh_token_rotation_type = ORGPOL_ROTATION_ROTATING;
    at.granted[0].connection = NULL;
    at.granted[0].enabled_client = at.granted[1].enabled_client = NULL;
    mark_advice(given);
    for (size_t i = 0; i < ADVICE; i++)
        if (!given[i])
            fail_msg("nobody is told: %s", advice[i].message);
}

static void odd_sizes_are_errors(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < 8; size++)
        ASSERT_SPOILT(at.access.struct_size = size, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.access.struct_size = 14, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.access.struct_size = UINT32_MAX - 7, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.granted[0].struct_size = 0, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.granted[0].struct_size = 14, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.granted[1].struct_size += 8, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.connections[1].struct_size = 14, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.enabled[1].struct_size = 14, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* An older program's structs end early, a newer one's go on with zeros. */
static void other_sizes_are_read(void **state)
{
    static struct {
        struct orgpol_privileged_access access;
        uint64_t more;
    } longer;
    static struct {
        struct orgpol_granted_connection row;
        uint64_t more;
    } longer_rows[2];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    longer.access = at.access;
    longer.access.struct_size = sizeof longer;
    at.client.token_vault_privileged_access = &longer.access;
    for (size_t i = 0; i < 2; i++) {
        longer_rows[i].row = at.granted[i];
        longer_rows[i].row.struct_size = sizeof longer_rows[i];
    }
    at.config.granted_connections = &longer_rows[0].row;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, 0);
    longer_rows[1].row.enabled_client = NULL; /* read where it stands */
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, ORGPOL_ADVICE_CONNECTION_NOT_ENABLED);
    longer_rows[1].more = 1;
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
    longer_rows[1].more = 0;
    longer.more = 1;
    assert_int_equal(ask(&result).reason, ORGPOL_REASON_UNSUPPORTED_INPUT);
    /* The members of the block that a shorter struct lacks are zero: no grants. */
    set_up(NULL);
    at.access.struct_size = offsetof(struct orgpol_privileged_access, grants);
    at.config.granted_connection_count = 0;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE);
    /* A row that ends before enabled_client has none. */
    set_up(NULL);
    at.config.struct_size = offsetof(struct orgpol_client_config, granted_connections);
    at.connections[0].name = ORGPOL_STR("other"); /* not seen */
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, 0);
}

static void reserved_members_are_errors(void **state)
{
    (void)state;
    ASSERT_SPOILT(at.access.reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.access.reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.credentials[0].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.credentials[0].reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.credentials[0].reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.granted[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.connections[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.connections[1].reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.connections[1].reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.enabled[1].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
    ASSERT_SPOILT(at.options.ipv4_mapped = 2, ORGPOL_REASON_UNSUPPORTED_INPUT);
}

/* A list that is NULL has no elements, and never a count. */
static void lists_that_are_not_there_are_errors(void **state)
{
    (void)state;
    ASSERT_SPOILT(at.access.credentials = NULL, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.access.ip_allowlist = NULL, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.access.grants = NULL, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.grants[1].scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.config.granted_connections = NULL, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.config.granted_connection_count = 1, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.config.granted_connection_count = 3, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.access.grant_count = 1, ORGPOL_REASON_MISSING_INPUT);
    ASSERT_SPOILT(at.client.token_vault_privileged_access = NULL, ORGPOL_REASON_MISSING_INPUT);
    at.access.credentials = NULL;
    at.access.credential_count = 0;
    at.access.ip_allowlist = NULL;
    at.access.ip_allowlist_count = 0;
    at.access.grants = NULL;
    at.access.grant_count = 0;
    at.config.granted_connections = NULL;
    at.config.granted_connection_count = 0;
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
}

static void foreign_rows_are_errors(void **state)
{
    (void)state;
    ASSERT_SPOILT(at.connections[1].name = ORGPOL_STR("other"), ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.connections[1].name.len = 0, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.granted[1].connection = &at.connections[0], ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.grants[1].connection.ptr = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.granted[1].enabled_client = &at.enabled[0], ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.granted[1].connection = NULL, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
    ASSERT_SPOILT(at.enabled[1].client_id = ORGPOL_STR("other"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    at.client.client_id.len = 0; /* an application that is about to be created */
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
}

/* Rows that are not given are not asked for. */
static void without_connections_there_is_no_advice_about_them(void **state)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    at.config.granted_connection_count = 0;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, 0);
    set_up(NULL);
    at.granted[0] = at.granted[1] = (struct orgpol_granted_connection)ORGPOL_GRANTED_CONNECTION_INIT;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.advice, ORGPOL_ADVICE_CONNECTION_UNKNOWN);
    assert_int_equal(result.finding_count, 2);
}

/* Whoever forgets has_credentials and has some has not left them out. */
static void credentials_that_are_there_are_not_missing(void **state)
{
    (void)state;
    at.access.has_credentials = 0;
    assert_int_equal(ask(NULL).effect, ORGPOL_EFFECT_ALLOW);
    at.access.credential_count = 0;
    assert_int_equal(ask(NULL).reason, ORGPOL_REASON_CREDENTIALS_MISSING);
}

static void findings_say_where(void **state)
{
    static const char *const expected[] = {
        "error PWX-40 token_vault_privileged_access.credentials too_many_credentials",
        "error PWX-40 token_vault_privileged_access.credentials[0].kid credential_invalid",
        "error PWX-40 token_vault_privileged_access.credentials[1].alg credential_invalid",
        "error PWX-40 token_vault_privileged_access.credentials[1].credential_type credential_invalid",
        "error PWX-40 token_vault_privileged_access.credentials[2].name credential_invalid",
        "error PWX-40 token_vault_privileged_access.ip_allowlist[1] ip_entry_invalid",
        "error PWX-40 token_vault_privileged_access.grants too_many_grant_scopes",
        "error PWX-40 token_vault_privileged_access.grants[1].scopes grant_scopes_empty",
        "error PWX-40 token_vault_privileged_access.grants[1].connection grant_connection_repeated",
        "advice PWX-02 app_type",
        "advice ELIG-05 is_first_party",
        "advice ELIG-05 token_endpoint_auth_method",
        "advice ELIG-05 oidc_conformant",
        "advice RTX-04 refresh_token.rotation_type",
        "advice PWX-41 token_vault_privileged_access.grants[0].connection",
        "advice PWX-34 token_vault_privileged_access.grants[1].connection",
    };
    static const size_t count = sizeof expected / sizeof *expected;
    static char long_name[129];
    struct orgpol_config_finding findings[32];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    memset(long_name, 'n', sizeof long_name);
    at.access.credential_count = 3;
    at.credentials[0].kid = ORGPOL_STR("short");
    at.credentials[1].alg = 4;
    at.credentials[1].credential_type = ORGPOL_WORD_UNKNOWN;
    at.credentials[2].name = (struct orgpol_str){long_name, sizeof long_name};
    at.addresses[1] = ORGPOL_STR("nowhere");
    at.grants[0].scope_count = 21;
    at.grants[1].scope_count = 0;
    at.grants[1].connection = at.connections[1].name = at.grants[0].connection;
    at.client.is_first_party = 0;
    at.client.app_type = ORGPOL_APP_TYPE_RESOURCE_SERVER;
    at.client.token_endpoint_auth_method = ORGPOL_AUTH_METHOD_NONE;
    at.client.is_oidc_conformant = 0;
    at.client.third_party_security_mode = ORGPOL_SECURITY_MODE_PERMISSIVE;
    at.options.absent_security_mode = ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE;
    at.client.refresh_token_rotation_type = ORGPOL_ROTATION_ROTATING;
    at.granted[0].connection = NULL;
    at.granted[0].enabled_client = NULL;
    at.granted[1].enabled_client = NULL;
    assert_int_equal(orgpol_check_client_config(&at.config, &result, findings, 32).effect,
                     ORGPOL_EFFECT_DENY);
    for (size_t i = 0; i < result.finding_count; i++) {
        const bool error = findings[i].severity == ORGPOL_SEVERITY_ERROR;
        char index[16] = "";
        char text[160];

        assert_non_null(findings[i].message);
        assert_non_null(findings[i].remedy);
        assert_int_equal(error, findings[i].reason != 0);
        if (findings[i].index != ORGPOL_NO_INDEX)
            snprintf(index, sizeof index, "[%u]", findings[i].index);
        snprintf(text, sizeof text, "%s %s %s%s%s%s%s%s", error ? "error" : "advice", findings[i].rule,
                 findings[i].field, index, findings[i].member ? "." : "",
                 findings[i].member ? findings[i].member : "", error ? " " : "",
                 error ? orgpol_reason_info(findings[i].reason)->name : "");
        assert_true(i < count);
        assert_string_equal(text, expected[i]);
    }
    assert_int_equal(result.finding_count, count);
    assert_int_equal(orgpol_check_client_config(&at.config, &result, findings, count - 1).reason,
                     ORGPOL_REASON_RESULT_TOO_SMALL);
    assert_int_equal(result.finding_count, count);
}

/* However many grants there are, the answer comes; all are held against the first 1,024. */
static void many_grants(void **state)
{
    enum { MANY = 3000 };
    static struct orgpol_worker_grant grants[MANY];
    static char names[MANY][8];
    const unsigned repeated = 8; /* places after the first of the block */
    uint64_t unmet;
    unsigned first = 0;

    (void)state;
    while (orgpol_family_reason(ORGPOL_FAMILY_CLIENT_CONFIG, first) != ORGPOL_REASON_CREDENTIALS_MISSING)
        first++;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "c%zu", i);
        grants[i] = at.grants[0];
        grants[i].connection = orgpol_str_of(names[i]);
    }
    at.access.grants = grants;
    at.access.grant_count = MANY;
    at.config.granted_connection_count = 0;
    assert_int_equal(ask(NULL).unmet >> (first + repeated) & 1, 0);
    grants[MANY - 1].connection = grants[1023].connection;
    unmet = ask(NULL).unmet;
    assert_int_equal(unmet >> (first + repeated) & 1, 1);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_CLIENT_CONFIG, first + repeated),
                     ORGPOL_REASON_GRANT_CONNECTION_REPEATED);
    grants[MANY - 1].connection = grants[1024].connection;
    assert_int_equal(ask(NULL).unmet >> (first + repeated) & 1, 0);
}

/* More scopes than other decisions take are counted here. */
static void many_scopes(void **state)
{
    static struct orgpol_str scopes[2000];

    (void)state;
    for (size_t i = 0; i < 2000; i++)
        scopes[i] = ORGPOL_STR("s");
    at.grants[0].scopes = scopes;
    at.grants[0].scope_count = 2000;
    assert_int_equal(ask(NULL).reason, ORGPOL_REASON_TOO_MANY_GRANT_SCOPES);
}

/* In a tenant, pointers lead to the places. */
static void lint_finds_them_all(void **state)
{
    static const char document[] =
        "{\"connections\":[{\"id\":\"c\",\"name\":\"github\"}],\"clients\":[{\"client_id\":\"w\","
        "\"is_first_party\":true,\"oidc_conformant\":true,\"token_vault_privileged_access\":{\"credentials\":"
        "[{\"kid\":\"worker-key-1\"},{\"alg\":\"HS256\"}],\"ip_allowlist\":[\"::1\",\"x\"],\"grants\":[{"
        "\"connection\":\"github\",\"scopes\":[\"a\"]},{\"connection\":\"gone\",\"scopes\":[]}]}},"
        "{\"client_id\":\"v\",\"is_first_party\":true,\"oidc_conformant\":true,"
        "\"token_vault_privileged_access\":{}}]}";
    static const char *const expected[] = {
        "\"pointer\":\"/clients/0/token_vault_privileged_access/credentials/1/alg\",\"rule\":\"PWX-40\","
        "\"severity\":\"error\"",
        "\"pointer\":\"/clients/0/token_vault_privileged_access/ip_allowlist/1\",\"rule\":\"PWX-40\","
        "\"severity\":\"error\"",
        "\"pointer\":\"/clients/0/token_vault_privileged_access/grants/1/scopes\",\"rule\":\"PWX-40\","
        "\"severity\":\"error\"",
        "\"pointer\":\"/clients/0/grant_types\",\"rule\":\"ELIG-06\",\"severity\":\"advice\"",
        "\"pointer\":\"/clients/0/token_vault_privileged_access/grants/0/connection\",\"rule\":\"PWX-34\","
        "\"severity\":\"advice\"",
        "\"pointer\":\"/clients/0/token_vault_privileged_access/grants/1/connection\",\"rule\":\"PWX-41\","
        "\"severity\":\"advice\"",
        "\"pointer\":\"/clients/1/token_vault_privileged_access/credentials\",\"rule\":\"PWX-40\","
        "\"severity\":\"error\"",
        "\"pointer\":\"/clients/1/token_vault_privileged_access/credentials\",\"rule\":\"PWX-02\","
        "\"severity\":\"advice\"",
        "\"pointer\":\"/clients/1/token_vault_privileged_access/ip_allowlist\",\"rule\":\"PWX-03\","
        "\"severity\":\"advice\"",
        "\"pointer\":\"/clients/1/token_vault_privileged_access/grants\",\"rule\":\"PWX-04\","
        "\"severity\":\"advice\"",
        "\"pointer\":\"/clients/1/grant_types\",\"rule\":\"ELIG-06\",\"severity\":\"advice\"",
    };
    struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
    char answer[8192];
    const char *rest = answer;

    (void)state;
    assert_int_equal(
        orgpol_tenant_lint(document, sizeof document - 1, NULL, answer, sizeof answer, NULL, &result, NULL),
        ORGPOL_OK);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *found = strstr(rest, expected[i]);

        if (found == NULL)
            fail_msg("no %s in\n%s", expected[i], answer);
        else
            rest = found;
    }
    assert_int_equal(result.error_count, 4);
    assert_int_equal(result.advice_count, 7);
}

/* What stands behind the lists of a worker is not read, and an empty one's pointer not at all. */
static void lists_end_at_their_count(void **state)
{
    const void *const empty = (const void *)(uintptr_t)sizeof(void *); /* as Rust has it */
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    at.credentials[1].alg = 0xFF;
    at.addresses[1] = ORGPOL_STR("nowhere");
    at.access.ip_allowlist_count = 1;
    at.grants[1] = (struct orgpol_worker_grant){at.grants[0].connection, NULL, 21};
    at.granted[1].reserved = 1;
    at.access.grant_count = at.config.granted_connection_count = 1;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    assert_int_equal(result.finding_count, 0);
    at.credentials[1].reserved = 1;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
    at.access.credentials = empty;
    at.access.ip_allowlist = empty;
    at.access.grants = empty;
    at.config.granted_connections = empty;
    at.access.credential_count = at.access.ip_allowlist_count = at.access.grant_count = 0;
    at.config.granted_connection_count = 0;
    assert_int_equal(ask(&result).effect, ORGPOL_EFFECT_ALLOW);
}

/* PWX-40: what a block lacks, or has too much of, by name. */
static void limits_have_their_names(void **state)
{
    static struct orgpol_str addresses[11];
    static struct orgpol_worker_grant grants[6];
    static char names[6][8];
    static const struct {
        uint16_t reason;
        const char *member;
    } expected[] = {
        {ORGPOL_REASON_CREDENTIALS_MISSING, "credentials"},
        {ORGPOL_REASON_TOO_MANY_IP_ENTRIES, "ip_allowlist"},
        {ORGPOL_REASON_TOO_MANY_GRANTS, "grants"},
        {0, "credentials"}, /* and advice about them (PWX-02) */
    };
    struct orgpol_config_finding findings[8];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

    (void)state;
    for (size_t i = 0; i < 11; i++)
        addresses[i] = at.addresses[0];
    for (size_t i = 0; i < 6; i++) {
        snprintf(names[i], sizeof names[i], "c%zu", i);
        grants[i] = (struct orgpol_worker_grant){orgpol_str_of(names[i]), at.scopes, 1};
    }
    at.access.has_credentials = 0;
    at.access.credential_count = 0;
    at.access.ip_allowlist = addresses;
    at.access.ip_allowlist_count = 11;
    at.access.grants = grants;
    at.access.grant_count = 6;
    at.config.granted_connection_count = 0;
    orgpol_check_client_config(&at.config, &result, findings, 8);
    assert_int_equal(result.finding_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(findings[i].reason, expected[i].reason);
        assert_string_equal(findings[i].field, "token_vault_privileged_access");
        assert_string_equal(findings[i].member, expected[i].member);
        assert_int_equal(findings[i].index, ORGPOL_NO_INDEX);
    }
}

/* Any of the rows may be the one that cannot be read. */
static void each_row_is_read(void **state)
{
    for (size_t i = 0; i < 2; i++) {
        at.access.credential_count = 2;
        ASSERT_SPOILT(at.credentials[i].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
        at.access.credential_count = 2;
        ASSERT_SPOILT(at.credentials[i].reserved2 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
        at.access.credential_count = 2;
        ASSERT_SPOILT(at.credentials[i].reserved3 = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
        ASSERT_SPOILT(at.grants[i].scopes = NULL, ORGPOL_REASON_MISSING_INPUT);
        ASSERT_SPOILT(at.granted[i].reserved = 1, ORGPOL_REASON_UNSUPPORTED_INPUT);
        ASSERT_SPOILT(at.enabled[i].client_id = ORGPOL_STR("other"), ORGPOL_REASON_ROW_OF_OTHER_CLIENT);
    }
    a_worker_that_serves(state);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup(function, set_up)
    const struct CMUnitTest tests[] = {
        TEST(a_worker_that_serves),
        TEST(addresses_are_read_as_written),
        TEST(kids_byte_by_byte),
        TEST(advice_has_its_words),
        TEST(odd_sizes_are_errors),
        TEST(other_sizes_are_read),
        TEST(reserved_members_are_errors),
        TEST(lists_that_are_not_there_are_errors),
        TEST(foreign_rows_are_errors),
        TEST(without_connections_there_is_no_advice_about_them),
        TEST(credentials_that_are_there_are_not_missing),
        TEST(findings_say_where),
        TEST(many_grants),
        TEST(many_scopes),
        TEST(lint_finds_them_all),
        TEST(lists_end_at_their_count),
        TEST(limits_have_their_names),
        TEST(each_row_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
