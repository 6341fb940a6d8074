/* SPDX-License-Identifier: MIT */
/*
 * AuthZEN evaluations to ask of the Travel0 sample, drawn: every user, application, organization and
 * connection it has, and one of each that it has not. And the sample's own document.
 */
#ifndef ORGPOL_BENCH_QUESTIONS_H
#define ORGPOL_BENCH_QUESTIONS_H

#include <stdio.h>
#include <string.h>

#include "../property/random.h"
#include "bench.h"

enum question_kind {
    ASK_LOGIN,
    ASK_CLIENT_GRANT,
    ASK_PROMPT,
    ASK_EXCHANGE,
    ASK_ANY /* of these */
};

#define QUESTION_BYTES 2048 /* room for any of them, without a tenant in it */
#define TENANT_FILE "examples/travel0/tenant.json"

struct tenant_text {
    char bytes[16384];
    size_t length;
};

/* Programs run in the root of the source tree. */
static inline void read_tenant(struct tenant_text *text)
{
    FILE *file = fopen(TENANT_FILE, "rb");

    if (file == NULL)
        bench_fail(TENANT_FILE, "cannot be opened");
    text->length = fread(text->bytes, 1, sizeof text->bytes, file);
    if (text->length == 0 || text->length == sizeof text->bytes)
        bench_fail(TENANT_FILE, "cannot be read, or is larger than it was");
    fclose(file);
}

#define DRAWN(words) ((words)[random_bits() % (sizeof(words) / sizeof *(words))])

static inline const char *drawn_user(void)
{
    static const char *const users[] = {"jonno", "emilio", "sumana", "hiroko", "somebody-else"};

    return DRAWN(users);
}

static inline const char *drawn_client(void)
{
    static const char *const clients[] = {"adventure-management", "tpc_trailmap",   "gearshare",
                                          "tpc_concierge",        "guide-desk",     "guide-calendar",
                                          "tpc_weather",          "calendar-agent", "unknown-client"};

    return DRAWN(clients);
}

static inline const char *drawn_organization(void)
{
    static const char *const organizations[] = {"org_granite", "org_adventurez", "org_rocky", "org_rocky",
                                                "org_elsewhere"};

    return DRAWN(organizations);
}

static inline const char *drawn_connection(void)
{
    static const char *const connections[] = {"travel0-database", "travel0-database", "granite-idp",
                                              "adventurez-idp", "nowhere"};

    return DRAWN(connections);
}

/* "organization":"...", with a comma, three times out of four. */
static inline const char *drawn_place(char *room, size_t size)
{
    if (random_bits() % 4 == 0)
        return "";
    snprintf(room, size, "\"organization\":\"%s\",", drawn_organization());
    return room;
}

static inline int write_login(char *text, size_t size, const char *more)
{
    static const char *const allowed[][4] = {
        {"jonno", "tpc_trailmap", "\"organization\":\"org_rocky\",", "travel0-database"},
        {"emilio", "tpc_concierge", "\"organization\":\"org_rocky\",", "travel0-database"},
        {"sumana", "tpc_trailmap", "\"organization\":\"org_adventurez\",", "adventurez-idp"},
        {"sumana", "tpc_concierge", "\"organization\":\"org_rocky\",", "adventurez-idp"},
        {"hiroko", "gearshare", "", "travel0-database"},
    };
    static const char *const actions[] = {"can_login", "can_third_party_login", "can_third_party_login"};
    static const char *const protocols[] = {"", "", "\"protocol\":\"oidc\",", "\"protocol\":\"samlp\","};
    char place[64];
    const char *const *one = DRAWN(allowed);
    const char *const drawn[] = {drawn_user(), drawn_client(), drawn_place(place, sizeof place),
                                 drawn_connection()};
    const bool is_allowed = random_bits() % 2;
    const char *const *used = is_allowed ? one : drawn;

    return snprintf(text, size,
                    "{\"subject\":{\"type\":\"user\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},"
                    "\"resource\":{\"type\":\"client\",\"id\":\"%s\"},"
                    "\"context\":{%s%s%s\"connection\":\"%s\"}}",
                    used[0], DRAWN(actions), used[1], more, used[2], is_allowed ? "" : DRAWN(protocols),
                    used[3]);
}

