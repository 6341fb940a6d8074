/* SPDX-License-Identifier: MIT */
/* What the tests share. Tests run in the root of the source tree. */
#ifndef ORGPOL_TEST_SUPPORT_H
#define ORGPOL_TEST_SUPPORT_H

/* cmocka wants these four first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orgpol.h"

/* A whole file, terminated; fails the test when it cannot be read. */
static inline char *slurp(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *text = malloc(1 << 24);

    if (file == NULL || text == NULL)
        fail_msg("%s cannot be read", name);
    *length = fread(text, 1, (1 << 24) - 1, file);
    if (*length == (1 << 24) - 1)
        fail_msg("%s is too large", name);
    text[*length] = '\0';
    fclose(file);
    return text;
}

/* Cuts spaces off both ends, in place. */
static inline char *trimmed(char *text)
{
    size_t length = strlen(text);

    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    return text + strspn(text, " \t");
}

/* The next row of a vector file that is no comment, or NULL; *text moves on. */
static inline char *next_row(char **text)
{
    while (*text) {
        char *row = *text;
        char *end = strchr(row, '\n');

        if (end)
            *end = '\0';
        *text = end ? end + 1 : NULL;
        if (*row != '#' && *trimmed(row))
            return row;
    }
    return NULL;
}

/* The next bar that ends a cell, or NULL. One between two other characters, as in auth0|a, is text. */
static inline char *next_bar(char *row)
{
    for (char *bar = strchr(row, '|'); bar; bar = strchr(bar + 1, '|'))
        if (bar == row || bar[-1] == ' ' || bar[1] == ' ' || bar[1] == '\0')
            return bar;
    return NULL;
}

/* Splits a row of a vector file at its bars, in place. Returns how many cells there were. */
static inline size_t cells_of(char *row, char **cells, size_t most)
{
    size_t count = 0;

    while (row && count < most) {
        char *bar = next_bar(row);

        if (bar)
            *bar = '\0';
        cells[count++] = trimmed(row);
        row = bar ? bar + 1 : NULL;
    }
    return count;
}

/* The names of the unmet conditions, separated by spaces, as the vector files have them. */
static inline void unmet_names(struct orgpol_decision decision, char *out, size_t size)
{
    out[0] = '\0';
    for (unsigned place = 0; place < 64; place++)
        if (decision.unmet >> place & 1)
            snprintf(out + strlen(out), size - strlen(out), "%s%s", *out ? " " : "",
                     orgpol_reason_info(orgpol_family_reason(decision.family, place))->name);
}

/* A decision that is an error, for this reason, and says nothing else. */
static inline void assert_broken(struct orgpol_decision decision, enum orgpol_family family,
                                 enum orgpol_reason reason)
{
    assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    assert_int_equal(decision.family, family);
    assert_int_equal(decision.reason, reason);
    assert_int_equal(decision.unmet, 0);
    assert_int_equal(decision.obligations, 0);
}

static inline void obligation_names(struct orgpol_decision decision, char *out, size_t size)
{
    out[0] = '\0';
    for (unsigned bit = 0; bit < 32; bit++)
        if (decision.obligations >> bit & 1)
            snprintf(out + strlen(out), size - strlen(out), "%s%s", *out ? " " : "",
                     orgpol_obligation_name(UINT32_C(1) << bit));
}

#endif
