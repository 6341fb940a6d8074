/* SPDX-License-Identifier: MIT */
/*
 * What differs between two tenant documents, and OLD with some of it applied. One walk over both trees does
 * both, so a change has the same number in either: its place in the order of the walk.
 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

#define KEYS 4

/* Arrays whose rows have keys, and whose absence means that there are no rows. */
static const struct keyed {
    const char *array;
    bool joined; /* the key is all of the members; else the first that is there */
    const char *members[KEYS];
} keyed_arrays[] = {
    {"clients", false, {"client_id"}},
    {"connections", false, {"id", "connection_id"}},
    {"enabled_connections", false, {"connection_id"}},
    {"resource_servers", false, {"identifier"}},
    {"scopes", false, {"value"}},
    {"client_grants", false, {"id", "grant_id"}},
    {"organizations", false, {"id"}},
    {"members", false, {"user_id"}},
    {"discovery_domains", false, {"domain"}},
    {"invitations", false, {"ticket_id", "id"}},
    {"users", false, {"user_id"}},
    {"connected_accounts", false, {"id"}},
    {"grants", true, {"client_id", "clientID", "audience", "organization_id"}},
    {"roles", false, {"id"}},
    {"permissions", true, {"resource_server_identifier", "permission_name"}},
    {"rules", false, {"id", "name"}},
    {"hooks", false, {"id", "name"}},
    {"custom_domains", false, {"domain"}},
};

/* Where the walk is; on the stack of the walk. */
struct place {
    const struct place *parent;
    const char *name;       /* of a member; NULL for a row */
    const char *const *key; /* of a row */
    size_t occurrence;      /* of the key: 0 for the first row that has it */
};

struct walk {
    struct changes *list; /* where changes are listed, or NULL */
    const bool *taken;    /* by number; NULL: none */
    size_t next;          /* number of the next change */
    const char *section;
    cJSON *rows[SIDES];
    bool failed;
};

struct entry {
    const char *key[KEYS];
    cJSON *row;
    struct entry *match;
    size_t index;
    size_t occurrence;
};

cJSON *array_in(const cJSON *object, const char *name)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(object, name);

    return cJSON_IsArray(array) ? array : NULL;
}

static void put_text(struct bytes *to, const char *text, bool *failed)
{
    if (!append_text(to, text))
        *failed = true;
}

static void put_place(struct bytes *to, const struct place *place, bool *failed)
{
    char number[32];
    bool first = true;

    if (place->parent)
        put_place(to, place->parent, failed);
    if (place->name) {
        put_text(to, to->length > 0 ? "." : "", failed);
        put_text(to, place->name, failed);
        return;
    }
    put_text(to, "[", failed);
    for (size_t i = 0; i < KEYS; i++)
        if (place->key[i] && *place->key[i]) {
            put_text(to, first ? "" : " ", failed);
            put_text(to, place->key[i], failed);
            first = false;
        }
    snprintf(number, sizeof number, "#%zu", place->occurrence + 1);
    put_text(to, place->occurrence > 0 || first ? number : "", failed);
    put_text(to, "]", failed);
}

/*
 * The user whom a change within a row of users may matter to alone, since no other question reads the row.
 * Of accounts and grants the ids are looked up too.
 */
static char *only_user(const struct walk *walk, const char *place)
{
    if (strcmp(walk->section, "users") != 0 || walk->rows[OLD] == NULL || walk->rows[NEW] == NULL ||
        strstr(place, "].connected_accounts") || strstr(place, "].grants"))
        return NULL;
    return quote(text_member(walk->rows[OLD], "user_id"));
}

/* Counts a change, lists it when asked to, and says whether it is taken. */
static bool take(struct walk *walk, cJSON *before, cJSON *after, const struct place *place)
{
    struct changes *list = walk->list;
    const size_t number = walk->next++;
    struct bytes text = {0};
    struct change *grown;

    if (list == NULL)
        return walk->taken[number];
    grown = with_room(list->list, list->count, &list->size, sizeof *grown);
    walk->failed |= grown == NULL;
    if (grown == NULL)
        return false;
    list->list = grown;
    put_place(&text, place, &walk->failed);
    if (text.ptr)
        list->list[list->count++] =
            (struct change){.place = text.ptr,
                            .before = before,
                            .after = after,
                            .sizes = {cJSON_GetArraySize(before), cJSON_GetArraySize(after)},
                            .section = walk->section,
                            .rows = {walk->rows[OLD], walk->rows[NEW]},
                            .user = only_user(walk, text.ptr)};
    return false;
}

