/* SPDX-License-Identifier: MIT */
/*
 * The library's answers for test/oracle: one question a line on standard input, one answer a line on standard
 * output. A question is `login`, `client_grant` or `user_grant` and then NAME=VALUE, each name that of a
 * member as include/orgpol has it, a row's with the row before it (`client.is_first_party=1`); a row exists
 * when its own name is given (`client=1`). What is not given stays zero. An answer is `allow`, `deny` with
 * every unmet condition, or `error` with the reason; a line that cannot be read ends the program.
 */
#include "answers.h"

#include <stdio.h>
#include <stdlib.h>

#define LONGEST_LINE 4096

static void fail(const char *what, const char *text)
{
    fprintf(stderr, "answers: %s: %s\n", what, text);
    exit(2);
}

static uint8_t word_of(const char *const *words, const char *text)
{
    for (uint8_t i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    if (strcmp(text, "unknown") != 0)
        fail("no such word", text);
    return ORGPOL_WORD_UNKNOWN;
}

static uint64_t number_of(const char *text)
{
    char *end;
    const uint64_t number = strtoull(text, &end, 10);

    if (end == text || *end)
        fail("no number", text);
    return number;
}

/* Splits `text` at its commas, in place. */
static void list_of(struct list *list, char *text)
{
    char *item;

    list->is_given = 1;
    for (item = strtok(text, ","); item; item = strtok(NULL, ",")) {
        if (list->count == LONGEST_LIST)
            fail("list too long", item);
        list->items[list->count++] = orgpol_str_of(item);
    }
}

static void read_member(struct facts *facts, const char *name, char *value)
{
    const struct member *member = find_member(name);
    char *at = (char *)facts;

    if (member == NULL) {
        fail("no such name", name);
        return;
    }
    at[member->given] = 1;
    at += member->offset;
    switch (member->kind) {
    case KIND_ROW: break;
    case KIND_FLAG: *(uint8_t *)at = (uint8_t)number_of(value); break;
    case KIND_WORD: *(uint8_t *)at = word_of(member->words, value); break;
    case KIND_U32: {
        const uint32_t number = (uint32_t)number_of(value);

        memcpy(at, &number, sizeof number);
        break;
    }
    case KIND_U64: {
        const uint64_t number = number_of(value);

        memcpy(at, &number, sizeof number);
        break;
    }
    case KIND_TEXT: {
        const struct orgpol_str text = orgpol_str_of(value);

        memcpy(at, &text, sizeof text);
        break;
    }
    case KIND_LIST: list_of((struct list *)(void *)at, value); break;
    }
}

static void write_answer(struct orgpol_decision decision)
{
    const unsigned size = orgpol_family_size(decision.family);

    if (decision.effect == ORGPOL_EFFECT_ALLOW) {
        fputs(decision.unmet || decision.reason ? "allow but unmet\n" : "allow\n", stdout);
        return;
    }
    if (decision.effect != ORGPOL_EFFECT_DENY) {
        printf("error %s\n", orgpol_reason_info(decision.reason)->name);
        return;
    }
    fputs("deny", stdout);
    for (unsigned i = 0; i < size; i++)
        if (decision.unmet >> i & 1)
            printf(" %s", orgpol_reason_info(orgpol_family_reason(decision.family, i))->name);
    putchar('\n');
}

static void answer(char *line)
{
    static struct facts facts;
    const char *family = line;
    char *next = strchr(line, ' ');

    init_facts(&facts);
    while (next) {
        char *name = next + 1;
        char *value = strchr(name, '=');

        *next = '\0';
        next = strchr(name, ' ');
        if (value == NULL || (next && value > next)) {
            fail("no value", name);
            return;
        }
        *value++ = '\0';
        if (next)
            *next = '\0';
        read_member(&facts, name, value);
    }
    finish_facts(&facts);
    if (strcmp(family, "login") == 0)
        write_answer(ask_login(&facts));
    else if (strcmp(family, "client_grant") == 0)
        write_answer(ask_client_grant(&facts));
    else if (strcmp(family, "user_grant") == 0)
        write_answer(ask_user_grant(&facts));
    else
        fail("no such family", family);
}

int main(void)
{
    static char line[LONGEST_LINE];

    while (fgets(line, sizeof line, stdin)) {
        char *end = strchr(line, '\n');

        if (end == NULL)
            fail("line too long", line);
        else
            *end = '\0';
        answer(line);
    }
    return 0;
}
