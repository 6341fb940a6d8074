/* SPDX-License-Identifier: MIT */
/* orgpol test: reads test files and the tenants they name. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

/* ---- tenants ---- */

static const struct loaded_tenant *keep_tenant(char *name, struct orgpol_tenant *tenant,
                                               struct loaded_tenant **loaded)
{
    struct loaded_tenant *entry = malloc(sizeof *entry);

    if (entry == NULL) {
        no_memory();
        free(name);
        orgpol_tenant_free(tenant);
        return NULL;
    }
    *entry = (struct loaded_tenant){name, tenant, *loaded};
    *loaded = entry;
    return entry;
}

const struct loaded_tenant *tenant_of_file(const char *name, struct loaded_tenant **loaded)
{
    struct orgpol_json_error error;
    struct orgpol_tenant *tenant;
    char *copy;

    for (const struct loaded_tenant *entry = *loaded; entry; entry = entry->next)
        if (entry->name && strcmp(entry->name, name) == 0)
            return entry;
    if (load_tenant(name, &tenant, &error) != ORGPOL_OK)
        return NULL;
    copy = strdup(name);
    if (copy == NULL) {
        no_memory();
        orgpol_tenant_free(tenant);
        return NULL;
    }
    return keep_tenant(copy, tenant, loaded);
}

void tenants_free(struct loaded_tenant *loaded)
{
    while (loaded) {
        struct loaded_tenant *next = loaded->next;

        orgpol_tenant_free(loaded->tenant);
        free(loaded->name);
        free(loaded);
        loaded = next;
    }
}

/* A tenant that stands in the test file. */
static const struct loaded_tenant *inline_tenant(const struct test_file *file, const cJSON *document,
                                                 const struct path *path, struct loaded_tenant **loaded)
{
    const struct orgpol_json_options options = hashed_options();
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant = NULL;
    char *text = cJSON_PrintUnformatted(document);
    char *outer;
    char *pointer;
    size_t size;
    enum orgpol_status status = ORGPOL_ERR_MEMORY;

    if (text)
        status = orgpol_tenant_load(text, strlen(text), &options, &tenant, &error);
    cJSON_free(text);
    if (status == ORGPOL_OK)
        return keep_tenant(NULL, tenant, loaded);
    outer = status == ORGPOL_ERR_MEMORY ? NULL : path_text(path);
    size = outer ? strlen(outer) + sizeof error.pointer : 0;
    pointer = outer ? malloc(size) : NULL;
    if (pointer) {
        snprintf(pointer, size, "%s%s", outer, error.pointer);
        wrong_at_pointer(file, pointer, "%s", error.message);
    } else {
        no_memory();
    }
    free(outer);
    free(pointer);
    return NULL;
}

/* The name of a file that is given relative to the test file; NULL when memory ends. */
static char *beside(const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    const size_t directory = slash && name[0] != '/' ? (size_t)(slash - file) + 1 : 0;
    char *path = malloc(directory + strlen(name) + 1);

    if (path) {
        memcpy(path, file, directory);
        memcpy(path + directory, name, strlen(name) + 1);
    }
    return path;
}

/* The tenant that the member `tenant` gives; NULL after a complaint. */
static const struct loaded_tenant *given_tenant(const struct test_file *file, const char *file_name,
                                                const cJSON *value, const struct path *path,
                                                struct loaded_tenant **loaded)
{
    const struct loaded_tenant *tenant = NULL;
    const char *name = cJSON_GetStringValue(value);
    char *path_name;

    if (cJSON_IsObject(value))
        return inline_tenant(file, value, path, loaded);
    if (name == NULL || *name == '\0' || strcmp(name, "-") == 0) {
        wrong_at(file, path, "expected the name of a file, or a tenant, found %s%s%s", kind_of(value),
                 name ? " " : "", name ? *name ? name : "without a character" : "");
        return NULL;
    }
    path_name = beside(file_name, name);
    if (path_name)
        tenant = tenant_of_file(path_name, loaded);
    else
        no_memory();
    if (tenant == NULL)
        wrong_at(file, path, "the tenant does not load");
    free(path_name);
    return tenant;
}

