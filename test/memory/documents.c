/* SPDX-License-Identifier: MIT */
/*
 * Every tenant document with each allocation refused that loading, checking or linting it makes, or taking
 * its lines into a builder.
 */
#include "memory/refused_lines.h"

static const char *const names[] = {
    "test/vectors/authorize.json",  "test/vectors/client_grant.json", "test/vectors/config.json",
    "test/vectors/consent.json",    "test/vectors/prompt.json",       "test/vectors/tenant.json",
    "test/vectors/user_grant.json", "test/vectors/vault.json",        "examples/travel0/tenant.json",
};

/* The larger the document, the fewer of its allocations; EVERY=1: all of them. */
static long step_of(size_t allocations)
{
    const size_t most = quick() ? 20 : 400;

    return getenv("EVERY") || allocations < most ? 1 : (long)(allocations / most);
}

static size_t allocations_of(const struct asked *asked)
{
    static struct got got;
    const size_t start = made;

    ask(asked, &got);
    return made - start;
}

static void refuse_document(const char *name, const char *text)
{
    static const enum call calls[] = {CALL_LOAD, CALL_LINT, CALL_CHECK};
    static struct got whole;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        const struct asked asked = {name, calls[i], NULL, text};
        const size_t count = allocations_of(&asked);

        refuse_each(&asked, 0, step_of(count), made, &whole);
        assert_int_equal(whole.status, ORGPOL_OK);
        assert_true(count > 0 || calls[i] == CALL_CHECK); /* which has room for some names */
    }
}

static void documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length;
        char *text = slurp(names[i], &length);
        cJSON *document = cJSON_Parse(text);

        refuse_document(names[i], text);
        refuse_lines(document, 0, step_of(length / 20));
        cJSON_Delete(document);
        free(text);
    }
    print_message("%ld allocations refused\n", refused);
}

/* What is wrong in a document is said, or that memory ended; never that it is right. */
static void broken_documents(void **state)
{
    static const char *const broken[] = {
        "{\"clients\":[{\"client_id\":\"c\",\"callbacks\":[1]}]}",
        "{\"clients\":[{\"client_id\":\"c\"},{\"name\":\"d\"}]}",
        "{\"connections\":[{\"id\":\"c\",\"enabled_clients\":[\"a\",2]}]}",
        "{\"organizations\":[{\"id\":\"o\",\"members\":[{\"user_id\":\"u\"},{}]}]}",
        "{\"organizations\":[{\"id\":\"o\",\"roles\":[{\"id\":\"r\",\"permissions\":[{\"permission_name\":3}]"
        "}]}]}",
        "{\"users\":[{\"user_id\":\"u\",\"connected_accounts\":[{\"id\":\"a\"},{\"id\":1}]}]}",
        "{\"clients\":[{\"client_id\":\"c\"}],\"clients\":[]}",
        "{\"clients\":[{\"client_id\":\"c\"}",
        "{\"options\":{\"scope_subset\":\"unheard of\"}}",
    };
    static struct got whole;

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        refuse_each(&(struct asked){broken[i], CALL_LOAD, NULL, broken[i]}, 0, 1, made, &whole);
        if (whole.status == ORGPOL_OK)
            fail_msg("%s: loaded", broken[i]);
        refuse_each(&(struct asked){broken[i], CALL_LINT, NULL, broken[i]}, 0, 1, made, &whole);
        assert_int_not_equal(whole.status, ORGPOL_OK);
    }
}

/* So many names that the reader's list of them grows. */
static void many_names(void **state)
{
    char *text = malloc(1 << 16);
    size_t length = 1;

    (void)state;
    strcpy(text, "{");
    for (int i = 0; i < 2000; i++)
        length += (size_t)sprintf(text + length, "%s\"name%d\":0", i ? "," : "", i);
    strcpy(text + length, "}");
    refuse_document("many names", text);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents),
        cmocka_unit_test(broken_documents),
        cmocka_unit_test(many_names),
    };

    return cmocka_run_group_tests(tests, with_hooks, NULL);
}
