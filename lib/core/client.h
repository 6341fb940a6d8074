/* SPDX-License-Identifier: MIT */
/* What a client is: its class, on which most rules turn, and what its members mean. Private. */
#ifndef ORGPOL_CORE_CLIENT_H
#define ORGPOL_CORE_CLIENT_H

#include <stdbool.h>

#include "orgpol/login.h"
#include "text.h"

/* Sets of classes. */
enum {
    FIRST_PARTY = 1 << 0,
    STRICT = 1 << 1,
    PERMISSIVE = 1 << 2,
    THIRD_PARTY = STRICT | PERMISSIVE,
    NOT_PERMISSIVE = FIRST_PARTY | STRICT,
    EVERYONE = FIRST_PARTY | STRICT | PERMISSIVE,
    CLASS_SETS = EVERYONE + 1
};

/*
 * The client's class (LOGIN-02, CFG-05, TRAP-49), as a set: where external_metadata_type is a word we do not
 * know, the client may be strict as cimd is, or what its other members say, and the conditions of both
 * classes apply (CFG-43: the word can only restrict).
 */
static inline unsigned classes_of(const struct orgpol_client *client, const struct orgpol_options *options)
{
    const uint8_t mode = client->third_party_security_mode;
    const uint8_t type = client->external_metadata_type;
    const bool by_option = options->absent_security_mode == ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE;
    const bool absent_permissive = by_option & !text_starts_with(client->client_id, ORGPOL_STR("tpc_"));
    const bool permissive = (mode == ORGPOL_SECURITY_MODE_PERMISSIVE) |
                            ((mode == ORGPOL_SECURITY_MODE_UNSET) & absent_permissive);
    const bool first_party = client->is_first_party != 0;
    const unsigned by_members = (unsigned)first_party * FIRST_PARTY |
                                (unsigned)(!first_party & permissive) * PERMISSIVE |
                                (unsigned)(!first_party & !permissive) * STRICT;

    const bool registered = (type == ORGPOL_METADATA_UNSET) | (type == ORGPOL_METADATA_DCR);

    return (type == ORGPOL_METADATA_CIMD ? 0 : by_members) | (registered ? 0 : STRICT);
}

/* M2M-03: cannot keep a secret. Without a method of its own, the kind of application says (ELIG-09). */
static inline bool is_public(const struct orgpol_client *client)
{
    const bool without_secret = (client->app_type == ORGPOL_APP_TYPE_SPA) |
                                (client->app_type == ORGPOL_APP_TYPE_NATIVE) |
                                (client->app_type == ORGPOL_APP_TYPE_RESOURCE_SERVER);
    const bool by_default = !client->has_client_authentication_methods & without_secret;

    return (client->token_endpoint_auth_method == ORGPOL_AUTH_METHOD_NONE) |
           ((client->token_endpoint_auth_method == ORGPOL_AUTH_METHOD_UNSET) & by_default);
}

/* The client's grant types, mask of enum orgpol_grant_type; without the member, its class says (TRAP-24). */
static inline uint32_t grant_types_of(const struct orgpol_client *client, unsigned classes)
{
    const uint32_t others = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_IMPLICIT |
                            ORGPOL_GRANT_TYPE_REFRESH_TOKEN |
                            (is_public(client) ? 0 : ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS);

    if (client->grant_types != 0)
        return client->grant_types;
    return classes & STRICT ? ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE : others;
}

/* organization_usage admits a request with, or without, an organization; an unknown word neither (CFG-43). */
static inline bool admits_with(uint8_t usage)
{
    return (usage == ORGPOL_USAGE_ALLOW) | (usage == ORGPOL_USAGE_REQUIRE);
}

static inline bool admits_without(uint8_t usage)
{
    return (usage == ORGPOL_USAGE_UNSET) | (usage == ORGPOL_USAGE_DENY) | (usage == ORGPOL_USAGE_ALLOW);
}

/*
 * Where an authorization request's error is shown: true for a page of the server's, false for a redirect.
 * `known`: the client exists (AUTHZ-24).
 */
static inline bool shows_error_page(const struct orgpol_client *client, bool known, unsigned classes,
                                    uint8_t response_mode)
{
    const bool web_message = response_mode == ORGPOL_RESPONSE_MODE_WEB_MESSAGE;           /* AUTHZ-26 */
    const bool protected = client->redirection_policy != ORGPOL_REDIRECTION_ALLOW_ALWAYS; /* CFG-13 */
    const bool strict = (classes & STRICT) != 0;

    return (strict & protected & !web_message) | !known; /* AUTHZ-24 AUTHZ-25 */
}

#endif
