/* SPDX-License-Identifier: MIT */
/*
 * The settings of a privileged worker in check_client_config, and the warnings about them: four products of
 * axes, each against a model that knows the values by what the contract says of them and never sees a row.
 * What a product leaves out is cut because no condition reads it together with what is in: those of the
 * credentials, of the addresses and of the grants each read their own list (and `all` sets them side by
 * side); the warnings read of a list only whether it is empty. `make golden` keeps worker_config.golden.
 */
#include "truth_table.h"

#define NAME "test/property/worker_config.golden"

enum {
    BLOCK,
    CREDENTIALS,
    CREDENTIAL_FAULT,
    ADDRESSES,
    ADDRESS_FAULT,
    GRANTS,
    SCOPES,
    CONNECTIONS,
    ROWS,
    PARTY,
    METHOD,
    TYPE,
    CONFORMANT,
    GRANT_TYPE,
    ROTATION,
    ENFORCED,
    AXES
};

static const struct axis axes[AXES] = {
    [BLOCK] = {"block", {"absent", "there"}},
    [CREDENTIALS] = {"credentials", {"absent", "0", "1", "2", "3"}},
    [CREDENTIAL_FAULT] = {"last_credential",
                          {"good", "alg", "type", "kid_9", "kid_10", "kid_64", "kid_65", "kid_dot",
                           "kid_empty", "name_128", "name_129", "all_given"}},
    [ADDRESSES] = {"addresses", {"0", "1", "10", "11"}},
    [ADDRESS_FAULT] = {"odd_address", {"none", "first", "last"}},
    [GRANTS] = {"grants", {"0", "1", "2", "5", "6"}},
    [SCOPES] = {"scopes", {"one_each", "none_in_first", "none_in_last", "20", "21", "20_and_none_in_last"}},
    [CONNECTIONS] = {"connections", {"different", "first_two", "first_and_last", "no_names", "empty_names"}},
    [ROWS] = {"rows", {"not_given", "enabled", "first_unknown", "last_not_enabled", "both"}},
    [PARTY] = {"party", {"first", "strict", "permissive", "document", "unknown_metadata"}},
    [METHOD] = {"method", {"absent", "none", "post", "private_key_jwt", "tls", "unknown", "methods"}},
    [TYPE] = {"app_type", {"absent", "spa", "regular_web", "resource_server", "unknown"}},
    [CONFORMANT] = {"oidc_conformant", {"true", "false"}},
    [GRANT_TYPE] = {"token_vault_grant", {"there", "absent"}},
    [ROTATION] = {"rotation", {"absent", "non_rotating", "rotating", "unknown"}},
    [ENFORCED] = {"enforce_ip_allowlist", {"true", "false"}},
};

static const size_t credential_counts[] = {0, 0, 1, 2, 3};
static const size_t address_counts[] = {0, 1, 10, 11};
static const size_t grant_counts[] = {0, 1, 2, 5, 6};

static unsigned failures;

/* ---- a point as rows ---- */

static struct world {
    struct orgpol_options options;
    struct orgpol_client client;
    struct orgpol_client_config config;
    struct orgpol_privileged_access access;
    struct orgpol_credential credentials[3];
    struct orgpol_str addresses[11];
    struct orgpol_worker_grant grants[6];
    struct orgpol_str scopes[32];
    struct orgpol_granted_connection granted[6];
    struct orgpol_connection connections[6];
    struct orgpol_enabled_client enabled[6];
} world;

static void spoil_credential(struct orgpol_credential *credential, int fault)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ab";
    static char long_name[2 * 129];

    for (size_t i = 0; i < sizeof long_name; i++)
        long_name[i] = "\xC3\xBC"[i % 2];
    switch (fault) {
    case 1: credential->alg = ORGPOL_WORD_UNKNOWN; break;
    case 2: credential->credential_type = ORGPOL_WORD_UNKNOWN; break;
    case 3: credential->kid = (struct orgpol_str){letters, 9}; break;
    case 4: credential->kid = (struct orgpol_str){letters + 54, 10}; break;
    case 5: credential->kid = (struct orgpol_str){letters, 64}; break;
    case 6: credential->kid = (struct orgpol_str){letters, 65}; break;
    case 7: credential->kid = ORGPOL_STR("worker.key.1"); break;
    case 8: credential->kid = ORGPOL_STR(""); break;
    case 9: credential->name = (struct orgpol_str){long_name, sizeof long_name - 2}; break;
    case 10: credential->name = (struct orgpol_str){long_name, sizeof long_name}; break;
    case 11:
        credential->kid = ORGPOL_STR("worker-key-1");
        credential->name = ORGPOL_STR("key");
        credential->alg = ORGPOL_CREDENTIAL_ALGORITHM_PS256;
        credential->credential_type = ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY;
        credential->expires_at = (struct orgpol_time){1, 1};
        break;
    default: break;
    }
}

