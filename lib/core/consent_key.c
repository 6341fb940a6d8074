/* SPDX-License-Identifier: MIT */
/* The key of a stored consent. orgpol/consent.h specifies the bytes. */
#include <sodium/crypto_generichash.h>

#include "consent.h"
#include "decision.h"
#include "rows.h"
#include "scope.h"
#include "text.h"

_Static_assert(ORGPOL_CONSENT_SECRET_BYTES_MIN == crypto_generichash_KEYBYTES_MIN, "the hash's own limits");
_Static_assert(ORGPOL_CONSENT_SECRET_BYTES_MAX == crypto_generichash_KEYBYTES_MAX, "the hash's own limits");

static bool is_behind(const struct orgpol_str *scopes, uint16_t a, uint16_t b)
{
    return text_order(scopes[a], scopes[b]) > 0;
}

static void swap(uint16_t *a, uint16_t *b)
{
    const uint16_t kept = *a;

    *a = *b;
    *b = kept;
}

/* Lets the scope at `parent` of a heap sink below those at 2n+1 and 2n+2 that are behind it. */
static void sink(const struct orgpol_str *scopes, uint16_t *order, size_t parent, size_t count)
{
    for (size_t child = 2 * parent + 1; child < count; child = 2 * parent + 1) {
        if (child + 1 < count && is_behind(scopes, order[child + 1], order[child]))
            child++;
        if (!is_behind(scopes, order[child], order[parent]))
            return;
        swap(&order[child], &order[parent]);
        parent = child;
    }
}

/* Heap sort: no recursion, no room beside the list, and no order of scopes makes it slow. */
static void sort(const struct orgpol_str *scopes, uint16_t *order, size_t count)
{
    for (size_t parent = count / 2; parent > 0; parent--)
        sink(scopes, order, parent - 1, count);
    for (size_t last = count; last > 1; last--) {
        swap(&order[0], &order[last - 1]);
        sink(scopes, order, 0, last - 1);
    }
}

/* The first eight bytes as a number that is in their order; zeros stand for missing ones. */
static uint64_t prefix_of(struct orgpol_str text)
{
    unsigned char bytes[8] = {0};

    if (text_length(text) >= sizeof bytes)
        memcpy(bytes, text.ptr, sizeof bytes); /* of a known size: no call */
    else if (text_length(text) > 0)
        memcpy(bytes, text.ptr, text.len);
    return (uint64_t)bytes[0] << 56 | (uint64_t)bytes[1] << 48 | (uint64_t)bytes[2] << 40 |
           (uint64_t)bytes[3] << 32 | (uint64_t)bytes[4] << 24 | (uint64_t)bytes[5] << 16 |
           (uint64_t)bytes[6] << 8 | (uint64_t)bytes[7];
}

/* A scope of a list, which is there. */
struct prefixed {
    uint64_t prefix;
    uint16_t place;
};

static struct prefixed prefixed_at(const struct orgpol_str *scopes, size_t place)
{
    return (struct prefixed){prefix_of(scopes[place]), (uint16_t)place};
}

/* Is one in front of another? Equal ones are not. */
static bool is_in_front(const struct orgpol_str *scopes, struct prefixed a, struct prefixed b)
{
    if (a.prefix != b.prefix)
        return a.prefix < b.prefix;
    return text_order(scopes[a.place], scopes[b.place]) < 0;
}

/* Up to so many are ordered by counting: by no branches on their order, which a processor could not learn. */
#ifdef __FRAMAC__
#define FEW ((size_t)4) /* for the analyser, whose lists have up to 8, so that some of them are more */
#else
#define FEW ((size_t)16)
#endif

