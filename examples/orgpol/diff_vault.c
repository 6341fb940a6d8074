/* SPDX-License-Identifier: MIT */
/*
 * Token Vault: who can connect an account, and who gets a provider's token out of it. The questions are those
 * of a caller that does everything right, in the first second of 1970, when nothing that a tenant holds is
 * over.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* An application, and the name of a connection. */
struct pair {
    const struct id *client;
    const struct id *name;
};

/* ---- the Connected Accounts flow ---- */

static bool write_connect(struct diff *diff, const struct pair *pair, const struct id *organization,
                          const char *subject, const char *user, const char *audience, const char *callback)
{
    const char *const parts[] = {
        "{\"subject\":",
        subject,
        ",\"action\":{\"name\":\"can_connect_account\"},",
        "\"resource\":{\"type\":\"connection\",\"id\":",
        pair->name->quoted,
        "},\"context\":{\"now\":1,\"token\":{\"valid\":true,\"expires_at\":2,\"sub\":",
        user,
        ",\"azp\":",
        pair->client->quoted,
        ",\"aud\":",
        audience,
        ",\"scope\":\"create:me:connected_accounts\"",
        if_named(organization, ",\"org_id\":"),
        quoted(organization),
        "}",
        if_named(organization, ",\"organization\":"),
        quoted(organization),
        ",\"body\":{\"connection\":",
        pair->name->quoted,
        ",\"redirect_uri\":",
        callback,
        ",\"state\":\"s\"}}}",
        NULL};

    return write_request(&diff->request, parts) || !complain("out of memory");
}

/* The same to every callback of the client. */
static bool ask_connect(struct diff *diff, const struct pair *pair, const struct id *organization,
                        const struct crowd *crowd, const char *audience)
{
    const struct question question = {.crowd = crowd};
    struct ids callbacks;
    char *user = quote(crowd->id);
    bool done = callbacks_of(pair->client, &callbacks) && user;

    if (!done)
        complain("out of memory");
    for (size_t i = 0; i < callbacks.count && done; i++)
        done = write_connect(diff, pair, organization, crowd->subject, user, audience,
                             callbacks.list[i].quoted) &&
               ask_both(diff, &question);
    ids_free(&callbacks);
    cJSON_free(user);
    return done;
}

static bool ask_connects(struct diff *diff, const struct pair *pair, const struct id *organization,
                         const struct crowds *crowds)
{
    static const char *const never[] = {"connection_unknown",
                                        "strategy_unsupported",
                                        "upstream_dpop",
                                        "connected_accounts_off",
                                        "connection_not_enabled",
                                        "client_third_party",
                                        NULL};
    bool done = true;

    for (size_t a = 0; a < diff->audiences.count && done; a++) {
        const char *audience = diff->audiences.list[a].quoted;
        bool denied = false;

        done = write_connect(diff, pair, NULL, crowds->list[0].subject, "\"\"", audience, "\"\"") &&
               always_denied(diff, never, &denied);
        for (size_t i = 0; i < crowds->count && done && !denied; i++)
            done = ask_connect(diff, pair, organization, &crowds->list[i], audience);
    }
    return done;
}

/* The My Account API of either tenant. */
bool find_audiences(struct diff *diff)
{
    for (int side = 0; side < SIDES; side++) {
        const char *domain =
            text_member(cJSON_GetObjectItemCaseSensitive(diff->trees[side], "settings"), "domain");
        const char *const parts[] = {"https://", domain, "/me/", NULL};
        struct bytes audience = {0};

        if (*domain == '\0')
            continue;
        if (!write_request(&audience, parts)) {
            free(audience.ptr);
            return false;
        }
        diff->audience_texts[side] = audience.ptr;
        if (!ids_add(&diff->audiences, audience.ptr, NULL, side))
            return false;
    }
    return ids_settle(&diff->audiences);
}

/* ---- the exchange of a refresh token ---- */

static bool write_exchange(struct diff *diff, const struct pair *pair, const struct id *organization,
                           const char *user)
{
    const char *const parts[] = {
        "{\"subject\":{\"type\":\"client\",\"id\":",
        pair->client->quoted,
        "},\"action\":{\"name\":\"check_token_exchange\"},\"resource\":{\"type\":\"connection\",\"id\":",
        pair->name->quoted,
        "},\"context\":{\"now\":1,",
        "\"client_authentication\":{\"method\":\"client_secret_post\",\"valid\":true},",
        "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:refresh_token\",",
        "\"requested_token_type\":",
        "\"http://auth0.com/oauth/token-type/federated-connection-access-token\",",
        "\"subject_token\":{\"type\":\"refresh_token\",\"valid\":true,\"sub\":",
        user,
        ",\"azp\":",
        pair->client->quoted,
        if_named(organization, ",\"org_id\":"),
        quoted(organization),
        "}}}",
        NULL};

    return write_request(&diff->request, parts) || !complain("out of memory");
}

/* Without an account of the connection in the profile there is nothing to exchange for (SEL-04). */
static bool has_account(const struct person *person, const char *name)
{
    const cJSON *row;

    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(row, array_in(person->user[side], "connected_accounts"))
        {
            if (strcmp(text_member(row, "connection"), name) == 0)
                return true;
        }
    return false;
}

static bool ask_token_exchanges(struct diff *diff, const struct pair *pair, const struct id *organization)
{
    static const char *const never[] = {"client_not_authenticated",
                                        "token_vault_grant_missing",
                                        "client_not_first_party",
                                        "client_not_confidential",
                                        "client_not_oidc_conformant",
                                        "exchange_connection_not_enabled",
                                        NULL};
    const struct question question = {.crowd = NULL};
    bool denied = false;
    bool done = write_exchange(diff, pair, NULL, "\"nobody\"") && always_denied(diff, never, &denied);

    for (size_t i = 0; i < diff->people.count && done && !denied; i++) {
        char *user;

        if (!has_account(&diff->people.list[i], pair->name->text))
            continue;
        user = quote(diff->people.list[i].id);
        done = user ? write_exchange(diff, pair, organization, user) && ask_both(diff, &question)
                    : !complain("out of memory");
        cJSON_free(user);
    }
    return done;
}

bool ask_vault(struct diff *diff, const struct id *organization)
{
    struct crowds crowds = {0};
    bool done;

    if (!diff->beyond_organizations && organization == NULL)
        return true;
    done = crowds_of(&diff->people, NULL, READS_EXISTENCE, false, &crowds);
    if (!done)
        complain("out of memory");
    for (size_t i = 0; i < crowds.count; i++)
        crowds.list[i].member = "any"; /* accounts are the user's, whatever organization that one is in */
    for (size_t c = 0; c < diff->clients.count && done; c++)
        for (size_t k = 0; k < diff->names.count && done; k++) {
            const struct pair pair = {&diff->clients.list[c], &diff->names.list[k]};

            done = ask_connects(diff, &pair, organization, &crowds) &&
                   ask_token_exchanges(diff, &pair, organization);
        }
    crowds_free(&crowds);
    return done;
}
