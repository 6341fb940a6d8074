/* SPDX-License-Identifier: MIT */
/* Users whom no question tells apart are asked about once, in the name of one of them. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

/* One user as a question sees it. */
struct face {
    size_t person;
    char *signature; /* equal for users who are alike */
    bool member[SIDES];
    bool touched;
};

/* A row of the organization's members, of one side. */
struct tie {
    size_t person;
    size_t order;
    int side;
    cJSON *row;
};

static int by_id(const void *left, const void *right)
{
    const struct person *a = left;
    const struct person *b = right;

    return strcmp(a->id, b->id);
}

static struct person *find_person(const struct people *people, const char *id)
{
    const struct person key = {.id = id};

    return people->count == 0 ? NULL : bsearch(&key, people->list, people->count, sizeof key, by_id);
}

/* An id that no user has: "nobody", or longer. */
static bool choose_unknown(struct people *people)
{
    const size_t head = sizeof "nobody" - 1;

    people->unknown = calloc(head + people->count + 2, 1);
    if (people->unknown == NULL)
        return false;
    memcpy(people->unknown, "nobody", head);
    for (size_t end = head; find_person(people, people->unknown); end++)
        people->unknown[end] = '.';
    return true;
}

bool people_collect(cJSON *const trees[SIDES], struct people *people)
{
    size_t count = 0;
    size_t kept = 0;
    cJSON *row;

    for (int side = 0; side < SIDES; side++)
        count += (size_t)cJSON_GetArraySize(array_in(trees[side], "users"));
    people->list = calloc(count + 1, sizeof *people->list);
    if (people->list == NULL)
        return false;
    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(row, array_in(trees[side], "users"))
        {
            struct person *person = &people->list[people->count++];

            person->id = text_member(row, "user_id");
            person->rows[side] = 1;
            person->user[side] = row;
        }
    qsort(people->list, people->count, sizeof *people->list, by_id);
    for (size_t i = 0; i < people->count; i++) {
        struct person *last = kept > 0 ? &people->list[kept - 1] : NULL;

        if (last == NULL || strcmp(last->id, people->list[i].id) != 0) {
            people->list[kept++] = people->list[i];
            continue;
        }
        for (int side = 0; side < SIDES; side++) {
            last->rows[side] += people->list[i].rows[side];
            last->user[side] = last->user[side] ? last->user[side] : people->list[i].user[side];
        }
    }
    people->count = kept;
    find_person(people, people->made_up)->made_up = true;
    return choose_unknown(people);
}

void people_free(struct people *people)
{
    free(people->list);
    free(people->made_up);
    free(people->unknown);
}

static char *subject_of(const char *type, const char *id)
{
    char *quoted = quote(id);
    const size_t size = quoted ? strlen(quoted) + strlen(type) + 32 : 0;
    char *subject = quoted ? malloc(size) : NULL;

    if (subject)
        snprintf(subject, size, "{\"type\":\"%s\",\"id\":%s}", type, quoted);
    cJSON_free(quoted);
    return subject;
}

static const char *member_word(const bool member[SIDES])
{
    static const char *const words[] = {"neither", "old", "new", "both"};

    return words[member[OLD] + 2 * member[NEW]];
}

/* Adds a crowd; `person` NULL: somebody in neither tenant. */
static bool add_crowd(const struct people *people, const struct person *person, bool anonymous,
                      struct crowd crowd, struct crowds *crowds)
{
    struct crowd *list = with_room(crowds->list, crowds->count, &crowds->size, sizeof *list);

    if (list == NULL)
        return false;
    crowds->list = list;
    crowd.id = person ? person->id : anonymous ? "-" : people->unknown;
    crowd.subject = subject_of(person == NULL && anonymous ? "anonymous" : "user", crowd.id);
    if (crowd.subject == NULL)
        return false;
    crowds->list[crowds->count++] = crowd;
    return true;
}

void crowds_free(struct crowds *crowds)
{
    for (size_t i = 0; i < crowds->count; i++)
        free(crowds->list[i].subject);
    free(crowds->list);
    *crowds = (struct crowds){0};
}

