/* SPDX-License-Identifier: MIT */
/*
 * Descriptions of denials: every reason that has one, with values of varied lengths, against a memcpy of the
 * text that comes out. The project has no target for it; the limit is a guard of this folder.
 */
#include "bench.h"

#include <string.h>

#include "../property/random.h"
#include "orgpol/decision.h"

#define BATCH 64
#define ROOM 512

struct described {
    uint16_t reason;
    struct orgpol_description_values values;
    struct orgpol_str scopes[3];
    char ids[6][40];
    char text[ROOM];
    size_t length;
};

static struct described all[BATCH];

static struct orgpol_str drawn_id(char *room, const char *prefix)
{
    const size_t length = strlen(prefix) + 8 + random_bits() % 16;

    for (size_t i = 0; i < length; i++)
        room[i] = i < strlen(prefix) ? prefix[i] : (char)('a' + random_bits() % 26);
    return (struct orgpol_str){room, length};
}

static void draw(struct described *described)
{
    struct orgpol_description_values *values = &described->values;

    *values = (struct orgpol_description_values)ORGPOL_DESCRIPTION_VALUES_INIT;
    values->org_id = drawn_id(described->ids[0], "org_");
    values->user_id = drawn_id(described->ids[1], "auth0|");
    values->client_id = drawn_id(described->ids[2], "tpc_");
    values->audience = drawn_id(described->ids[3], "https://");
    values->grant_type = ORGPOL_STR("client_credentials");
    values->subject_token = ORGPOL_STR("refresh token");
    for (size_t i = 0; i < 3; i++)
        described->scopes[i] = i < 2 ? drawn_id(described->ids[4 + i], "read:") : ORGPOL_STR("openid");
    values->scopes = described->scopes;
    values->scope_count = random_bits() % 4;
    do
        described->reason = (uint16_t)(random_bits() % ORGPOL_REASON_COUNT);
    while (orgpol_describe(described->reason, values, NULL, 0) == 0);
    described->length = orgpol_describe(described->reason, values, described->text, ROOM);
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++)
        draw(&all[i]);
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        char text[ROOM];

        sum += orgpol_describe(all[i].reason, &all[i].values, text, sizeof text) + (unsigned char)text[1];
    }
    return sum;
}

/* The compiler does not know that the copy is not read. */
static char copied[ROOM];

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        memcpy(copied, all[i].text, all[i].length + 1);
        sum += (unsigned char)copied[1];
    }
    return sum;
}

static void check(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        char text[ROOM];

        if (orgpol_describe(all[i].reason, &all[i].values, text, sizeof text) != all[i].length ||
            all[i].length >= ROOM || memcmp(text, all[i].text, all[i].length + 1) != 0)
            bench_fail("describe", "another text is copied");
    }
}

const struct bench describe_rows[] = {
    {.name = "describe",
     .against = "memcpy of the text",
     .limit = 25.0,
     .is_guard = true,
     .batch = BATCH,
     .group = 16,
     .rounds = 64,
     .counted = 16,
     .prepare = prepare,
     .library = library,
     .floor = floor_of,
     .check = check},
    {.name = NULL},
};