/* Adds to an object or an array; what is not the walk's own is referred to. */
static void add(struct walk *walk, cJSON *parent, const struct place *place, cJSON *item, bool own)
{
    bool added;

    if (item == NULL)
        return;
    if (cJSON_IsArray(parent))
        added = own ? cJSON_AddItemToArray(parent, item) : cJSON_AddItemReferenceToArray(parent, item);
    else
        added = own ? cJSON_AddItemToObject(parent, place->name, item)
                    : cJSON_AddItemReferenceToObject(parent, place->name, item);
    walk->failed |= !added;
    if (!added && own)
        cJSON_Delete(item);
}

static const struct keyed *keyed_array(const char *name)
{
    for (size_t i = 0; name && i < sizeof keyed_arrays / sizeof *keyed_arrays; i++)
        if (strcmp(keyed_arrays[i].array, name) == 0)
            return &keyed_arrays[i];
    return NULL;
}

static bool all_texts(const cJSON *array)
{
    const cJSON *item = array ? array->child : NULL;

    while (item && cJSON_IsString(item))
        item = item->next;
    return cJSON_IsArray(array) && item == NULL;
}

static void read_key(const struct keyed *keyed, cJSON *row, struct entry *entry)
{
    size_t count = 0;

    entry->row = row;
    if (!cJSON_IsObject(row))
        entry->key[0] = cJSON_GetStringValue(row);
    for (size_t i = 0; keyed && cJSON_IsObject(row) && i < KEYS && keyed->members[i]; i++) {
        const char *text = text_member(row, keyed->members[i]);

        if (keyed->joined || (*text && count == 0))
            entry->key[count++] = text;
    }
    for (size_t i = 0; i < KEYS; i++)
        if (entry->key[i] == NULL)
            entry->key[i] = "";
}

static int compare_keys(const struct entry *a, const struct entry *b)
{
    int order = 0;

    for (size_t i = 0; i < KEYS && order == 0; i++)
        order = strcmp(a->key[i], b->key[i]);
    return order;
}

