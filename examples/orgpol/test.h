/* SPDX-License-Identifier: MIT */
/*
 * orgpol test: what its parts share. A test file is
 *
 *   {"comment": "...",
 *    "tenant": "tenant.json" (relative to the test file) or a tenant document,
 *    "tests": [
 *      {"name": "...", "comment": "...", "tenant": as above, "request": {...}, "expect": expectation},
 *      {"name": "...", "request": {...}, "over": ["client", "organization"],
 *       "cells": {"tpc_x": {"org_a": expectation, "(none)": expectation}, ...}}]}
 *
 * A test without a tenant of its own asks that of --tenant, or else the file's. `request` is an AuthZEN
 * evaluation request (orgpol/authzen.h).
 *
 * An expectation is a subset of the answer: an object matches when each member in it does, null when the
 * member is null or absent, anything else when it is equal. {"contains": [...]} matches a list that has at
 * least these. Short forms are "allow", "deny", and the name of a reason, which is a denial whose first
 * reason it is. A request that is an error matches only an expectation with an object for context.error. A
 * denial because an id of the request leads nowhere matches only one with a reason, unmet, rule, error or
 * problem: "deny" is for what the policy denies.
 *
 * `over` makes a test of each cell: texts of `request` hold ${client} in the place of a value, and `cells`
 * has for each value of the first axis an object of those of the second, and so on, down to the expectations.
 * The value "(none)" leaves out the member whose text is ${organization}. No cell may be missing. A ${client}
 * that `over` does not name, or in the name of a member, is an error.
 *
 * What the command does not know in a test file is an error, so that no misspelt test passes: members of the
 * file, of requests, and of expectations, and reasons, rules, obligations and advice.
 */
#ifndef ORGPOL_TEST_H
#define ORGPOL_TEST_H

#include "cli.h"

/* Where a value stands, from the inside out; NULL is the whole document. */
struct path {
    const struct path *up;
    const char *name; /* member name, or NULL for an element */
    size_t index;
};
#define AT_MEMBER(up, name) (&(const struct path){(up), (name), 0})
#define AT_ELEMENT(up, index) (&(const struct path){(up), NULL, (index)})

/* A tenant that tests ask, in the list that frees it. */
struct loaded_tenant {
    char *name; /* of its file; NULL: inline */
    struct orgpol_tenant *tenant;
    struct loaded_tenant *next;
};

/* One test, or one cell of a matrix. */
struct test {
    char *name;    /* clean text, as is all that reports show */
    char *pointer; /* where it stands in its file ... */
    char *place;   /* ... as clean text */
    char *request; /* JSON */
    cJSON *expect; /* short forms written out */
    const struct loaded_tenant *tenant;
    char *failure; /* lines that say why, once it has failed */
    double seconds;
};

struct test_file {
    char *name; /* clean text */
    struct bytes text;
    struct test *tests;
    size_t count;
    size_t capacity;
    size_t failed;
};

/* ---- test_path.c: places and texts for messages ---- */

/* Ends a text that was written to open_memstream, and gives it; NULL, with nothing to free, when memory
 * ended. */
char *end_text(FILE *to, char **text);

/* The RFC 6901 pointer, on the heap; NULL when memory ends. */
char *path_text(const struct path *path);

/* A copy of a text in which whatever no report can carry is a question mark; NULL when memory ends. */
char *clean_text(const char *text);

/* The line of the value at a pointer; 0 when there is no document. */
size_t line_of(const struct test_file *file, const char *pointer);

/* Complains about a test file: file, line, pointer and what is wrong. Returns false. */
bool wrong_at(const struct test_file *file, const struct path *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool wrong_at_pointer(const struct test_file *file, const char *pointer, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool no_memory(void);

/* What a value is, in words: "text", "a number". */
const char *kind_of(const cJSON *value);

/* ---- test_file.c: reading ---- */

/*
 * Reads a test file and loads its tenants into the list. `tenant` takes the place of the file's own, unless
 * it is NULL. False after a complaint.
 */
bool test_file_read(const char *name, const struct loaded_tenant *tenant, struct loaded_tenant **loaded,
                    struct test_file *file);
void test_file_free(struct test_file *file);

/* The tenant of a file, which is loaded once; NULL after a complaint. */
const struct loaded_tenant *tenant_of_file(const char *name, struct loaded_tenant **loaded);
void tenants_free(struct loaded_tenant *loaded);

/* What the tests of one entry of `tests` have in common. */
struct test_source {
    struct test_file *file;
    const char *name;
    const struct loaded_tenant *tenant;
    const cJSON *request;
    const struct path *path; /* of the entry */
};

/* Adds a test; takes name and request over. False after a complaint. */
bool add_test(const struct test_source *source, char *name, char *request, const cJSON *expect,
              const struct path *expect_path, const struct path *place);

/* ---- test_matrix.c ---- */

/* Adds a test that is no matrix: there is no axis, so that no ${...} is left in it. False after a complaint.
 */
bool add_single(const struct test_source *source, const cJSON *expect);

/* Adds a test for every cell. False after a complaint. */
bool add_cells(const struct test_source *source, const cJSON *over, const cJSON *cells);

/* ---- test_members.c: the words of requests and answers ---- */

/* Looks for members of a request that no decision reads. False after a complaint. */
bool check_request(const struct test_file *file, const cJSON *request, const struct path *path);

/* Looks for what no answer can have. False after a complaint. */
bool check_expectation(const struct test_file *file, const cJSON *expect, const struct path *path);

/* ---- test_match.c ---- */

/* The short form written out, or a copy; NULL when memory ends. */
cJSON *whole_expectation(const cJSON *expect);

/* Asks, and writes test->failure unless the answer is as expected. False when the command cannot go on. */
bool run_test(const struct test_file *file, struct test *test, struct bytes *answer,
              struct orgpol_decision *decision);

/* ---- test_unknown.c ---- */

/* The reason of an answer that says that an id of the request leads nowhere; NULL: none does. False when
 * memory ends. */
bool find_unknown(const struct test *test, const cJSON *answer, const char **reason);

/* ---- test_report.c, test_junit.c ---- */

enum report_form { REPORT_PLAIN, REPORT_TAP };

void report_begin(enum report_form form, size_t count);
void report_test(enum report_form form, size_t number, const struct test_file *file, const struct test *test);
void report_end(enum report_form form, size_t count, size_t failed);

/*
 * Writes JUnit XML; the file is there when it is complete, and untouched otherwise. Without files it is one
 * error, so that no older report is taken for this one's. False after a complaint.
 */
bool junit_write(const char *name, const struct test_file *files, size_t count);

/* ---- test_coverage.c ---- */

struct coverage {
    uint64_t reached[ORGPOL_FAMILY_COUNT]; /* conditions that an answer named as unmet */
    size_t allowed[ORGPOL_FAMILY_COUNT];
    size_t denied[ORGPOL_FAMILY_COUNT];
};

void coverage_add(struct coverage *coverage, struct orgpol_decision decision);

/* Prints what was reached and what was not, each line after `prefix`. */
void coverage_print(const struct coverage *coverage, const char *prefix);

/* True when at least so many per cent of the reasons of the families asked were reached. */
bool coverage_suffices(const struct coverage *coverage, unsigned percent);

#endif
