/* SPDX-License-Identifier: MIT */
/*
 * Claims of a privileged worker's JWT, one after the other with a semicolon between them: typ; alg; kid; iss;
 * aud; sub; jti; audit_context; ages of iat, exp and nbf in seconds. Whatever they are, an exchange that is
 * allowed has every claim as the rulebook wants it.
 */
#include "fuzz/replay.h"
#include "orgpol/exchange.h"

enum { TYP, ALG, KID, ISS, AUD, SUB, JTI, AUDIT, IAT, EXP, NBF, CLAIMS };
#define NOW INT64_C(1790000000)

static struct orgpol_str claims[CLAIMS];

/* The claims; one that is not there is absent, and one without text is empty. */
static void split(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data;

    for (int i = 0; i < CLAIMS; i++) {
        const char *const end = size > 0 ? memchr(at, ';', size) : NULL;
        const size_t length = end ? (size_t)(end - at) : size;

        claims[i] = size > 0 ? (struct orgpol_str){at, length} : (struct orgpol_str)ORGPOL_STR_NONE;
        at += length + (end != NULL);
        size -= length + (end != NULL);
    }
}

/* A number that may be as large as any; absent without a digit. */
static struct orgpol_time time_of(struct orgpol_str text)
{
    const bool minus = text.len > 0 && text.ptr[0] == '-';
    struct orgpol_time time = ORGPOL_TIME_NONE;
    uint64_t number = 0;

    for (size_t i = minus; text.ptr && i < text.len; i++) {
        number = 10 * number + (uint64_t)(unsigned char)text.ptr[i] - '0';
        time.is_given = 1;
    }
    time.s = (int64_t)((uint64_t)NOW + (minus ? 0 - number : number));
    return time;
}

static bool is(int claim, const char *text)
{
    return claims[claim].len == strlen(text) && memcmp(claims[claim].ptr, text, claims[claim].len) == 0;
}

static struct orgpol_decision exchange(const struct orgpol_subject_token *token)
{
    static const struct orgpol_str addresses[] = {{"192.0.2.1", 9}};
    static const struct orgpol_str scopes[] = {{"read", 4}};
    static const struct orgpol_credential credentials[] = {{.kid = {"worker-key-1", 12}}};
    static const struct orgpol_worker_grant grants[] = {{{"calendar", 8}, scopes, 1}};
    struct orgpol_privileged_access access = ORGPOL_PRIVILEGED_ACCESS_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_connection connection = ORGPOL_CONNECTION_INIT;
    struct orgpol_enabled_client enabled = ORGPOL_ENABLED_CLIENT_INIT;
    struct orgpol_tenant_settings settings = ORGPOL_TENANT_SETTINGS_INIT;
    struct orgpol_user user = ORGPOL_USER_INIT;
    struct orgpol_connected_account held = ORGPOL_CONNECTED_ACCOUNT_INIT;
    struct orgpol_account_request account = ORGPOL_ACCOUNT_REQUEST_INIT;
    struct orgpol_exchange_request request = ORGPOL_EXCHANGE_REQUEST_INIT;
    struct orgpol_str written[4];

    access.credentials = credentials;
    access.credential_count = 1;
    access.ip_allowlist = addresses;
    access.ip_allowlist_count = 1;
    access.grants = grants;
    access.grant_count = 1;
    client.client_id = ORGPOL_STR("worker");
    client.is_first_party = client.is_oidc_conformant = client.has_client_authentication_methods = 1;
    client.grant_types = ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN;
    client.token_vault_privileged_access = &access;
    connection.id = connection.name = ORGPOL_STR("calendar");
    connection.strategy = ORGPOL_STR("oidc");
    connection.is_connected_accounts_active = 1;
    enabled.client_id = client.client_id;
    enabled.connection_id = connection.id;
    settings.domain = ORGPOL_STR("t.example");
    user.user_id = ORGPOL_STR("auth0|a");
    held.id = ORGPOL_STR("cac_1");
    held.connection = connection.name;
    held.user_id = user.user_id;
    held.scopes = scopes;
    held.scope_count = 1;
    held.access_token_expires_at = (struct orgpol_time){NOW + 60, 1};
    account.user_id = user.user_id;
    account.user = is(SUB, "auth0|a") ? &user : NULL;
    account.accounts = &held;
    account.account_count = 1;
    request.authenticated_by = ORGPOL_AUTHENTICATED_BY_PRIVATE_KEY_JWT;
    request.is_authenticated = 1;
    request.now_s = NOW;
    request.client_id = client.client_id;
    request.subject_token_type = ORGPOL_STR(ORGPOL_TOKEN_TYPE_JWT);
    request.requested_token_type = ORGPOL_STR(ORGPOL_TOKEN_TYPE_TOKEN_VAULT);
    request.connection = connection.name;
    request.source_ip = addresses[0];
    request.subject_token = token;
    request.client = &client;
    request.account = is(SUB, "auth0|a") ? &account : NULL;
    request.connection_row = &connection;
    request.enabled_client = &enabled;
    request.settings = &settings;
    return orgpol_check_token_exchange(&request, NULL, written, 4, NULL, 0);
}

static size_t characters(struct orgpol_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct orgpol_subject_token token = ORGPOL_SUBJECT_TOKEN_INIT;
    struct orgpol_decision decision;

    split(data, size);
    token.kind = ORGPOL_SUBJECT_TOKEN_JWT;
    token.is_valid = token.is_jti_unused = 1;
    token.typ = claims[TYP];
    token.alg = claims[ALG];
    token.kid = claims[KID];
    token.iss = claims[ISS];
    token.audiences = &claims[AUD];
    token.audience_count = claims[AUD].ptr != NULL;
    token.sub = claims[SUB];
    token.jti = claims[JTI];
    token.audit_context = claims[AUDIT];
    token.iat = time_of(claims[IAT]);
    token.exp = time_of(claims[EXP]);
    token.nbf = time_of(claims[NBF]);
    decision = exchange(&token);
    MUST(decision.effect != ORGPOL_EFFECT_ERROR);
    if (decision.effect == ORGPOL_EFFECT_ALLOW) {
        MUST(is(TYP, "token-vault-req+jwt") && is(ALG, "RS256") && is(ISS, "worker"));
        MUST(claims[KID].ptr == NULL || is(KID, "worker-key-1"));
        MUST(is(AUD, "https://t.example/") && is(SUB, "auth0|a") && claims[JTI].ptr);
        MUST(claims[AUDIT].len > 0 && characters(claims[AUDIT]) <= 256);
        MUST(token.iat.is_given && token.iat.s >= NOW - 60 && token.iat.s <= NOW + 5);
        MUST(!token.exp.is_given || token.exp.s > NOW);
        MUST(!token.nbf.is_given || token.nbf.s <= NOW);
    }
    return 0;
}

REPLAY("test/fuzz/worker_jwt.corpus")
