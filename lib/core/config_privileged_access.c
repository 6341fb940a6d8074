/* SPDX-License-Identifier: MIT */
/* May token_vault_privileged_access be saved so, and will it serve for exchanges? */
#include "config_privileged_access.h"

#include "ip.h"
#include "keys.h"

#define CREDENTIALS_MAX 2
#define KID_MIN 10
#define KID_MAX 64
#define NAME_MAX_CHARACTERS 128
#define IP_ENTRIES_MAX 10
#define GRANTS_MAX 5
#define GRANT_SCOPES_MAX 20
/* Grants are held against this many of those before them, to stay linear. */
#define GRANTS_COMPARED 1024

#define BLOCK "token_vault_privileged_access"
#define CREDENTIALS BLOCK ".credentials"
#define IP_ENTRIES BLOCK ".ip_allowlist"
#define GRANTS BLOCK ".grants"

/* The rows of a connection granted, readable until the next are read. */
struct granted_rows {
    const struct orgpol_granted_connection *row;
    struct orgpol_granted_connection row_copy;
    struct orgpol_connection connection_copy;
    struct orgpol_enabled_client enabled_copy;
};

static enum orgpol_reason read_granted(const struct worker_rows *rows, size_t index, struct granted_rows *out)
{
    static const struct orgpol_granted_connection none = ORGPOL_GRANTED_CONNECTION_INIT;
    static const struct orgpol_connection no_connection = ORGPOL_CONNECTION_INIT;
    static const struct orgpol_enabled_client no_enabled_client = ORGPOL_ENABLED_CLIENT_INIT;
    const void *array = rows->config->granted_connections;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled;
    bool unsupported = !of_size(array, index);

    out->row = read_row(element(array, index), &none, &out->row_copy, sizeof none, &unsupported);
    connection = read_row(out->row->connection, &no_connection, &out->connection_copy, sizeof no_connection,
                          &unsupported);
    enabled = read_row(out->row->enabled_client, &no_enabled_client, &out->enabled_copy,
                       sizeof no_enabled_client, &unsupported);
    if (unsupported || out->row->reserved ||
        (connection->reserved | connection->reserved2 | connection->reserved3) || enabled->reserved)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (out->row->connection && !text_equal(connection->name, rows->access->grants[index].connection))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    if (out->row->enabled_client && !text_equal(enabled->connection_id, connection->id))
        return ORGPOL_REASON_ROW_OF_OTHER_CONNECTION;
    /* An application that is about to be created may have no id yet. */
    if (out->row->enabled_client && orgpol_config_other_id(enabled->client_id, rows->client->client_id))
        return ORGPOL_REASON_ROW_OF_OTHER_CLIENT;
    return ORGPOL_REASON_NONE;
}

static enum orgpol_reason block_error(const struct orgpol_privileged_access *access)
{
    const struct list lists[] = {{access->credentials, access->credential_count},
                                 {access->ip_allowlist, access->ip_allowlist_count},
                                 {access->grants, access->grant_count}};
    uint32_t reserved = (uint32_t)access->reserved | access->reserved2;
    bool missing = lists_are_missing(lists, sizeof lists / sizeof *lists);

    for (size_t i = 0; i < access->credential_count && !missing; i++)
        reserved |= (uint32_t)access->credentials[i].reserved | access->credentials[i].reserved2 |
                    access->credentials[i].reserved3;
    for (size_t i = 0; i < access->grant_count && !missing; i++)
        missing |= access->grants[i].scopes == NULL && access->grants[i].scope_count > 0;
    if (reserved != 0)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return missing ? ORGPOL_REASON_MISSING_INPUT : ORGPOL_REASON_NONE;
}

enum orgpol_reason orgpol_read_worker(struct worker_rows *rows)
{
    static const struct orgpol_privileged_access none = ORGPOL_PRIVILEGED_ACCESS_INIT;
    const size_t count = rows->config->granted_connection_count;
    struct granted_rows granted;
    enum orgpol_reason error;
    bool unsupported = false;

    rows->has_block = rows->client->token_vault_privileged_access != NULL;
    rows->access =
        read_row(rows->client->token_vault_privileged_access, &none, &rows->copy, sizeof none, &unsupported);
    error = unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : block_error(rows->access);
    if (error == ORGPOL_REASON_NONE && count != 0 &&
        (count != rows->access->grant_count || rows->config->granted_connections == NULL))
        error = ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < count && error == ORGPOL_REASON_NONE; i++)
        error = read_granted(rows, i, &granted);
    return error;
}

/* ---- what may not be saved ---- */

static bool found(struct config_findings *findings, enum orgpol_reason reason, bool met,
                  struct config_place place)
{
    return orgpol_config_found(findings, reason, met, place);
}