/* How often a user is in `users`: never, once, or so that no lookup finds it. */
static unsigned rows_of(const struct person *person, int side)
{
    return person->rows[side] > 1 ? 2 : (unsigned)person->rows[side];
}

static bool append(char **text, const char *more)
{
    const size_t length = *text ? strlen(*text) : 0;
    char *grown = realloc(*text, length + strlen(more) + 1);

    if (grown == NULL)
        return false;
    memcpy(grown + length, more, strlen(more) + 1);
    *text = grown;
    return true;
}

/* Adds to a signature the roles of a row, as they stand. */
static bool append_roles(char **signature, const cJSON *row)
{
    const cJSON *roles = array_in(row, "roles");
    char *text = roles ? cJSON_PrintUnformatted(roles) : NULL;
    const bool done = roles == NULL || (text && append(signature, text));

    cJSON_free(text);
    return done;
}

/*
 * Signs a user: existence, and for each side its member rows, or without an organization its own row, with
 * roles if they are read. `ties` are those of this user.
 */
static bool sign(const struct people *people, const struct tie *ties, size_t count, bool in_organization,
                 bool roles, struct face *face)
{
    const struct person *person = &people->list[face->person];
    char *sides[SIDES] = {NULL, NULL};
    bool done = true;

    for (int side = 0; side < SIDES && done; side++) {
        const char head[] = {(char)('0' + rows_of(person, side)), ' ', '\0'};

        done = append(&sides[side], head);
        for (size_t i = 0; i < count && done; i++)
            if (ties[i].side == side) {
                face->member[side] = true;
                done = append(&sides[side], "m") && (!roles || append_roles(&sides[side], ties[i].row));
            }
        if (!in_organization && roles && done)
            done = append_roles(&sides[side], person->user[side]);
    }
    face->touched = done && strcmp(sides[OLD], sides[NEW]) != 0;
    face->signature = sides[OLD];
    done = done && append(&face->signature, "\n") && append(&face->signature, sides[NEW]);
    free(sides[NEW]);
    return done;
}

static int by_signature(const void *left, const void *right)
{
    const struct face *a = left;
    const struct face *b = right;
    const int order = strcmp(a->signature, b->signature);

    return order ? order : (a->person > b->person) - (a->person < b->person);
}

static int by_person(const void *left, const void *right)
{
    const struct tie *a = left;
    const struct tie *b = right;

    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Adds a crowd for every signature. */
static bool add_faces(const struct people *people, struct face *faces, size_t count, struct crowds *crowds)
{
    const struct person *first = NULL;
    size_t users = 0;

    if (count > 0)
        qsort(faces, count, sizeof *faces, by_signature);
    for (size_t i = 0; i < count; i++) {
        const struct person *person = &people->list[faces[i].person];
        struct crowd crowd = {.member = member_word(faces[i].member), .touched = faces[i].touched};

        users += !person->made_up;
        if (first == NULL || first->made_up)
            first = person;
        if (i + 1 < count && strcmp(faces[i].signature, faces[i + 1].signature) == 0)
            continue;
        crowd.users = users;
        crowd.made_up = first->made_up;
        if (!add_crowd(people, first, false, crowd, crowds))
            return false;
        first = NULL;
        users = 0;
    }
    return true;
}

/* The members of an organization in either tenant who are users; marks them. */
static bool read_ties(struct people *people, const struct id *organization, struct tie **ties, size_t *count)
{
    size_t size = 1;
    cJSON *row;

    for (int side = 0; side < SIDES; side++)
        size += (size_t)cJSON_GetArraySize(array_in(organization->rows[side], "members"));
    *count = 0;
    *ties = malloc(size * sizeof **ties);
    if (*ties == NULL)
        return false;
    for (int side = 0; side < SIDES; side++)
        cJSON_ArrayForEach(row, array_in(organization->rows[side], "members"))
        {
            struct person *person = find_person(people, text_member(row, "user_id"));

            if (person == NULL)
                continue;
            person->mark = people->marks;
            (*ties)[*count] = (struct tie){(size_t)(person - people->list), *count, side, row};
            ++*count;
        }
    if (*count > 0)
        qsort(*ties, *count, sizeof **ties, by_person);
    return true;
}

/* Signs those with ties, a face each. */
static bool read_faces(const struct people *people, const struct tie *ties, size_t count, bool roles,
                       struct face *faces, size_t *face_count)
{
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && ties[i + 1].person == ties[i].person)
            continue;
        faces[*face_count] = (struct face){.person = ties[first].person};
        if (!sign(people, &ties[first], i + 1 - first, true, roles, &faces[(*face_count)++]))
            return false;
        first = i + 1;
    }
    return true;
}

