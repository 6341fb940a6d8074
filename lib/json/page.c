/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <sodium/crypto_shorthash.h>

#include "little_endian.h"
#include "orgpol/search.h"

_Static_assert(sizeof(double) == sizeof(uint64_t), "of hash_value()");
_Static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8, "of hash()");
_Static_assert(ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT <= UINT16_MAX, "limits are 16 bits");

/*
 * A hash without a secret: a token is bound to its request against mix-ups, not against whoever wants to make
 * one up. `before` is what came before the bytes, and `tag` what they are. A token of one machine is read by
 * another, so numbers go in as the same bytes everywhere.
 */
static uint64_t hash(uint64_t before, uint64_t tag, const void *bytes, size_t length)
{
    unsigned char out[crypto_shorthash_BYTES];
    unsigned char key[crypto_shorthash_KEYBYTES];

    little_endian_write(key, before);
    little_endian_write(key + 8, tag);
    crypto_shorthash(out, bytes, length, key);
    return little_endian_read(out);
}

static uint64_t hash_number(uint64_t before, uint64_t tag, uint64_t number)
{
    unsigned char bytes[8];

    little_endian_write(bytes, number);
    return hash(before, tag, bytes, sizeof bytes);
}

enum hash_tag { TAG_MEMBER = 1, TAG_ELEMENT, TAG_TEXT, TAG_NUMBER, TAG_OTHER, TAG_SEARCH, TAG_TOKEN };

/* A value that stands at the path with this hash, without what is inside it. */
static uint64_t hash_value(uint64_t path, const cJSON *value)
{
    uint64_t bits;

    if (cJSON_IsString(value))
        return hash(path, TAG_TEXT, value->valuestring, strlen(value->valuestring));
    if (!cJSON_IsNumber(value))
        return hash_number(path, TAG_OTHER, (unsigned)value->type & 0xFF);
    memcpy(&bits, &value->valuedouble, sizeof bits);
    return hash_number(path, TAG_NUMBER, bits);
}

/*
 * A tree under a name, the same in whatever order members stand: the sum over its values of each with its
 * path.
 */
static uint64_t hash_tree(const char *name, const cJSON *tree)
{
    struct {
        const cJSON *next;
        uint64_t path;
        uint64_t index;
    } levels[ORGPOL_JSON_MAX_DEPTH_CEILING + 1];
    uint64_t path = hash(0, TAG_MEMBER, name, strlen(name));
    uint64_t sum = 0;
    size_t depth = 0;

    if (tree == NULL)
        return 0;
    sum = hash_value(path, tree);
    levels[0].next = tree->child;
    levels[0].path = path;
    levels[0].index = 0;
    for (;;) {
        const cJSON *value = levels[depth].next;

        if (value == NULL) {
            if (depth-- == 0)
                return sum;
            continue;
        }
        path = value->string ? hash(levels[depth].path, TAG_MEMBER, value->string, strlen(value->string))
                             : hash_number(levels[depth].path, TAG_ELEMENT, levels[depth].index);
        sum += hash_value(path, value);
        levels[depth].next = value->next;
        levels[depth].index++;
        if (value->child) {
            depth++;
            levels[depth].next = value->child;
            levels[depth].path = path;
            levels[depth].index = 0;
        }
    }
}

static uint64_t hash_question(uint32_t search, const struct question *question)
{
    const uint64_t sum = hash_tree("subject", question->subject) + hash_tree("action", question->action) +
                         hash_tree("resource", question->resource) + hash_tree("context", question->context);

    return hash_number(sum, TAG_SEARCH, search);
}

static uint64_t check_of(const struct page *page)
{
    return hash_number(hash_number(page->request, TAG_TOKEN, page->place), TAG_TOKEN, page->limit);
}

void orgpol_page_token(const struct page *page, uint64_t place, char token[PAGE_TOKEN_DIGITS + 1])
{
    /* A page of none leads to one of some: who follows it comes to an end. */
    const uint16_t limit = page->limit > 0 ? page->limit : ORGPOL_AUTHZEN_SEARCH_LIMIT;
    const struct page next = {.request = page->request, .place = place, .limit = limit};

    snprintf(token, PAGE_TOKEN_DIGITS + 1, "%04x%016" PRIx64 "%016" PRIx64, (unsigned)next.limit, next.place,
             check_of(&next));
}

/* ---- reading ---- */

struct page_object {
    const cJSON *page;
    struct orgpol_str token;
    struct given_count limit;
    const cJSON *properties; /* checked, not read */
};

static const struct field page_fields[] = {
    {"page", FIELD_OBJECT, offsetof(struct page_object, page), NULL, false},
    {"page.token", FIELD_TEXT, offsetof(struct page_object, token), NULL, false},
    {"page.limit", FIELD_COUNT, offsetof(struct page_object, limit), NULL, false},
    {"page.properties", FIELD_OBJECT, offsetof(struct page_object, properties), NULL, false},
};
static const struct field_table page_members = FIELD_TABLE(page_fields);

/* Hexadecimal digits as orgpol_page_token writes them. */
static uint64_t number_of(const char *digits, size_t count)
{
    static const char alphabet[] = "0123456789abcdef";
    uint64_t number = 0;

    for (size_t i = 0; i < count; i++)
        number = number << 4 | (uint64_t)(strchr(alphabet, digits[i]) - alphabet);
    return number;
}

static enum orgpol_status read_token(struct orgpol_str token, struct page *page,
                                     struct orgpol_json_error *error)
{
    const struct json_path *path = PATH_MEMBER(PATH_MEMBER(NULL, "page"), "token");

    if (token.len != PAGE_TOKEN_DIGITS || strspn(token.ptr, "0123456789abcdef") != PAGE_TOKEN_DIGITS)
        return orgpol_decode_fail(error, path, "malformed: expected the next_token of the page before");
    page->limit = (uint16_t)number_of(token.ptr, 4);
    page->place = number_of(token.ptr + 4, 16);
    if (number_of(token.ptr + 20, 16) != check_of(page) || page->limit > ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT)
        return orgpol_decode_fail(error, path, "is that of another request, or was altered");
    return ORGPOL_OK;
}

enum orgpol_status orgpol_page_read(const cJSON *tree, uint32_t search, const struct question *question,
                                    struct page *page, struct orgpol_json_error *error)
{
    struct page_object object = {.page = NULL};
    enum orgpol_status status = orgpol_decode_fields(tree, NULL, &page_members, &object, error);
    uint16_t limit = ORGPOL_AUTHZEN_SEARCH_LIMIT;

    if (object.limit.is_given)
        limit = object.limit.value < ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT ? (uint16_t)object.limit.value
                                                                     : ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT;
    *page = (struct page){.request = hash_question(search, question), .limit = limit};
    if (status != ORGPOL_OK || object.token.len == 0)
        return status;
    status = read_token(object.token, page, error);
    if (status == ORGPOL_OK && object.limit.is_given && page->limit != limit)
        status = orgpol_decode_fail(error, PATH_MEMBER(PATH_MEMBER(NULL, "page"), "limit"),
                                    "another than the %u of the page before", (unsigned)page->limit);
    return status;
}
