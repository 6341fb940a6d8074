/* SPDX-License-Identifier: MIT */
/*
 * The requests that the peers are asked, orgpol's answers to them, and what these cost us.
 *
 *   ours space              every request there is, one a line, with orgpol's answer
 *   ours stream COUNT       COUNT requests drawn, always the same; half of them are allowed
 *   ours ENGINE FILE COUNT  the first COUNT requests of FILE: to orgpol, or to the same rule in plain C; see
 * peer.js
 *
 * A request is a digit for each of the facts below, the place of its value; then 1 when it is allowed, else
 * 0. The first line names facts and values, in JSON.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../property/random.h"
#include "../../property/space.h"
#include "../measure.h"

#define BATCH 32 /* requests that stay in the cache */
#define FACT_VALUES 3

/* What varies, in the Management API's words, and where the attributes of test/property/space.h have it. */
struct fact {
    const char *name;
    enum attribute attribute;
    unsigned char places[FACT_VALUES];
    const char *values[FACT_VALUES]; /* JSON */
};

enum {
    ACTION,
    IS_FIRST_PARTY,
    SECURITY_MODE,
    ORGANIZATION_USAGE,
    CLIENT_ACCESS,
    IS_ENTITLEMENT_ACTIVE,
    MEMBER_ACCESS,
    IS_DOMAIN_CONNECTION,
    IS_CONNECTION_ENABLED,
    IS_MEMBER,
    ASSIGN_MEMBERSHIP,
    MEMBER_COUNT,
    MFA_STATE,
    FACTS
};

#define NO_YES          \
    {                   \
        "false", "true" \
    }

static const struct fact facts[FACTS] = {
    [ACTION] = {"action", TRANSACTION, {0, 9}, {"\"log_in\"", "\"refresh\""}},
    [IS_FIRST_PARTY] = {"is_first_party", FIRST_PARTY_MEMBER, {0, 1}, NO_YES},
    [SECURITY_MODE] = {"third_party_security_mode", MODE, {1, 2}, {"\"strict\"", "\"permissive\""}},
    [ORGANIZATION_USAGE] = {"organization_usage", USAGE, {1, 2, 3}, {"\"deny\"", "\"allow\"", "\"require\""}},
    [CLIENT_ACCESS] = {"third_party_client_access", ACCESS, {1, 2}, {"\"block\"", "\"allow\""}},
    [IS_ENTITLEMENT_ACTIVE] = {"is_app_entitlement_active", ENTITLEMENT, {0, 1}, NO_YES},
    [MEMBER_ACCESS] = {"member_access", LISTED, {0, 1, 2}, {"\"not_listed\"", "\"off\"", "\"on\""}},
    [IS_DOMAIN_CONNECTION] = {"is_domain_connection", DOMAIN, {0, 1}, NO_YES},
    [IS_CONNECTION_ENABLED] = {"is_connection_enabled", ORG_CONNECTION, {1, 2}, NO_YES},
    [IS_MEMBER] = {"is_member", MEMBER, {0, 1}, NO_YES},
    [ASSIGN_MEMBERSHIP] = {"assign_membership_on_login", AUTO, {0, 1}, NO_YES},
    [MEMBER_COUNT] = {"member_count", FULL, {0, 1}, {"99999", "100000"}},
    [MFA_STATE] = {"mfa", MFA, {1, 2, 3}, {"\"satisfied\"", "\"required\"", "\"failed\""}},
};

/* The place of each fact's value. */
struct question {
    unsigned char at[FACTS];
};

static unsigned char count_values(size_t fact)
{
    return facts[fact].values[2] ? 3 : 2;
}

/* What does not vary: client, organization, connection and user exist, and the login is one over OIDC. */
static void build_request(struct world *world, const struct question *question)
{
    struct point point = {{[CLIENT] = 1,
                           [PREFIX] = 1,
                           [GRANTS] = 1,
                           [ORGANIZATION] = 2,
                           [ORG_COUNT] = 1,
                           [CONNECTION] = 1,
                           [USER] = 1}};

    for (size_t fact = 0; fact < FACTS; fact++)
        point.at[facts[fact].attribute] = facts[fact].places[question->at[fact]];
    build(world, &point);
}

static bool is_allowed_by_orgpol(const struct world *world)
{
    return orgpol_can_third_party_login(&world->request, NULL).effect == ORGPOL_EFFECT_ALLOW;
}

