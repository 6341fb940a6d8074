/* SPDX-License-Identifier: MIT */
/* May this application be saved? */
#include "client.h"
#include "config.h"
#include "config_privileged_access.h"
#include "decision.h"
#include "keys.h"
#include "options.h"
#include "rows.h"

#define ORGANIZATION_ID_MAX 50

/* The rows, each readable. */
struct client_rows {
    const struct orgpol_client_config *config;
    const struct orgpol_client *client;
    const struct orgpol_client *previous;
    const struct orgpol_options *options;
    struct worker_rows worker;
};

/* Their copies, for structs of another size. */
struct client_copies {
    struct orgpol_client_config config;
    struct orgpol_client client;
    struct orgpol_client previous;
    struct orgpol_options options;
};

static enum orgpol_reason read_config(const struct orgpol_client_config *given, struct client_rows *rows,
                                      struct client_copies *copies)
{
    static const struct orgpol_client_config no_config = ORGPOL_CLIENT_CONFIG_INIT;
    static const struct orgpol_client no_client = ORGPOL_CLIENT_INIT;
    static const struct orgpol_options defaults = ORGPOL_OPTIONS_INIT;
    bool unsupported = false;

    rows->config = read_row(given, &no_config, &copies->config, sizeof no_config, &unsupported);
    rows->client =
        read_row(rows->config->client, &no_client, &copies->client, sizeof no_client, &unsupported);
    rows->previous =
        read_row(rows->config->previous, &no_client, &copies->previous, sizeof no_client, &unsupported);
    rows->options =
        read_row(rows->config->options, &defaults, &copies->options, sizeof defaults, &unsupported);
    if (unsupported || rows->config->reserved || rows->config->reserved2 || rows->client->reserved ||
        rows->previous->reserved || !options_are_known(rows->options) ||
        !orgpol_vault_options_are_known(rows->options))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    const struct list lists[] = {{rows->client->callbacks, rows->client->callback_count},
                                 {rows->config->allowed_origins, rows->config->allowed_origin_count},
                                 {rows->config->web_origins, rows->config->web_origin_count}};

    if (rows->config->client == NULL || lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    if (orgpol_config_other_id(rows->client->client_id, rows->previous->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    rows->worker.config = rows->config;
    rows->worker.client = rows->client;
    rows->worker.options = rows->options;
    return orgpol_read_worker(&rows->worker);
}

/*
 * The mode as it reads, whoever the client is: the class it would have as a third party. So an unknown word
 * is strict (CFG-43), a client with a metadata document too (CFG-05), and no word what the tenant says
 * (TRAP-49).
 */
static unsigned mode_of(const struct orgpol_client *client, struct orgpol_str client_id,
                        const struct orgpol_options *options)
{
    struct orgpol_client third_party = *client;

    third_party.is_first_party = 0;
    third_party.client_id = client_id;
    return classes_of(&third_party, options);
}

/* CFG-06: the grant types the client has and may not have. */
static uint32_t foreign_grant_types(const struct client_rows *rows, unsigned classes)
{
    const uint32_t registered = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    const bool by_itself = rows->client->external_metadata_type != ORGPOL_METADATA_UNSET;
    uint32_t allowed = UINT32_MAX;

    if (classes & STRICT)
        allowed = registered | ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
    if (by_itself)
        allowed = registered;
    if (rows->config->has_no_grant_types)
        allowed |= ORGPOL_GRANT_TYPE_OTHER;
    return rows->client->grant_types & ~allowed;
}

/* The host of what follows an http scheme is there: "//", perhaps a user and "@", then it. */
static bool has_host(struct orgpol_str rest)
{
    static const char ends[] = {'/', '?', '#'};
    size_t host = 2;
    size_t end = 2;

    if (!text_starts_with(rest, ORGPOL_STR("//")))
        return false;
    for (; end < rest.len && memchr(ends, rest.ptr[end], sizeof ends) == NULL; end++)
        host = rest.ptr[end] == '@' ? end + 1 : host;
    return host < end && rest.ptr[host] != ':';
}

/*
 * CFG-11: an absolute URL that stands for itself: no wildcard, no placeholder, nothing that a URL has
 * escaped and that readers disagree about, and for http and https a host.
 */
static bool exact_url(struct orgpol_str url)
{
    static const char never[] = "\"*<>\\^`{|}";
    const size_t length = text_length(url);
    size_t scheme = 0;
    bool exact = true;

    while (scheme < length && url.ptr[scheme] != ':')
        scheme++;
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)url.ptr[i];
        const unsigned char letter = (unsigned char)((c | 0x20) - 'a');
        const bool scheme_more = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';

        exact &= c > ' ' && c < 0x7f && memchr(never, c, sizeof never - 1) == NULL;
        exact &= i >= scheme || letter < 26 || (scheme_more && i > 0);
    }
    if (!exact || scheme == 0 || scheme + 1 >= length)
        return false;

    const struct orgpol_str name = {url.ptr, scheme};
    const struct orgpol_str rest = {url.ptr + scheme + 1, length - scheme - 1};
    const bool web =
        text_same_folded(name, ORGPOL_STR("https")) || text_same_folded(name, ORGPOL_STR("http"));

    return !web || has_host(rest);
}

static bool find_inexact(struct config_findings *findings, bool strict, const char *field,
                         const struct orgpol_str *urls, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++)
        any |= orgpol_config_found(findings, ORGPOL_REASON_CFG_11, strict && !exact_url(urls[i]),
                                   AT_ELEMENT(field, i, NULL));
    return any;
}