/* Each stands behind as many as are in front of it. */
static void count_in(const struct orgpol_str *scopes, uint16_t *order, size_t count)
{
    struct prefixed few[FEW];
    uint8_t fronts[FEW] = {0};

    for (size_t i = 0; i < count && i < FEW; i++) {
        few[i] = prefixed_at(scopes, order[i]);
        for (size_t j = 0; j < i; j++) {
            const bool in_front = is_in_front(scopes, few[i], few[j]);

            fronts[j] = (uint8_t)(fronts[j] + in_front);
            fronts[i] = (uint8_t)(fronts[i] + !in_front);
        }
    }
    for (size_t i = 0; i < count && i < FEW; i++)
        order[fronts[i] % FEW] = few[i].place; /* less than FEW anyhow, which the analyser does not see */
}

/*
 * Writes the places of a list's scopes in ascending order of their bytes, each scope once and no empty one.
 * Returns how many. At most SCOPE_LIMIT are read.
 */
static size_t ordered(const struct orgpol_str *scopes, size_t count, uint16_t order[SCOPE_LIMIT])
{
    struct prefixed last = {0, 0};
    bool ascending = true;
    size_t given = 0;
    size_t distinct = 0;

    for (size_t i = 0; i < count && i < SCOPE_LIMIT; i++) {
        struct prefixed next;

        if (text_absent(scopes[i]))
            continue;
        next = prefixed_at(scopes, i);
        ascending = ascending && (given == 0 || is_in_front(scopes, last, next));
        order[given++] = next.place;
        last = next;
    }
    if (ascending) /* as servers usually keep them */
        return given;
    if (given <= FEW)
        count_in(scopes, order, given);
    else
        sort(scopes, order, given);
    for (size_t i = 0; i < given; i++)
        if (i == 0 || !text_same(scopes[order[i]], scopes[order[distinct - 1]]))
            order[distinct++] = order[i];
    return distinct;
}

bool orgpol_consent_secret_is_usable(const uint8_t *secret, size_t bytes)
{
    if (secret == NULL)
        return bytes == 0;
    return bytes >= ORGPOL_CONSENT_SECRET_BYTES_MIN && bytes <= ORGPOL_CONSENT_SECRET_BYTES_MAX;
}

/* Bytes on their way into the hash, collected so that it is called for whole blocks. */
struct encoder {
    crypto_generichash_state hash;
    unsigned char bytes[512];
    size_t count;
};

static void put(struct encoder *encoder, const void *bytes, size_t count)
{
    if (count > sizeof encoder->bytes - encoder->count) {
        crypto_generichash_update(&encoder->hash, encoder->bytes, encoder->count);
        encoder->count = 0;
    }
    if (count > sizeof encoder->bytes) {
        crypto_generichash_update(&encoder->hash, bytes, count);
    } else if (count > 0) {
        memcpy(encoder->bytes + encoder->count, bytes, count);
        encoder->count += count;
    }
}

static void put_byte(struct encoder *encoder, bool byte)
{
    const unsigned char value = byte;

    put(encoder, &value, 1);
}

struct number {
    unsigned char bytes[8];
};

/* The bytes are written out so that compilers make one store of them. */
static struct number encoded(size_t number)
{
    const uint64_t n = number;
    const unsigned char bytes[] = {
        (unsigned char)n,         (unsigned char)(n >> 8),  (unsigned char)(n >> 16),
        (unsigned char)(n >> 24), (unsigned char)(n >> 32), (unsigned char)(n >> 40),
        (unsigned char)(n >> 48), (unsigned char)(n >> 56),
    };
    struct number result;

    memcpy(result.bytes, bytes, sizeof result.bytes);
    return result;
}

static void put_number(struct encoder *encoder, size_t number)
{
    const struct number bytes = encoded(number);

    put(encoder, &bytes, sizeof bytes);
}

/* Copies most scopes without a branch on their lengths, which vary: three words, that may overlap. */
static void copy_text(unsigned char *to, const char *from, size_t length)
{
    const size_t word = sizeof(uint64_t);

    if (length >= word && length <= 3 * word) {
        const size_t last = length - word;
        const size_t middle = last < word ? last : word;

        memcpy(to, from, word);
        memcpy(to + middle, from + middle, word);
        memcpy(to + last, from + last, word);
    } else {
        memcpy(to, from, length);
    }
}