/* Everybody who is not marked, in one crowd with the unknown. */
static bool add_others(const struct people *people, size_t marked, const char *member, bool anonymous,
                       struct crowds *crowds)
{
    const bool is_marked = find_person(people, people->made_up)->mark == people->marks;
    const struct crowd crowd = {.users = people->count - marked - !is_marked, .member = member};
    const struct person *person = people->list;

    while (crowd.users > 0 && (person->mark == people->marks || person->made_up))
        person++;
    return add_crowd(people, crowd.users > 0 ? person : NULL, anonymous, crowd, crowds);
}

/* The same by existence: in neither tenant, in one, in both. */
static bool add_others_apart(const struct people *people, bool anonymous, struct crowds *crowds)
{
    const struct person *first[3][3] = {{NULL}};
    size_t counts[3][3] = {{0}};

    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->list[i];
        const unsigned old = rows_of(person, OLD);
        const unsigned new = rows_of(person, NEW);

        if (person->mark == people->marks)
            continue;
        counts[old][new] += !person->made_up;
        if (first[old][new] == NULL || first[old][new]->made_up)
            first[old][new] = person;
    }
    for (unsigned old = 0; old < 3; old++)
        for (unsigned new = 0; new < 3; new ++) {
            struct crowd crowd = {.users = counts[old][new], .member = "neither", .touched = old != new};

            crowd.made_up = first[old][new] && first[old][new]->made_up;
            if (first[old][new] && !add_crowd(people, first[old][new], false, crowd, crowds))
                return false;
        }
    return add_crowd(people, NULL, anonymous, (struct crowd){.member = "neither"}, crowds);
}

/* Outside any organization, with the roles of each user. */
static bool crowds_by_own_roles(const struct people *people, struct crowds *crowds)
{
    struct face *faces = calloc(people->count + 1, sizeof *faces);
    size_t count = 0;
    bool done = faces != NULL;

    for (; done && count < people->count; count++) {
        faces[count].person = count;
        done = sign(people, NULL, 0, false, true, &faces[count]);
    }
    done = done && add_faces(people, faces, count, crowds) &&
           add_crowd(people, NULL, false, (struct crowd){.member = "neither"}, crowds);
    for (size_t i = 0; faces && i < count; i++)
        free(faces[i].signature);
    free(faces);
    return done;
}

bool crowds_of(struct people *people, const struct id *organization, enum reading reading, bool anonymous,
               struct crowds *crowds)
{
    struct face *faces = NULL;
    struct tie *ties = NULL;
    size_t count = 0;
    size_t face_count = 0;
    bool done = true;

    *crowds = (struct crowds){0};
    people->marks++;
    if (organization == NULL && reading == READS_ROLES)
        return crowds_by_own_roles(people, crowds);
    if (organization && reading != READS_NOTHING) {
        done = read_ties(people, organization, &ties, &count) &&
               (faces = calloc(count + 1, sizeof *faces)) != NULL &&
               read_faces(people, ties, count, reading == READS_ROLES, faces, &face_count) &&
               add_faces(people, faces, face_count, crowds);
    }
    if (done)
        done = reading == READS_EXISTENCE
                   ? add_others_apart(people, anonymous, crowds)
                   : add_others(people, face_count, reading == READS_NOTHING ? "any" : "neither", anonymous,
                                crowds);
    for (size_t i = 0; i < face_count; i++)
        free(faces[i].signature);
    free(faces);
    free(ties);
    return done;
}