static bool ask(const struct question *question)
{
    struct world world;

    build_request(&world, question);
    return is_allowed_by_orgpol(&world);
}

/* What someone would write who needs this rule and no other, and no reasons. */
struct plain {
    uint32_t member_count;
    uint8_t is_refresh, is_first_party, is_strict, usage, is_access_allowed, is_entitlement_active, is_listed,
        has_member_access, is_domain, is_enabled, is_member, assigns_membership, mfa;
};

static void build_plain(struct plain *plain, const struct question *question)
{
    const unsigned char *at = question->at;

    *plain = (struct plain){
        .member_count = ORGPOL_MEMBER_LIMIT - 1 + at[MEMBER_COUNT],
        .is_refresh = at[ACTION],
        .is_first_party = at[IS_FIRST_PARTY],
        .is_strict = at[SECURITY_MODE] == 0,
        .usage = facts[ORGANIZATION_USAGE].places[at[ORGANIZATION_USAGE]],
        .is_access_allowed = at[CLIENT_ACCESS],
        .is_entitlement_active = at[IS_ENTITLEMENT_ACTIVE],
        .is_listed = at[MEMBER_ACCESS] != 0,
        .has_member_access = at[MEMBER_ACCESS] == 2,
        .is_domain = at[IS_DOMAIN_CONNECTION],
        .is_enabled = at[IS_CONNECTION_ENABLED],
        .is_member = at[IS_MEMBER],
        .assigns_membership = at[ASSIGN_MEMBERSHIP],
        .mfa = facts[MFA_STATE].places[at[MFA_STATE]],
    };
}

static bool is_allowed_plainly(const struct plain *plain)
{
    if (plain->is_first_party) /* LOGIN-02 */
        return false;
    if (!plain->is_strict) /* LOGIN-03 */
        return false;
    if (plain->usage != ORGPOL_USAGE_ALLOW && plain->usage != ORGPOL_USAGE_REQUIRE) /* PROMPT-07 */
        return false;
    if (plain->is_entitlement_active && plain->is_listed) { /* ENT-06 */
        if (!plain->has_member_access)                      /* ENT-07; of a refresh ENT-17 */
            return false;
    } else if (!plain->is_access_allowed) { /* LOGIN-07 ENT-08 ENT-09; of a refresh LOGIN-34 */
        return false;
    }
    if (plain->mfa == ORGPOL_MFA_FAILED) /* LOGIN-25 */
        return false;
    if (plain->is_refresh)                                            /* it reads no connection */
        return plain->is_member && plain->mfa != ORGPOL_MFA_REQUIRED; /* LOGIN-34 AUTHZ-20 */
    if (!plain->is_domain)                                            /* LOGIN-08 */
        return false;
    if (!plain->is_enabled) /* LOGIN-09 */
        return false;
    if (plain->is_member) /* LOGIN-18 */
        return true;
    return plain->assigns_membership && plain->member_count < ORGPOL_MEMBER_LIMIT; /* LOGIN-19 LOGIN-22 */
}

/* ---- what is asked ---- */

static void print_facts(void)
{
    for (size_t fact = 0; fact < FACTS; fact++) {
        printf("%s[\"%s\"", fact ? "," : "[", facts[fact].name);
        for (size_t value = 0; value < count_values(fact); value++)
            printf(",%s", facts[fact].values[value]);
        printf("]");
    }
    printf("]\n");
}

static void print_question(const struct question *question)
{
    for (size_t fact = 0; fact < FACTS; fact++)
        putchar('0' + question->at[fact]);
    putchar('0' + ask(question));
    putchar('\n');
}

/* Goes on to the next question there is; false after the last. */
static bool next_question(struct question *question)
{
    for (size_t fact = 0; fact < FACTS; fact++) {
        if (++question->at[fact] < count_values(fact))
            return true;
        question->at[fact] = 0;
    }
    return false;
}

static void print_space(void)
{
    struct question question = {{0}};

    do
        print_question(&question);
    while (next_question(&question));
}

static size_t random_below(size_t count)
{
    return (size_t)(random_bits() % count);
}

