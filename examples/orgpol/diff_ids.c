/* SPDX-License-Identifier: MIT */
/* What the questions are about: the ids of both tenants, and which of them a change may matter to. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

char *quote(const char *text)
{
    cJSON *string = cJSON_CreateStringReference(text);
    char *quoted = cJSON_PrintUnformatted(string);

    cJSON_Delete(string);
    return quoted;
}

bool ids_add(struct ids *ids, const char *text, cJSON *row, int side)
{
    struct id *list;
    struct id *id;

    if (*text == '\0')
        return true;
    list = with_room(ids->list, ids->count, &ids->size, sizeof *list);
    if (list == NULL)
        return false;
    ids->list = list;
    id = &list[ids->count];
    *id = (struct id){.text = text, .place = ids->count++};
    id->rows[side] = row;
    return true;
}

static int by_text(const void *left, const void *right)
{
    const struct id *a = left;
    const struct id *b = right;
    const int order = strcmp(a->text, b->text);

    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int by_place(const void *left, const void *right)
{
    const struct id *a = left;
    const struct id *b = right;

    return (a->place > b->place) - (a->place < b->place);
}

bool ids_settle(struct ids *ids)
{
    size_t kept = 0;

    if (ids->count > 0)
        qsort(ids->list, ids->count, sizeof *ids->list, by_text);
    for (size_t i = 0; i < ids->count; i++) {
        if (kept == 0 || strcmp(ids->list[kept - 1].text, ids->list[i].text) != 0) {
            ids->list[kept++] = ids->list[i];
            continue;
        }
        for (int side = 0; side < SIDES; side++)
            if (ids->list[kept - 1].rows[side] == NULL)
                ids->list[kept - 1].rows[side] = ids->list[i].rows[side];
    }
    ids->count = kept;
    if (ids->count > 0)
        qsort(ids->list, ids->count, sizeof *ids->list, by_place);
    for (size_t i = 0; i < ids->count; i++)
        if ((ids->list[i].quoted = quote(ids->list[i].text)) == NULL)
            return false;
    return true;
}

bool ids_collect(cJSON *const trees[SIDES], const char *section, const char *key, struct ids *ids)
{
    cJSON *row;

    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(row, array_in(trees[side], section))
        {
            if (!ids_add(ids, text_member(row, key), row, side))
                return false;
        }
    return ids_settle(ids);
}

void ids_free(struct ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        cJSON_free(ids->list[i].quoted);
    free(ids->list);
}

/* Names are looked up in lower case (PROMPT-03), so case is left out of account. */
static void touch_text(struct ids *ids, const char *text)
{
    for (size_t i = 0; i < ids->count && *text; i++)
        if (strcasecmp(ids->list[i].text, text) == 0)
            ids->list[i].touched = true;
}

/*
 * A grant is looked up by its client and API, or is the API's default, and associated by its id, which must
 * be its own (CFG-26): so every grant that has the id counts, itself among them.
 */
static void touch_grant(struct diff *diff, const cJSON *grant)
{
    const cJSON *row;

    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(row, array_in(diff->trees[side], "client_grants"))
        {
            if (strcmp(text_member(row, "id"), text_member(grant, "id")) == 0)
                touch_text(&diff->apis, text_member(row, "audience"));
        }
}

/* Of a connection, Cross App Access counts the organizations that have it (XAA-04). */
static void share_connections(struct diff *diff, const cJSON *organization)
{
    static const char *const arrays[] = {"enabled_connections", "connections"};
    const cJSON *row;

    for (size_t a = 0; a < sizeof arrays / sizeof(char *); a++)
        cJSON_ArrayForEach(row, array_in(organization, arrays[a]))
        {
            for (size_t i = 0; i < diff->connections.count; i++)
                if (strcmp(diff->connections.list[i].text, text_member(row, "connection_id")) == 0)
                    diff->connections.list[i].shared = true;
        }
}

/*
 * What is asked about a row depends on the rows that hold its keys, so a change touches the ids that equal a
 * key of the row, before or after. Users are compared one by one (crowd.touched); everything else is read by
 * every question.
 */
static void touch_row(struct diff *diff, const char *section, const cJSON *row)
{
    if (strcmp(section, "clients") == 0) {
        touch_text(&diff->clients, text_member(row, "client_id"));
        touch_text(&diff->clients, text_member(row, "external_client_id"));
    } else if (strcmp(section, "connections") == 0) {
        touch_text(&diff->connections, text_member(row, "id"));
        touch_text(&diff->connections, text_member(row, "name"));
    } else if (strcmp(section, "organizations") == 0) {
        touch_text(&diff->organizations, text_member(row, "id"));
        touch_text(&diff->organizations, text_member(row, "name"));
        share_connections(diff, row);
    } else if (strcmp(section, "resource_servers") == 0) {
        touch_text(&diff->apis, text_member(row, "identifier"));
    } else if (strcmp(section, "client_grants") == 0) {
        touch_grant(diff, row);
    } else if (strcmp(section, "users") != 0) {
        diff->everything = true;
    }
}

/* Without an organization sent, a client's default one is read (M2M-22). */
static void touch_default_organizations(struct diff *diff)
{
    for (size_t i = 0; i < diff->clients.count; i++)
        for (int side = 0; side < SIDES; side++) {
            const char *id = text_member(
                cJSON_GetObjectItemCaseSensitive(diff->clients.list[i].rows[side], "default_organization"),
                "organization_id");

            for (size_t k = 0; k < diff->organizations.count && *id; k++)
                if (strcmp(diff->organizations.list[k].text, id) == 0)
                    diff->clients.list[i].touched |= diff->organizations.list[k].touched;
        }
}

void touch(struct diff *diff)
{
    struct ids *const all[] = {&diff->clients, &diff->connections, &diff->apis, &diff->organizations};

    for (size_t i = 0; i < diff->changes.count; i++) {
        const struct change *change = &diff->changes.list[i];

        if (change->rows[OLD] == NULL && change->rows[NEW] == NULL)
            diff->everything = true;
        diff->beyond_organizations |= strcmp(change->section, "organizations") != 0;
        for (int side = 0; side < SIDES; side++)
            if (change->rows[side])
                touch_row(diff, change->section, change->rows[side]);
    }
    touch_default_organizations(diff);
    for (size_t list = 0; list < sizeof all / sizeof(struct ids *); list++)
        for (size_t i = 0; i < all[list]->count; i++) {
            all[list]->list[i].touched |= diff->everything;
            all[list]->touched |= all[list]->list[i].touched;
        }
}