/* ---- tests ---- */

/* Makes room for one more test. False after a complaint. */
static bool has_room(struct test_file *file)
{
    struct test *tests = with_room(file->tests, file->count, &file->capacity, sizeof *tests);

    if (tests == NULL)
        return no_memory();
    file->tests = tests;
    return true;
}

bool add_test(const struct test_source *source, char *name, char *request, const cJSON *expect,
              const struct path *expect_path, const struct path *place)
{
    struct test_file *file = source->file;
    struct test test = {.request = request, .tenant = source->tenant};
    bool added = check_expectation(file, expect, expect_path) && has_room(file);

    if (added) {
        test.name = clean_text(name);
        test.pointer = path_text(place);
        test.place = test.pointer ? clean_text(test.pointer) : NULL;
        test.expect = whole_expectation(expect);
        added = test.name && test.place && test.expect ? true : no_memory();
    }
    free(name);
    if (added) {
        file->tests[file->count++] = test;
        return true;
    }
    free(test.name);
    free(test.pointer);
    free(test.place);
    cJSON_free(request);
    cJSON_Delete(test.expect);
    return false;
}

/* Every member is one of the list, which ends with NULL. */
static bool only_members(const struct test_file *file, const cJSON *object, const char *const *names,
                         const struct path *path)
{
    const cJSON *member;

    cJSON_ArrayForEach(member, object)
    {
        size_t i = 0;

        while (names[i] && strcmp(names[i], member->string) != 0)
            i++;
        if (names[i] == NULL)
            return wrong_at(file, AT_MEMBER(path, member->string), "a test file has no such member here");
    }
    return true;
}

static bool comment_is_text(const struct test_file *file, const cJSON *object, const struct path *path)
{
    const cJSON *comment = cJSON_GetObjectItemCaseSensitive(object, "comment");

    return comment == NULL || cJSON_IsString(comment) ||
           wrong_at(file, AT_MEMBER(path, "comment"), "expected text, found %s", kind_of(comment));
}

/* One entry of `tests`. */
static bool add_entry(struct test_source *source, const char *file_name, const cJSON *entry,
                      struct loaded_tenant **loaded)
{
    static const char *const members[] = {"name",   "comment", "tenant", "request",
                                          "expect", "over",    "cells",  NULL};
    struct test_file *file = source->file;
    const cJSON *tenant = cJSON_GetObjectItemCaseSensitive(entry, "tenant");
    const cJSON *expect = cJSON_GetObjectItemCaseSensitive(entry, "expect");
    const cJSON *over = cJSON_GetObjectItemCaseSensitive(entry, "over");
    const cJSON *cells = cJSON_GetObjectItemCaseSensitive(entry, "cells");

    if (!cJSON_IsObject(entry))
        return wrong_at(file, source->path, "expected a test, found %s", kind_of(entry));
    if (!only_members(file, entry, members, source->path) || !comment_is_text(file, entry, source->path))
        return false;
    source->name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "name"));
    source->request = cJSON_GetObjectItemCaseSensitive(entry, "request");
    if (source->name == NULL || *source->name == '\0')
        return wrong_at(file, source->path, "a test needs a name");
    if (!cJSON_IsObject(source->request))
        return wrong_at(file, source->path, "a test needs a request, an object");
    if ((over != NULL) != (cells != NULL) || (expect != NULL) == (cells != NULL))
        return wrong_at(file, source->path, "a test needs expect, or over and cells");
    if (!check_request(file, source->request, AT_MEMBER(source->path, "request")))
        return false;
    if (tenant) {
        source->tenant = given_tenant(file, file_name, tenant, AT_MEMBER(source->path, "tenant"), loaded);
        if (source->tenant == NULL)
            return false;
    }
    return cells ? add_cells(source, over, cells) : add_single(source, expect);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Reports are read by name, so that of a test is its own. */
