/* SPDX-License-Identifier: MIT */
/*
 * authorize-gate DATABASE [PORT]: an auth_request backend. May a third party's application log a user in?
 *   GET /login?client_id=...&connection=...[&organization=...]   ids; other parameters are not read
 *   X-User-Id: ...                                               the user the server knows; absent: nobody
 * 204 yes; 403 no, and why; 400 no such question; 500 whatever goes wrong. Only an allow is a 2xx.
 */
#include "statements.h"
#include <arpa/inet.h>
#include <microhttpd.h>
#include <orgpol.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BUSY_MS = 1000, IDLE_S = 10, THREADS = 4 };

/* The question, in the order of the statements' parameters. */
enum { CLIENT, CONNECTION, ORGANIZATION, USER, IDS };
static const char *const names[IDS] = {"client_id", "connection", "organization", "X-User-Id"};
struct question {
    struct orgpol_str ids[IDS];
    bool bad;
};

/* What fails stays failed: an error is never "no row", nor "absent". */
struct row {
    sqlite3 *db;
    sqlite3_stmt *statement;
    int column;
    bool failed;
};

static void check(struct row *row, bool good)
{
    if (!good && !row->failed)
        fprintf(stderr, "authorize-gate: %s\n", sqlite3_errmsg(row->db));
    row->failed |= !good;
}

