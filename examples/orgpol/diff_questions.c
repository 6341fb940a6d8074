/* SPDX-License-Identifier: MIT */
/*
 * The questions of a diff. A question is left out only where no change can matter to it (touch), or where
 * both tenants deny every one of its kind.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* ---- tokens ---- */

static bool ask_client_grant(struct diff *diff, const struct about *about)
{
    const struct question question = {.crowd = NULL};
    const char *const parts[] = {"{\"subject\":{\"type\":\"client\",\"id\":",
                                 about->client->quoted,
                                 "},\"action\":{\"name\":\"check_client_grant\"},",
                                 "\"resource\":{\"type\":\"resource_server\",\"id\":",
                                 about->api->quoted,
                                 "},\"context\":{\"client_authenticated\":true",
                                 if_named(about->organization, ",\"organization\":"),
                                 quoted(about->organization),
                                 about->scope ? ",\"scope\":" : "",
                                 about->scope ? about->scope : "",
                                 "}}",
                                 NULL};

    return put_question(diff, &question, parts);
}

static bool ask_user_grant(struct diff *diff, const struct about *about, const struct crowd *crowd)
{
    const struct question question = {.crowd = crowd, .by_scope = about->scope != NULL};
    const char *const parts[] = {"{\"subject\":",
                                 crowd->subject,
                                 ",\"action\":{\"name\":\"check_user_grant\"},",
                                 "\"resource\":{\"type\":\"resource_server\",\"id\":",
                                 about->api->quoted,
                                 "},\"context\":{\"client\":",
                                 about->client->quoted,
                                 if_named(about->organization, ",\"organization\":"),
                                 quoted(about->organization),
                                 about->scope ? ",\"scope\":" : "",
                                 about->scope ? about->scope : "",
                                 "}}",
                                 NULL};

    return put_question(diff, &question, parts);
}

/* A scope that could be asked for: a scope-token of RFC 6749. */
static bool is_scope(const char *text)
{
    const char *c = text;

    while (*c > ' ' && *c <= '~' && *c != '"' && *c != '\\')
        c++;
    return c > text && *c == '\0';
}

static bool add_scope(struct ids *scopes, const char *text)
{
    return !is_scope(text) || ids_add(scopes, text, NULL, OLD);
}

/* Scopes of the API, and of the grants for it, in either tenant. */
static bool add_scopes(const struct diff *diff, const char *api, struct ids *scopes)
{
    const cJSON *row;
    const cJSON *scope;

    for (int side = 0; side < SIDES; side++) {
        cJSON_ArrayForEach(row, array_in(diff->trees[side], "resource_servers"))
        {
            if (strcmp(text_member(row, "identifier"), api) != 0)
                continue;
            cJSON_ArrayForEach(scope, array_in(row, "scopes"))
            {
                if (!add_scope(scopes, text_member(scope, "value")))
                    return false;
            }
        }
        cJSON_ArrayForEach(row, array_in(diff->trees[side], "client_grants"))
        {
            if (strcmp(text_member(row, "audience"), api) != 0)
                continue;
            cJSON_ArrayForEach(scope, array_in(row, "scope"))
            {
                if (!add_scope(scopes, cJSON_GetStringValue(scope)))
                    return false;
            }
        }
    }
    return true;
}

static const char *default_audience(const struct diff *diff, int side)
{
    return text_member(cJSON_GetObjectItemCaseSensitive(diff->trees[side], "settings"), "default_audience");
}

/* What is asked of one API: its scopes, and whether its answers read the roles of a user. */
struct api_questions {
    const struct id *api;
    struct ids scopes;
    bool reads_roles;
    bool touched;
};

struct api_list {
    struct api_questions *list;
    size_t count;
    bool reads_roles; /* one of them does */
};

static bool enforces(const struct id *api)
{
    bool enforces = false;

    for (int side = 0; side < SIDES; side++)
        enforces |= cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(api->rows[side], "enforce_policies"));
    return enforces;
}