static int by_key(const void *left, const void *right)
{
    const struct entry *const *a = left;
    const struct entry *const *b = right;
    const int order = compare_keys(*a, *b);

    return order ? order : ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

/* The rows of an array, and an order of them by key. One block; the caller frees *entries. */
static size_t read_entries(struct walk *walk, const struct keyed *keyed, const cJSON *array,
                           struct entry **entries, struct entry ***order)
{
    const size_t count = (size_t)(array ? cJSON_GetArraySize(array) : 0);
    cJSON *row = array ? array->child : NULL;

    *entries = calloc(count + 1, sizeof **entries);
    *order = malloc((count + 1) * sizeof(struct entry *));
    if (*entries == NULL || *order == NULL) {
        walk->failed = true;
        return 0;
    }
    for (size_t i = 0; i < count; i++, row = row->next) {
        read_key(keyed, row, &(*entries)[i]);
        (*entries)[i].index = i;
        (*order)[i] = &(*entries)[i];
    }
    qsort(*order, count, sizeof(struct entry *), by_key);
    for (size_t i = 1; i < count; i++)
        if (compare_keys((*order)[i - 1], (*order)[i]) == 0)
            (*order)[i]->occurrence = (*order)[i - 1]->occurrence + 1;
    return count;
}

/* Matches rows of equal keys, the first with the first, and so on. */
static void match_entries(struct entry *const *old, size_t old_count, struct entry *const *new,
                          size_t new_count)
{
    size_t i = 0;
    size_t j = 0;

    while (i < old_count && j < new_count) {
        const int order = compare_keys(old[i], new[j]);

        if (order == 0) {
            old[i]->match = new[j];
            new[j]->match = old[i];
        }
        i += order <= 0;
        j += order >= 0;
    }
}

static void weave(struct walk *walk, cJSON *old, cJSON *new, const struct place *place, cJSON *parent);

static void weave_rows(struct walk *walk, const struct keyed *keyed, cJSON *const arrays[SIDES],
                       const struct place *place, cJSON *array)
{
    const bool is_section = place->parent == NULL;
    struct entry *entries[SIDES];
    struct entry **order[SIDES];
    size_t counts[SIDES];

    for (int side = 0; side < SIDES; side++)
        counts[side] = read_entries(walk, keyed, arrays[side], &entries[side], &order[side]);
    if (!walk->failed)
        match_entries(order[OLD], counts[OLD], order[NEW], counts[NEW]);
    for (size_t i = 0; i < counts[OLD] + counts[NEW] && !walk->failed; i++) {
        const bool is_old = i < counts[OLD];
        struct entry *entry = is_old ? &entries[OLD][i] : &entries[NEW][i - counts[OLD]];
        const struct place at = {place, NULL, entry->key, entry->occurrence};
        struct entry *other = entry->match;

        if (!is_old && other) /* has been woven with its match */
            continue;
        if (is_section) {
            walk->rows[OLD] = is_old ? entry->row : NULL;
            walk->rows[NEW] = is_old ? (other ? other->row : NULL) : entry->row;
        }
        if (other)
            weave(walk, entry->row, other->row, &at, array);
        else if (take(walk, is_old ? entry->row : NULL, is_old ? NULL : entry->row, &at) != is_old)
            add(walk, array, &at, entry->row, false);
    }
    for (int side = 0; side < SIDES; side++) {
        free(entries[side]);
        free(order[side]);
    }
}

static void weave_members(struct walk *walk, cJSON *old, cJSON *new, const struct place *place, cJSON *object)
{
    for (cJSON *member = old ? old->child : NULL; member && !walk->failed; member = member->next) {
        const struct place at = {place, member->string, NULL, 0};

        if (place == NULL)
            walk->section = member->string;
        weave(walk, member, cJSON_GetObjectItemCaseSensitive(new, member->string), &at, object);
    }
    for (cJSON *member = new ? new->child : NULL; member && !walk->failed; member = member->next) {
        const struct place at = {place, member->string, NULL, 0};

        if (cJSON_GetObjectItemCaseSensitive(old, member->string))
            continue;
        if (place == NULL)
            walk->section = member->string;
        weave(walk, NULL, member, &at, object);
    }
}

/* Adds to `parent` what stands at one place of both trees. Null is absent. */
static void weave(struct walk *walk, cJSON *old, cJSON *new, const struct place *place, cJSON *parent)
{
    const struct keyed *keyed = keyed_array(place->name);
    const bool is_section = place->parent == NULL;
    bool objects;
    bool rows;
    cJSON *woven;

    old = cJSON_IsNull(old) ? NULL : old;
    new = cJSON_IsNull(new) ? NULL : new;
    if (is_section)
        walk->rows[OLD] = walk->rows[NEW] = NULL;
    if (old == new || (old && new &&cJSON_Compare(old, new, true))) {
        add(walk, parent, place, old, false);
        return;
    }
    rows = keyed ? (!old || cJSON_IsArray(old)) && (!new || cJSON_IsArray(new))
                 : all_texts(old) && all_texts(new);
    /* Without settings or options the defaults hold, as with empty ones. */
    objects = (cJSON_IsObject(old) || (is_section && old == NULL)) &&
              (cJSON_IsObject(new) || (is_section && new == NULL));
    if (!rows && !objects) {
        add(walk, parent, place, take(walk, old, new, place) ? new : old, false);
        return;
    }
    woven = rows ? cJSON_CreateArray() : cJSON_CreateObject();
    walk->failed |= woven == NULL;
    if (woven == NULL)
        return;
    if (rows)
        weave_rows(walk, keyed, (cJSON *const[]){old, new}, place, woven);
    else
        weave_members(walk, old, new, place, woven);
    add(walk, parent, place, woven, true);
}

bool changes_list(cJSON *const trees[SIDES], struct changes *changes)
{
    struct walk walk = {.list = changes};
    cJSON *object = cJSON_CreateObject();

    if (object)
        weave_members(&walk, trees[OLD], trees[NEW], NULL, object);
    cJSON_Delete(object);
    return object && !walk.failed;
}

cJSON *changes_apply(cJSON *const trees[SIDES], const bool *taken)
{
    struct walk walk = {.taken = taken};
    cJSON *object = cJSON_CreateObject();

    if (object)
        weave_members(&walk, trees[OLD], trees[NEW], NULL, object);
    if (walk.failed) {
        cJSON_Delete(object);
        return NULL;
    }
    return object;
}

void changes_free(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        free(changes->list[i].place);
        cJSON_free(changes->list[i].user);
    }
    free(changes->list);
}
