/* SPDX-License-Identifier: MIT */
/*
 * Ids chosen to collide under hashes without a key cost a tenant no more than others: probes are counted, not
 * timed. The ids are made as an attacker would make them: for a hash that goes over a text byte by byte,
 * pairs of blocks that lead from one state to one other state, so that n pairs give 2^n texts of one hash.
 */
#include "tenants.h"

#define BLOCK 5 /* characters */
#define PAIRS 12
#define IDS (1u << PAIRS)
#define MOST_LENGTH (8 + PAIRS * BLOCK)

/* 32 bits of hashes that tables use. */
static uint32_t djb2(uint32_t state, unsigned char c)
{
    return state * 33 + c;
}

static uint32_t times_31(uint32_t state, unsigned char c)
{
    return state * 31 + c;
}

static uint32_t fnv1a_32(uint32_t state, unsigned char c)
{
    return (state ^ c) * 16777619;
}

/* The low half of the 64-bit hash, which depends on the low half of its state alone. */
static uint32_t fnv1a_64(uint32_t state, unsigned char c)
{
    return (state ^ c) * 0x1B3;
}

struct unkeyed {
    const char *name;
    uint32_t (*step)(uint32_t state, unsigned char c);
    uint32_t start;
};

static const struct unkeyed hashes[] = {
    {"djb2", djb2, 5381},
    {"times 31", times_31, 0},
    {"FNV-1a, 32 bits", fnv1a_32, 2166136261},
    {"FNV-1a, low half of 64 bits", fnv1a_64, 0x84222325},
};

static uint32_t hash_on(const struct unkeyed *hash, uint32_t state, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        state = hash->step(state, (unsigned char)text[i]);
    return state;
}

/* The block of a number. */
static void block_of(uint32_t number, char block[BLOCK])
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

    for (int i = 0; i < BLOCK; i++, number /= 36)
        block[i] = digits[number % 36];
}

#define SEEN (1u << 20)

/* Two blocks that lead from the state to one other, which is returned. */
static uint32_t find_pair(const struct unkeyed *hash, uint32_t state, char pair[2][BLOCK])
{
    static uint32_t seen[SEEN]; /* numbers plus one of blocks, by the low bits of where they lead */

    memset(seen, 0, sizeof seen);
    for (uint32_t number = 0; number < SEEN / 2; number++) {
        uint32_t reached;
        uint32_t at;

        /* Spread over all blocks: neighbours would differ in few characters. */
        block_of((number * 2654435761u) % 60466176, pair[1]);
        reached = hash_on(hash, state, pair[1], BLOCK);
        for (at = reached % SEEN; seen[at]; at = (at + 1) % SEEN) {
            block_of(((seen[at] - 1) * 2654435761u) % 60466176, pair[0]);
            if (memcmp(pair[0], pair[1], BLOCK) != 0 && hash_on(hash, state, pair[0], BLOCK) == reached)
                return reached;
        }
        seen[at] = number + 1;
    }
    fail_msg("no two blocks collide under %s", hash->name);
    return 0;
}

typedef char flood[IDS][MOST_LENGTH + 1];

static void collide(const struct unkeyed *hash, const char *prefix, flood ids)
{
    char pairs[PAIRS][2][BLOCK];
    uint32_t state = hash_on(hash, hash->start, prefix, strlen(prefix));

    for (int i = 0; i < PAIRS; i++)
        state = find_pair(hash, state, pairs[i]);
    for (uint32_t id = 0; id < IDS; id++) {
        char *at = ids[id] + snprintf(ids[id], sizeof ids[id], "%s", prefix);

        for (int i = 0; i < PAIRS; i++, at += BLOCK)
            memcpy(at, pairs[i][id >> i & 1], BLOCK);
        *at = '\0';
    }
}

/* As many ids of the same length, that nobody chose. */
static void scatter(const char *prefix, flood ids)
{
    uint64_t bits = 1;

    for (uint32_t id = 0; id < IDS; id++) {
        char *at = ids[id] + snprintf(ids[id], sizeof ids[id], "%s", prefix);

        for (int i = 0; i < PAIRS; i++, at += BLOCK) {
            bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            block_of((uint32_t)(bits >> 33) % 60466176, at);
        }
        *at = '\0';
    }
}

/* The other texts that a table under the hash without a key looks at while the ids are entered. */
static uint64_t unkeyed_probes(const struct unkeyed *hash, flood ids)
{
    static uint32_t slots[4 * IDS];
    uint64_t probes = 0;

    memset(slots, 0, sizeof slots);
    for (uint32_t id = 0; id < IDS; id++) {
        uint32_t at = hash_on(hash, hash->start, ids[id], strlen(ids[id])) % (4 * IDS);

        for (; slots[at]; at = (at + 1) % (4 * IDS))
            probes++;
        slots[at] = id + 1;
    }
    return probes;
}

/* ---- the tenant's tables ---- */