static void free_apis(struct api_list *apis)
{
    for (size_t a = 0; apis->list && a < apis->count; a++)
        ids_free(&apis->list[a].scopes);
    free(apis->list);
}

/* Every API, and no audience sent: the default one of either tenant, which anything may matter to. */
static bool list_apis(const struct diff *diff, struct api_list *apis)
{
    static char no_audience[] = "\"\"";
    static const struct id none = {.text = "", .quoted = no_audience};
    const char *const defaults[SIDES] = {default_audience(diff, OLD), default_audience(diff, NEW)};
    bool done;

    apis->count = diff->apis.count + (*defaults[OLD] || *defaults[NEW]);
    apis->list = calloc(apis->count + 1, sizeof *apis->list);
    done = apis->list != NULL;
    for (size_t a = 0; a < apis->count && done; a++) {
        struct api_questions *questions = &apis->list[a];
        const bool is_default = a == diff->apis.count;

        questions->api = is_default ? &none : &diff->apis.list[a];
        questions->touched = is_default || questions->api->touched;
        questions->reads_roles = is_default || enforces(questions->api);
        apis->reads_roles |= questions->reads_roles;
        if (!is_default)
            done = add_scopes(diff, questions->api->text, &questions->scopes);
        for (int side = 0; side < SIDES && is_default && done; side++)
            done = *defaults[side] == '\0' || add_scopes(diff, defaults[side], &questions->scopes);
        done = done && ids_settle(&questions->scopes);
    }
    if (!done)
        complain("out of memory");
    return done;
}

/* Without a scope, and with each. */
static bool ask_scopes(struct diff *diff, const struct api_questions *questions, struct about *about,
                       const struct crowd *crowd)
{
    for (size_t i = 0; i <= questions->scopes.count; i++) {
        about->scope = i > 0 ? questions->scopes.list[i - 1].quoted : NULL;
        if (!(crowd ? ask_user_grant(diff, about, crowd) : ask_client_grant(diff, about)))
            return false;
    }
    return true;
}

static bool ask_api(struct diff *diff, const struct api_questions *questions, const struct id *organization,
                    const struct crowds *crowds)
{
    const bool all = questions->touched || (organization && organization->touched);
    bool done = true;

    for (size_t c = 0; c < diff->clients.count && done; c++) {
        const struct id *client = &diff->clients.list[c];
        struct about about = {.client = client, .organization = organization, .api = questions->api};

        if (all || client->touched)
            done = ask_scopes(diff, questions, &about, NULL);
        for (size_t i = 0; i < crowds->count && done; i++)
            if (all || client->touched || crowds->list[i].touched)
                done = ask_scopes(diff, questions, &about, &crowds->list[i]);
    }
    return done;
}

static bool ask_apis(struct diff *diff, const struct api_list *apis, const struct id *organization)
{
    struct crowds anybody = {0};
    struct crowds by_roles = {0};
    bool done = crowds_of(&diff->people, organization, READS_NOTHING, false, &anybody) &&
                (!apis->reads_roles || crowds_of(&diff->people, organization, READS_ROLES, false, &by_roles));

    if (!done)
        complain("out of memory");
    for (size_t a = 0; a < apis->count && done; a++)
        done = ask_api(diff, &apis->list[a], organization, apis->list[a].reads_roles ? &by_roles : &anybody);
    crowds_free(&anybody);
    crowds_free(&by_roles);
    return done;
}

/* ---- what is asked of a client alone ---- */

