/* SPDX-License-Identifier: MIT */
/*
 * Any bytes for the strict reader. What it accepts, cJSON reads too, as a tree in which no name is there
 * twice and every text is UTF-8, and which is the same when it is written and read again; every value is
 * found at its pointer; nothing can be cut off or added. What it refuses it refuses at a place inside the
 * document.
 */
#include <cjson/cJSON.h>
#include <stdbool.h>

#include "fuzz/replay.h"
#include "orgpol/json.h"

#define LONG_NUMBER 63 /* cJSON reads no more of one */
#define NODES_MAX 64   /* values of a document that are looked up by pointer */

static const char *bytes;
static size_t length;

static enum orgpol_status check(const char *text, size_t size, uint32_t depth, size_t limit,
                                struct orgpol_json_error *error)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;

    options.max_depth = depth;
    options.max_bytes = limit;
    return orgpol_json_check(text, size, &options, error);
}

static void check_error(enum orgpol_status status, const struct orgpol_json_error *error)
{
    const size_t pointer = strnlen(error->pointer, sizeof error->pointer);
    const size_t message = strnlen(error->message, sizeof error->message);

    MUST(error->status == status && error->offset <= length);
    MUST(pointer < sizeof error->pointer && message < sizeof error->message);
    MUST((status == ORGPOL_OK) == (message == 0));
    MUST(status != ORGPOL_OK || (pointer == 0 && error->offset == 0));
    MUST(pointer == 0 || error->pointer[0] == '/');
    for (size_t i = 0; i < pointer; i++) {
        MUST((unsigned char)error->pointer[i] >= 0x20);
        MUST(error->pointer[i] != '~' || error->pointer[i + 1] == '0' || error->pointer[i + 1] == '1');
    }
}

static bool has_long_number(void)
{
    size_t run = 0;

    for (size_t i = 0; i < length && run < LONG_NUMBER; i++)
        run = bytes[i] && strchr("0123456789+-.eE", bytes[i]) ? run + 1 : 0;
    return run == LONG_NUMBER;
}

/* RFC 3629, by the ranges of its table. */
static void check_utf8(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at) {
        const size_t more = *at < 0x80 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
        const unsigned char lowest = *at == 0xE0 ? 0xA0 : *at == 0xF0 ? 0x90 : 0x80;
        const unsigned char highest = *at == 0xED ? 0x9F : *at == 0xF4 ? 0x8F : 0xBF;

        MUST(*at < 0x80 || (*at >= 0xC2 && *at <= 0xF4));
        if (more > 0)
            MUST(at[1] >= lowest && at[1] <= highest);
        for (size_t i = 2; i <= more; i++)
            MUST(at[i] >= 0x80 && at[i] <= 0xBF);
        at += more + 1;
    }
}

/* A name as a segment of a pointer; false when there is no room. */
static bool append_name(char *pointer, size_t size, const char *name)
{
    size_t end = strlen(pointer);

    for (pointer[end++] = '/'; *name && end + 3 < size; name++) {
        if (*name == '~' || *name == '/')
            pointer[end++] = '~';
        pointer[end++] = *name == '~' ? '0' : *name == '/' ? '1' : *name;
    }
    pointer[end] = '\0';
    return *name == '\0';
}

/* The value that stands where the pointer leads is the one that the tree has there. */
static void check_place(const cJSON *node, const char *pointer)
{
    const size_t offset = orgpol_json_offset(bytes, length, pointer);
    cJSON *there;

    MUST(offset < length);
    there = cJSON_ParseWithLengthOpts(bytes + offset, length - offset, NULL, false);
    MUST(there && cJSON_Compare(there, node, true));
    cJSON_Delete(there);
}