/* What the conditions of the table turn on, in their order. */
struct client_facts {
    bool party_changed, mode_changed, strict_first_party, permissive_chosen;
    bool foreign_grant_type, strict_public_credentials, public_credentials;
    bool app_type_wrong, auth_method_wrong, methods_wrong;
    bool symmetric, inexact_callback, inexact_origin, inexact_web_origin, not_expiring, infinite_idle;
    bool two_methods, permissive_password, not_conformant, default_without_id, default_flows_wrong;
};

static void find_class(const struct client_rows *rows, unsigned classes, struct client_facts *is,
                       struct config_findings *f)
{
    const struct orgpol_client *client = rows->client;
    const struct orgpol_client *previous = rows->previous;
    const struct orgpol_options *options = rows->options;
    const bool update = rows->config->previous != NULL;
    const bool other_party = !client->is_first_party != !previous->is_first_party;
    /* Both are one application; where one row does not say its id, the other does. */
    const struct orgpol_str id = text_absent(client->client_id) ? previous->client_id : client->client_id;
    const unsigned mode_before = mode_of(previous, id, options);
    const bool other_mode = mode_of(client, id, options) != mode_before;
    const bool strict_mode = (client->third_party_security_mode == ORGPOL_SECURITY_MODE_STRICT) |
                             (client->third_party_security_mode == ORGPOL_WORD_UNKNOWN); /* CFG-43 */
    const bool eligible = options->absent_security_mode == ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE;
    const bool was_permissive = update && !previous->is_first_party && (mode_before & PERMISSIVE);
    const bool permissive = (classes & PERMISSIVE) != 0;

    is->party_changed = FOUND(f, 01, update && other_party, AT_FIELD("is_first_party"));
    is->mode_changed = FOUND(f, 01, update && other_mode, AT_FIELD("third_party_security_mode"));
    is->strict_first_party = FOUND(f, 02, client->is_first_party && strict_mode, AT_FIELD("is_first_party"));
    is->permissive_chosen =
        FOUND(f, 03, permissive && !eligible && !was_permissive, AT_FIELD("third_party_security_mode"));
}

static void find_grants(const struct client_rows *rows, unsigned classes, struct client_facts *is,
                        struct config_findings *f)
{
    const uint32_t grants = grant_types_of(rows->client, classes);
    const bool credentials = (grants & ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS) != 0;
    const bool public_client = is_public(rows->client);
    const bool strict = (classes & STRICT) != 0;