static void build_grants(const unsigned char *at)
{
    static const char *const names[] = {"c0", "c1", "c2", "c3", "c4", "c5"};
    const size_t count = grant_counts[at[GRANTS]];
    const size_t total = at[SCOPES] == 3 || at[SCOPES] == 5 ? 20 : at[SCOPES] == 4 ? 21 : 0;

    for (size_t i = 0; i < count; i++) {
        world.grants[i].connection = orgpol_str_of(names[i]);
        world.grants[i].scopes = world.scopes;
        world.grants[i].scope_count = 1;
        if (at[CONNECTIONS] >= 3)
            world.grants[i].connection =
                at[CONNECTIONS] == 3 ? (struct orgpol_str)ORGPOL_STR_NONE : ORGPOL_STR("");
    }
    if (count == 0)
        return;
    if (total > 0) /* the first has what the others leave */
        world.grants[0].scope_count = total - (count - 1);
    if (at[SCOPES] == 5 && count > 1)
        world.grants[0].scope_count++; /* for the one that the last has not */
    if (at[SCOPES] == 1)
        world.grants[0].scope_count = 0;
    if (at[SCOPES] == 2 || at[SCOPES] == 5)
        world.grants[count - 1].scope_count = 0;
    if (at[CONNECTIONS] == 1 && count > 1)
        world.grants[1].connection = world.grants[0].connection;
    if (at[CONNECTIONS] == 2 && count > 1)
        world.grants[count - 1].connection = world.grants[0].connection;
}

/* Rows of the connections, for the grants that name one. */
static void build_rows(const unsigned char *at)
{
    const size_t count = grant_counts[at[GRANTS]];

    for (size_t i = 0; i < count; i++) {
        const bool unknown = at[CONNECTIONS] >= 3 || (i == 0 && (at[ROWS] == 2 || at[ROWS] == 4));
        const bool off = i == count - 1 && (at[ROWS] == 3 || at[ROWS] == 4);

        world.granted[i] = (struct orgpol_granted_connection)ORGPOL_GRANTED_CONNECTION_INIT;
        world.connections[i] = (struct orgpol_connection)ORGPOL_CONNECTION_INIT;
        world.enabled[i] = (struct orgpol_enabled_client)ORGPOL_ENABLED_CLIENT_INIT;
        world.connections[i].id = ORGPOL_STR("con");
        world.connections[i].name = world.grants[i].connection;
        world.enabled[i].connection_id = world.connections[i].id;
        world.enabled[i].client_id = world.client.client_id;
        world.granted[i].connection = unknown ? NULL : &world.connections[i];
        world.granted[i].enabled_client = unknown || off ? NULL : &world.enabled[i];
    }
    world.config.granted_connections = world.granted;
    world.config.granted_connection_count = at[BLOCK] && at[ROWS] ? count : 0;
}

static void build_block(const unsigned char *at)
{
    const size_t credentials = credential_counts[at[CREDENTIALS]];
    const size_t addresses = address_counts[at[ADDRESSES]];

    world.access = (struct orgpol_privileged_access)ORGPOL_PRIVILEGED_ACCESS_INIT;
    memset(world.credentials, 0, sizeof world.credentials);
    world.access.has_credentials = at[CREDENTIALS] > 0;
    world.access.credentials = world.credentials;
    world.access.credential_count = credentials;
    if (credentials > 0)
        spoil_credential(&world.credentials[credentials - 1], at[CREDENTIAL_FAULT]);
    for (size_t i = 0; i < addresses; i++)
        world.addresses[i] = i % 2 ? ORGPOL_STR("2001:db8::/32") : ORGPOL_STR("10.0.0.1");
    if (addresses > 0 && at[ADDRESS_FAULT] > 0)
        world.addresses[at[ADDRESS_FAULT] == 1 ? 0 : addresses - 1] = ORGPOL_STR("203.0.113.0/33");
    world.access.ip_allowlist = world.addresses;
    world.access.ip_allowlist_count = addresses;
    for (size_t i = 0; i < sizeof world.scopes / sizeof *world.scopes; i++)
        world.scopes[i] = ORGPOL_STR("s");
    build_grants(at);
    world.access.grants = world.grants;
    world.access.grant_count = grant_counts[at[GRANTS]];
    world.client.token_vault_privileged_access = at[BLOCK] ? &world.access : NULL;
}