/* Ids are bound, never pasted into the text. */
static void run(struct row *row, const char *sql, const struct orgpol_str *ids, int expected)
{
    check(row, !row->failed && sqlite3_prepare_v2(row->db, sql, -1, &row->statement, NULL) == SQLITE_OK);
    for (int i = 0; i < IDS; i++)
        check(row, !row->failed && sqlite3_bind_text64(row->statement, i + 1, ids[i].ptr, ids[i].len,
                                                       SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
    check(row, !row->failed && sqlite3_step(row->statement) == expected);
}

/* NULL is absent. But SQLite gives NULL when it is out of memory, too. */
static struct orgpol_str text(struct row *row)
{
    const int column = row->column++;
    const char *ptr = (const char *)sqlite3_column_text(row->statement, column);

    check(row, ptr || sqlite3_column_type(row->statement, column) == SQLITE_NULL);
    return (struct orgpol_str){ptr, (size_t)sqlite3_column_bytes(row->statement, column)};
}

static uint32_t number(struct row *row)
{
    const sqlite3_int64 value = sqlite3_column_int64(row->statement, row->column++);

    return value < 0 || value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

static uint8_t flag(struct row *row)
{
    return number(row) != 0;
}

/* `words` stand in the order of orgpol/model.h, from 1. A stored one that is not there can only restrict. */
static uint8_t word(struct row *row, const char *words)
{
    const struct orgpol_str stored = text(row);
    struct orgpol_str known[8];
    const size_t count = orgpol_split_scope(orgpol_str_of(words), known, 8);

    for (uint8_t i = 0; i < count && stored.ptr; i++)
        if (known[i].len == stored.len && memcmp(known[i].ptr, stored.ptr, stored.len) == 0)
            return i + 1;
    return stored.len > 0 ? ORGPOL_WORD_UNKNOWN : 0;
}

/* A row that is not there has no key. Keys are those found, not those asked for: orgpol compares them. */
static struct orgpol_decision decide(struct row *row, const struct orgpol_str *ids)
{
    struct orgpol_tenant_settings settings = ORGPOL_TENANT_SETTINGS_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_connection connection = ORGPOL_CONNECTION_INIT;
    struct orgpol_enabled_client enabled_client = ORGPOL_ENABLED_CLIENT_INIT;
    struct orgpol_organization organization = ORGPOL_ORGANIZATION_INIT;
    struct orgpol_organization_client listed = ORGPOL_ORGANIZATION_CLIENT_INIT;
    struct orgpol_enabled_connection enabled = ORGPOL_ENABLED_CONNECTION_INIT;
    struct orgpol_user user = ORGPOL_USER_INIT;
    struct orgpol_organization_member member = ORGPOL_ORGANIZATION_MEMBER_INIT;
    struct orgpol_login_request login = ORGPOL_LOGIN_REQUEST_INIT;

    login.organization_id = ids[ORGANIZATION];
    settings.has_enabled_rule = flag(row);
    login.settings = &settings;
    client.client_id = text(row);
    client.is_first_party = flag(row);
    client.third_party_security_mode = word(row, "strict permissive");
    client.external_metadata_type = word(row, "cimd dcr");
    client.organization_usage = word(row, "deny allow require");
    client.organization_require_behavior = word(row, "no_prompt pre_login_prompt post_login_prompt");
    client.grant_types = flag(row) ? ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE : ORGPOL_GRANT_TYPE_OTHER;
    login.client = client.client_id.ptr ? &client : NULL;
    connection.id = text(row);
    connection.strategy = text(row);
    connection.is_domain_connection = flag(row);
    connection.is_authentication_inactive = flag(row);
    connection.enabled_client_count = number(row);
    login.connection = connection.id.ptr ? &connection : NULL;
    enabled_client.connection_id = text(row);
    enabled_client.client_id = text(row);
    login.enabled_client = enabled_client.client_id.ptr ? &enabled_client : NULL;
    organization.id = text(row);
    organization.third_party_client_access = word(row, "block allow");
    organization.is_app_entitlement_active = flag(row);
    organization.enabled_connection_count = number(row);
    login.organization = organization.id.ptr ? &organization : NULL;
    login.member_count = number(row);
    listed.organization_id = text(row);
    listed.client_id = text(row);
    listed.use_for_member_access = flag(row);
    login.organization_client = listed.client_id.ptr ? &listed : NULL;
    enabled.organization_id = text(row);
    enabled.connection_id = text(row);
    enabled.is_disabled = flag(row);
    enabled.assign_membership_on_login = flag(row);
    login.enabled_connection = enabled.connection_id.ptr ? &enabled : NULL;
    user.user_id = text(row);
    login.user = user.user_id.ptr ? &user : NULL;
    member.organization_id = text(row);
    member.user_id = text(row);
    login.member = member.user_id.ptr ? &member : NULL;
    check(row, row->column == sqlite3_column_count(row->statement));
    return orgpol_can_third_party_login(&login, NULL);
}

/* The decision, with what it obliges to done; effect ERROR when anything failed. */
static struct orgpol_decision answer(const char *database, const struct orgpol_str *ids)
{
    const struct orgpol_decision nothing = {0};
    struct orgpol_decision decision = nothing;
    struct row row = {0};

    check(&row, sqlite3_open_v2(database, &row.db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                    sqlite3_busy_timeout(row.db, BUSY_MS) == SQLITE_OK);
    run(&row, lookup, ids, SQLITE_ROW);
    if (!row.failed)
        decision = decide(&row, ids);
    /* A second row is somebody else's. */
    check(&row, !row.failed && sqlite3_step(row.statement) == SQLITE_DONE);
    sqlite3_finalize(row.statement);
    row.statement = NULL;
    if (decision.effect == ORGPOL_EFFECT_ALLOW && decision.obligations == ORGPOL_MUST_ADD_MEMBER)
        run(&row, add_member, ids, SQLITE_DONE);
    else
        row.failed |= decision.effect == ORGPOL_EFFECT_ALLOW && decision.obligations; /* not to be acted on */
    sqlite3_finalize(row.statement);
    sqlite3_close(row.db);
    return row.failed ? nothing : decision;
}

/* Takes an id out of a parameter or a header: each is sent once at most, and is not empty. */
static enum MHD_Result take(void *closure, enum MHD_ValueKind kind, const char *name, size_t name_length,
                            const char *value, size_t length)
{
    struct question *asked = closure;

    for (int id = 0; id < IDS; id++)
        if ((kind == MHD_HEADER_KIND) == (id == USER) && name_length == strlen(names[id]) &&
            (id == USER ? strcasecmp(name, names[id]) : memcmp(name, names[id], name_length)) == 0) {
            asked->bad |= asked->ids[id].ptr || length == 0 || memchr(value, '\0', length);
            asked->ids[id] = (struct orgpol_str){value, length};
        }
    return MHD_YES;
}

static enum MHD_Result handle(void *database, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data, size_t *data_size,
                              void **context)
{
    static const unsigned statuses[] = {
        [ORGPOL_EFFECT_ERROR] = 500, [ORGPOL_EFFECT_DENY] = 403, [ORGPOL_EFFECT_ALLOW] = 204};
    struct question asked = {0};
    struct orgpol_decision decision = {0};
    const struct orgpol_reason_entry *why = NULL;
    char body[1024] = "";            /* the catalogue's words need no escapes in JSON */
    enum MHD_Result queued = MHD_NO; /* ends the connection */
    struct MHD_Response *response;
    bool good;

    (void)version, (void)data, (void)data_size, (void)context;
    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, take, &asked);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take, &asked);
    good = strcmp(url, "/login") == 0 && strcmp(method, "GET") == 0 && !asked.bad && asked.ids[CLIENT].ptr &&
           asked.ids[CONNECTION].ptr;
    if (good)
        decision = answer(database, asked.ids);
    if (decision.effect == ORGPOL_EFFECT_DENY) {
        why = orgpol_reason_info(decision.reason);
        snprintf(body, sizeof body, "{\"decision\":false,\"reason\":\"%s\",\"rule\":\"%s\",\"error\":\"%s\"}",
                 why->name, why->rule, why->error);
    }
    response = MHD_create_response_from_buffer(strlen(body), body, MHD_RESPMEM_MUST_COPY);
    if (response && MHD_add_response_header(response, "Content-Type", "application/json") &&
        (why == NULL || MHD_add_response_header(response, "X-Orgpol-Reason", why->name)))
        queued = MHD_queue_response(connection, good ? statuses[decision.effect] : 400, response);
    MHD_destroy_response(response);
    return queued;
}

int main(int argc, char **argv)
{
    const struct orgpol_str nobody[IDS] = {{NULL, 0}};
    const unsigned long port = argc == 3 ? strtoul(argv[2], NULL, 10) : 0; /* 0: one that is free */
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct MHD_Daemon *daemon = NULL;
    sigset_t ending;
    int number;

    address.sin_port = htons((uint16_t)port);
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, NULL);
    if ((argc == 2 || argc == 3) && answer(argv[1], nobody).effect == ORGPOL_EFFECT_DENY)
        daemon = MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL, NULL, handle, argv[1],
                                  MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_THREAD_POOL_SIZE, THREADS,
                                  MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S, MHD_OPTION_END);
    if (daemon == NULL) {
        fputs("usage: authorize-gate DATABASE [PORT]; of schema.sql, and a free port\n", stderr);
        return 2;
    }
    printf("listening on http://127.0.0.1:%u\n",
           MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    sigwait(&ending, &number);
    MHD_stop_daemon(daemon);
    return 0;
}
