/* SPDX-License-Identifier: MIT */
/*
 * The strict reader alone, over AuthZEN requests and over the Travel0 sample, against a scan of the same
 * bytes that looks each of them up in a table and knows only what is a string and what is not. The project
 * has no target for it; the limit is a guard of this folder.
 */
#include "bench.h"

#include "orgpol/json.h"
#include "questions.h"

#define BATCH 32

enum { REQUESTS, TENANT };

static struct tenant_text tenant;
static char documents[BATCH][QUESTION_BYTES];
static struct orgpol_str texts[BATCH];
static bool is_tenant;

/* Outside of strings, inside, and after a backslash. */
enum { OUTSIDE, INSIDE, ESCAPED, STATES };
static uint8_t next[STATES][256];

static void setup(size_t kind, bool counting)
{
    (void)counting;
    is_tenant = kind == TENANT;
    memset(next[OUTSIDE], OUTSIDE, 256);
    memset(next[INSIDE], INSIDE, 256);
    memset(next[ESCAPED], INSIDE, 256);
    next[OUTSIDE]['"'] = INSIDE;
    next[INSIDE]['"'] = OUTSIDE;
    next[INSIDE]['\\'] = ESCAPED;
    read_tenant(&tenant);
}

/* The tenant is the same every time: its bytes vary enough. */
static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++)
        if (is_tenant)
            texts[i] = (struct orgpol_str){tenant.bytes, tenant.length};
        else
            texts[i] = (struct orgpol_str){documents[i],
                                           write_question(ASK_ANY, "", documents[i], sizeof documents[i])};
}

/* How many are accepted. */
static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += orgpol_json_check(texts[i].ptr, texts[i].len, NULL, NULL) == ORGPOL_OK;
    return sum;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        uint8_t state = OUTSIDE;

        for (size_t at = 0; at < texts[i].len; at++)
            state = next[state][(unsigned char)texts[i].ptr[at]];
        sum += state == OUTSIDE;
    }
    return sum;
}

static void check(void)
{
    if (library(0, BATCH) != BATCH || floor_of(0, BATCH) != BATCH)
        bench_fail("strict reader", "a document is not accepted");
}

#define READER                                                                                     \
    .against = "a table scan of the same bytes", .is_guard = true, .batch = BATCH, .setup = setup, \
    .prepare = prepare, .library = library, .floor = floor_of, .check = check

const struct bench reader_rows[] = {
    {.name = "strict reader, requests",
     .kind = REQUESTS,
     .limit = 1.5,
     .group = 4,
     .rounds = 32,
     .counted = 4,
     READER},
    {.name = "strict reader, tenant",
     .kind = TENANT,
     .limit = 1.5,
     .group = 1,
     .rounds = 2,
     .counted = 1,
     READER},
    {.name = NULL},
};
