/* SPDX-License-Identifier: MIT */
/* Consent keys against one hash (BLAKE2b) of the same bytes, which are ready. */
#include "bench.h"

#include <string.h>

#include <sodium/core.h>
#include <sodium/crypto_generichash.h>

#include "../property/random.h"
#include "orgpol/consent.h"

#define BATCH 64
#define MOST_SCOPES 8

/* A consent to name, and the bytes that are hashed for it. */
struct named_consent {
    struct orgpol_consent_key_request request;
    struct orgpol_str scopes[MOST_SCOPES];
    char text[512];
    unsigned char bytes[1024];
    size_t length;
};

static struct named_consent consents[BATCH];
static size_t scope_count;
static bool are_shuffled;

static void encode(struct named_consent *named, const void *bytes, size_t count)
{
    memcpy(named->bytes + named->length, bytes, count);
    named->length += count;
}

static void encode_number(struct named_consent *named, size_t number)
{
    for (int i = 0; i < 8; i++) {
        const unsigned char byte = (unsigned char)(number >> 8 * i);

        encode(named, &byte, 1);
    }
}

static struct orgpol_str encoded_text(struct named_consent *named, char **at, const char *prefix, size_t most)
{
    const size_t length = strlen(prefix) + 1 + random_bits() % most;
    struct orgpol_str text = {*at, length};

    for (size_t i = 0; i < length; i++)
        (*at)[i] = i < strlen(prefix) ? prefix[i] : (char)('a' + random_bits() % 26);
    *at += length;
    encode_number(named, length);
    encode(named, text.ptr, length);
    return text;
}

/* Ids of the usual lengths, in an organization; scopes, if any, in order, as a server keeps them. */
static void name_consent(struct named_consent *named, size_t scopes)
{
    char *at = named->text;

    memset(named, 0, sizeof *named);
    named->request = (struct orgpol_consent_key_request)ORGPOL_CONSENT_KEY_REQUEST_INIT;
    encode(named, "orgpol-consent-1", 16);
    named->request.user_id = encoded_text(named, &at, "auth0|", 32);
    named->request.client_id = encoded_text(named, &at, "tpc_", 32);
    named->request.audience = encoded_text(named, &at, "https://api.", 32);
    encode(named, "\1", 1);
    named->request.organization_id = encoded_text(named, &at, "org_", 16);
    encode(named, scopes ? "\1" : "\0", 1);
    named->request.has_scopes = scopes > 0;
    named->request.scopes = named->scopes;
    named->request.scope_count = scopes;
    if (scopes)
        encode_number(named, scopes);
    for (size_t i = 0; i < scopes; i++) {
        const char prefix[] = {'r', 'e', 'a', 'd', ':', (char)('a' + i), '\0'};

        named->scopes[i] = encoded_text(named, &at, prefix, 12);
    }
}

static void shuffle(struct orgpol_str *scopes, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t other = random_bits() % i;
        const struct orgpol_str last = scopes[i - 1];

        scopes[i - 1] = scopes[other];
        scopes[other] = last;
    }
}

/* The kind is the number of scopes. */
static void setup(size_t kind, bool counting)
{
    (void)counting;
    scope_count = kind;
    are_shuffled = false;
}

static void setup_shuffled(size_t kind, bool counting)
{
    setup(kind, counting);
    are_shuffled = true;
}

/* From here on libsodium uses what this processor has. */
static void setup_sodium(size_t kind, bool counting)
{
    if (sodium_init() < 0)
        bench_fail("consent key", "libsodium does not start");
    setup(kind, counting);
}

static void prepare(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        name_consent(&consents[i], scope_count);
        if (are_shuffled)
            shuffle(consents[i].scopes, scope_count);
    }
}

static uint64_t library(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

        sum += orgpol_consent_key_for(&consents[i].request, key).effect + key[0];
    }
    return sum;
}

static uint64_t floor_of(size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++) {
        unsigned char hash[ORGPOL_CONSENT_KEY_BYTES];

        crypto_generichash(hash, sizeof hash, consents[i].bytes, consents[i].length, NULL, 0);
        sum += hash[0];
    }
    return sum;
}

static void check(void)
{
    for (size_t i = 0; i < BATCH; i++) {
        uint8_t key[ORGPOL_CONSENT_KEY_BYTES];
        unsigned char hash[ORGPOL_CONSENT_KEY_BYTES];

        orgpol_consent_key_for(&consents[i].request, key);
        crypto_generichash(hash, sizeof hash, consents[i].bytes, consents[i].length, NULL, 0);
        if (memcmp(key, hash, sizeof key) != 0)
            bench_fail("consent key", "the floor hashes other bytes");
    }
}

#define BLAKE2B(scopes)                                                                                  \
    .kind = (scopes), .against = "BLAKE2b of the same bytes", .batch = BATCH, .group = 16, .rounds = 32, \
    .prepare = prepare, .library = library, .floor = floor_of, .check = check
#define CONSENT_KEY(scopes) .limit = 1.3, BLAKE2B(scopes)

const struct bench consent_key_rows[] = {
    {.name = "consent key", .setup = setup, .counted = 4, CONSENT_KEY(0)},
    {.name = "consent key, 8 scopes", .setup = setup, .counted = 4, CONSENT_KEY(MOST_SCOPES)},
    {.name = "consent key, 8 scopes in any order",
     .limit = 2.0,
     .is_guard = true,
     .setup = setup_shuffled,
     .counted = 4,
     BLAKE2B(MOST_SCOPES)},
    /* Last, for there is no way back. What it changes is not the library's, and not counted. */
    {.name = "consent key, after sodium_init", .setup = setup_sodium, CONSENT_KEY(0)},
    {.name = "8 scopes, after sodium_init", .setup = setup_sodium, CONSENT_KEY(MOST_SCOPES)},
    {.name = NULL},
};
