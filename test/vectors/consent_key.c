/* SPDX-License-Identifier: MIT */
/*
 * Consent keys against the published ones in consent_key.txt. With --random COUNT it prints that many
 * questions with the library's keys instead, for test/tools/consent_key.py to check.
 */
#include "support.h"

#include <cjson/cJSON.h>

#include "../property/random.h"

#define MOST_SCOPES 1024

/* A question read from JSON, or made to be written as JSON. */
struct question {
    struct orgpol_consent_key_request request;
    struct orgpol_str scopes[MOST_SCOPES];
    uint8_t secret[64];
};

static struct orgpol_str member(const cJSON *object, const char *name)
{
    return orgpol_str_of(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)));
}

static uint8_t hex_digit(char c)
{
    return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void read_question(const cJSON *object, struct question *question)
{
    const cJSON *organization = cJSON_GetObjectItemCaseSensitive(object, "organization");
    const cJSON *scopes = cJSON_GetObjectItemCaseSensitive(object, "scopes");
    const struct orgpol_str secret = member(object, "secret");
    struct orgpol_consent_key_request *request = &question->request;
    const cJSON *scope;

    *request = (struct orgpol_consent_key_request)ORGPOL_CONSENT_KEY_REQUEST_INIT;
    request->user_id = member(object, "user");
    request->client_id = member(object, "client");
    request->audience = member(object, "audience");
    request->organization_id = member(object, "organization");
    request->has_empty_organization = organization && request->organization_id.len == 0;
    request->has_scopes = scopes != NULL;
    request->scopes = question->scopes;
    cJSON_ArrayForEach(scope, scopes)
    {
        assert_true(request->scope_count < MOST_SCOPES);
        question->scopes[request->scope_count++] = orgpol_str_of(cJSON_GetStringValue(scope));
    }
    for (size_t i = 0; i < secret.len / 2; i++)
        question->secret[i] = (uint8_t)(hex_digit(secret.ptr[2 * i]) << 4 | hex_digit(secret.ptr[2 * i + 1]));
    request->secret = secret.len > 0 ? question->secret : NULL;
    request->secret_bytes = secret.len / 2;
}

static void key_text(const struct question *question, char text[65])
{
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES];

    if (orgpol_consent_key_for(&question->request, key).effect != ORGPOL_EFFECT_ALLOW)
        abort();
    for (size_t i = 0; i < sizeof key; i++)
        snprintf(text + 2 * i, 3, "%02x", key[i]);
}

static void published_keys(void **state)
{
    static struct question question;
    size_t length;
    char *text = slurp("test/vectors/consent_key.txt", &length);
    char *next = text;
    char *row;
    int rows = 0;
    int differences = 0;

    (void)state;
    while ((row = next_row(&next))) {
        cJSON *object = cJSON_Parse(row);
        char key[65];

        if (object == NULL)
            fail_msg("not JSON: %s", row);
        read_question(object, &question);
        key_text(&question, key);
        if (strcmp(key, member(object, "key").ptr) != 0) {
            print_error("%s: the key is %s\n", member(object, "id").ptr, key);
            differences++;
        }
        cJSON_Delete(object);
        rows++;
    }
    assert_int_equal(differences, 0);
    assert_true(rows >= 50);
    free(text);
}

/* Text of up to `most` letters, of which some take two, three and four bytes. */
static void random_text(char *out, size_t most)
{
    static const char *const letters[] = {
        "a", "b", ":", "z", "A", "0", "|", "\xC3\xA9", "\xEF\xBD\x9E", "\xF0\x9F\x94\x91"};
    const size_t count = random_bits() % (most + 1);

    *out = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(out, letters[random_bits() % (sizeof letters / sizeof *letters)]);
}

static void add_random_text(cJSON *object, const char *name, const char *prefix, size_t most)
{
    char text[2048];

    strcpy(text, prefix);
    random_text(text + strlen(text), most);
    cJSON_AddStringToObject(object, name, text);
}

static cJSON *random_question(void)
{
    cJSON *object = cJSON_CreateObject();
    char text[256];

    cJSON_AddStringToObject(object, "id", "random");
    add_random_text(object, "user", "u", random_bits() % 4 ? 8 : 300);
    add_random_text(object, "client", "c", random_bits() % 4 ? 8 : 90);
    add_random_text(object, "audience", "", random_bits() % 4 ? 8 : 90);
    if (random_bits() % 2)
        add_random_text(object, "organization", "", 6);
    if (random_bits() % 2) {
        cJSON *scopes = cJSON_AddArrayToObject(object, "scopes");

        for (uint64_t left = random_bits() % (random_bits() % 8 ? 6 : 200); left > 0; left--) {
            random_text(text, 4);
            cJSON_AddItemToArray(scopes, cJSON_CreateString(text));
        }
    }
    if (random_bits() % 2) {
        const size_t bytes = 16 + random_bits() % 49;

        for (size_t i = 0; i < bytes; i++)
            snprintf(text + 2 * i, 3, "%02x", (unsigned)(random_bits() & 255));
        cJSON_AddStringToObject(object, "secret", text);
    }
    return object;
}

static void print_random(unsigned long count)
{
    static struct question question;

    while (count-- > 0) {
        cJSON *object = random_question();
        char key[65];
        char *line;

        read_question(object, &question);
        key_text(&question, key);
        cJSON_AddStringToObject(object, "key", key);
        line = cJSON_PrintUnformatted(object);
        puts(line);
        cJSON_free(line);
        cJSON_Delete(object);
    }
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_keys),
    };

    if (count == 3 && strcmp(arguments[1], "--random") == 0) {
        print_random(strtoul(arguments[2], NULL, 10));
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