static void build(const unsigned char *at)
{
    static const uint8_t methods[] = {0,
                                      ORGPOL_AUTH_METHOD_NONE,
                                      ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST,
                                      ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT,
                                      ORGPOL_AUTH_METHOD_TLS_CLIENT_AUTH,
                                      ORGPOL_WORD_UNKNOWN,
                                      0};
    static const uint8_t types[] = {0, ORGPOL_APP_TYPE_SPA, ORGPOL_APP_TYPE_REGULAR_WEB,
                                    ORGPOL_APP_TYPE_RESOURCE_SERVER, ORGPOL_WORD_UNKNOWN};
    static const uint8_t rotations[] = {0, ORGPOL_ROTATION_NON_ROTATING, ORGPOL_ROTATION_ROTATING,
                                        ORGPOL_WORD_UNKNOWN};

    world.options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    world.client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    world.config = (struct orgpol_client_config)ORGPOL_CLIENT_CONFIG_INIT;
    world.options.enforce_ip_allowlist_off = at[ENFORCED];
    world.client.client_id = ORGPOL_STR("worker");
    world.client.is_first_party = at[PARTY] == 0 || at[PARTY] >= 3;
    world.client.third_party_security_mode = at[PARTY] == 2 ? ORGPOL_SECURITY_MODE_PERMISSIVE : 0;
    world.client.external_metadata_type = at[PARTY] == 3   ? ORGPOL_METADATA_CIMD
                                          : at[PARTY] == 4 ? ORGPOL_WORD_UNKNOWN
                                                           : 0;
    world.client.token_endpoint_auth_method = methods[at[METHOD]];
    world.client.has_client_authentication_methods = at[METHOD] == 6;
    world.client.app_type = types[at[TYPE]];
    world.client.is_oidc_conformant = at[CONFORMANT] == 0;
    world.client.grant_types = at[GRANT_TYPE] == 0 ? ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN
                                                   : ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE;
    world.client.refresh_token_rotation_type = rotations[at[ROTATION]];
    world.config.client = &world.client;
    world.config.options = &world.options;
    build_block(at);
    build_rows(at);
}

/* ---- the model ---- */

static bool any_of(int value, const char *values)
{
    return strchr(values, '0' + value) != NULL;
}

/* The names of the conditions unmet, in the contract's order. */
static void model_unmet(const unsigned char *at, char *names, size_t size)
{
    const size_t n = grant_counts[at[GRANTS]];
    const bool some = n > 0;
    const bool two = n > 1;
    /* last_credential: alg, type, kid_9, kid_65, kid_dot, kid_empty and name_129 are not valid */
    static const bool faulty[] = {false, true, true, true,  false, false,
                                  true,  true, true, false, true,  false};
    const struct {
        const char *name;
        bool unmet;
    } rows[] = {
        {"credentials_missing", at[CREDENTIALS] == 0},
        {"too_many_credentials", at[CREDENTIALS] == 4},
        {"credential_invalid", at[CREDENTIALS] >= 2 && faulty[at[CREDENTIAL_FAULT]]},
        {"too_many_ip_entries", at[ADDRESSES] == 3},
        {"ip_entry_invalid", at[ADDRESSES] != 0 && at[ADDRESS_FAULT] != 0},
        {"too_many_grants", n == 6},
        {"too_many_grant_scopes", some && at[SCOPES] == 4},
        {"grant_scopes_empty", some && any_of(at[SCOPES], "125")},
        {"grant_connection_repeated", two && any_of(at[CONNECTIONS], "12")},
    };

    *names = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (at[BLOCK] && rows[i].unmet)
            snprintf(names + strlen(names), size - strlen(names), "%s%s", *names ? " " : "", rows[i].name);
    if (*names == '\0')
        snprintf(names, size, "-");
}