/* Every value below one: names, texts, and the first NODES_MAX of them by pointer. */
static void check_tree(const cJSON *node, char *pointer, size_t size, size_t *nodes)
{
    const size_t end = strlen(pointer);
    const cJSON *child;
    unsigned index = 0;

    if ((*nodes)++ < NODES_MAX)
        check_place(node, pointer);
    if (cJSON_IsString(node))
        check_utf8(node->valuestring);
    cJSON_ArrayForEach(child, node)
    {
        char number[16];
        size_t compared = 0;

        snprintf(number, sizeof number, "%u", index++);
        if (cJSON_IsObject(node))
            check_utf8(child->string);
        for (const cJSON *other = child->next; cJSON_IsObject(node) && other && compared < 100;
             other = other->next, compared++)
            MUST(strcmp(child->string, other->string) != 0);
        if (end + 8 < size && append_name(pointer, size, cJSON_IsObject(node) ? child->string : number))
            check_tree(child, pointer, size, nodes);
        pointer[end] = '\0';
    }
}

/* No text has a control character as it is, nor NUL as an escape, where cJSON would end; none is elsewhere.
 */
static void check_bytes(void)
{
    bool in_text = false;

    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)bytes[i];

        if (byte == '"')
            in_text = !in_text;
        else if (!in_text)
            MUST(byte < 0x80 && (byte >= 0x20 || (byte && strchr("\t\n\r", byte))));
        else if (byte == '\\')
            MUST(++i < length && (i + 5 > length || memcmp(bytes + i, "u0000", 5) != 0));
        else
            MUST(byte >= 0x20);
    }
    MUST(!in_text);
}

static void check_accepted(void)
{
    char pointer[256] = "";
    size_t nodes = 0;
    cJSON *tree = cJSON_ParseWithLength(bytes, length);
    cJSON *again;
    char *text;

    MUST(tree);
    text = cJSON_PrintUnformatted(tree);
    MUST(text && orgpol_json_check(text, strlen(text), NULL, NULL) == ORGPOL_OK);
    again = cJSON_Parse(text);
    MUST(cJSON_Compare(tree, again, true));
    check_tree(tree, pointer, sizeof pointer, &nodes);
    cJSON_free(text);
    cJSON_Delete(again);
    cJSON_Delete(tree);
}

/* Another byte at the end, and one less where the last one closes something, are no document. */
static void check_ends(void)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    char *longer = malloc(length + 1);

    MUST(longer);
    memcpy(longer, bytes, length);
    longer[length] = ',';
    MUST(orgpol_json_check(longer, length + 1, NULL, &error) == ORGPOL_ERR_SYNTAX && error.offset == length);
    free(longer);
    if (strchr("}]\"", bytes[length - 1])) {
        MUST(orgpol_json_check(bytes, length - 1, NULL, &error) == ORGPOL_ERR_SYNTAX);
        MUST(error.offset == length - 1);
    }
}

/* Lower limits refuse more, and nothing else. */
static void check_limits(enum orgpol_status status)
{
    const enum orgpol_status shallow = check(bytes, length, 2, 0, NULL);

    MUST(check(bytes, length, 0, length, NULL) == status);
    MUST(check(bytes, length, 0, length - 1, NULL) == (length == 1 ? status : ORGPOL_ERR_LIMIT));
    MUST(shallow == status || shallow == ORGPOL_ERR_LIMIT);
    MUST(check(bytes, length, ORGPOL_JSON_MAX_DEPTH_CEILING + 1, 0, NULL) != ORGPOL_OK ||
         status == ORGPOL_OK || status == ORGPOL_ERR_LIMIT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status;

    bytes = (const char *)data;
    length = size;
    status = orgpol_json_check(bytes, length, NULL, &error);
    MUST(status == ORGPOL_OK || status == ORGPOL_ERR_SYNTAX || status == ORGPOL_ERR_LIMIT);
    check_error(status, &error);
    if (length > 0)
        check_limits(status);
    MUST(orgpol_json_offset(bytes, length, error.pointer) <= length);
    if (status == ORGPOL_OK) {
        check_bytes();
        check_ends();
        if (!has_long_number())
            check_accepted();
    }
    return 0;
}

REPLAY("test/fuzz/reader.corpus")
