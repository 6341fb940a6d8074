/* SPDX-License-Identifier: MIT */
/* The parameters of a request: what a strict client may send, and looking values up. Private. */
#ifndef ORGPOL_CORE_PARAMETERS_H
#define ORGPOL_CORE_PARAMETERS_H

#include "orgpol/authorize.h"
#include "text.h"

/* What strict clients may send to /authorize, and what they are refused by name. Case counts (AUTHZ-08). */
#define ALLOWED_PARAMETERS(X)                          \
    X("acr_values", "AUTHZ-03")                        \
    X("audience", "AUTHZ-03")                          \
    X("authorization_details", "AUTHZ-03")             \
    X("client_id", "AUTHZ-03")                         \
    X("code_challenge", "AUTHZ-03")                    \
    X("code_challenge_method", "AUTHZ-03")             \
    X("connection", "AUTHZ-03")                        \
    X("correlation_id", "AUTHZ-03")                    \
    X("display", "AUTHZ-03")                           \
    X("dpop_jkt", "AUTHZ-03")                          \
    X("login_hint", "AUTHZ-03")                        \
    X("max_age", "AUTHZ-03")                           \
    X("nonce", "AUTHZ-03") /* AUTHZ-29: and ignored */ \
    X("organization", "AUTHZ-05")                      \
    X("prompt", "AUTHZ-03")                            \
    X("redirect_uri", "AUTHZ-03")                      \
    X("resource", "AUTHZ-03")                          \
    X("response_mode", "AUTHZ-06")                     \
    X("response_type", "AUTHZ-03")                     \
    X("scope", "AUTHZ-03")                             \
    X("state", "AUTHZ-03")                             \
    X("ui_locales", "AUTHZ-03")

#define REFUSED_PARAMETERS(X)      \
    X("claims", "AUTHZ-04")        \
    X("id_token_hint", "AUTHZ-04") \
    X("invitation", "AUTHZ-04")    \
    X("login_ticket", "AUTHZ-04")  \
    X("request", "AUTHZ-04")       \
    X("request_uri", "AUTHZ-04")   \
    X("screen_hint", "AUTHZ-04")

/* What was sent under one name. */
struct sent {
    struct orgpol_str value; /* the first that is not empty; absent: none */
    size_t count;            /* how often the name stands there, with an empty value too */
};

static inline struct sent sent_as(const struct orgpol_parameter *parameters, size_t count,
                                  struct orgpol_str name)
{
    struct sent sent = {ORGPOL_STR_NONE, 0};

    for (size_t i = 0; i < count; i++) {
        const bool named = text_same(parameters[i].name, name);

        if (named & text_absent(sent.value))
            sent.value = parameters[i].value;
        sent.count += named;
    }
    return sent;
}

/* A list that can be read: a pointer when it is not empty, and no more than the limit. */
static inline enum orgpol_reason parameters_error(const struct orgpol_parameter *parameters, size_t count)
{
    if (parameters == NULL && count > 0)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return count > ORGPOL_PARAMETER_LIMIT ? ORGPOL_REASON_TOO_MANY_PARAMETERS : ORGPOL_REASON_NONE;
}

/* Is this one of the client's ids? A metadata document's URL is one too (LOGIN-01). */
static inline bool is_id_of(const struct orgpol_client *client, struct orgpol_str id)
{
    return !text_absent(id) &&
           (text_same(id, client->client_id) || text_same(id, client->external_client_id));
}

/* Every client_id sent names the client; one that is not sent or empty names nobody. */
static inline bool client_id_fits(const struct orgpol_client *client,
                                  const struct orgpol_parameter *parameters, size_t count)
{
    bool fits = true;

    for (size_t i = 0; i < count; i++)
        if (text_same(parameters[i].name, ORGPOL_STR("client_id")))
            fits &= text_absent(parameters[i].value) || is_id_of(client, parameters[i].value);
    return fits;
}

#endif