    is->foreign_grant_type = FOUND(f, 06, foreign_grant_types(rows, classes) != 0, AT_FIELD("grant_types"));
    is->strict_public_credentials =
        FOUND(f, 07, strict && credentials && public_client, AT_FIELD("grant_types"));
    is->public_credentials = FOUND(f, 08, credentials && public_client, AT_FIELD("grant_types"));
}

/* CFG-09: how a client with a metadata document, or any strict one, may present itself. */
static void find_registration(const struct client_rows *rows, unsigned classes, struct client_facts *is,
                              struct config_findings *f)
{
    const uint8_t tls = ORGPOL_CLIENT_AUTHENTICATION_TLS | ORGPOL_CLIENT_AUTHENTICATION_SELF_SIGNED_TLS;
    const uint8_t key = ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT;
    const uint8_t methods = rows->config->client_authentication_methods;
    const uint8_t method = rows->client->token_endpoint_auth_method;
    const uint8_t type = rows->client->app_type;
    const uint8_t metadata = rows->client->external_metadata_type;
    const bool may_be_cimd =
        metadata != ORGPOL_METADATA_UNSET && metadata != ORGPOL_METADATA_DCR; /* CFG-43 */
    const bool type_fits = (type == ORGPOL_APP_TYPE_UNSET) | (type == ORGPOL_APP_TYPE_NATIVE) |
                           (type == ORGPOL_APP_TYPE_REGULAR_WEB);
    const bool method_fits = (method == ORGPOL_AUTH_METHOD_UNSET) | (method == ORGPOL_AUTH_METHOD_NONE) |
                             (method == ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT) |
                             ((method > ORGPOL_AUTH_METHOD_PRIVATE_KEY_JWT) & ((methods & key) != 0));
    const bool tls_used = (classes & STRICT) && (methods & tls);
    const bool other_used = may_be_cimd && (methods & ~key);

    is->app_type_wrong = FOUND(f, 09, may_be_cimd && !type_fits, AT_FIELD("app_type"));
    is->auth_method_wrong = FOUND(f, 09, may_be_cimd && !method_fits, AT_FIELD("token_endpoint_auth_method"));
    is->methods_wrong = FOUND(f, 09, tls_used || other_used, AT_FIELD("client_authentication_methods"));
}

static void find_strict(const struct client_rows *rows, unsigned classes, struct client_facts *is,
                        struct config_findings *f)
{
    const struct orgpol_client_config *config = rows->config;
    const bool strict = (classes & STRICT) != 0;
    const uint8_t alg = config->signing_algorithm;
    const bool asymmetric = (alg == ORGPOL_SIGNING_UNSET) | (alg == ORGPOL_SIGNING_RS256) |
                            (alg == ORGPOL_SIGNING_RS512) | (alg == ORGPOL_SIGNING_PS256);
    const bool expires = config->refresh_token_expiration_type <= ORGPOL_EXPIRATION_EXPIRING;
    /*
     * TRAP-25: refresh_token.infinite_token_lifetime is not read. A strict client was recorded with it and
     * with an expiring type, so the type is what makes the token expire.
     */
    const bool idle = config->has_infinite_idle_token_lifetime != 0;

    is->symmetric = FOUND(f, 10, strict && !asymmetric, AT_MEMBER("jwt_configuration", "alg"));
    is->inexact_callback =
        find_inexact(f, strict, "callbacks", rows->client->callbacks, rows->client->callback_count);
    is->inexact_origin =
        find_inexact(f, strict, "allowed_origins", config->allowed_origins, config->allowed_origin_count);
    is->inexact_web_origin =
        find_inexact(f, strict, "web_origins", config->web_origins, config->web_origin_count);
    is->not_expiring = FOUND(f, 12, strict && !expires, AT_MEMBER("refresh_token", "expiration_type"));
    is->infinite_idle =
        FOUND(f, 12, strict && idle, AT_MEMBER("refresh_token", "infinite_idle_token_lifetime"));
}