/* One in two is any that is allowed; the other is such a one, with facts changed until it is not. */
static void print_stream(size_t count)
{
    static struct question allowed[32768];
    struct question question = {{0}};
    size_t allowed_count = 0;

    do
        if (ask(&question))
            allowed[allowed_count++] = question;
    while (next_question(&question));
    for (size_t i = 0; i < count; i++) {
        const bool denied = random_bits() >> 63;

        question = allowed[random_below(allowed_count)];
        while (denied && ask(&question)) {
            const size_t fact = random_below(FACTS);

            question.at[fact] = (unsigned char)random_below(count_values(fact));
        }
        print_question(&question);
    }
}

/* ---- what it costs us ---- */

struct asked {
    struct question *questions;
    bool *answers;
    size_t count;
};

static void give_up(const char *what)
{
    fprintf(stderr, "ours: %s\n", what);
    exit(2);
}

static struct asked read_questions(const char *name, size_t count)
{
    struct asked asked = {calloc(count, sizeof *asked.questions), calloc(count, sizeof *asked.answers), 0};
    char line[1024];
    FILE *file = fopen(name, "r");

    if (file == NULL || asked.questions == NULL || asked.answers == NULL)
        give_up("no file, or no memory");
    if (fgets(line, sizeof line, file) == NULL)
        give_up("no line of facts");
    while (asked.count < count && fgets(line, sizeof line, file)) {
        struct question *question = &asked.questions[asked.count];

        for (size_t fact = 0; fact < FACTS; fact++) {
            question->at[fact] = (unsigned char)(line[fact] - '0');
            if (question->at[fact] >= count_values(fact))
                give_up("no such value");
        }
        asked.answers[asked.count++] = line[FACTS] == '1';
    }
    fclose(file);
    return asked;
}

/* The time of reading the clock, which every batch has in it. */
static double clock_overhead(void)
{
    static double samples[4096];

    for (size_t i = 0; i < 4096; i++) {
        const double start = now_ns();
        samples[i] = now_ns() - start;
    }
    return percentile(samples, 4096, 0.5);
}

/* A call, which the compiler cannot take into the loop. */
static bool (*volatile const plainly)(const struct plain *) = is_allowed_plainly;

/* Asks everything once. Prints what a decision took, and the first answer that is not the one in the file. */
static void run_round(const struct asked *asked, bool is_plain)
{
    static struct world worlds[BATCH];
    static struct plain plains[BATCH];
    const double overhead = clock_overhead();
    bool decided[BATCH];
    double ns = 0;
    size_t different = SIZE_MAX;

    for (size_t first = 0; first < asked->count; first += BATCH) {
        const size_t count = asked->count - first < BATCH ? asked->count - first : BATCH;
        double start;

        for (size_t i = 0; i < count; i++) {
            build_plain(&plains[i], &asked->questions[first + i]);
            build_request(&worlds[i], &asked->questions[first + i]);
        }
        start = now_ns();
        if (is_plain)
            for (size_t i = 0; i < count; i++)
                decided[i] = plainly(&plains[i]);
        else
            for (size_t i = 0; i < count; i++)
                decided[i] = is_allowed_by_orgpol(&worlds[i]);
        ns += now_ns() - start - overhead;
        for (size_t i = 0; i < count; i++)
            if (decided[i] != asked->answers[first + i] && different == SIZE_MAX)
                different = first + i;
    }
    printf("{\"ns\":%.3f", ns / (double)asked->count);
    if (different != SIZE_MAX)
        printf(",\"different\":%zu", different);
    printf("}\n");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    char line[16];
    struct asked asked;
    bool is_plain;

    if (argc == 2 && strcmp(argv[1], "space") == 0) {
        print_facts();
        print_space();
        return ferror(stdout);
    }
    if (argc == 3 && strcmp(argv[1], "stream") == 0) {
        print_facts();
        print_stream(strtoul(argv[2], NULL, 10));
        return ferror(stdout);
    }
    if (argc != 4 || (strcmp(argv[1], "orgpol") != 0 && strcmp(argv[1], "plain") != 0))
        give_up("space | stream COUNT | orgpol FILE COUNT | plain FILE COUNT");
    asked = read_questions(argv[2], strtoul(argv[3], NULL, 10));
    is_plain = strcmp(argv[1], "plain") == 0;
    printf("{\"version\":\"%s\",\"count\":%zu}\n", is_plain ? "" : ORGPOL_VERSION, asked.count);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin))
        run_round(&asked, is_plain);
    free(asked.questions);
    free(asked.answers);
    return 0;
}