static bool ask_authorize(struct diff *diff, const struct id *client, const char *callback)
{
    static const char *const types[] = {"code", "token", "id_token"};
    const struct question question = {.crowd = NULL};

    for (size_t i = 0; i < sizeof types / sizeof(char *); i++) {
        const char *const parts[] = {
            "{\"subject\":{\"type\":\"anonymous\",\"id\":\"-\"},",
            "\"action\":{\"name\":\"check_authorize_request\"},\"resource\":{\"type\":\"client\",\"id\":",
            client->quoted,
            "},\"context\":{\"parameters\":{\"client_id\":",
            client->quoted,
            ",\"response_type\":\"",
            types[i],
            "\",\"code_challenge\":\"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\",",
            "\"code_challenge_method\":\"S256\"",
            callback ? ",\"redirect_uri\":" : "",
            callback ? callback : "",
            "}}}",
            NULL};

        if (!put_question(diff, &question, parts))
            return false;
    }
    return true;
}

bool callbacks_of(const struct id *client, struct ids *callbacks)
{
    bool done = true;
    const cJSON *item;

    *callbacks = (struct ids){0};
    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(item, array_in(client->rows[side], "callbacks"))
        {
            done = done && ids_add(callbacks, cJSON_GetStringValue(item), NULL, side);
        }
    return done && ids_settle(callbacks);
}

/* Authorization requests to every callback, and without one. */
static bool ask_callbacks(struct diff *diff, const struct id *client)
{
    struct ids callbacks;
    bool done = callbacks_of(client, &callbacks);

    if (!done)
        complain("out of memory");
    for (size_t i = 0; i <= callbacks.count && done; i++)
        done = ask_authorize(diff, client, i > 0 ? callbacks.list[i - 1].quoted : NULL);
    ids_free(&callbacks);
    return done;
}

/* Requests to the token endpoint, with a good code or refresh token of the client. */
static bool ask_endpoint(struct diff *diff, const struct id *client)
{
    static const struct {
        const char *grant_type;
        const char *record;
        const char *rest;
    } types[] = {
        {"authorization_code", ",\"code\":{\"client_id\":", "}"},
        {"refresh_token", ",\"refresh_token\":{\"client_id\":", "}"},
        {"client_credentials", NULL, ""},
        {"password", NULL, ""},
        {"urn:ietf:params:oauth:grant-type:device_code", NULL, ""},
        {"urn:ietf:params:oauth:grant-type:token-exchange", NULL, ""},
        {"urn:ietf:params:oauth:grant-type:jwt-bearer", NULL, ""},
        {"urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token", NULL, ""},
    };
    const struct question question = {.crowd = NULL};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *const parts[] = {"{\"subject\":{\"type\":\"client\",\"id\":",
                                     client->quoted,
                                     "},\"action\":{\"name\":\"check_endpoint_request\"},",
                                     "\"resource\":{\"type\":\"endpoint\",\"id\":\"/oauth/token\"},",
                                     "\"context\":{\"parameters\":{\"grant_type\":\"",
                                     types[i].grant_type,
                                     "\"}",
                                     types[i].record ? types[i].record : "",
                                     types[i].record ? client->quoted : "",
                                     types[i].rest,
                                     "}}",
                                     NULL};

        if (!put_question(diff, &question, parts))
            return false;
    }
    return true;
}

/* ---- all of them ---- */

bool ask_questions(struct diff *diff)
{
    struct api_list apis = {0};
    bool done = list_apis(diff, &apis) && find_exchanges(diff);

    for (size_t c = 0; c < diff->clients.count && done; c++)
        if (diff->clients.list[c].touched)
            done = ask_callbacks(diff, &diff->clients.list[c]) && ask_endpoint(diff, &diff->clients.list[c]);
    for (size_t i = 0; i <= diff->organizations.count && done; i++) {
        const struct id *organization = i > 0 ? &diff->organizations.list[i - 1] : NULL;
        /* What is asked about one organization reads no other, but for Cross App Access. */
        const bool asks = diff->beyond_organizations || organization == NULL || organization->touched;

        show_progress(diff, "organization", i, diff->organizations.count);
        done = ask_exchanges(diff, organization) &&
               (!asks || (ask_logins(diff, organization) && ask_apis(diff, &apis, organization) &&
                          ask_vault(diff, organization)));
    }
    free_apis(&apis);
    return done;
}