/* An organization for every id, with a member of the same id; the document. */
static char *document_of(flood ids)
{
    const size_t size = IDS * (4 * sizeof ids[0] + 64) + 64;
    char *json = malloc(size);
    size_t length = (size_t)snprintf(json, size, "{\"organizations\":[");

    for (uint32_t id = 0; id < IDS; id++)
        length += (size_t)snprintf(json + length, size - length,
                                   "%s{\"id\":\"%s\",\"members\":[{\"user_id\":\"%s\"}]}", id ? "," : "",
                                   ids[id], ids[id]);
    length += (size_t)snprintf(json + length, size - length, "],\"users\":[");
    for (uint32_t id = 0; id < IDS; id++)
        length +=
            (size_t)snprintf(json + length, size - length, "%s{\"user_id\":\"%s\"}", id ? "," : "", ids[id]);
    snprintf(json + length, size - length, "]}");
    return json;
}

/* What a lookup looks at until it has found its entry: entries whose tag fits, and further groups. */
static uint64_t text_probes(const struct index *index, struct orgpol_str text)
{
    struct table_walk walk = orgpol_table_walk(&index->texts, orgpol_index_hash(index, text.ptr, text.len));
    const uint32_t group = walk.group;
    const uint32_t number = orgpol_index_find_text(index, text);
    const uint32_t *slot;
    uint64_t probes = 0;

    assert_int_not_equal(number, 0);
    do {
        slot = orgpol_table_next(&walk);
        assert_non_null(slot);
        probes++;
    } while (*slot != number);
    return probes + (walk.group + walk.group_count - group) % walk.group_count;
}

static uint64_t key_probes(const struct orgpol_tenant *tenant, struct index_key key)
{
    const struct table *table = &tenant->tables[key.kind];
    struct table_walk walk = orgpol_table_walk(table, orgpol_tenant_hash(tenant, &key));
    const uint32_t group = walk.group;
    const uint32_t *slot;
    uint64_t probes = 0;
    uint32_t place;

    assert_true(orgpol_tenant_find(tenant, key, &place));
    do {
        slot = orgpol_table_next(&walk);
        assert_non_null(slot);
        probes++;
    } while (*slot != place);
    return probes + (walk.group + walk.group_count - group) % walk.group_count;
}

#define LOOKUPS 4 /* of every id: the text, the organization, the user, the member */

/* The probes of every lookup of every id, and in *most those of the one that takes the most. */
static uint64_t tenant_probes(flood ids, uint64_t *most)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    char *json = document_of(ids);
    struct orgpol_tenant *tenant;
    uint64_t sum = 0;

    options.hash_key = (const uint8_t *)"sixteen bytes...";
    assert_int_equal(orgpol_tenant_load(json, strlen(json), &options, &tenant, NULL), ORGPOL_OK);
    *most = 0;
    for (uint32_t id = 0; id < IDS; id++) {
        const struct orgpol_str text = {ids[id], strlen(ids[id])};
        const uint32_t number = orgpol_index_find_text(&tenant->index, text);
        const uint64_t probes[LOOKUPS] = {
            text_probes(&tenant->index, text),
            key_probes(tenant, (struct index_key){.kind = KIND_ORGANIZATION, .id = number}),
            key_probes(tenant, (struct index_key){.kind = KIND_USER, .id = number}),
            key_probes(tenant, (struct index_key){.kind = KIND_MEMBER, .owner = id, .id = number}),
        };

        for (int i = 0; i < LOOKUPS; i++) {
            sum += probes[i];
            *most = probes[i] > *most ? probes[i] : *most;
        }
    }
    orgpol_tenant_free(tenant);
    free(json);
    return sum;
}

/* Under the hashes without a key every id meets all before it; under the tenant's they are like any others.
 */
static void colliding_ids_are_found_like_others(void **state)
{
    static flood ids;
    uint64_t most;
    uint64_t usual;

    (void)state;
    scatter("org_", ids);
    usual = tenant_probes(ids, &most);
    print_message("nobody's choice: %.3f probes a lookup, at most %u\n", (double)usual / (LOOKUPS * IDS),
                  (unsigned)most);
    assert_in_range(usual, LOOKUPS * IDS, LOOKUPS * IDS * 5 / 4);
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        uint64_t probes;

        assert_in_range(unkeyed_probes(&hashes[i], ids), 0, IDS);
        collide(&hashes[i], "org_", ids);
        assert_int_equal(unkeyed_probes(&hashes[i], ids), (uint64_t)IDS * (IDS - 1) / 2);
        probes = tenant_probes(ids, &most);
        print_message("%s: %.3f probes a lookup, at most %u\n", hashes[i].name,
                      (double)probes / (LOOKUPS * IDS), (unsigned)most);
        assert_in_range(probes, usual - usual / 20, usual + usual / 20);
        assert_in_range(most, 1, 16);
        scatter("org_", ids);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colliding_ids_are_found_like_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