static bool names_differ(const struct test_file *file)
{
    const char **names = malloc((file->count + 1) * sizeof *names);
    const char *again = NULL;
    size_t last = file->count;

    if (names == NULL)
        return no_memory();
    for (size_t i = 0; i < file->count; i++)
        names[i] = file->tests[i].name;
    qsort(names, file->count, sizeof *names, by_name);
    for (size_t i = 1; i < file->count && again == NULL; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            again = names[i];
    while (again && last > 0 && strcmp(file->tests[last - 1].name, again) != 0)
        last--;
    if (again && last > 0)
        wrong_at_pointer(file, file->tests[last - 1].pointer, "another test is called '%s' too", again);
    free(names);
    return again == NULL;
}

static bool read_tree(struct test_file *file, const char *file_name, const cJSON *tree,
                      const struct loaded_tenant *tenant, struct loaded_tenant **loaded)
{
    static const char *const members[] = {"comment", "tenant", "tests", NULL};
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(tree, "tenant");
    const cJSON *tests = cJSON_GetObjectItemCaseSensitive(tree, "tests");
    const cJSON *entry;
    size_t index = 0;

    if (!cJSON_IsObject(tree))
        return wrong_at(file, NULL, "expected an object with tests, found %s", kind_of(tree));
    if (!only_members(file, tree, members, NULL) || !comment_is_text(file, tree, NULL))
        return false;
    if (!cJSON_IsArray(tests))
        return wrong_at(file, tests ? AT_MEMBER(NULL, "tests") : NULL, "expected a list of tests, found %s",
                        kind_of(tests));
    if (tests->child == NULL)
        return wrong_at(file, AT_MEMBER(NULL, "tests"), "there is no test");
    if (own && tenant == NULL) {
        tenant = given_tenant(file, file_name, own, AT_MEMBER(NULL, "tenant"), loaded);
        if (tenant == NULL)
            return false;
    }
    cJSON_ArrayForEach(entry, tests)
    {
        struct test_source source = {.file = file, .tenant = tenant};

        source.path = AT_ELEMENT(AT_MEMBER(NULL, "tests"), index++);
        if (!add_entry(&source, file_name, entry, loaded))
            return false;
    }
    return names_differ(file);
}

bool test_file_read(const char *name, const struct loaded_tenant *tenant, struct loaded_tenant **loaded,
                    struct test_file *file)
{
    const struct orgpol_json_options options = hashed_options();
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    cJSON *tree;
    bool read;

    *file = (struct test_file){.name = clean_text(name)};
    if (file->name == NULL)
        return no_memory();
    if (!read_file(name, &file->text))
        return false;
    if (orgpol_json_check(file->text.length ? file->text.ptr : "", file->text.length, &options, &error) !=
        ORGPOL_OK) {
        size_t line = 1;

        if (file->text.length >= 3 && memcmp(file->text.ptr, "\xEF\xBB\xBF", 3) == 0) {
            complain("%s:1: the file begins with a byte order mark; save it as UTF-8 without one",
                     file->name);
            return false;
        }
        for (size_t i = 0; i < error.offset && i < file->text.length; i++)
            line += file->text.ptr[i] == '\n';
        complain_json(file->name, line, &error);
        return false;
    }
    tree = cJSON_ParseWithLength(file->text.ptr, file->text.length);
    if (tree == NULL)
        return wrong_at(file, NULL, "out of memory, or a number has more than 63 characters");
    read = read_tree(file, name, tree, tenant, loaded);
    cJSON_Delete(tree);
    return read;
}

void test_file_free(struct test_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        free(file->tests[i].name);
        free(file->tests[i].pointer);
        free(file->tests[i].place);
        cJSON_free(file->tests[i].request);
        cJSON_Delete(file->tests[i].expect);
        free(file->tests[i].failure);
    }
    free(file->tests);
    free(file->text.ptr);
    free(file->name);
}