static void find_rest(const struct client_rows *rows, unsigned classes, struct client_facts *is,
                      struct config_findings *f)
{
    const struct orgpol_client *client = rows->client;
    const uint32_t passwords = ORGPOL_GRANT_TYPE_PASSWORD | ORGPOL_GRANT_TYPE_PASSWORD_REALM;
    const bool password = (grant_types_of(client, classes) & passwords) != 0;
    const bool method = client->token_endpoint_auth_method != ORGPOL_AUTH_METHOD_UNSET;
    const bool post = client->organization_require_behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool conformant = client->is_oidc_conformant || classes == STRICT;
    const size_t id = text_length(client->default_organization_id);
    const uint8_t flows = rows->config->default_organization_flows;
    const bool given = rows->config->has_default_organization || flows || id;
    const bool right_flows = flows == ORGPOL_DEFAULT_ORGANIZATION_CLIENT_CREDENTIALS;
    const char *const organization = "default_organization";

    is->two_methods = FOUND(f, 14, method && client->has_client_authentication_methods,
                            AT_FIELD("client_authentication_methods"));
    is->permissive_password = FOUND(f, 15, (classes & PERMISSIVE) && password, AT_FIELD("grant_types"));
    is->not_conformant = FOUND(f, 18, post && !conformant, AT_FIELD("oidc_conformant"));
    is->default_without_id = FOUND(f, 20, given && (id == 0 || id > ORGANIZATION_ID_MAX),
                                   AT_MEMBER(organization, "organization_id"));
    is->default_flows_wrong = FOUND(f, 20, given && !right_flows, AT_MEMBER(organization, "flows"));
}

static uint64_t client_unmet(const struct client_rows *rows, unsigned classes, struct config_findings *f)
{
    struct vault_facts vault;
    struct client_facts is;

    find_class(rows, classes, &is, f);
    find_grants(rows, classes, &is, f);
    find_registration(rows, classes, &is, f);
    find_strict(rows, classes, &is, f);
    find_rest(rows, classes, &is, f);
    orgpol_find_worker(&rows->worker, &vault, f);
    return 0 CLIENT_CONFIG_TABLE(FAMILY_UNMET, CLIENT_CONFIG);
}

struct orgpol_decision orgpol_check_client_config(const struct orgpol_client_config *config,
                                                  struct orgpol_config_result *result,
                                                  struct orgpol_config_finding *findings, size_t capacity)
{
    const struct config_advice unreliable = {
        ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE, "PROMPT-29",
        "No Prompt is not reliable for third-party applications.",
        "Set organization_require_behavior to pre_login_prompt or post_login_prompt."};
    const struct config_advice unsupported = {
        0, "CFG-22", "Permissive applications cannot use organizations; organization_usage reads as deny.",
        "Create the application anew as strict, or set organization_usage to deny."};
    struct config_findings list = {.array = findings, .capacity = capacity};
    struct client_copies copies;
    struct client_rows rows;
    const bool writable = orgpol_config_begin(result);
    const enum orgpol_reason error = read_config(config, &rows, &copies);

    if (!writable || error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CLIENT_CONFIG, writable ? error : ORGPOL_REASON_UNSUPPORTED_INPUT);

    const struct orgpol_client *client = rows.client;
    const unsigned classes = classes_of(client, rows.options);
    const uint64_t unmet = client_unmet(&rows, classes, &list);
    const uint8_t behavior = client->organization_require_behavior;
    const bool prompts =
        behavior == ORGPOL_BEHAVIOR_PRE_LOGIN_PROMPT || behavior == ORGPOL_BEHAVIOR_POST_LOGIN_PROMPT;
    const bool organizations = admits_with(client->organization_usage);
    const bool strict = (classes & STRICT) != 0;
    const bool permissive = (classes & PERMISSIVE) != 0;

    orgpol_config_advise(&list, &unreliable, strict && organizations && !prompts,
                         AT_FIELD("organization_require_behavior"));
    orgpol_config_advise(&list, &unsupported, permissive && organizations, AT_FIELD("organization_usage"));
    orgpol_advise_worker(&rows.worker, &list);
    return orgpol_config_answer(ORGPOL_FAMILY_CLIENT_CONFIG, unmet, &list, result);
}