static void model_warnings(const unsigned char *at, char *names, size_t size)
{
    const size_t n = grant_counts[at[GRANTS]];
    const bool block = at[BLOCK] == 1;
    const bool grant = at[GRANT_TYPE] == 0;
    const bool no_names = at[CONNECTIONS] >= 3;
    /* With one grant, `both` makes the one unknown, and then it is not asked whether it is enabled. */
    const bool last_known = n > 1 || at[ROWS] != 4;
    const bool without_method = at[METHOD] == 0 && any_of(at[TYPE], "13"); /* spa, resource_server */
    const struct {
        const char *name;
        bool given;
    } rows[] = {
        {"privileged_access_incomplete",
         block && (credential_counts[at[CREDENTIALS]] == 0 || (at[ADDRESSES] == 0 && at[ENFORCED] == 0) ||
                   n == 0 || at[TYPE] == 3)},
        {"client_not_eligible", (block || grant) && (at[PARTY] != 0 || any_of(at[METHOD], "15") ||
                                                     without_method || at[CONFORMANT] == 1)},
        {"grant_type_missing", block && !grant},
        {"rotation_enabled", grant && at[ROTATION] >= 2},
        {"connection_unknown", block && n > 0 && at[ROWS] != 0 && (no_names || any_of(at[ROWS], "24"))},
        {"connection_not_enabled", block && n > 0 && !no_names && any_of(at[ROWS], "34") && last_known},
    };

    *names = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given)
            snprintf(names + strlen(names), size - strlen(names), "%s%s", *names ? " " : "", rows[i].name);
    if (*names == '\0')
        snprintf(names, size, "-");
}

/* ---- the library ---- */

/* The conditions of PWX-40, which are the last of the family. */
static uint64_t worker_conditions(void)
{
    return ~(condition(ORGPOL_FAMILY_CLIENT_CONFIG, ORGPOL_REASON_CREDENTIALS_MISSING) - 1);
}

#define FIRST_WARNING ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE

static void warning_names(uint32_t advice, char *names, size_t size)
{
    *names = '\0';
    for (uint32_t bit = FIRST_WARNING; bit <= ORGPOL_ADVICE_CONNECTION_NOT_ENABLED; bit <<= 1)
        if (advice & bit)
            snprintf(names + strlen(names), size - strlen(names), "%s%s", *names ? " " : "",
                     orgpol_advice_name(bit));
    if (*names == '\0')
        snprintf(names, size, "-");
}

static void expect(bool truth, const char *what, const unsigned char *at)
{
    if (truth || failures++ >= 20)
        return;
    fprintf(stderr, "%s:", what);
    print_point(axes, AXES, at);
}

/* Findings and unmet conditions are the same, and so are advice and the warnings found. */
static bool findings_agree(struct orgpol_decision decision, const struct orgpol_config_finding *findings,
                           size_t count, uint32_t advice)
{
    uint64_t unmet = 0;
    bool advised = false;

    for (size_t i = 0; i < count; i++) {
        for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
            if (findings[i].severity == ORGPOL_SEVERITY_ERROR &&
                orgpol_family_reason(decision.family, place) == findings[i].reason)
                unmet |= UINT64_C(1) << place;
        advised |=
            findings[i].severity == ORGPOL_SEVERITY_ADVICE && strcmp(findings[i].rule, "PROMPT-29") != 0;
    }
    return unmet == decision.unmet && advised == (advice >= FIRST_WARNING);
}

#define FINDINGS 64

