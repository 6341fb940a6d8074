/* SPDX-License-Identifier: MIT */
/* Who can log in: the questions of a diff about users and clients. */
#include "diff.h"

#include <string.h>

/* ---- logins ---- */

static bool ask_login(struct diff *diff, const struct about *about, const struct crowd *crowd,
                      const char *protocol)
{
    const struct question question = {.crowd = crowd, .protocol = protocol};
    const char *const parts[] = {
        "{\"subject\":",
        crowd->subject,
        ",\"action\":{\"name\":\"can_login\"},\"resource\":{\"type\":\"client\",\"id\":",
        about->client->quoted,
        "},\"context\":{\"protocol\":\"",
        protocol,
        "\"",
        if_named(about->organization, ",\"organization\":"),
        quoted(about->organization),
        if_named(about->connection, ",\"connection\":"),
        quoted(about->connection),
        "}}",
        NULL};

    return put_question(diff, &question, parts);
}

/* Every protocol but the refresh, which reads no connection. */
static bool ask_protocols(struct diff *diff, const struct about *about, const struct crowd *crowd)
{
    static const char *const protocols[] = {"oidc",        "samlp",    "wsfed",   "classic_login", "lock",
                                            "device_code", "password", "passkey", "token_exchange"};

    diff->cell++;
    for (size_t i = 0; i < sizeof protocols / sizeof(char *); i++)
        if (!ask_login(diff, about, crowd, protocols[i]))
            return false;
    return true;
}

static bool ask_crowd_logins(struct diff *diff, const struct id *organization, const struct crowd *crowd)
{
    const bool all = crowd->touched || (organization && organization->touched);

    for (size_t c = 0; c < diff->clients.count; c++) {
        struct about about = {.client = &diff->clients.list[c], .organization = organization};
        const bool asks = all || about.client->touched;

        diff->cell++;
        if (asks && !ask_login(diff, &about, crowd, "refresh_token"))
            return false;
        for (size_t k = 0; k < diff->connections.count; k++) {
            about.connection = &diff->connections.list[k];
            if ((asks || about.connection->touched) && !ask_protocols(diff, &about, crowd))
                return false;
        }
    }
    return true;
}

bool ask_logins(struct diff *diff, const struct id *organization)
{
    struct crowds crowds;
    bool done = crowds_of(&diff->people, organization, organization ? READS_MEMBERSHIP : READS_NOTHING, true,
                          &crowds);

    if (!done)
        complain("out of memory");
    for (size_t i = 0; i < crowds.count && done; i++)
        done = ask_crowd_logins(diff, organization, &crowds.list[i]);
    crowds_free(&crowds);
    return done;
}

/* ---- Cross App Access ---- */

static bool write_exchange(struct diff *diff, const struct about *about, const char *subject)
{
    const char *const parts[] = {
        "{\"subject\":",
        subject,
        ",\"action\":{\"name\":\"can_login\"},\"resource\":{\"type\":\"client\",\"id\":",
        about->client->quoted,
        "},\"context\":{\"cross_app_access\":{\"assertion_valid\":true",
        if_named(about->api, ",\"resource\":"),
        quoted(about->api),
        "}",
        if_named(about->organization, ",\"organization\":"),
        quoted(about->organization),
        ",\"connection\":",
        about->connection->quoted,
        "}}",
        NULL};

    return write_request(&diff->request, parts) || !complain("out of memory");
}

/*
 * Of a client that is off for Cross App Access in both tenants, or unknown, every exchange is denied: one
 * question each finds them.
 */
bool find_exchanges(struct diff *diff)
{
    static const char *const never[] = {"cross_app_access_off", "unknown_client", NULL};

    for (size_t c = 0; c < diff->clients.count && diff->connections.count > 0; c++) {
        struct id *client = &diff->clients.list[c];
        const struct about about = {.client = client, .connection = diff->connections.list};

        if (!write_exchange(diff, &about, "{\"type\":\"anonymous\",\"id\":\"-\"}") ||
            !always_denied(diff, never, &client->no_exchanges))
            return false;
        diff->exchanges |= !client->no_exchanges;
    }
    return true;
}

/* Does the organization have the connection, by a row that is not switched off? */
static bool has_connection(const cJSON *organization, const char *connection)
{
    static const char *const arrays[] = {"enabled_connections", "connections"};
    const cJSON *row;

    for (size_t i = 0; i < sizeof arrays / sizeof(char *); i++)
        cJSON_ArrayForEach(row, array_in(organization, arrays[i]))
        {
            if (strcmp(text_member(row, "connection_id"), connection) == 0 &&
                !cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(row, "is_enabled")))
                return true;
        }
    return false;
}

/*
 * XAA-04: where no organization is sent, the only one that has the connection is meant, so its members are
 * told apart. `meant` is only good for its rows.
 */
static void find_meant(const struct diff *diff, const struct id *connection, struct id *meant)
{
    cJSON *row;

    *meant = (struct id){.rows = {NULL, NULL}};
    for (int side = 0; side < SIDES; side++) {
        size_t count = 0;

        cJSON_ArrayForEach(row, array_in(diff->trees[side], "organizations"))
        {
            if (!has_connection(row, connection->text))
                continue;
            count++;
            meant->rows[side] = row;
        }
        if (count > 1)
            meant->rows[side] = NULL;
    }
}

static bool ask_client_exchanges(struct diff *diff, struct about *about, const struct crowd *crowd)
{
    const struct question question = {.crowd = crowd};

    for (size_t c = 0; c < diff->clients.count; c++) {
        about->client = &diff->clients.list[c];
        for (size_t a = 0; a <= diff->apis.count && !about->client->no_exchanges; a++) {
            about->api = a > 0 ? &diff->apis.list[a - 1] : NULL;
            if (!write_exchange(diff, about, crowd->subject) || !ask_both(diff, &question))
                return false;
        }
    }
    return true;
}

/*
 * Over `count` connections; `meant`: whose members are told apart. Changes to other organizations matter
 * where they share the connection; what changes outside them may matter to all.
 */
static bool ask_crowd_exchanges(struct diff *diff, const struct id *organization, const struct id *meant,
                                const struct id *connections, size_t count)
{
    const bool asks = diff->beyond_organizations || (organization && organization->touched);
    struct about about = {.organization = organization};
    struct crowds crowds;
    bool done = crowds_of(&diff->people, meant, READS_EXISTENCE, true, &crowds);

    if (!done)
        complain("out of memory");
    for (size_t k = 0; k < count && done; k++) {
        about.connection = &connections[k];
        for (size_t i = 0; i < crowds.count && done && (asks || connections[k].shared); i++)
            done = ask_client_exchanges(diff, &about, &crowds.list[i]);
    }
    crowds_free(&crowds);
    return done;
}

bool ask_exchanges(struct diff *diff, const struct id *organization)
{
    const struct ids *connections = &diff->connections;
    bool done = true;

    if (!diff->exchanges)
        return true;
    if (organization)
        return ask_crowd_exchanges(diff, organization, organization, connections->list, connections->count);
    for (size_t k = 0; k < connections->count && done; k++) {
        struct id meant;

        find_meant(diff, &connections->list[k], &meant);
        done = ask_crowd_exchanges(diff, NULL, &meant, &connections->list[k], 1);
    }
    return done;
}