static inline int write_client_grant(char *text, size_t size, const char *more)
{
    static const char *const audiences[] = {"https://api.travel0.example/tours",
                                            "https://api.travel0.example/tours",
                                            "https://travel0.example/me/"};
    static const char *const scopes[] = {"read:tours", "read:tours write:tours", ""};
    static const char *const allowed_scopes[] = {"read:tours", ""};
    char place[64];
    const bool is_allowed = random_bits() % 2;

    return snprintf(text, size,
                    "{\"subject\":{\"type\":\"client\",\"id\":\"%s\"},"
                    "\"action\":{\"name\":\"check_client_grant\"},"
                    "\"resource\":{\"type\":\"resource_server\",\"id\":\"%s\"},"
                    "\"context\":{%s%s\"scope\":\"%s\"}}",
                    is_allowed ? "tpc_weather" : drawn_client(), is_allowed ? audiences[0] : DRAWN(audiences),
                    more, is_allowed ? "\"organization\":\"org_rocky\"," : drawn_place(place, sizeof place),
                    is_allowed ? DRAWN(allowed_scopes) : DRAWN(scopes));
}

static inline int write_prompt(char *text, size_t size, const char *more)
{
    static const char *const typed[] = {"hiroko@granite-outpost.example", "hiroko@mail.example",
                                        "rocky-mountain-high"};
    static const char *const clients[] = {"guide-desk", "guide-calendar", "tpc_trailmap", "tpc_concierge"};
    static const char *const prompts[] = {"login", "login", "consent", "none"};
    char place[64];
    char rest[128];

    if (random_bits() % 2)
        snprintf(rest, sizeof rest, "\"identifier\":\"%s\"", DRAWN(typed));
    else
        snprintf(rest, sizeof rest, "\"connection\":\"%s\",\"prompt\":\"%s\"", drawn_connection(),
                 DRAWN(prompts));
    return snprintf(text, size,
                    "{\"subject\":{\"type\":\"%s\",\"id\":\"%s\"},"
                    "\"action\":{\"name\":\"resolve_org_prompt_mode\"},"
                    "\"resource\":{\"type\":\"client\",\"id\":\"%s\"},\"context\":{%s%s%s}}",
                    random_bits() % 2 ? "user" : "anonymous", drawn_user(),
                    random_bits() % 4 ? DRAWN(clients) : drawn_client(), more,
                    random_bits() % 2 ? drawn_place(place, sizeof place) : "", rest);
}

static inline int write_exchange(char *text, size_t size, const char *more)
{
    static const char *const users[] = {"jonno", "emilio"};
    static const char *const clients[] = {"calendar-agent", "calendar-agent", "guide-calendar"};
    static const char *const connections[] = {"guide-calendar", "guide-calendar", "travel0-database"};
    static const char *const hints[] = {"", "\"login_hint\":\"google-jonno\",",
                                        "\"login_hint\":\"google-emilio\","};
    static const char *const scopes[] = {"", "\"scope\":\"calendar.read\",",
                                         "\"scope\":\"calendar.read mail\","};
    const bool is_allowed = random_bits() % 2;

    return snprintf(
        text, size,
        "{\"subject\":{\"type\":\"client\",\"id\":\"%s\"},\"action\":{\"name\":\"check_token_exchange\"},"
        "\"resource\":{\"type\":\"connection\",\"id\":\"%s\"},\"context\":{%s\"now\":1790000000,%s%s"
        "\"client_authentication\":{\"method\":\"client_secret_post\",\"valid\":true},"
        "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:refresh_token\","
        "\"requested_token_type\":"
        "\"http://auth0.com/oauth/token-type/federated-connection-access-token\","
        "\"subject_token\":{\"type\":\"refresh_token\",\"valid\":true,\"sub\":\"%s\","
        "\"azp\":\"calendar-agent\",\"org_id\":\"%s\"}}}",
        is_allowed ? clients[0] : DRAWN(clients), is_allowed ? connections[0] : DRAWN(connections), more,
        is_allowed ? hints[0] : DRAWN(hints), DRAWN(scopes), is_allowed ? DRAWN(users) : drawn_user(),
        is_allowed ? "org_rocky" : drawn_organization());
}

/*
 * Writes a question and returns its length. `more`: members that stand first in its context, each with a
 * comma after it.
 */
static inline size_t write_question(enum question_kind kind, const char *more, char *text, size_t size)
{
    int (*const writers[])(char *text, size_t size, const char *more) = {write_login, write_client_grant,
                                                                         write_prompt, write_exchange};
    const size_t writer = kind == ASK_ANY ? random_bits() % 4 : (size_t)kind;
    const int length = writers[writer](text, size, more);

    if (length < 0 || (size_t)length >= size)
        bench_fail("questions", "too little room");
    return (size_t)length;
}

#endif