/* What has room is written at once. */
static void put_text(struct encoder *encoder, struct orgpol_str text)
{
    const size_t length = text_length(text);
    const struct number number = encoded(length);
    const size_t room = sizeof encoder->bytes - encoder->count;
    unsigned char *at = encoder->bytes + encoder->count;

    if (length == 0 || room < sizeof number || length > room - sizeof number) {
        put_number(encoder, length);
        put(encoder, text.ptr, length);
    } else {
        memcpy(at, &number, sizeof number);
        copy_text(at + sizeof number, text.ptr, length);
        encoder->count += sizeof number + length;
    }
}

static void put_scopes(struct encoder *encoder, const struct orgpol_str *scopes, size_t count)
{
    uint16_t order[SCOPE_LIMIT];
    const size_t distinct = ordered(scopes, count, order);

    put_number(encoder, distinct);
    for (size_t i = 0; i < distinct; i++)
        put_text(encoder, scopes[order[i]]);
}

static void write_key(const struct orgpol_consent_key_request *request, uint8_t *key)
{
    const bool organization = !text_absent(request->organization_id) | (request->has_empty_organization != 0);
    struct encoder encoder;

    encoder.count = 0;
    crypto_generichash_init(&encoder.hash, request->secret, request->secret_bytes, ORGPOL_CONSENT_KEY_BYTES);
    put(&encoder, "orgpol-consent-1", 16);
    put_text(&encoder, request->user_id);
    put_text(&encoder, request->client_id);
    put_text(&encoder, request->audience);
    put_byte(&encoder, organization); /* CONSENT-05 CONSENT-08: none is a key of its own */
    if (organization)
        put_text(&encoder, request->organization_id);
    put_byte(&encoder, request->has_scopes != 0);
    if (request->has_scopes)
        put_scopes(&encoder, request->scopes, request->scope_count);
    crypto_generichash_update(&encoder.hash, encoder.bytes, encoder.count);
    crypto_generichash_final(&encoder.hash, key, ORGPOL_CONSENT_KEY_BYTES);
}

static enum orgpol_reason check_request(const struct orgpol_consent_key_request *request)
{
    const bool unclear = (request->has_empty_organization && !text_absent(request->organization_id)) ||
                         (!request->has_scopes && request->scope_count > 0);

    if (request->reserved || unclear ||
        !orgpol_consent_secret_is_usable(request->secret, request->secret_bytes))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (text_absent(request->user_id) || text_absent(request->client_id) ||
        (request->scopes == NULL && request->scope_count > 0))
        return ORGPOL_REASON_MISSING_INPUT;
    return request->scope_count > SCOPE_LIMIT ? ORGPOL_REASON_TOO_MANY_SCOPES : ORGPOL_REASON_NONE;
}

struct orgpol_decision orgpol_consent_key_for(const struct orgpol_consent_key_request *request,
                                              uint8_t key[ORGPOL_CONSENT_KEY_BYTES])
{
    static const struct orgpol_consent_key_request no_request = ORGPOL_CONSENT_KEY_REQUEST_INIT;
    const bool present = request != NULL && key != NULL;
    struct orgpol_consent_key_request copy;
    bool unsupported = false;
    enum orgpol_reason error;

    if (key)
        memset(key, 0, ORGPOL_CONSENT_KEY_BYTES);
    request = read_row(request, &no_request, &copy, sizeof no_request, &unsupported);
    error = unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : check_request(request);
    if (!present)
        error = ORGPOL_REASON_MISSING_INPUT;
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CONSENT, error);
    write_key(request, key);
    return orgpol_answer(ORGPOL_FAMILY_CONSENT, 0, 0);
}
