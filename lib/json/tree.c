/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_OF_A_NODE 8 /* of the document, about */
#define FIRST_NODES 1024  /* that have room in the first block, at most */
#define POINT_BYTES 8     /* of a decimal point, at most */
#define SHORT_DIGITS 15   /* so many make a whole number that a double holds exactly */

/* One block is enough for most documents. */
bool orgpol_tree_start(struct tree *tree, struct room *room, size_t document_length, size_t spare)
{
    const size_t nodes = document_length / BYTES_OF_A_NODE;
    const size_t node_bytes = (nodes < FIRST_NODES ? nodes : FIRST_NODES) * sizeof(cJSON);

    if (!orgpol_room_add(room, node_bytes + document_length + spare))
        return false;
    /*
     * Quotes leave room for terminators, and no escape is shorter than what it stands for: what is left for
     * texts is never less than what is left of the document.
     */
    *tree = (struct tree){room, NULL, orgpol_room_take(room, document_length)};
    return tree->texts != NULL;
}

char *orgpol_tree_text(struct tree *tree, const struct raw_text *text)
{
    size_t length = text->length;

    if (text->escaped)
        length = orgpol_raw_unescape(text, tree->texts, length);
    else
        memcpy(tree->texts, text->at, length);
    return orgpol_tree_copied(tree, length);
}

/* A whole number of few digits; false for any other. */
static bool read_short(const struct number *number, double *value)
{
    long long digits = 0;

    if (number->end - number->whole > SHORT_DIGITS)
        return false;
    for (const unsigned char *at = number->whole; at < number->end; at++) {
        if (*at < '0' || *at > '9')
            return false;
        digits = digits * 10 + (*at - '0');
    }
    *value = number->whole > number->begin ? -(double)digits : (double)digits; /* -0 is not 0 */
    return true;
}

/*
 * Any number, by strtod, which wants the point of the process's locale. False when it does not read all of
 * it: the locale changed in between, or has no such point.
 */
static bool read_other(const struct number *number, double *value)
{
    const char *const point = localeconv()->decimal_point;
    const size_t point_length = strlen(point);
    char text[NUMBER_LENGTH_MAX + 1];
    char local[sizeof text + POINT_BYTES];
    size_t length = (size_t)(number->end - number->begin);
    size_t before;
    char *end;

    if (length <= NUMBER_LENGTH_MAX)
        memcpy(text, number->begin, length);
    else
        length = orgpol_number_shorten(number, text);
    text[length] = '\0';
    before = strcspn(text, ".");
    if (point_length == 0 || point_length > POINT_BYTES)
        return false;
    snprintf(local, sizeof local, "%.*s%s%s", (int)before, text, before < length ? point : "",
             before < length ? text + before + 1 : "");
    *value = strtod(local, &end);
    return *end == '\0';
}

bool orgpol_tree_number(cJSON *node, const struct number *number)
{
    double value;

    if (!read_short(number, &value) && !read_other(number, &value))
        return false;
    cJSON_SetNumberValue(node, value);
    return true;
}