static void check(const unsigned char *at)
{
    struct orgpol_config_finding findings[FINDINGS];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_config_result without_result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_client without;
    struct orgpol_client_config without_config;
    struct orgpol_decision decision;
    struct orgpol_decision plain;
    char names[512];
    char model[512];

    build(at);
    decision = orgpol_check_client_config(&world.config, &result, findings, FINDINGS);
    expect(decision.effect == (decision.unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW), "effect", at);
    condition_names(decision, worker_conditions(), names, sizeof names);
    model_unmet(at, model, sizeof model);
    expect(strcmp(names, model) == 0, "conditions", at);
    warning_names(result.advice, names, sizeof names);
    model_warnings(at, model, sizeof model);
    expect(strcmp(names, model) == 0, "warnings", at);
    expect(result.finding_count <= FINDINGS &&
               findings_agree(decision, findings, result.finding_count, result.advice),
           "findings", at);
    /* The rules of every application do not see the block. */
    without = world.client;
    without.token_vault_privileged_access = NULL;
    without_config = world.config;
    without_config.client = &without;
    without_config.granted_connection_count = 0;
    plain = orgpol_check_client_config(&without_config, &without_result, NULL, 0);
    expect((plain.unmet & worker_conditions()) == 0 &&
               plain.unmet == (decision.unmet & ~worker_conditions()) &&
               without_result.advice % FIRST_WARNING == result.advice % FIRST_WARNING,
           "other rules", at);
}

/* ---- products ---- */

static const int credentials[] = {BLOCK, CREDENTIALS, CREDENTIAL_FAULT, ADDRESSES, GRANTS, -1};
static const int addresses[] = {BLOCK, ADDRESSES, ADDRESS_FAULT, CREDENTIALS, ENFORCED, -1};
static const int grants[] = {BLOCK, GRANTS, SCOPES, CONNECTIONS, ROWS, -1};
static const int application[] = {BLOCK,    PARTY,    METHOD,      TYPE,      CONFORMANT, GRANT_TYPE,
                                  ROTATION, ENFORCED, CREDENTIALS, ADDRESSES, GRANTS,     -1};
static const int all[] = {CREDENTIALS, CREDENTIAL_FAULT, ADDRESSES,  ADDRESS_FAULT, GRANTS,
                          SCOPES,      CONNECTIONS,      CONFORMANT, GRANT_TYPE,    -1};
static const int *const products[] = {credentials, addresses, grants, application, all};

/* One good credential, address and grant of an eligible application, whose connection is enabled. */
static void base(unsigned char *at)
{
    memset(at, 0, AXES);
    at[BLOCK] = 1;
    at[CREDENTIALS] = 2;
    at[ADDRESSES] = 1;
    at[GRANTS] = 1;
    at[ROWS] = 1;
    at[METHOD] = 2;
    at[TYPE] = 2;
}

/* ---- the golden table: each product's own axes ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_decision decision;
    char names[512];
    char warnings[512];

    build(at);
    decision = orgpol_check_client_config(&world.config, &result, NULL, 0);
    condition_names(decision, mask, names, sizeof names);
    warning_names(result.advice, warnings, sizeof warnings);
    snprintf(line, size, "%s; warnings %s", names, warnings);
}

static int golden(bool print)
{
    static const struct {
        const char *name;
        int order[6];
    } tables[] = {
        {"credentials", {BLOCK, CREDENTIALS, CREDENTIAL_FAULT, -1}},
        {"addresses", {BLOCK, ADDRESSES, ADDRESS_FAULT, ENFORCED, -1}},
        {"scopes of grants", {BLOCK, GRANTS, SCOPES, -1}},
        {"connections of grants", {BLOCK, GRANTS, CONNECTIONS, ROWS, -1}},
        {"who may use it", {BLOCK, PARTY, CONFORMANT, GRANT_TYPE, -1}},
        {"authentication", {BLOCK, GRANT_TYPE, METHOD, TYPE, -1}},
        {"refresh token rotation", {BLOCK, GRANT_TYPE, ROTATION, -1}},
    };
    struct truth_table table = {axes, answer, NULL};
    unsigned char at[AXES];

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        base(at);
        add_product(&table, tables[i].name, tables[i].order, at, worker_conditions());
    }
    return golden_status(table.text, NAME, print);
}

int main(int count, char **arguments)
{
    unsigned char at[AXES];
    uint64_t points = 0;

    if (is_print(count, arguments))
        return golden(true);
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        base(at);
        first_point(products[i], at);
        do
            check(at);
        while (next_point(axes, products[i], at));
        points += point_count(axes, products[i]);
    }
    printf("%llu applications, %u failures\n", (unsigned long long)points, failures);
    return golden(false) || failures != 0;
}