/* Absent, or 10 to 64 letters, digits, hyphens and underscores. */
static bool is_kid(struct orgpol_str kid)
{
    const size_t length = text_length(kid);
    bool good = length >= KID_MIN && length <= KID_MAX;

    for (size_t i = 0; i < length && good; i++) {
        const unsigned char c = (unsigned char)kid.ptr[i];
        const unsigned char letter = (unsigned char)((c | 0x20) - 'a');

        good &= letter < 26 || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
    return !text_given(kid) || good;
}

static void find_credentials(const struct worker_rows *rows, struct vault_facts *vault,
                             struct config_findings *f)
{
    const struct orgpol_privileged_access *access = rows->access;
    const bool missing = rows->has_block && !access->has_credentials && access->credential_count == 0;
    const enum orgpol_reason invalid = ORGPOL_REASON_CREDENTIAL_INVALID;
    bool any = false;

    vault->credentials_missing =
        found(f, ORGPOL_REASON_CREDENTIALS_MISSING, missing, AT_MEMBER(BLOCK, "credentials"));
    vault->too_many_credentials =
        found(f, ORGPOL_REASON_TOO_MANY_CREDENTIALS, access->credential_count > CREDENTIALS_MAX,
              AT_MEMBER(BLOCK, "credentials"));
    for (size_t i = 0; i < access->credential_count; i++) {
        const struct orgpol_credential *row = &access->credentials[i];
        const bool alg = row->alg <= ORGPOL_CREDENTIAL_ALGORITHM_PS256;
        const bool type = row->credential_type <= ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY;
        const bool name = text_within(row->name, 0, NAME_MAX_CHARACTERS);

        any |= found(f, invalid, !alg, AT_ELEMENT(CREDENTIALS, i, "alg"));
        any |= found(f, invalid, !type, AT_ELEMENT(CREDENTIALS, i, "credential_type"));
        any |= found(f, invalid, !is_kid(row->kid), AT_ELEMENT(CREDENTIALS, i, "kid"));
        any |= found(f, invalid, !name, AT_ELEMENT(CREDENTIALS, i, "name"));
    }
    vault->credential_invalid = any;
}

static void find_ip_entries(const struct worker_rows *rows, struct vault_facts *vault,
                            struct config_findings *f)
{
    const struct orgpol_privileged_access *access = rows->access;
    bool any = false;

    vault->too_many_ip_entries =
        found(f, ORGPOL_REASON_TOO_MANY_IP_ENTRIES, access->ip_allowlist_count > IP_ENTRIES_MAX,
              AT_MEMBER(BLOCK, "ip_allowlist"));
    for (size_t i = 0; i < access->ip_allowlist_count; i++) {
        struct ip_range range; /* mapped addresses are as readable as others */
        const bool readable = orgpol_read_ip(access->ip_allowlist[i], true, false, &range);

        any |= found(f, ORGPOL_REASON_IP_ENTRY_INVALID, !readable, AT_ELEMENT(IP_ENTRIES, i, NULL));
    }
    vault->ip_entry_invalid = any;
}

/* A grant before this one names its connection. */
static bool is_repeated(const struct orgpol_privileged_access *access, size_t index)
{
    bool repeated = false;

    for (size_t i = 0; i < index && i < GRANTS_COMPARED; i++)
        repeated |= text_equal(access->grants[i].connection, access->grants[index].connection);
    return repeated;
}

static void find_grants(const struct worker_rows *rows, struct vault_facts *vault, struct config_findings *f)
{
    const struct orgpol_privileged_access *access = rows->access;
    size_t scopes = 0;
    bool empty = false;
    bool repeated = false;

    vault->too_many_grants =
        found(f, ORGPOL_REASON_TOO_MANY_GRANTS, access->grant_count > GRANTS_MAX, AT_MEMBER(BLOCK, "grants"));
    for (size_t i = 0; i < access->grant_count; i++)
        scopes += access->grants[i].scope_count;
    vault->too_many_grant_scopes =
        found(f, ORGPOL_REASON_TOO_MANY_GRANT_SCOPES, scopes > GRANT_SCOPES_MAX, AT_MEMBER(BLOCK, "grants"));
    for (size_t i = 0; i < access->grant_count; i++)
        empty |= found(f, ORGPOL_REASON_GRANT_SCOPES_EMPTY, access->grants[i].scope_count == 0,
                       AT_ELEMENT(GRANTS, i, "scopes"));
    for (size_t i = 1; i < access->grant_count; i++)
        repeated |= found(f, ORGPOL_REASON_GRANT_CONNECTION_REPEATED, is_repeated(access, i),
                          AT_ELEMENT(GRANTS, i, "connection"));
    vault->grant_scopes_empty = empty;
    vault->grant_connection_repeated = repeated;
}

void orgpol_find_worker(const struct worker_rows *rows, struct vault_facts *vault,
                        struct config_findings *findings)
{
    find_credentials(rows, vault, findings);
    find_ip_entries(rows, vault, findings);
    find_grants(rows, vault, findings);
}

/* ---- what may be saved, and refuses exchanges ---- */

static void advise_block(const struct worker_rows *rows, struct config_findings *f)
{
    const struct config_advice no_credentials = {
        ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE, "PWX-02",
        "Without credentials, every privileged worker exchange is refused.", "Add a public key."};
    const struct config_advice wrong_type = {
        ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE, "PWX-02",
        "An application that stands for an API makes no privileged worker exchange.",
        "Use another application for the worker."};
    const struct config_advice no_addresses = {
        ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE, "PWX-03",
        "Without addresses, every privileged worker exchange is refused.",
        "Add the addresses that the worker calls from."};
    const struct config_advice no_grants = {ORGPOL_ADVICE_PRIVILEGED_ACCESS_INCOMPLETE, "PWX-04",
                                            "Without grants, every privileged worker exchange is refused.",
                                            "Add a grant for each connection that the worker uses."};
    const struct orgpol_privileged_access *access = rows->access;
    const bool list_read = !rows->options->enforce_ip_allowlist_off; /* PWX-43 */
    const bool resource_server = rows->client->app_type == ORGPOL_APP_TYPE_RESOURCE_SERVER;
    const bool block = rows->has_block;

    orgpol_config_advise(f, &no_credentials, block && access->credential_count == 0,
                         AT_MEMBER(BLOCK, "credentials"));
    orgpol_config_advise(f, &wrong_type, block && resource_server, AT_FIELD("app_type"));
    orgpol_config_advise(f, &no_addresses, block && list_read && access->ip_allowlist_count == 0,
                         AT_MEMBER(BLOCK, "ip_allowlist"));
    orgpol_config_advise(f, &no_grants, block && access->grant_count == 0, AT_MEMBER(BLOCK, "grants"));
}

/* ELIG-05: saving does not ask whether the application may use what it has; the exchange does. */
static void advise_client(const struct worker_rows *rows, struct config_findings *f)
{
    const struct config_advice third_party = {
        ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE, "ELIG-05",
        "Only first-party applications can use Token Vault; every exchange is refused.",
        "Use a first-party application."};
    const struct config_advice no_method = {
        ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE, "ELIG-05",
        "Only applications that authenticate can use Token Vault; every exchange is refused.",
        "Set token_endpoint_auth_method or client_authentication_methods."};
    const struct config_advice not_conformant = {
        ORGPOL_ADVICE_CLIENT_NOT_ELIGIBLE, "ELIG-05",
        "Only OIDC-conformant applications can use Token Vault; every exchange is refused.",
        "Set oidc_conformant to true."};
    const struct config_advice no_grant_type = {
        ORGPOL_ADVICE_GRANT_TYPE_MISSING, "ELIG-06",
        "Without the Token Vault grant type, every exchange is refused.",
        "Add " ORGPOL_GRANT_TYPE_TOKEN_VAULT " to grant_types."};
    const struct config_advice rotates = {
        ORGPOL_ADVICE_ROTATION_ENABLED, "RTX-04",
        "With refresh token rotation, every refresh token exchange is refused.",
        "Set refresh_token.rotation_type to non-rotating."};
    const struct orgpol_client *client = rows->client;
    const bool grant_type = has_token_vault_grant(client);
    const bool uses = rows->has_block || grant_type;
    const bool rotating = client->refresh_token_rotation_type > ORGPOL_ROTATION_NON_ROTATING;

    orgpol_config_advise(f, &third_party, uses && !is_first_party_only(client, rows->options),
                         AT_FIELD("is_first_party"));
    orgpol_config_advise(f, &no_method, uses && !is_confidential(client),
                         AT_FIELD("token_endpoint_auth_method"));
    orgpol_config_advise(f, &not_conformant, uses && !client->is_oidc_conformant,
                         AT_FIELD("oidc_conformant"));
    orgpol_config_advise(f, &no_grant_type, rows->has_block && !grant_type, AT_FIELD("grant_types"));
    orgpol_config_advise(f, &rotates, grant_type && rotating, AT_MEMBER("refresh_token", "rotation_type"));
}

static void advise_grants(const struct worker_rows *rows, struct config_findings *f)
{
    const struct config_advice unknown = {ORGPOL_ADVICE_CONNECTION_UNKNOWN, "PWX-41",
                                          "No connection is called so; the grant never matches.",
                                          "Correct the name, or create the connection."};
    const struct config_advice not_enabled = {
        ORGPOL_ADVICE_CONNECTION_NOT_ENABLED, "PWX-34",
        "The connection is not enabled for the application; every exchange with it is refused.",
        "Enable the connection for the application."};
    struct granted_rows granted;

    for (size_t i = 0; i < rows->config->granted_connection_count; i++) {
        const bool readable = read_granted(rows, i, &granted) == ORGPOL_REASON_NONE;
        const bool known = readable && granted.row->connection;
        const bool enabled = readable && granted.row->enabled_client;

        orgpol_config_advise(f, &unknown, !known, AT_ELEMENT(GRANTS, i, "connection"));
        orgpol_config_advise(f, &not_enabled, known && !enabled, AT_ELEMENT(GRANTS, i, "connection"));
    }
}

void orgpol_advise_worker(const struct worker_rows *rows, struct config_findings *findings)
{
    advise_block(rows, findings);
    advise_client(rows, findings);
    advise_grants(rows, findings);
}
